"""Spanish words by which a change of meaning is told, and those that carry none."""

from __future__ import annotations

from typing import TypedDict


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


class _Words(TypedDict):
    """Fields of `rag.quotes.lexicon.Lexicon`."""

    negations: frozenset[str]
    modals: frozenset[str]
    conditions: frozenset[str]
    harmless_when_elided: frozenset[str]
    quantities: frozenset[str]
    calendar: frozenset[str]
    fillers: frozenset[str]
    filler_phrases: tuple[tuple[str, str], ...]
    openers: frozenset[str]
    function_words: frozenset[str]


_NEGATIONS = _words(
    "no nunca jamás nadie nada ningún ninguno ninguna ningunos ningunas tampoco ni sin apenas"
)
_MODALS = _words(
    """puedo puede pueden podemos podré podrá podrán podremos podría podrían podríamos pudo pudieron pudiera
    pudieran debo debe deben debemos debería deberían deberíamos debía debían habría habrían tendría
    tendrían"""
)
_CONDITIONS = _words(
    """si salvo excepto aunque pero sino menos mientras hasta cuando solo sólo solamente únicamente quizá
    quizás
    acaso ojalá siempre"""
)
_PRONOUNS = _words(
    """yo tú usted él ella ello nosotros nosotras vosotros vosotras ustedes ellos ellas me te se nos os lo
    la le
    los las les mí ti sí mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta esto estos estas
    ese esa
    eso esos esas aquel aquella aquello aquellos aquellas quien quienes aquí ahí allí"""
)

SPANISH_WORDS: _Words = {
    "negations": _NEGATIONS,
    "modals": _MODALS,
    "conditions": _CONDITIONS,
    "harmless_when_elided": frozenset(),
    "quantities": _words(
        """percent cien cientos miles mil millón millones docena docenas mitad tercio tercera cuarto doble
        triple
        segundo segundos minuto minutos hora horas día días semana semanas mes meses año años década
        décadas"""
    ),
    "calendar": _words(
        """lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
        agosto
        septiembre setiembre octubre noviembre diciembre"""
    ),
    "fillers": _words("eh ehm em ejem mm mmm hm hmm ah oh uh"),
    "filler_phrases": (("o", "sea"),),
    "openers": _words("bueno pues mire miren entonces y bien oiga"),
    "function_words": _PRONOUNS
    | _MODALS
    | _CONDITIONS
    | _words(
        """el un una unos unas y e o u de del al a en con por para entre desde sobre tras que como más muy
        es son
        era eran fue fueron ser está están estaba estar ha han he hemos había hay"""
    ),
}
