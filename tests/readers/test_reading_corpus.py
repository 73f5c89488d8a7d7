"""The real files: facts about them, and words compared with an independent, simpler stripping."""

import datetime as dt
import html
import json
import random
import re
from collections import Counter
from pathlib import Path

import pytest

from rag.errors import NotATranscriptError, UnreadableFileError
from rag.readers import load_transcript
from rag.transcript import Transcript

TAG = re.compile(r"<!--.*?-->|</?(?:s|sup|figure|img|table|tbody|tr|td)(?:\s[^>]*)?/?>", re.DOTALL)
LINK = re.compile(r"(?<!\\)\]\([^)\s]*\)")


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


def words_of_body(path: Path) -> list[str]:
    """The words behind the front matter, mark-up struck out by four crude replacements."""
    text = path.read_text(encoding="utf-8")
    body = text.split("\n---\n", 1)[1]
    body = TAG.sub(lambda tag: "\n" * tag[0].count("\n"), body).replace("\u2060", "").replace("\u200b", "")
    body = body.replace("\nQMS. PSAKI:", "\nQ MS. PSAKI:")  # the one glued label
    body = LINK.sub("]", body).replace("\ufeff", "").replace("\u00ad", "")
    return words(html.unescape(body.replace("\\", "").replace("*", "")))


def words_read(transcript: Transcript) -> list[str]:
    """All words of turns, labels and asides in the order of the file's lines."""
    rows: list[tuple[int, int, int, list[str]]] = []
    rows += [(aside.line, 0, 0, words(aside.text)) for aside in transcript.asides]
    for number, turn in enumerate(transcript.turns):
        ends = [offset for offset, _ in turn.line_map[1:]] + [len(turn.text)]
        for row, ((offset, line), end) in enumerate(zip(turn.line_map, ends, strict=True)):
            label = words(turn.label) if row == 0 else []
            rows.append((line, 1, number, label + words(turn.text[offset:end])))
    rows.sort(key=lambda row: row[:3])
    return [word for *_, found in rows for word in found]


def read_all(folder: Path) -> tuple[dict[Path, Transcript], dict[Path, NotATranscriptError]]:
    read: dict[Path, Transcript] = {}
    refused: dict[Path, NotATranscriptError] = {}
    for path in sorted(folder.rglob("*.md")):
        try:
            read[path] = load_transcript(path)
        except NotATranscriptError as error:
            refused[path] = error
    return read, refused


def test_the_seed_has_26_turns_of_four_labels(shared: Path) -> None:
    seed = load_transcript(shared / "corpora" / "seed-press-call.md")
    assert len(seed.turns) == 26
    assert {turn.label for turn in seed.turns} == {
        "MODERATOR", "SENIOR ADMINISTRATION OFFICIAL", "Q", "OPERATOR",
    }  # fmt: skip
    assert seed.title == "Background Press Call by Senior Administration Officials on China"
    assert (seed.date, seed.place) == (dt.date(2022, 3, 14), "Via Teleconference")
    assert (seed.begins, seed.ends) == ("2:59 P.M. EDT", "3:18 P.M. EDT")
    assert [aside.text for aside in seed.asides] == ["Via Teleconference", "2:59 P.M. EDT", "3:18 P.M. EDT"]


@pytest.mark.slow
def test_every_briefing_is_read_or_refused_by_name_with_no_word_lost_or_doubled(shared: Path) -> None:
    read, refused = read_all(shared / "corpora" / "whitehouse-press-briefings")
    assert [path.name[:36] for path in refused] == ["2021-02-10-president-biden-announces"]
    assert len(read) == 449
    assert [path.name for path in read if words_read(read[path]) != words_of_body(path)] == []
    labels = Counter(turn.label for transcript in read.values() for turn in transcript.turns)
    assert labels["Q"] == 19355
    assert not {"", "FEMA", "NATO", "COVID", "COVID-19", "SWIFT", "2006", "MPP"} & set(labels)
    assert all(transcript.date for transcript in read.values())
    assert all(transcript.url for transcript in read.values())


@pytest.mark.slow
def test_every_speech_is_read_or_refused_with_no_word_lost_or_doubled(shared: Path) -> None:
    read, refused = read_all(shared / "corpora" / "whitehouse-speeches-remarks")
    assert (len(read), len(refused)) == (612, 7)
    assert [path.name for path in read if words_read(read[path]) != words_of_body(path)] == []
    unnamed = [path for path in read if any(not turn.label for turn in read[path].turns)]
    assert len(unnamed) == 23
    assert all(re.search("remarks|address", read[path].title, re.IGNORECASE) for path in unnamed)


