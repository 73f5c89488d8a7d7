"""What each command does: work in `rag`, then JSON on stdout or text for reading."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from rag.assistant import Assistant
from rag.citations import Citation
from rag.errors import OnRecordError
from rag.filters import Filters, parse_filters
from rag.library.catalogue import TranscriptEntry
from rag.library.library import Library
from rag.library.snapshot import Snapshot, StoredTurn
from rag.questions import Reading, parse_reading
from ui import cli, contract, exports, render
from ui.settings import library_folder


def run(options: argparse.Namespace) -> int:
    """Run the command that was asked for; problems go to stderr in one line."""
    commands: Mapping[str, Callable[[argparse.Namespace], int]] = {
        "index": _index,
        "ask": _ask,
        "search": _search,
        "check": _check,
        "check-text": _check_text,
        "list": _list,
        "show": _show,
        "speakers": _speakers,
        "mentions": _mentions,
        "diff": _diff,
        "remove": _remove,
        "serve": _serve,
        "mcp": _mcp,
        "user": _user,
        "token": _token,
        "eval": _eval,
        "doctor": _doctor,
    }
    try:
        exports.require_known(options)
        return commands[options.command](options)
    except KeyboardInterrupt:
        render.say("Interrupted.")
        return cli.INTERRUPTED
    except BrokenPipeError:
        # The reader of our output (`head`, say) has gone; Python must not complain at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return cli.DONE
    except _told_errors() as error:
        render.say_error(str(error))
        return cli.USER_ERROR


def _told_errors() -> tuple[type[Exception], ...]:
    from embeddings import EmbeddingError

    return OnRecordError, EmbeddingError


def _library(options: argparse.Namespace) -> Library:
    return Library(library_folder(options.library))


def _assistant(options: argparse.Namespace) -> Assistant:
    return Assistant(_library(options), options.encoder)


def _filters(options: argparse.Namespace) -> Filters:
    return parse_filters(options.speaker, options.after, options.before, options.transcript)


def _reading(options: argparse.Namespace) -> Reading:
    return parse_reading(options.today, as_typed=options.as_typed)


def _print(
    options: argparse.Namespace,
    payload: object,
    show: Callable[[], None],
    library: Library,
    citations: Sequence[Citation] = (),
) -> None:
    """One JSON object, the citations alone, or the reading form; mendings on the way go to stderr."""
    for notice in library.notices:
        render.say(notice)
    if getattr(options, "export", None):
        exports.show(options.export, citations)
    elif options.json:
        sys.stdout.write(json.dumps(payload, ensure_ascii=False) + "\n")
    else:
        show()


def _index(options: argparse.Namespace) -> int:
    from rag import indexing
    from ui import imports, progress

    if not options.paths and not options.rebuild and not options.speakers:
        raise OnRecordError("Nothing to index was named. Name files or folders: onrecord index PATH…")
    library = _library(options)
    if options.speakers:
        from rag.speaker_book import install_book

        install_book(Path(options.speakers), library.folder)
    if not options.paths and not options.rebuild:
        resolved = indexing.resolve_speakers(library)
        _print(options, contract.index_json(resolved), lambda: render.index_report(resolved), library)
        return cli.DONE
    hints = imports.hints_of(options)
    encoder = options.encoder()
    with progress.indexing() as on_progress:
        if options.rebuild:
            report = indexing.rebuild(library, encoder, on_progress)
        if options.paths:
            report = indexing.index_paths(
                library, [Path(path) for path in options.paths], encoder, on_progress, hints
            )
    _print(options, contract.index_json(report), lambda: render.index_report(report), library)
    if report.interrupted:
        return cli.INTERRUPTED
    nothing = report.added + report.updated + report.unchanged + report.removed == 0
    return cli.USER_ERROR if nothing and report.skipped and not options.rebuild else cli.DONE


def _ask(options: argparse.Namespace) -> int:
    assistant = _assistant(options)
    answer = assistant.ask(options.question, _filters(options), options.k, options.history, _reading(options))
    show = partial(render.answer, answer)
    _print(options, contract.answer_json(answer), show, assistant.library, answer.citations)
    return cli.DONE


def _search(options: argparse.Namespace) -> int:
    assistant = _assistant(options)
    found = assistant.search(options.query, _filters(options), options.k, _reading(options))
    show = partial(render.search, found)
    _print(options, contract.search_json(found), show, assistant.library, found.hits)
    return cli.DONE


def _check(options: argparse.Namespace) -> int:
    assistant = _assistant(options)
    check = assistant.check(options.quote, _filters(options))
    if options.markdown:
        from ui import reports

        sys.stdout.write(reports.check_markdown(check))
    else:
        show = partial(render.check, check)
        _print(options, contract.check_json(check), show, assistant.library, check.matches)
    return cli.DONE if check.verdict.supported else cli.NOT_SUPPORTED


def _check_text(options: argparse.Namespace) -> int:
    from rag.quotes import read_article
    from ui import lists, progress, reports
    from ui.batch import is_list

    if bool(options.file) == bool(options.recheck):
        raise OnRecordError("Name one article to check, or one report with --recheck, not both.")
    assistant = _assistant(options)
    if options.recheck:
        return _recheck(options, assistant)
    if is_list(options.file):
        return lists.check_list(options, assistant, *_read(options.file))
    with progress.checking() as on_checked:
        report = assistant.check_article(read_article(*_read(options.file)), on_checked)
    if options.markdown or options.html:
        sys.stdout.write(reports.text_html(report) if options.html else reports.text_markdown(report))
    else:
        _print(options, contract.check_text_json(report), lambda: render.checks(report), assistant.library)
    return cli.DONE if report.supported == len(report.checks) else cli.NOT_SUPPORTED


def _recheck(options: argparse.Namespace, assistant: Assistant) -> int:
    from ui.recheck import recheck

    content, name = _read(options.recheck)
    found = recheck(assistant, content, name)
    _print(options, found, lambda: render.rechecked(found), assistant.library)
    return cli.DONE if found["supported"] == found["quotations"] else cli.NOT_SUPPORTED


def _read(name: str) -> tuple[bytes, str]:
    if name == "-":
        return sys.stdin.buffer.read(), "standard input"
    try:
        return Path(name).read_bytes(), name
    except OSError as error:
        raise OnRecordError(f"{name} can't be read: {error.strerror}.") from None


def _list(options: argparse.Namespace) -> int:
    library = _library(options)
    with library.snapshot() as snapshot:
        entries = snapshot.transcripts()
    payload = {"transcripts": [contract.transcript_json(entry) for entry in entries]}
    _print(options, payload, lambda: render.transcripts(entries, library.folder), library)
    return cli.DONE


def _show(options: argparse.Namespace) -> int:
    library = _library(options)
    with library.snapshot() as snapshot:
        entry, turns = _found(library, snapshot, options.id)
    if options.raw_lines:
        from ui import imports

        return imports.show_raw_lines(options, entry, turns)
    payload = {
        "transcript": contract.transcript_json(entry),
        "turns": [contract.turn_json(turn) for turn in turns],
    }
    _print(options, payload, lambda: render.transcript(entry, turns), library)
    return cli.DONE


def _speakers(options: argparse.Namespace) -> int:
    from ui import speakers

    library = _library(options)
    if options.apply:
        speakers.apply(library)
    if options.suggest:
        draft = speakers.draft(library)
        _print(options, {"draft": draft}, lambda: _write(draft), library)
        return cli.DONE
    found = speakers.load(library)
    payload = contract.speakers_json(found.speakers, found.book, applied=found.applied)
    _print(options, payload, lambda: speakers.show(found), library)
    return cli.DONE


def _write(text: str) -> None:
    sys.stdout.write(text)


def _mentions(options: argparse.Namespace) -> int:
    from ui import mentions

    library = _library(options)
    found, payload = mentions.load(library, options.phrase, _filters(options))
    _print(options, payload, lambda: mentions.show(found), library)
    return cli.DONE


def _diff(options: argparse.Namespace) -> int:
    from rag.edition_diff import diff_editions
    from ui import editions

    library = _library(options)
    with library.snapshot() as snapshot:
        (old, old_turns), (new, new_turns) = (
            _found(library, snapshot, name) for name in (options.old, options.new)
        )
    found = diff_editions(old_turns, new_turns)
    _print(options, editions.diff_json(old, new, found), lambda: editions.show_diff(old, new, found), library)
    return cli.DONE


def _found(library: Library, snapshot: Snapshot, id_: str) -> tuple[TranscriptEntry, list[StoredTurn]]:
    """The transcript of that id and its turns; OnRecordError where there is none."""
    entries = snapshot.transcripts(id_)
    if not entries:
        raise OnRecordError(
            f"The library {library.folder} has no transcript {id_!r}. See the ids with: onrecord list"
        )
    return entries[0], snapshot.turns(entries[0].key)


def _remove(options: argparse.Namespace) -> int:
    from rag import indexing

    library = _library(options)
    indexing.remove(library, options.id)
    _print(options, {"removed": options.id}, lambda: render.say(f"Removed {options.id}."), library)
    return cli.DONE


def _serve(options: argparse.Namespace) -> int:
    from ui import serving

    serving.serve(options)
    return cli.DONE


def _mcp(options: argparse.Namespace) -> int:
    from ui import serving

    serving.serve_stdio(options)
    return cli.DONE


def _user(options: argparse.Namespace) -> int:
    from ui.access import commands

    return _account(options, commands.run_user(options))


def _token(options: argparse.Namespace) -> int:
    from ui.access import commands

    return _account(options, commands.run_token(options))


def _account(options: argparse.Namespace, done: dict[str, object]) -> int:
    from ui.access import commands

    if options.json:
        sys.stdout.write(json.dumps(done, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(commands.describe(done))
    return cli.DONE


def _eval(options: argparse.Namespace) -> int:
    from rag import evaluation
    from ui import progress, scores

    with progress.indexing() as on_progress:
        found = evaluation.evaluate(Path(options.folder), options.encoder(), on_progress, options.failures)
    if options.json:
        sys.stdout.write(json.dumps(evaluation.scores_json(found)) + "\n")
    else:
        scores.render(found)
    return cli.DONE


def _doctor(options: argparse.Namespace) -> int:
    from ui.health import health

    if options.files:
        from ui import imports

        return imports.doctor_files(options)
    library = _library(options)
    report = health(library, thorough=True)
    _print(options, report, lambda: render.health(report), library)
    return cli.USER_ERROR if report["problems"] else cli.DONE
