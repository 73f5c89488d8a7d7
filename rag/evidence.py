"""Portable evidence: where a quotation stands, in terms that other tools understand.

W3C Web Annotation selectors (https://www.w3.org/TR/annotation-model/#selectors), a link that scrolls to the
words (https://wicg.github.io/scroll-to-text-fragment/), one that starts the recording at them, and the sha256
of the file that was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from rag.citations import Citation

_CONTEXT = 32
_SHORT, _END_WORDS = 12, 5
_VIDEO_HOSTS = ("youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "vimeo.com")


@dataclass(frozen=True, slots=True)
class Evidence:
    """How to find a citation again.

    `exact`, `prefix` and `suffix` are a TextQuoteSelector's, `start` and `end` a TextPositionSelector's in
    the turn's text. `text_link` and `time_link` are None where the transcript has no address or no times.
    """

    source: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    text_link: str | None
    time_link: str | None
    sha256: str


def evidence(citation: Citation) -> Evidence:
    """The evidence for one citation."""
    web = citation.url if citation.url and citation.url.startswith(("https://", "http://")) else None
    return Evidence(
        source=web or citation.file,
        exact=citation.quote,
        prefix=citation.before.removeprefix("…")[-_CONTEXT:],
        suffix=citation.after.removesuffix(" …")[:_CONTEXT],
        start=citation.start,
        end=citation.end,
        text_link=None if web is None else _text_link(web, citation.quote),
        time_link=None if web is None or citation.time is None else _time_link(web, citation.time),
        sha256=citation.sha256,
    )


def _text_link(url: str, words: str) -> str:
    """Short quotations as a whole, long ones by their first and last words, each within one paragraph."""
    paragraphs = words.split("\n\n")
    said = words.split()
    if len(paragraphs) == 1 and len(said) <= _SHORT:
        fragment = _escaped(" ".join(said))
    else:
        first, last = paragraphs[0].split()[:_END_WORDS], paragraphs[-1].split()[-_END_WORDS:]
        fragment = f"{_escaped(' '.join(first))},{_escaped(' '.join(last))}"
    return f"{url.split('#')[0]}#:~:text={fragment}"


def _escaped(words: str) -> str:
    # The dash, the comma and the ampersand part a text directive.
    return quote(words, safe="").replace("-", "%2D")


def _time_link(url: str, seconds: float) -> str:
    parts = urlsplit(url)
    if parts.hostname in _VIDEO_HOSTS:
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{int(seconds)}s")]), fragment=""))
    return urlunsplit(parts._replace(fragment=f"t={seconds:g}"))
