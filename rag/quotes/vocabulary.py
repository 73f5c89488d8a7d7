"""The words by which a change of meaning is told, in the form of `Token.key`."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATIONS = _words(
    "not no never none nobody nothing nowhere neither nor without hardly barely scarcely ain't non"
)
MODALS = _words("will would can could may might must shall should ought need")
CONDITIONS = _words("if unless except assuming until but though although however only whether otherwise lest")
"""What limits or opposes. "Provided" does so only before "that"."""

HARMLESS_WHEN_ELIDED = _words("only whether otherwise")

QUANTITIES = _words(
    """percent hundred hundreds thousand thousands million millions billion billions trillion trillions dozen
    dozens half halves third thirds quarter quarters double doubled twice triple tripled once second seconds
    minute minutes hour hours day days week weeks month months year years decade decades century centuries"""
)
NUMBER_MARK = "#"
"""The first character of a number's key: "#25" for 25, twenty-five and 25.0."""

CALENDAR = _words(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august
    september october november december"""
)

FILLERS = _words("um uh er erm ah oh eh hm hmm mm mhm uhhuh")
FILLER_PHRASES = (("you", "know"), ("i", "mean"), ("sort", "of"), ("kind", "of"))
OPENERS = _words("well look so and okay ok now yeah yes right listen again actually frankly obviously")
"""What may be dropped or added where a sentence begins: it opens, and says nothing."""

PRONOUNS = _words(
    """i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this
    that these those who whom whose here there one"""
)
FUNCTION_WORDS = (
    PRONOUNS
    | MODALS
    | CONDITIONS
    | FILLERS
    | _words(
        """a an the and or of to in on at by for from with as into about over under after before than then so
        be am is are was were been being do does did done have has had having 's 'd get got go going just also
        too very really well look now not no what which when where why how all any some each both more most
        much many such own same say said says think know mean see thank thanks yes yeah okay ok because while
        during through up down out off again further"""
    )
)
