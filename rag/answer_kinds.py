"""What kind of answer a question wants, a number or a time, and how such an answer looks, by language."""

from __future__ import annotations

import re

Kind = tuple[re.Pattern[str], re.Pattern[str]]
"""How a question asks for a kind of answer, and what an answer of that kind holds."""


def _any(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_ENGLISH_NUMBER = (
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|"
    r"hundred|thousand|million|billion|half|double|triple)\b"
)
_ENGLISH_DURATION = (
    rf"(?:{_ENGLISH_NUMBER})[\w,. -]{{0,20}}\b(?:second|minute|hour|day|week|month|year|decade)s?\b"
)
_ENGLISH_TIME = (
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday|today|tomorrow|yesterday|week|month|year|spring|summer|autumn|"
    r"fall|winter|morning|afternoon|evening|tonight|soon)\b|\b(?:19|20)\d\d\b|\d\s?[ap]\.?m\b"
)
_SPANISH_NUMBER = (
    r"\d|\b(?:un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|docena|quince|veint\w+|treinta|"
    r"cuarenta|cincuenta|sesenta|setenta|ochenta|noventa|cien(?:to)?s?|\w+cient[oa]s|quinient[oa]s|mil|millón|"
    r"millones|mitad|medio|media|doble|triple|tercio)\b"
)
_SPANISH_DURATION = (
    rf"(?:{_SPANISH_NUMBER})[\w,. -]{{0,20}}\b(?:segundo|minuto|hora|día|semana|mes|año|década)(?:e?s)?\b"
)
_SPANISH_TIME = (
    r"\b(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre|lunes|martes|"
    r"miércoles|jueves|viernes|sábado|domingo|hoy|mañana|ayer|semana|mes|año|primavera|verano|otoño|invierno|"
    r"tarde|noche|pronto|madrugada)(?:e?s)?\b|\b(?:19|20)\d\d\b"
)
_JAPANESE_NUMBER = r"[\d０-９〇一二三四五六七八九十百千万億半倍]"
_JAPANESE_TIME = (
    r"[\d０-９〇一二三四五六七八九十]+(?:年|月|日|時|週)|今日|明日|昨日|今週|来週|先週|今月|来月|先月|今年|来年|去年|"
    r"[月火水木金土日]曜|[春夏秋冬](?!夏秋冬)|年度|月末|年末|朝|午前|午後|夜"
)

KINDS: dict[str, tuple[Kind, ...]] = {
    "en": (
        (_any(r"\bhow (?:long|soon)\b|\bfor how\b"), _any(_ENGLISH_DURATION)),
        (
            _any(r"\bhow (?:many|much|big|far|often)\b|\b(?:cost|price|percent|number of|total)\b"),
            _any(_ENGLISH_NUMBER),
        ),
        (_any(r"\bwhen\b|\bwhat (?:date|day|time|year|month)\b"), _any(_ENGLISH_TIME)),
    ),
    "es": (
        (_any(r"\bcu[aá]nto (?:tiempo|tarda\w*|dura\w*|falta\w*)\b"), _any(_SPANISH_DURATION)),
        (
            _any(r"\bcu[aá]nt[oa]s?\b|\bqu[eé] (?:precio|coste|costo|porcentaje|cantidad|cifra)\b"),
            _any(_SPANISH_NUMBER),
        ),
        (_any(r"\bcu[aá]ndo\b|\ba qu[eé] hora\b|\bqu[eé] (?:d[ií]a|fecha|año|mes)\b"), _any(_SPANISH_TIME)),
    ),
    "ja": (
        (
            _any(r"いくら|いくつ|何[人件台億万円％割倍回戸世]|どれ(?:くらい|ぐらい|ほど)|何パーセント"),
            _any(_JAPANESE_NUMBER),
        ),
        (_any(r"いつ|何[年月日時]|どれくらいの期間"), _any(_JAPANESE_TIME)),
    ),
}


def expected(question: str, language: str) -> list[re.Pattern[str]]:
    """How an answer of each kind looks that the question asks for; none in other languages."""
    return [answer for asked, answer in KINDS.get(language, ()) if asked.search(question)]
