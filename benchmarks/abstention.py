"""How well unanswerable questions are told from answerable ones, and what weights would do best.

    python benchmarks/abstention.py LIBRARY QUESTIONS.jsonl [MORE.txt ...] [--fit]

QUESTIONS.jsonl has the layout of the White House questions (no gold: unanswerable). Each MORE.txt holds
further questions, one a line, that the library can't answer. Prints the share of either class that the
product doesn't answer, and which it got wrong; with --fit, weights by logistic regression with the result of
ten-fold cross-validation, in which the threshold lets at most 8 % of the answerable questions go unanswered.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import astuple, fields
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from rag.abstention import Evidence
from rag.answers import answer, find_evidence
from rag.filters import Filters
from rag.library.library import Library
from ui.settings import load_encoder

NAMES = [each.name for each in fields(Evidence)]


def fit(signs, answerable, penalty=0.003):
    """Weights and bias of a logistic regression; the rarer class counts as much as the other."""
    x, y = torch.tensor(signs, dtype=torch.float64), torch.tensor(answerable, dtype=torch.float64)
    weight = torch.where(y == 1, 1 / y.sum(), 1 / (1 - y).sum())
    w = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    b = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, b], max_iter=500)
    scale = x.std(0) + 1e-9

    def loss():
        optimiser.zero_grad()
        errors = torch.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y, reduction="none")
        total = (errors * weight).sum() / weight.sum() + penalty * (w * scale).pow(2).sum()
        total.backward()
        return total

    optimiser.step(loss)
    return w.detach().numpy(), float(b.detach()[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("more", type=Path, nargs="*")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    asked = [json.loads(line) for line in options.questions.read_text(encoding="utf-8").splitlines()]
    cases = [(q["q"], q.get("history", []), bool(q["gold"]), "questions") for q in asked]
    for path in options.more:
        cases += [(line, [], False, path.name) for line in path.read_text(encoding="utf-8").splitlines()]
    encoder = load_encoder()
    with Library(options.library).snapshot() as snapshot:
        answered = np.array(
            [answer(snapshot, encoder, text, Filters(), history=past).answered for text, past, _, _ in cases]
        )
        evidence = [find_evidence(snapshot, encoder, text, past) for text, past, _, _ in cases]
    answerable = np.array([case[2] for case in cases])
    kinds = {True: "answerable", False: "unanswerable"}
    groups = np.array([f"{case[3]}, {kinds[case[2]]}" for case in cases])
    for group in dict.fromkeys(groups):
        here = groups == group
        print(f"{group}: {100 * np.mean(~answered[here]):.1f} % of {here.sum()} declined")
    for wrong in np.flatnonzero(answered != answerable):
        print(f"  {evidence[wrong].chance:.2f} {groups[wrong]}: {cases[wrong][0]}")
    if options.fit:
        signs = np.array([astuple(each) for each in evidence])
        order = np.random.default_rng(0).permutation(len(cases))
        scores = np.zeros(len(cases))
        for fold in range(10):
            held = order[fold::10]
            rest = np.setdiff1d(order, held)
            weights, bias = fit(signs[rest], answerable[rest])
            scores[held] = signs[held] @ weights + bias
        threshold = np.quantile(scores[answerable], 0.08)
        for group in dict.fromkeys(groups[~answerable]):
            print(f"cross-validated, {group}: {100 * np.mean(scores[groups == group] < threshold):.1f} %")
        weights, bias = fit(signs, answerable)
        bias -= np.quantile((signs @ weights + bias)[answerable], 0.077)
        print({name: round(float(w), 2) for name, w in zip(NAMES, weights, strict=True)}, round(bias, 2))


if __name__ == "__main__":
    main()
