"""XML read as a stream, without entities or external files: no tree, so no more memory than its words."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl, InputSource, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

BadXml = (SAXException, DefusedXmlException, ValueError, LookupError)
"""What `walk_xml` raises for a broken or a hostile document."""


def walk_xml(
    data: bytes,
    begin: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    words: Callable[[str, int], None],
    *,
    encoding: str | None = None,
) -> None:
    """Call `begin` (name, attributes), `end` (name) and `words` (text, line) in the document's order.

    Names are without their prefix; so are attributes'. `encoding` overrides what the document says of
    itself, which is no longer true of text that was decoded before. Raises one of BadXml.
    """
    parser = DefusedExpatParser(forbid_dtd=False, forbid_entities=True, forbid_external=True)
    parser.setContentHandler(_Handler(begin, end, words))
    document = InputSource()
    document.setByteStream(io.BytesIO(data))
    if encoding:
        document.setEncoding(encoding)
    parser.parse(document)


def line_of(error: Exception) -> int | None:
    """The line that a broken document's error names."""
    line = getattr(error, "getLineNumber", lambda: None)()
    return line if isinstance(line, int) else None


class _Handler(ContentHandler):
    def __init__(
        self,
        begin: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None],
        words: Callable[[str, int], None],
    ) -> None:
        super().__init__()
        self._begin, self._end, self._words = begin, end, words
        self._locator: Locator | None = None

    def setDocumentLocator(self, locator: Locator) -> None:  # noqa: N802 - xml.sax's word
        self._locator = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - xml.sax's word
        self._begin(_local(name), {_local(key): value for key, value in attrs.items()})

    def endElement(self, name: str) -> None:  # noqa: N802 - xml.sax's word
        self._end(_local(name))

    def characters(self, content: str) -> None:
        line = self._locator.getLineNumber() if self._locator else None
        self._words(content, line or 1)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
