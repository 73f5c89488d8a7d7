"""`check-text LIST.csv`: a list of quotations on the command line."""

from __future__ import annotations

import argparse
import json
import sys

from rag.assistant import Assistant
from ui import cli, progress, render, reports
from ui.batch import BatchReport, list_source, reports_so_far
from ui.reports_table import batch_json


def check_list(options: argparse.Namespace, assistant: Assistant, content: bytes, name: str) -> int:
    """Check a list and print its report; rows that can't be read go to stderr. Returns the exit code."""
    source = list_source(content, name)
    report = BatchReport((source,), ())
    with progress.checking() as on_checked:
        for report in reports_so_far(assistant, [source], lambda: False):
            on_checked(len(report.checked), report.planned)
    for problem in report.problems:
        render.say_error(f"{problem.source}, row {problem.row}: {problem.reason}")
    names = [each.item.source for each in report.checked]
    if options.json:
        sys.stdout.write(json.dumps(batch_json(report), ensure_ascii=False) + "\n")
    elif options.html:
        sys.stdout.write(reports.text_html(report.text, names))
    elif options.markdown:
        sys.stdout.write(reports.text_markdown(report.text, names))
    else:
        render.checks(report.text)
    whole = report.supported == report.planned and not report.problems
    return cli.DONE if whole else cli.NOT_SUPPORTED
