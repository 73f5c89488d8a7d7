"""What stands just outside a quotation in its sentence, and whether cutting it off turns the meaning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.exchanges import Role
from rag.languages import ENGLISH
from rag.library.snapshot import StoredTurn
from rag.quotes.cut_rules import SPANISH, CutRules, verbose
from rag.quotes.cuts_abroad import find_cut
from rag.quotes.model import Risk
from rag.transcript import Span

_REACH = 500


_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"])(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|vs|etc|[A-Z]"
    r"|(?:[A-Za-z]\.)+[A-Za-z])\.$"
)
_SENTENCE_END = re.compile(r"[.?!…][\"”’')\]]*(?=\s)|\n\n")
_NO = (
    r"""(?:not|never|no|cannot|nobody|none|nothing|neither|nor|without|hardly|barely|scarcely|[a-z]+n['’]t)"""
)
# A clause that begins anew takes nothing over from the one before.
_BOUNDARY = verbose(
    r"""[;:—–] | -- | \b(?:but|because|although|though|other~than)\b | ,\s*$ | \b(?:and|so)\s*$
    | ,\s*(?:and|but|so|because|which|who|while|where|as|yet|though|although|then)\b"""
)
_NEGATED = verbose(rf"\b{_NO}\b (?! ~(?:only|just|simply|merely|doubt|question|secret|matter)\b)")
_DENIED = verbose(
    r"""\b(?:doubts?|den(?:y|ies|ied)|refus(?:e[sd]?|ing)|reject(?:s|ed|ing)?|disput(?:e[sd]?|ing)
        |rul(?:e[sd]?|ing)~out|false|untrue|wrong|inaccurate|incorrect|misleading|myth|lie|nonsense
        |unlikely|impossible|far~from|fail(?:s|ed|ing)?~to|too~(?:early|soon)~to~say|absurd|ridiculous)\b
    (?: ~(?:that|of|to|to~(?:say|suggest)(?:~that)?|the~(?:idea|notion|claim|suggestion)~that))? \s*$"""
)
_HEDGED = verbose(
    r"""\b(?:i|we|you|they|he|she)~(?:hope|hoped|wish|wished|imagine|pray|guess)(?:~that)?\s*$
    | \b(?:whether|supposing|suppose|imagine|as~if|as~though)(?:~that)?\s*$
    | \b(?:perhaps|maybe|possibly|hopefully|potentially|allegedly|reportedly|theoretically)\s*$
    | \b(?:might|may|could)~be~that\s*$"""
)
_CONDITION_OPEN = verbose(
    r"""\b(?:if|unless|provided~that|assuming|(?:as|so)~long~as|in~case|in~the~event|on~condition)\b"""
)
_NO_CONDITION = verbose(
    r"""\b(?:even|as)~if\b
    | \bif~(?:anything|you~will|i~may|i~could|so)\s*(?:[,.;—–]|$)"""
)
_CONDITION_CLOSED = verbose(r"[;—–] | -- | ,\s*(?:and|but|so|because|or)\b")
_TAIL_CONDITION = verbose(
    r"""^[\s,;—–-]*
    (?:(?:and|but|again|particularly|especially|only|at~least|even~then|today|now)[\s,]+){0,2}
    (?:if|unless|except|until|provided|providing|assuming|(?:as|so)~long~as|only|without|in~case
       |on~(?:the~)?condition|subject~to|depending|pending|contingent
       |but~(?:only|not)|not~(?:if|until|unless))\b"""
)
_TAIL_CONTRAST = verbose(
    r"""^[\s,;—–-]*(?:and~)?
    (?:but|though|although|however|yet|while|whereas|albeit|even~(?:though|if)|despite)\b"""
)
_TAIL_NEGATION = verbose(
    rf"""^\s*{_NO}\b(?!~only\b)
    | ^\s*(?:is|was|are|were|isn['’]t|would~be)
      ~(?:not|false|wrong|untrue|inaccurate|incorrect|a~lie|a~myth)\b
    | ^\s*,\s*(?:not~so|which~(?:is|was)\s*(?:n['’]t|not|false|untrue|wrong))\b"""
)
_REPORTED_HEAD = verbose(
    r"""(?:\b(?:(?<!i\s)(?:said|says|saying|claim(?:s|ed|ing)?|argue[sd]?|alleg(?:es|ed)|insist(?:s|ed)
                |suggest(?:s|ed)|told~\w+|quote))
    | \baccording~to~[^,]{2,60},)(?:~that)?[\s,:“"]*$"""
)
_FIRST_PERSON_SAYS = verbose(
    r"\b(?:i|we)(?:['’](?:ve|d|ll))?~(?:\w+~){0,2}(?:said|saying|say|told~\w+)(?:~that)?[\s,:]*$"
)
_REPORTED_TAIL = verbose(
    r"""^[\s,”"]*
    (?:(?:he|she|they|critics|officials|people)~(?:said|says|say|claim(?:s|ed)?|argued?)
      |according~to|unquote)\b"""
)
_ASKS = verbose(
    r"""^\W*(?:(?:and|but|so|well|now|okay|then)[\s,]+)*
    (?:do|does|did|is|are|was|were|will|would|can|could|should|has|have|had
      |what|why|how|when|where|who|which)\b"""
)
_ENGLISH = CutRules(
    _SENTENCE_END, _ABBREVIATION, _BOUNDARY, _NEGATED, _DENIED, _HEDGED, _CONDITION_OPEN, _NO_CONDITION,
    _CONDITION_CLOSED, _TAIL_CONDITION, _TAIL_CONTRAST, _TAIL_NEGATION, _REPORTED_HEAD, _FIRST_PERSON_SAYS,
    _REPORTED_TAIL, _ASKS,
)  # fmt: skip
_RULES = {"en": _ENGLISH, "es": SPANISH}
_OPENING, _CLOSING = "“", "”"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the cut does: `cuts` are risks that make it truncated, `notices` those that only deserve a look.

    `words` are the words outside that tell; `behind` says that they stand behind the span, not before it.
    `unexamined` tells that the cut leaves out words of which nothing is known, so that it can't stand.
    """

    cuts: frozenset[Risk]
    notices: frozenset[Risk]
    words: str = ""
    behind: bool = False
    unexamined: bool = False

    @property
    def turns(self) -> bool:
        """Whether the cut turns the words, or may."""
        return bool(self.cuts) or self.unexamined


def look_around(stored: StoredTurn, span: Span, *, asks: bool, language: str = ENGLISH) -> Surroundings:
    """Judge what the span leaves out of its sentence; `asks`: the quotation ends as a question."""
    rules = _RULES.get(language)
    if rules is None:
        return _look_closely(stored, span, asks=asks, language=language)
    text = stored.turn.text
    head, tail = _head(text, span[0], rules), _tail(text, span[1], rules)
    cuts: dict[Risk, str] = {}
    notices: dict[Risk, str] = {}
    clause = _last_clause(head, rules)
    if _is_negated(clause, rules) or rules.denied.search(head):
        cuts[Risk.NEGATION] = head
    elif rules.tail_negation.search(tail):
        cuts[Risk.NEGATION] = tail
    if _is_conditioned(head, rules) or rules.hedged.search(head):
        cuts[Risk.CONDITION] = head
    elif rules.tail_condition.search(tail) and not rules.no_condition.search(tail[:40]):
        cuts[Risk.CONDITION] = tail
    elif rules.tail_contrast.search(tail):
        notices[Risk.CONDITION] = tail
    question = _question_mark_behind(text, span[1])
    if question and not asks:
        interrogative = head and rules.asks.search(head) and not rules.boundary.search(head)
        (cuts if interrogative else notices)[Risk.QUESTION] = head
    if stored.role is Role.QUESTION:
        notices.setdefault(Risk.QUESTION, "")
    if _is_reported(text, span, head, tail, rules):
        notices[Risk.REPORTED_SPEECH] = head or tail
    telling = next(filter(None, [*cuts.values(), *notices.values()]), "")
    behind = telling == tail
    return Surroundings(
        frozenset(cuts), frozenset(notices) - frozenset(cuts), _shown(telling, behind=behind), behind
    )


def _look_closely(stored: StoredTurn, span: Span, *, asks: bool, language: str) -> Surroundings:
    """Judge a cut in a language without rules: it must be at a sentence's ends, or as the language allows."""
    found = find_cut(stored.turn.text, span, asks=asks, language=language)
    notices = {Risk.QUESTION} if stored.role is Role.QUESTION else set[Risk]()
    notices |= found.notices
    return Surroundings(
        found.risks,
        frozenset(notices) - found.risks,
        _shown(found.words, behind=found.behind),
        found.behind,
        found.unexamined,
    )


def _head(text: str, start: int, rules: CutRules) -> str:
    """The sentence's words before `start`."""
    piece = text[max(0, start - _REACH) : start]
    begin = 0
    for end in rules.sentence_end.finditer(piece + " "):
        if end.end() <= len(piece) and not rules.abbreviation.search(piece[: end.start() + 1]):
            begin = end.end()
    return piece[begin:].lstrip()


def _tail(text: str, end: int, rules: CutRules) -> str:
    """The sentence's words behind `end`, up to its full stop."""
    piece = text[end : end + _REACH]
    for stop in rules.sentence_end.finditer(piece + " "):
        if not rules.abbreviation.search(text[max(0, end - 10) : end + stop.start() + 1]):
            return piece[: stop.start()].rstrip(" ”’\"'")
    return piece.rstrip(".?!”’\"' ")


def _last_clause(head: str, rules: CutRules) -> str:
    boundaries = [match.end() for match in rules.boundary.finditer(head)]
    return head[boundaries[-1] :] if boundaries else head


def _is_negated(clause: str, rules: CutRules) -> bool:
    words = clause.split()
    return bool(words) and rules.negated.search(" ".join(words[-12:])) is not None


def _is_conditioned(head: str, rules: CutRules) -> bool:
    """Whether an "if" before the span still governs it."""
    for found in rules.condition_open.finditer(head):
        if rules.no_condition.search(head[max(0, found.start() - 8) : found.end() + 18]):
            continue
        if not rules.condition_closed.search(head, found.end()):
            return True
    return False


def _question_mark_behind(text: str, end: int) -> bool:
    return re.match(r"[”\"’')\]]*\s*\?", text[end:]) is not None


def _is_reported(text: str, span: Span, head: str, tail: str, rules: CutRules) -> bool:
    if rules.reported_head.search(head) and not rules.first_person.search(head):
        return True
    if rules.reported_tail.search(tail):
        return True
    before = text[max(0, span[0] - _REACH) : span[0]]
    after = text[span[1] : span[1] + _REACH]
    opened = before.rfind(_OPENING) > before.rfind(_CLOSING)
    closed = after.find(_CLOSING) >= 0 and (
        after.find(_OPENING) < 0 or after.find(_CLOSING) < after.find(_OPENING)
    )
    return opened and closed


def _shown(telling: str, *, behind: bool) -> str:
    words = telling.split()
    if behind:
        return " ".join(words[:12]) + (" …" if len(words) > 12 else "")
    return ("… " if len(words) > 12 else "") + " ".join(words[-12:])