def test_the_newer_front_matter_is_read(shared: Path) -> None:
    read, refused = read_all(shared / "corpora" / "formats" / "whitehouse-newer-frontmatter")
    assert (len(read), len(refused)) == (30, 0)
    assert all(transcript.url and "archives.gov" in transcript.url for transcript in read.values())
    assert [path.name for path in read if words_read(read[path]) != words_of_body(path)] == []


def test_no_release_is_read_as_a_transcript(shared: Path) -> None:
    read, refused = read_all(shared / "corpora" / "formats" / "not-transcripts")
    assert (len(read), len(refused)) == (0, 21)
    assert all("no speaker labels found in" in error.reason for error in refused.values())


@pytest.mark.slow
def test_the_named_line_holds_the_word(shared: Path) -> None:
    chance = random.Random(20220314)
    paths = sorted((shared / "corpora" / "whitehouse-press-briefings").rglob("*.md"))
    for path in chance.sample(paths, 60):
        try:
            transcript = load_transcript(path)
        except NotATranscriptError:
            continue
        lines = [
            html.unescape(line.replace("\\", "")) for line in path.read_text(encoding="utf-8").split("\n")
        ]
        for turn in transcript.turns:
            found = list(re.finditer(r"\S+", turn.text))
            for word in chance.sample(found, min(5, len(found))):
                first, last = turn.lines(word.start(), word.end())
                assert first == last, (path.name, word[0])
                bare = re.findall(r"\w+", word[0])
                assert all(part in lines[first - 1] for part in bare), (path.name, first, word[0])


def test_quoted_passages_lie_in_the_turn_of_their_speaker(shared: Path) -> None:
    """dev.jsonl was made by another parser; the two that differ quote a closing line about slides."""
    cache: dict[str, Transcript] = {}
    disagreements: list[tuple[str, str]] = []
    for line in (shared / "quotes" / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        source = item["source"]
        if not source or not source["file"]:
            continue
        name = source["file"]
        if name not in cache:
            cache[name] = load_transcript(shared / "corpora" / name)
        excerpt = squeeze(source["turn_text_excerpt"])
        near = cache[name].turns[max(0, source["turn"] - 2) : source["turn"] + 4]
        holders = [turn.label for turn in near if excerpt in squeeze(turn.text)]
        if source["speaker"] not in holders:
            disagreements.append((item["id"], " ".join(holders)))
    assert disagreements == [
        ("d0002-altered", ""),
        (
            "d0079-cleaned",
            "MS. SULLIVAN",
        ),  # printed so in the source: MR. SULLIVAN is the parser's correction
        ("d0316-verbatim", ""),
    ]


def squeeze(text: str) -> str:
    """Letters and digits only, without bracketed remarks, in which the two parsers differ."""
    text = re.sub(r"</?s>", "", html.unescape(text))
    return "".join(words(re.sub(r"\([^()]*\)|\[[^\[\]]*\]", "", text)))


def test_gold_sets_keep_their_turn_numbers_and_lines(shared: Path) -> None:
    paths = sorted((shared / "eval").glob("*/transcripts/*.json"))
    for path in paths[::8]:
        transcript = load_transcript(path)
        lines = path.read_text(encoding="utf-8").split("\n")
        expected = json.loads("\n".join(lines))
        assert transcript.id == expected["id"]
        assert [turn.label for turn in transcript.turns] == [turn["speaker"] for turn in expected["turns"]]
        assert [turn.text.split() for turn in transcript.turns] == [
            turn["text"].split() for turn in expected["turns"]
        ]
        for turn, source in zip(transcript.turns, expected["turns"], strict=True):
            assert json.dumps(source["text"], ensure_ascii=False) in lines[turn.last_line - 1]


def test_every_other_format_is_read_or_refused_in_one_line(shared: Path) -> None:
    outcomes: Counter[str] = Counter()
    told: list[str] = []
    for path in sorted((shared / "corpora" / "formats").rglob("*")):
        if path.is_dir():
            continue
        try:
            outcomes[load_transcript(path).format] += 1
        except (NotATranscriptError, UnreadableFileError) as error:
            outcomes[type(error).__name__] += 1
            told.append(str(error))
    assert not [message for message in told if "\n" in message]
    assert outcomes["webvtt"] == 15
    assert outcomes["labelled-text"] >= 24 + 4
