"""Progress bars on stderr, for work that takes long; none where it isn't a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from rag.run_report import OnProgress, Phase
from ui.terminal import ERR

_UNITS = {Phase.READING: "files", Phase.ENCODING: "passages", Phase.PUBLISHING: "", Phase.SCORING: "queries"}


class _Rate(ProgressColumn):
    """Items per second."""

    def render(self, task: Task) -> Text:
        return Text(f"{task.speed:.0f}/s" if task.speed else "", style="progress.data.speed")


@contextlib.contextmanager
def indexing() -> Iterator[OnProgress]:
    """A bar with rate and remaining time, for a run's `on_progress`."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[unit]}"),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=ERR, transient=True, disable=not ERR.is_terminal) as bar:
        tasks: dict[Phase, TaskID] = {}

        def on_progress(phase: Phase, done: int, total: int) -> None:
            if total and phase not in tasks:
                tasks[phase] = bar.add_task(phase.value.capitalize(), total=total, unit=_UNITS[phase])
            if total:
                bar.update(tasks[phase], completed=done, total=total)

        yield on_progress


@contextlib.contextmanager
def checking() -> Iterator[Callable[[int, int], None]]:
    """A bar for an article's quotations."""
    with Progress(
        TextColumn("Checking"),
        BarColumn(),
        MofNCompleteColumn(),
        console=ERR,
        transient=True,
        disable=not ERR.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
