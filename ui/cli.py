"""The `onrecord` command: its arguments, and errors told in one line.

Nothing heavy is imported here, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence

DONE, USER_ERROR, USAGE, NOT_SUPPORTED, INTERRUPTED = 0, 1, 2, 3, 130
_UNTIL_LOOKED = 50_000  # new objects until Python looks for garbage; else 700 or 2,000

_EPILOG = """\
The library is --library DIR, else $ONRECORD_LIBRARY, else the platform's data folder.
Exit codes: 0 done (check: supported), 1 a problem told in one line, 2 usage, 3 check: not supported,
130 interrupted."""


def program(arguments: Sequence[str] | None = None) -> int:
    """`main` for a process of its own, in which looking for garbage is rarely worth its time.

    Imports make none, and at the end all memory goes anyway.
    """
    gc.set_threshold(_UNTIL_LOOKED)
    try:
        return main(arguments)
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    parser = build_parser()
    options = parser.parse_args(arguments)
    # Before numpy is loaded: a search multiplies small matrices, and threads that wait for each other on a
    # busy machine make that three times as slow.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from ui.settings import encoder_for

    options.encoder = encoder_for(options)  # before the rest is imported, which takes as long
    from ui import commands

    return commands.run(options)


def build_parser() -> argparse.ArgumentParser:
    """The whole command line."""
    parser = argparse.ArgumentParser(
        prog="onrecord",
        description="Answers questions about transcripts with verbatim quotations, and checks quotations "
        "against them.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    parser.add_argument("--library", metavar="DIR", help="the library's folder")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (
        _add_index,
        _add_ask,
        _add_search,
        _add_check,
        _add_check_text,
        _add_list,
        _add_show,
        _add_speakers,
        _add_mentions,
        _add_diff,
        _add_remove,
        _add_serve,
        _add_mcp,
        _add_user,
        _add_token,
        _add_eval,
        _add_doctor,
    ):
        add(commands)
    return parser


_Commands = argparse._SubParsersAction  # the type argparse gives back; it has no public name


def _command(commands: _Commands[argparse.ArgumentParser], name: str, text: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
    if name != "serve":
        # SUPPRESS: a --library before the command must survive the command's own default.
        parser.add_argument(
            "--library", metavar="DIR", default=argparse.SUPPRESS, help="the library's folder"
        )
    if name not in ("serve", "mcp"):
        parser.add_argument("--json", action="store_true", help="print one JSON object on stdout")
    return parser


def _add_index(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "index", "add transcripts, or bring them up to date; only what changed is redone"
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", help="files, or folders to walk")
    parser.add_argument(
        "--rebuild", action="store_true", help="make all passages and vectors anew from the stored turns"
    )
    parser.add_argument(
        "--speakers", metavar="FILE", help="make FILE the library's speakers.yaml, and resolve speakers by it"
    )
    _add_hints(parser)
    _add_model(parser)


def _add_ask(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "ask", "answer a question with quotations from the record")
    parser.add_argument("question", metavar="QUESTION")
    parser.add_argument(
        "--history",
        metavar="QUESTION",
        action="append",
        default=[],
        help="an earlier question of the conversation (repeatable, oldest first)",
    )
    _add_filters(parser, k=5)
    _add_reading(parser)
    _add_model(parser)
    _add_export(parser)


def _add_search(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "search", "list the passages nearest to a query")
    parser.add_argument("query", metavar="QUERY")
    _add_filters(parser, k=10)
    _add_reading(parser)
    _add_model(parser)
    _add_export(parser)


def _add_check(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check", "tell whether somebody said a quotation; the record decides")
    parser.add_argument("quote", metavar="QUOTE")
    parser.add_argument(
        "--markdown", action="store_true", help="print the verdict and its evidence as Markdown"
    )
    _add_filters(parser, k=None)
    _add_model(parser)
    _add_export(parser)


def _add_check_text(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "check-text", "check every quotation in an article")
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        help="plain text, Markdown, HTML or .docx, or a list (.csv); - for standard input",
    )
    parser.add_argument("--markdown", action="store_true", help="print the report as Markdown")
    parser.add_argument("--html", action="store_true", help="print the report as a page of HTML")
    parser.add_argument(
        "--recheck", metavar="REPORT.json", help="check a saved --json report again and tell what changed"
    )
    _add_model(parser)


def _add_list(commands: _Commands[argparse.ArgumentParser]) -> None:
    _command(commands, "list", "list the library's transcripts")


def _add_show(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "show", "print a transcript's turns")
    parser.add_argument("id", metavar="ID")
    parser.add_argument(
        "--raw-lines",
        action="store_true",
        help="print below each turn the lines of the file that it was read from",
    )


def _add_speakers(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "speakers", "list who speaks, under which labels, in which offices, and why")
    parser.add_argument(
        "--suggest", action="store_true", help="write a draft of speakers.yaml, with its reasons, to stdout"
    )
    parser.add_argument(
        "--apply", action="store_true", help="resolve speakers anew by the speakers.yaml in the library"
    )


def _add_mentions(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "mentions", "count an exact phrase by month and speaker, and who was asked about it"
    )
    parser.add_argument("phrase", metavar="PHRASE", help="whole words, whatever their case")
    _add_filters(parser, k=None)


def _add_diff(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "diff", "tell what changed from one transcript of an event to another")
    parser.add_argument("old", metavar="A", help="the first transcript's id")
    parser.add_argument("new", metavar="B", help="the other one's")


def _add_remove(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "remove", "take a transcript out of the library; its file stays")
    parser.add_argument("id", metavar="ID")


def _add_serve(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "serve", "open the app and its API on this machine")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--library",
        metavar="[NAME=]DIR",
        action="append",
        default=argparse.SUPPRESS,
        help="the library's folder; as NAME=DIR repeatable, each library at /NAME/, the first also at /",
    )
    _add_model(parser)
    _add_access(parser)


def _add_access(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--auth", metavar="FILE", help="users.yaml: everybody must log in or send a token")
    parser.add_argument(
        "--allow-host",
        metavar="NAME",
        action="append",
        default=[],
        help="answer to this host name too, such as a reverse proxy's (repeatable)",
    )
    parser.add_argument(
        "--proxy",
        metavar="ADDRESS",
        action="append",
        default=[],
        help="believe the X-Forwarded headers of the reverse proxy at this address (repeatable)",
    )
    parser.add_argument(
        "--rate-limit",
        type=_not_negative,
        metavar="N",
        help="questions, checks and uploads in a minute for each user, or address; 0 is no limit (default: "
        "300, but none on loopback without --auth)",
    )
    parser.add_argument(
        "--max-upload",
        type=_positive,
        default=50,
        metavar="MB",
        help="the largest file that can be added (default: %(default)s)",
    )
    parser.add_argument(
        "--insecure-no-auth",
        action="store_true",
        help="let others in without asking who they are; everybody may read, add and remove",
    )


def _add_mcp(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "mcp", "answer an agent over MCP, on standard input and output")
    _add_model(parser)


def _add_user(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "user", "say who may log in to serve --auth; passwords are asked for")
    parser.add_argument("action", choices=["add", "password", "remove", "list"])
    _add_account(parser)


def _add_token(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "token", "make and remove tokens for the API and MCP; each is shown once")
    parser.add_argument("action", choices=["add", "remove", "list"])
    _add_account(parser)


def _add_account(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", nargs="?")
    parser.add_argument(
        "--role",
        choices=["reader", "editor"],
        default="reader",
        help="an editor may also add, remove and re-index (default: %(default)s)",
    )
    parser.add_argument("--auth", metavar="FILE", default="users.yaml", help="default: %(default)s")


def _add_eval(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(commands, "eval", "score the search on a gold set")
    parser.add_argument(
        "folder", metavar="DIR", help="a folder with transcripts/, queries.jsonl and qrels.tsv"
    )
    parser.add_argument(
        "--failures", type=int, default=0, metavar="N", help="print the N worst queries with what came back"
    )
    _add_model(parser)


def _add_doctor(commands: _Commands[argparse.ArgumentParser]) -> None:
    parser = _command(
        commands, "doctor", "check the library's files, or tell what these transcripts are read as"
    )
    parser.add_argument(
        "files", metavar="FILE", nargs="*", help="transcripts to read and explain; nothing is added"
    )
    _add_hints(parser)


def _add_model(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model",
        metavar="DIR",
        help="the library's sentence-transformers model (default: $ONRECORD_ENCODER, else the packaged one)",
    )


def _add_hints(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--language",
        metavar="CODE",
        help="the language of the words, such as es or ja (default: as told or found)",
    )
    parser.add_argument("--format", metavar="NAME", help="read as this format, whatever it looks like")
    parser.add_argument(
        "--columns",
        metavar="ROLE=HEADING,…",
        help="a table's columns, such as speaker=WHO,text=WORDS (also start, end, date)",
    )
    parser.add_argument(
        "--diarization", metavar="FILE", help="who speaks when, for one transcript that doesn't say"
    )


def _add_filters(parser: argparse.ArgumentParser, k: int | None) -> None:
    parser.add_argument("--speaker", metavar="NAME", help="only this speaker (a part of the name is enough)")
    parser.add_argument("--after", metavar="DATE", help="only from this day on (2022-03-14, 2022-03 or 2022)")
    parser.add_argument("--before", metavar="DATE", help="only up to this day, itself included")
    parser.add_argument("--transcript", metavar="ID", help="only this transcript")
    if k is not None:
        parser.add_argument(
            "-k", type=_positive, default=k, metavar="N", help="at most so many (default: %(default)s)"
        )


def _add_reading(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--today",
        metavar="DATE",
        help='the day that "last week" is counted from (default: the newest transcript\'s)',
    )
    parser.add_argument(
        "--as-typed",
        action="store_true",
        help="search the words as they stand: no speaker, time or earlier question is read from them",
    )


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--export",
        metavar="FORMAT",
        help="print the citations alone: markdown, csv, json, bibtex, csl, apa, chicago or ap",
    )


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is below 1")
    return number


def _not_negative(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is below 0")
    return number


class _Version(argparse.Action):
    """`--version`, looked up when asked for: metadata takes long to load."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        parser.exit(message=f"onrecord {version()}\n")


def version() -> str:
    """The installed version."""
    from importlib import metadata

    try:
        return metadata.version("onrecord")
    except metadata.PackageNotFoundError:  # a checkout that isn't installed
        return "0 (not installed)"


if __name__ == "__main__":
    sys.exit(main())
