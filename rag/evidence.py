"""Portable evidence: where a quotation stands, in terms that other tools understand.

W3C Web Annotation selectors (https://www.w3.org/TR/annotation-model/#selectors), a link that scrolls to the
words (https://wicg.github.io/scroll-to-text-fragment/), one that starts the recording at them, and the sha256
of the file that was read.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from rag.citations import Citation
from rag.recordings import RECORDINGS

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
    web = web_address(citation.url)
    return Evidence(
        source=web or citation.file,
        exact=citation.quote,
        prefix=citation.before.removeprefix("…")[-_CONTEXT:],
        suffix=citation.after.removesuffix(" …")[:_CONTEXT],
        start=citation.start,
        end=citation.end,
        text_link=None if web is None else _text_link(web, citation.quote),
        time_link=None if web is None or citation.time is None else time_link_to(web, citation.time),
        sha256=citation.sha256,
    )


def web_address(url: str | None) -> str | None:
    """The address, where it is one that a browser can open safely; None for any other."""
    try:
        return url if url and urlsplit(url).scheme in ("https", "http") and urlsplit(url).hostname else None
    except ValueError:
        return None


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


def is_recording(url: str) -> bool:
    """Whether an address is a recording's, so that one can start it at a second."""
    parts = urlsplit(url)
    return parts.hostname in _VIDEO_HOSTS or parts.path.lower().endswith(RECORDINGS)


def time_link_to(url: str, seconds: float) -> str:
    """A recording's address that starts it at a second."""
    parts = urlsplit(url)
    if parts.hostname in _VIDEO_HOSTS:
        query = [(key, value) for key, value in parse_qsl(parts.query) if key != "t"]
        return urlunsplit(parts._replace(query=urlencode([*query, ("t", f"{int(seconds)}s")]), fragment=""))
    return urlunsplit(parts._replace(fragment=f"t={seconds:g}"))
