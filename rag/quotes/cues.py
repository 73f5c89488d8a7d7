"""Who an article says is speaking: the said-phrase before or behind a quotation."""

from __future__ import annotations

import re
from dataclasses import dataclass

_VERBS = (
    "said|says|saying|told|tells|added|adds|explained|explains|noted|notes|wrote|writes|argued|argues|insisted"
    "|insists|announced|replied|responded|stated|states|acknowledged|admitted|claimed|claims|warned|warns"
    "|declared|continued|recalled|testified|asked|asks|remarked|concluded|conceded|tweeted|emphasized|stressed"
    "|confirmed|denied|suggested|promised|urged|answered|observed|pointed out|went on"
)
_PARTICLES = "of|de|la|le|van|von|der|den|du|da|di|bin|al|el|ibn|and"
_NAME = rf"(?:[A-Z][\w’'.-]*[\w’'.-](?:\s+(?:(?:{_PARTICLES})\s+)*[A-Z][\w’'.-]*)*)"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|I|[Ww]e)"
_ROLE = r"(?:[Tt]he\s+(?:[a-z]+\s+){0,3}[a-z]+)"
_WHO = rf"(?:(?P<pronoun>{_PRONOUN})|(?P<name>{_NAME})|(?P<role>{_ROLE}))"
_APPOSITION = r"(?:,\s[^,“”\"]{3,80},)?"
_ADVERB = r"(?:\s+(?:also|later|then|has|had|\w+ly))?"

_SPANISH_VERBS = (
    "dijo|dice|afirmó|aseguró|explicó|señaló|añadió|declaró|indicó|sostuvo|reconoció|admitió|insistió|respondió"
    "|contestó|preguntó|advirtió|anunció|recordó|confirmó|negó|prometió|manifestó|apuntó|subrayó|comentó"
    "|ha dicho"
)
_SPANISH_NAME = (
    r"(?:(?:el|la)\s+(?:[a-záéíóúñ]+\s+){1,5})?"
    r"(?P<name>[A-ZÁÉÍÓÚÑ][\w’'.-]*(?:\s+(?:(?:de|del|la|los|y)\s+)*[A-ZÁÉÍÓÚÑ][\w’'.-]*)*)"
)
_JAPANESE_NAME = r"(?P<name>[^\s、。「」『』は]{2,14}?)"
_JAPANESE_VERBS = r"(?:述べ|語|話|説明|言|答え|回答|強調|コメント|明らか|発言|主張|指摘)"
_BEHIND = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^[\s,—–-]*{_WHO}{_APPOSITION}{_ADVERB}\s+(?:{_VERBS})\b",
        rf"^[\s,—–-]*(?:{_VERBS})\s+{_WHO}",
        rf"^[\s,—–-]*according\s+to\s+{_WHO}",
        rf"^\s*[—–-]+\s*(?P<name>{_NAME})\s*$",
        rf"^[\s,—–-]*(?:(?:{_SPANISH_VERBS})|según)\s+{_SPANISH_NAME}",
        rf"^と、?{_JAPANESE_NAME}[はが]、?[^。「」]{{0,20}}{_JAPANESE_VERBS}",
    )
)
_BEFORE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"[Aa]ccording\s+to\s+{_WHO}{_APPOSITION}[^“”\"]{{0,60}}$",
        rf"{_WHO}{_APPOSITION}{_ADVERB}\s+(?:{_VERBS})\b[^“”\"]{{0,120}}$",
        rf"^\s*(?P<name>{_NAME})(?:\s*\([^)]*\))?\s*:\s*$",
        rf"{_SPANISH_NAME}\s+(?:{_SPANISH_VERBS})\b[^“”\"«»]{{0,80}}$",
        rf"[Ss]egún\s+{_SPANISH_NAME}[^“”\"«»]{{0,60}}$",
        rf"(?:^|[、。]){_JAPANESE_NAME}は、?[^。「」]{{0,20}}$",
    )
)
_NO_NAMES = frozenset(
    """But And So Then When As In On At After Before While Asked Later Earlier It This That There These Those
    What Who Here Yesterday Today Speaking Meanwhile However Still Yet
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday If""".split()
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A said-phrase: who speaks, as the article names them ("Psaki", "the press secretary", or a pronoun)."""

    words: str
    name: str
    pronoun: bool = False


def cue_around(before: str, behind: str) -> Cue | None:
    """The said-phrase behind a quotation, else the one before it."""
    for pattern in _BEHIND:
        if (found := pattern.search(behind)) and (cue := _cue(found)):
            return cue
    for pattern in _BEFORE:
        matches = list(pattern.finditer(before))
        for found in reversed(matches):
            if cue := _cue(found):
                return cue
    return None


def is_attribution(between: str) -> bool:
    """Whether nothing but a said-phrase stands here."""
    return len(between.split()) <= 12 and any(
        (found := pattern.search(between)) and _cue(found) for pattern in _BEHIND[:3]
    )


def _cue(found: re.Match[str]) -> Cue | None:
    groups = found.groupdict()
    words = " ".join(found.group().strip(" ,—–-").split())
    if groups.get("pronoun"):
        return Cue(words, groups["pronoun"], pronoun=True)
    name = groups.get("name") or groups.get("role") or ""
    parts = name.split()
    while parts and parts[0] in _NO_NAMES:
        parts.pop(0)
    name = re.sub(r"(?:['’]s)?[.,]*$", "", " ".join(parts))
    return Cue(words, name) if name else None
