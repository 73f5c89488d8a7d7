"""How a language says that what stands outside a cut turns the words inside it, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass


def verbose(pattern: str) -> re.Pattern[str]:
    """A pattern for reading: white space parts only its lines, and in it `~` stands for white space."""
    return re.compile(pattern.replace("~", r"\s+"), re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class CutRules:
    """Patterns over the words before a span in its sentence (the head) and behind it (the tail).

    A clause ends at a `boundary`; `negated`, `denied` and `hedged` are looked for in the head,
    `condition_open`
    too unless `condition_closed` follows; `no_condition` is none. `reported_head` and `reported_tail` are
    somebody's words told by another, unless it is `first_person`. `asks` begins a question.
    """

    sentence_end: re.Pattern[str]
    abbreviation: re.Pattern[str]
    boundary: re.Pattern[str]
    negated: re.Pattern[str]
    denied: re.Pattern[str]
    hedged: re.Pattern[str]
    condition_open: re.Pattern[str]
    no_condition: re.Pattern[str]
    condition_closed: re.Pattern[str]
    tail_condition: re.Pattern[str]
    tail_contrast: re.Pattern[str]
    tail_negation: re.Pattern[str]
    reported_head: re.Pattern[str]
    first_person: re.Pattern[str]
    reported_tail: re.Pattern[str]
    asks: re.Pattern[str]


_NO = r"(?:no|nunca|jamás|nadie|nada|ning[uú]n|ningun[oa]s?|tampoco|ni|sin(?!~embargo)|apenas)"
_SAYING = r"(?:dij\w+|dic(?:e|en|ho)|decía\w*|afirm\w+|asegur\w+|sost\w+|aleg\w+|insist\w+|cuent\w+|acus\w+)"

SPANISH = CutRules(
    sentence_end=re.compile(r"[.?!…][\"”’')\]»]*(?=\s)|\n\n"),
    abbreviation=re.compile(
        r"(?:^|[\s(“\"«¿¡])(?:Sr|Sra|Srta|Sres|Dr|Dra|D|Dña|Dª|Excmo|Excma|Ilmo|Ilma|Ud|Uds|Vd|EE|UU"
        r"|EE\.\s?UU|núm|núms"
        r"|pág|págs|art|arts|etc|Lic|Ing|Gral|Avda|[A-ZÁÉÍÓÚÑ])\.$"
    ),
    boundary=verbose(
        r"""[;:—–] | -- | \b(?:pero|porque|aunque|sino)\b | ,\s*$ | \b(?:y|e|así~que)\s*$
        | ,\s*(?:y|e|pero|así~que|porque|aunque|mientras|donde|luego|entonces)\b"""
    ),
    negated=verbose(rf"\b{_NO}\b (?! ~(?:solo|sólo|solamente|únicamente|cabe~duda|hay~duda)\b)"),
    denied=verbose(
        r"""\b(?:dud(?:o|as?|an|amos)|nieg(?:o|a|an)|negamos|negó|negaron|rechaz\w+|descart\w+|desmient\w+
        |desmint\w+
            |fals[oa]|mentira|bulo|incorrect[oa]|inciert[oa]|imposible|improbable|absurd[oa]|difícil|lejos
            |evit\w+
            |impid\w+|imped\w+|renunci\w+|prohib\w+)\b
        (?: ~(?:es|sea|de|que|a|la~idea|el~rumor|la~noticia) )* \s*$"""
    ),
    hedged=verbose(
        r"""\b(?:espero|esperamos|esperaba|esperábamos|ojalá|supongo|suponemos|imagino|imaginamos|deseo
        |deseamos
            |confío|confiamos|quisiera|quisiéramos)(?:~en)?(?:~que)? \s*$
        | \b(?:quizás?|tal~vez|acaso|a~lo~mejor|posiblemente|probablemente|presuntamente
        |supuestamente)(?:~que)?\s*$
        | \b(?:es~posible|es~probable|puede|pueda|podría~ser|puede~ser|cabe~la~posibilidad~de)~que \s*$
        | \b(?:si|como~si|suponiendo~que)\s*$"""
    ),
    condition_open=verbose(
        r"""\b(?:si|a~menos~que|salvo~que|excepto~que|siempre~que|siempre~y~cuando|en~(?:el~)?caso~de(?:~que)?
        |con~tal~de~que|a~condición~de~que|a~no~ser~que|mientras~no|de~no|como~no)\b"""
    ),
    no_condition=verbose(
        r"""\b(?:como|incluso|aun|ni)~si\b |
        \bsi~(?:acaso|cabe|quiere|quieren|me~permiten?)\s*(?:[,.;—–]|$)"""
    ),
    condition_closed=verbose(r"[;—–] | -- | ,\s*(?:y|pero|porque|así~que)\b"),
    tail_condition=verbose(
        r"""^[\s,;—–-]*
        (?:(?:y|pero|sobre~todo|especialmente|solo|sólo|solamente|únicamente|al~menos|siempre)[\s,]+){0,2}
        (?:si|a~menos~que|salvo|excepto|siempre~(?:que|y~cuando)|mientras|hasta~que|en~(?:el~)?caso~de|con~tal
           |a~condición|a~no~ser|solo|sólo|solamente|únicamente|sin(?!~embargo)|pendiente|sujet[oa]s?~a
           |dependiendo|depend\w+|en~función~de|de~no)\b"""
    ),
    tail_contrast=verbose(
        r"""^[\s,;—–-]*(?:y~)?
        (?:pero|aunque|sin~embargo|no~obstante|ahora~bien|si~bien|pese~a|a~pesar|mientras~que|sino)\b"""
    ),
    tail_negation=verbose(
        rf"""^\s*,?\s*(?:eso~|esto~|lo~|la~|los~|las~)?{_NO}\b(?!~(?:solo|sólo|solamente)\b)
        | ^\s*(?:es|era|son|eran|sería|resulta|resultó)~(?:un[oa]?~)?
          (?:fals[oa]s?|mentiras?|bulo|incorrect[oa]|imposible|error|invento|rumor)\b
        | ^\s*,\s*lo~(?:que|cual)~(?:no|es~(?:fals|incorrect|mentir)\w*)"""
    ),
    reported_head=verbose(
        rf"(?:\b{_SAYING} | \bsegún~[^,]{{2,60}},)(?:~(?:que|ayer|hoy|ellos|ellas))?[\s,:«“\"]*$"
    ),
    first_person=verbose(
        r"\b(?:yo~)?(?:he~dicho|dije|digo|dijimos|decimos|hemos~dicho|afirmo|aseguro|insisto)"
        r"(?:~(?:y~repito|que))*[\s,:]*$"
    ),
    reported_tail=verbose(rf"^[\s,”\"»]*(?:{_SAYING}|según)\b"),
    asks=re.compile(r"¿[^?]*$"),
)
