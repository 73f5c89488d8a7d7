"""Finding the terms of attribution that a transcript sets, apart from talk about such terms.

A sentence counts where it speaks of this event ("this call is on background", "attributable to a senior
official") or goes over to other terms ("back on background"), and nobody asks, reports or supposes it. What
questioners say sets nothing. How well it does: docs/terms.md, measured by benchmarks/terms.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rag.exchanges import is_questioner
from rag.sentences import sentence_spans
from rag.terms import Scope, Term, TermKind
from rag.transcript import Span, Transcript


def _any_case(pattern: str) -> re.Pattern[str]:
    """A pattern for reading: white space parts only its lines, and in it `~` stands for white space."""
    return re.compile(pattern.replace("~", r"\s+"), re.IGNORECASE | re.VERBOSE)


_TRIGGER = _any_case(
    r"""\bon[-~](?:deep[-~])?background | \bo(?:n|ff)[-~](?:the[-~])?record | attribut | embargo
    | \b(?:no|not|n['’]t|cannot|be)~(?:\w+~)?quot | \brefer(?:red|ring)?~to~(?:\w+~)?(?:as|[“"])
      | contents~of~th
    | \bquoted?~(?:\w+~)?as\b
    | for~(?:the~)?purposes?~of~(?:this|the|today) | chatham | not~for~(?:\w+~)?(?:reporting
      |publication|broadcast|quot)
    | not~reporting | identif(?:y|ied)~(?:\w+~)?as | no~(?:direct~)?quot | paraphras\w+~only"""
)
_EVENT = r"(?:call|briefing|backgrounder|conversation|discussion|session|gaggle|interview|conference|preview)"
_TITLE = _any_case(
    r"""(?P<kind>(?:deep[-~])?background|off[-~]the[-~]record|on[-~]the[-~]record)~
    (?:(?:press|media|news|conference|preview)~)*(?:call|briefing|backgrounder|gaggle|conversation
      |teleconference
      |conference|session|discussion|interview|remarks)s?\b
    (?:~(?:by|with)~(?:an?~|the~)?(?P<who>(?:senior~)?(?:\w+~){0,2}(?:official|SAO|adviser|advisor
      |aide)s?\b))?"""
)

# Talk about terms: reported, supposed, denied, or of another day.
_MENTION = _any_case(
    r"""\b(?:he|she|they|officials?|sources?|aides?|who|someone|somebody|people|others|reporters?|senators?
      |administration|house|spokes\w+)~(?:\w+~)?(?:said|says|told|confirmed|spoke|speaking|briefed|quoted
      |admitted|talked|acknowledged|claimed|argued)\b
    | \btold~(?:me|us|you|reporters|them|him|her|the)\b | \baccording~to\b
    | \b(?:if|whether|unless)~(?:we|this|it|you|that|i|they|he|she)(?:['’]\w+)?\b(?![^,]*\bjoin) | \bwhy\b
    | \b(?:yesterday|last~(?:week|night|month|year)|the~other~day|earlier~(?:this|that)~week)\b
    | \b(?:not|n['’]t|no~longer|never|even)~(?:\w+~){0,2}(?:on|off)[-~](?:the[-~]record|background|deep)
    | \bwould~be~(?:on|off)\b"""
)
_BACKGROUND = _any_case(r"\bon[-~](?P<deep>deep[-~])?background\b(?!~check|~and~qualif|\W{1,3}checks?\b)")
_SAID_OF_IT = _any_case(
    r"""(?:\b(?:is|are|was|were|be|been|do~(?:this|it)|doing~(?:this|it)|stays?|remains?|keep~\w+(?:~one)?
      |conducted|held|back|questions|comments|remarks|portion|section|deep|tell~you~(?:this|that))
      |['’](?:s|re)
      |\b(?:be|are|['’]re|i['’]m)~(?:speaking|talking)) [^.?!;:]{0,40}$"""
)
_OPENS = re.compile(r"^(?:[\W]|and|but|so|again|now|inaudible|as a reminder|a reminder)*$", re.IGNORECASE)
_GOES_ON = _any_case(
    r"""^\W*(?:with|as|to|from|attrib\w+|(?:and|but)~(?:\w+~){0,2}(?:attrib|embargo|not~for|under
      |the~contents))\b"""
)
_HYPHENATED = _any_case(rf"^[-~](?:\w+~)?(?:update|Q&A|portion|{_EVENT})")
_OFF = _any_case(r"\boff[-~](?:the[-~])?record\b")
_OFF_SET = _any_case(
    r"""(?:\b(?:this|that|it|what~i\w*|what~follows|everything|all~of~(?:this|it)|rest|next|we
      |conversation|session
      |call|briefing|portion|part)\b[^.?!;:]{0,25} (?:\b(?:is|are|was|be|been|go|goes|going|do|say
      |this|strictly
      |completely|now)|['’](?:s|re)) (?:~\w+){0,2} | \b(?:i['’](?:d|ll)~say|i~say|say~this
      |let~me~(?:\w+~){0,3}
      |we~can~go|let['’]s~go|going|goes|went|strictly|entirely|this~(?:is|will~be)~an)) [\s,—(\[]*$
    | ^[\W]*(?:and~|but~|so~|now~)?(?:begins?~|end~of~)?$"""
)
_ON = _any_case(r"\bon[-~]the[-~]record\b")
_ON_SET = _any_case(
    rf"""(?:\b(?:{_EVENT}|contents|this|everything|entire|part|portion|remarks|comments|speakers?
      |we)\b[^.?!;:]{{0,40}}
      (?:\b(?:is|are|was|were|be|now|attributable|back)|['’]re|['’]s) (?:~(?:now|all|entirely|also|both
      |again|back))?
    | \b(?:back|going|go|switch|move|moving)) [\s,]*$"""
)
_ON_IDIOM = _any_case(
    r"""^[\s,]*(?:as|about|that|saying|supporting|opposing|in|with|voting|against|for|of|multiple|many
      |several|before|calling|to~say|on)\b"""
)
_ON_EVENT = _any_case(rf"^~(?:(?:press|conference)~)*(?:{_EVENT}|portion)\b")
_SETS_EVENT = _any_case(r"\b(?:this|today['’]s|tonight['’]s|will~be|have|welcome)\b")
_JOKE = _any_case(r"^\W*(?:just|only|i['’]m|i~am)~(?:only~|just~)?(?:kidding|joking)")

_WHO = r"""(?:[“"]\s*(?:an?~)?(?P<quoted>[^”"“]{2,80}?)[,.]?[”"]
    | (?P<who>(?:[a-z][\w’.-]*~){0,4}?(?:officials?|SAOs?|sources?|advis[eo]rs?|aides?|diplomats?
      |lawmakers?|staffers?
      |spokes(?:person|man|woman|people)|executives?|employees?|participants?|attendees)\b
      (?:~(?:familiar~with|close~to|briefed~on|with~knowledge~of)~[^,.;”"]{2,60})?))"""
_ATTRIBUTED = _any_case(
    rf"""\b(?:(?P<verb>attribut(?:able|ed)|attribution~(?:is|will~be|should~be)|attribute~(?:it|this
      |that|them|comments|everything|quotes|me|us|him|her)
        |attribute~(?:all~)?(?:of~)?(?:this|it)|refer(?:red)?~to|referring~to|identif(?:y|ied)|quoted?|cited?)
      (?:~(?:him|her|me|us|them|both|all|it|only|solely|simply|to|as|from|by|hereinafter|hereafter))*
      | on[-~](?:deep[-~])?background,?~(?:with|as|to|from|by)
      | for~(?:the~)?purposes?~of~(?:this|the|today['’]s)~{_EVENT},?~(?:\w+~){{0,4}}?(?:is|are|be|as))
    (?:~(?:an?~)?(?:\w+~)?—~(?:to~)?(?:two|three|four)?)?
    \s*(?:(?:an?|the|any|one|two|three|both)~)?{_WHO}"""
)
_PERSON_VERB = _any_case(r"(?:refer|identif|quot|cite)")
_ROLE = _any_case(r"\b(?:officials?|SAOs?|sources?|advis[eo]rs?|aides?|spokes\w+|diplomats?|person|people)\b")
_OF_EVENT = _any_case(
    rf"""\b(?:{_EVENT}|contents?|remarks|comments|speakers?|briefers?|officials?~(?:should|will|to)|everything
      |it~(?:is|will|should)|this~(?:is|will|should|was)|we(?:~(?:are|were|will)|['’]re|['’]ll)|please
      |you~(?:can|may|should)|they(?:~(?:will|are|should)|['’]ll)|background|both|all~three|questions|Q&A
      |for~(?:the~)?purposes?~of)\b | ^\W*(?:again\W+)?(?:attribut|not~for) | \bit['’](?:s|ll)\b"""
)
_NOT_FOR = _any_case(
    r"""\bnot~for~(?:your~)?(?:(?:reporting|publication)~(?:or|and)~)?attribution\b
    | \b(?:not~for|for~not)~(?:your~)?reporting\b(?:~(?:purposes|or~attribution))?
    | \bnot~for~(?:publication|broadcast)\b | \bchatham~house~rules?\b"""
)
_NO_QUOTES = _any_case(
    r"""\bno~(?:direct~)?(?:quotes|quotations?|quoting)\b | \bnot~for~(?:direct~)?quot(?:ation|es?|ing)\b
    | \b(?:do~not|don['’]t|please~don['’]t|may~not|must~not|can['’]?t|cannot|can~not
      |not)~(?:be~)?(?:directly~)?
      quote(?:d)?(?:~(?:me|us|him|her|them|the~speakers?|any(?:one|body|thing)))?(?:~directly
      |~by~name)?(?=[\s.,;:—!]|$)
    | \bparaphras(?:e|ed|ing)~only\b"""
)
_NO_QUOTES_SET = _any_case(
    rf"""\b(?:{_EVENT}|contents|please|this~is|you~(?:can|may|must|should)|we~ask|reporters|ground~rules?
      |rules?)\b"""
    r"|^\W*(?:no|not|do|please)\b"
)

_TRADE = _any_case(
    r"""\b(?:arms|oil|trade|export|import|weapons|cuban?|economic|u\.?s\.?|food|grain|gas|of)~embargo
    | embargo(?:es)?~(?:of|against|with)\b | embargo(?:es)?~on~(?!this|the~(?:call|contents|briefing))
    | \b(?:sanctions|exports?~ban|cuba)\b"""
)
_NO_EMBARGO = _any_case(r"\b(?:no|not~under|n['’]t~under|without)~(?:an~)?embargo")
_LIFTED = _any_case(
    r"""(?<!when\sthe\s)(?<!until\sthe\s)(?<!once\sthe\s)\bembargo\b[^.?!]{0,60}?\b(?:(?:is|has|have|was|are)
      (?:~(?:now|officially|already|been))*~(?:lifted|listed|over)|lift(?:s|ed)~(?:officially~)?now
      |now~lifted)
    | \bcontents~of~(?:the|this)~call~are~now~lifted"""
)
_UNTIL = _any_case(
    r"""(?:embargo(?:ed)?\b[^.;?]{0,60}?\b(?P<lead>until|till|upon|for(?=~(?:\d|the~(?:end|conclusion
      |duration)))
      |through)~
    | embargo(?:~(?:now|on~[\w~]{3,40}))?~(?:is|will~(?:be~)?lift(?:ed)?|lifts|does~not~lift~[^,]{3,30},~but)~
      (?=(?:at|tomorrow|today|tonight|in~about|\d|the~conclusion|on|monday|tuesday|wednesday|thursday|friday
        |saturday|sunday)\b)) (?P<when>\S.*)"""
)
_EMBARGOED_EVENT = _any_case(
    rf"embargoed~(?:\w+~){{0,2}}?(?:{_EVENT})\b|\bunder~embargo\b|\bembargoed\W*$|{_EVENT}~is~embargoed"
)
_NOT_A_RULE = _any_case(
    r"\b(?:before|when|once|after|until|if)~the~embargo|\bhad~embargoed|\bhad~been~embargoed"
)
_MATERIAL = _any_case(r"\b(?:fact\s?sheets?|documents?|materials?|reports?|copy|copies|they|that~will)\b")
_UNDER_EMBARGO = _any_case(
    rf"""\b(?:{_EVENT}|contents?|remarks|this~(?:is|will|was)|this~all|portion|section|questions|news|we
      |it|everything)\b"""
)
_STOPS = _any_case(
    r""",?~(?:and|as|but)~(?:(?:the~)?(?:attribut|contents|call\b|on\b|this|we\b|it\b|is\b|are\b|agreed
      |you|from|as|
      probably|that|by|also|in~line|entire)|well) | ,~(?:as|along|when|which|so|please|including|not|if
      |on~background
      |attribut|unless|that['’]s)\b | ,~and~(?:the|attribut|on|this|we|it|you|by)\b | ;|~—~(?!at\b)
    | ,~but\b | :~
    | (?<=m\.)~(?=(?-i:By|And|The|For|With|Just|Again|So|Our|You|We|If|As|This|That)\b)
      | ~and~(?=(?:attribut|on~back|the~
      (?:entire|contents|call|conversation))) | ~\( | ,~(?:we|who|where|i['’]ll|i['’]m)\b | ~if~you\b"""
)
_AMENDS = _any_case(r"\b(?:amend|chang(?:e|ing)~(?:that|the~embargo|it))\b")

_PART = _any_case(
    r"""(?<!this\s)(?<!recent\s)(?<!this\snext\s)\b(?:portions?|parts?|sections?|half)\b
    | \b(?:remaining|background)~Q&A\b | \bthe~(?:first|second|third)~(?:will~be|is)\b
      | \btake~questions~on\b"""
)
_FROM_HERE = _any_case(
    r"""\bfrom~(?:here|now|this~point|that~point)~on | \bback~on\b | \b(?:go|goes|going
      |went)~(?:back~)?o(?:ff|n)[-~](?:the|deep|background)
    | \bthis~(?:next~)?(?:part|bit|portion|section|answer)\b | \bnow~(?:off|on)\b | \bi['’](?:d|ll)~say\b
    | \bwhat~follows\b | \brest~of\b | \bwhat~i['’]?\w*~(?:about|going|say)\b"""
)
_OF_WHOLE = _any_case(
    rf"\b(?:{_EVENT}|contents|today['’]?s?|tonight['’]?s?|entire|everything|gaggle|reminder)\b"
)
_LONGEST = 600
"""Characters of a sentence that are read as one."""

_EDGE = 2
"""Turns from either end in which "we're on background" is said of the whole event."""


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: TermKind
    attribution: str | None = None
    embargo: str | None = None


def find_terms(transcript: Transcript) -> tuple[Term, ...]:
    """Every term that the title, the asides and the turns set, in that order."""
    found = [*_in_title(transcript.title), *_in_asides(transcript)]
    for number, turn in enumerate(transcript.turns):
        if _TRIGGER.search(turn.text) and not is_questioner(turn.label):
            at_edge = number < _EDGE or number >= len(transcript.turns) - _EDGE
            found += _in_turn(number, turn.text, at_edge=at_edge)
    return tuple(found)


def _in_title(title: str) -> Iterator[Term]:
    match = _TITLE.search(title)
    if match is None:
        return
    told = re.sub(r"[-\s]+", " ", match["kind"].casefold())
    kinds = {
        "background": TermKind.BACKGROUND,
        "deep background": TermKind.DEEP_BACKGROUND,
        "off the record": TermKind.OFF_RECORD,
        "on the record": TermKind.ON_RECORD,
    }
    who = " ".join(match["who"].split()) if match["who"] and kinds[told] is not TermKind.ON_RECORD else None
    yield Term(kinds[told], who, None, None, match.start(), match.end(), match.group())


def _in_asides(transcript: Transcript) -> Iterator[Term]:
    firsts = [turn.lines()[0] for turn in transcript.turns]
    for aside in transcript.asides:
        if not _TRIGGER.search(aside.text):
            continue
        following = sum(line < aside.line for line in firsts)
        scope = Scope.WHOLE if following in (0, len(firsts)) else Scope.FROM_HERE
        for rule in _rules(aside.text.strip("()[]*_ "), alone=True):
            yield Term(
                rule.kind, rule.attribution, rule.embargo, None, 0, len(aside.text), aside.text,
                scope, aside.line, following,
            )  # fmt: skip


def _in_turn(number: int, text: str, *, at_edge: bool) -> Iterator[Term]:
    spans = _sentences(text)
    follows_rule = False
    for row, (start, end) in enumerate(spans):
        sentence = text[start:end]
        found = [] if sentence.rstrip('”"’)] ').endswith("?") else list(_rules(sentence, alone=False))
        if found and row + 1 < len(spans) and _JOKE.match(text[slice(*spans[row + 1])]):
            found = []
        if re.match(r"\W*it\b", sentence, re.IGNORECASE) and not follows_rule:
            found = []
        follows_rule = bool(found)
        scope = _scope(sentence, at_edge=at_edge)
        for rule in found:
            term = Term(rule.kind, rule.attribution, rule.embargo, number, start, end, sentence, scope)
            yield replace(term, scope=Scope.FROM_HERE) if _is_aside_of(rule, sentence) else term


def _sentences(text: str) -> list[Span]:
    """The sentences of those paragraphs in which terms are spoken of."""
    paragraphs = [match.span() for match in re.finditer(r"(?s)(?:(?!\n\n).)+", text)]
    return [
        span
        for start, end in paragraphs
        if _TRIGGER.search(text, start, end)
        for a, b in sentence_spans(text[start:end])
        for span in _windows(text, (start + a, start + b))
    ]


def _windows(text: str, sentence: Span) -> Iterator[Span]:
    """The sentence; one that has no end, as in captions, by the words around what is spoken of."""
    start, end = sentence
    if end - start <= _LONGEST:
        yield sentence
        return
    reached = start
    for match in _TRIGGER.finditer(text, start, end):
        if match.start() < reached:
            continue
        first = max(reached, match.start() - _LONGEST // 3)
        last = min(end, match.end() + _LONGEST // 2)
        first += 0 if first == reached else text[first : match.start()].find(" ") + 1
        last -= 0 if last == end else len(text[match.end() : last]) - text[match.end() : last].rfind(" ")
        yield first, max(last, match.end())
        reached = max(last, match.end())


def _is_aside_of(rule: _Rule, sentence: str) -> bool:
    """Off the record is said of what comes, unless it is said of the event."""
    return rule.kind is TermKind.OFF_RECORD and not _OF_WHOLE.search(sentence)


def _scope(sentence: str, *, at_edge: bool) -> Scope:
    if _FROM_HERE.search(sentence):
        return Scope.FROM_HERE
    if _PART.search(sentence):
        return Scope.PART
    return Scope.WHOLE if at_edge or _OF_WHOLE.search(sentence) else Scope.FROM_HERE


def _rules(sentence: str, *, alone: bool) -> Iterator[_Rule]:
    """The rules that one sentence sets; `alone` for a line that is nobody's speech."""
    if not _TRIGGER.search(sentence):
        return
    yield from _status(sentence, alone=alone)
    yield from _embargo(sentence, alone=alone)


def _status(sentence: str, *, alone: bool) -> Iterator[_Rule]:
    if _MENTION.search(sentence):
        return
    attribution = _attribution(sentence)
    background = _background(sentence, alone=alone)
    if background is not None or attribution is not None:
        yield _Rule(background or TermKind.BACKGROUND, attribution)
    if _off_record(sentence, alone=alone):
        yield _Rule(TermKind.OFF_RECORD)
    if _on_record(sentence, alone=alone):
        yield _Rule(TermKind.ON_RECORD)
    if _NO_QUOTES.search(sentence) and (alone or _NO_QUOTES_SET.search(sentence)):
        yield _Rule(TermKind.NO_DIRECT_QUOTES)
    if _NOT_FOR.search(sentence):
        yield _Rule(TermKind.NOT_FOR_ATTRIBUTION)


def _background(sentence: str, *, alone: bool) -> TermKind | None:
    for match in _BACKGROUND.finditer(sentence):
        before, behind = sentence[: match.start()], sentence[match.end() :]
        said = _SAID_OF_IT.search(before) or _GOES_ON.match(behind) or _HYPHENATED.match(behind)
        if alone or said or (_OPENS.match(before) and _OPENS.match(behind)):
            return TermKind.DEEP_BACKGROUND if match["deep"] else TermKind.BACKGROUND
    return TermKind.BACKGROUND if re.search(rf"(?i)this embargoed background {_EVENT}", sentence) else None


def _attribution(sentence: str) -> str | None:
    if not _OF_EVENT.search(sentence):
        return None
    for match in _ATTRIBUTED.finditer(sentence):
        who = match["quoted"] or match["who"]
        if who and (match["who"] or not _PERSON_VERB.match(match.group()) or _ROLE.search(who)):
            return " ".join(who.split()).strip(" ,.")
    return None


def _off_record(sentence: str, *, alone: bool) -> bool:
    return any(alone or _OFF_SET.search(sentence[: match.start()]) for match in _OFF.finditer(sentence))


def _on_record(sentence: str, *, alone: bool) -> bool:
    for match in _ON.finditer(sentence):
        before, behind = sentence[: match.start()], sentence[match.end() :]
        if alone or (_ON_SET.search(before) and not _ON_IDIOM.match(behind)):
            return True
        if _ON_EVENT.match(behind) and _SETS_EVENT.search(before):
            return True
    return False


def _embargo(sentence: str, *, alone: bool) -> Iterator[_Rule]:
    if "embargo" not in sentence.casefold() and not _LIFTED.search(sentence):
        return
    if _TRADE.search(sentence):
        return
    if _NO_EMBARGO.search(sentence) or _LIFTED.search(sentence):
        yield _Rule(TermKind.EMBARGO_LIFTED)
        return
    bare = re.sub(r"(?i)\bprior to th(?:is|e) \w+|\bun-?embargoed\b", "", sentence)
    if not alone and (_NOT_A_RULE.search(bare) and "embargoed until" not in bare):
        return
    if not (alone or _UNDER_EMBARGO.search(bare) or not _MATERIAL.search(bare)):
        return
    when = _when(sentence)
    if when is not None or _EMBARGOED_EVENT.search(bare):
        yield _Rule(TermKind.EMBARGO, embargo=when)


def _when(sentence: str) -> str | None:
    """The time until which nothing may be published, as it is said."""
    match = _UNTIL.search(sentence)
    if match is None:
        return None
    said = match["when"]
    if _AMENDS.search(said) and (later := re.search(r".*\buntil\s+(\S.*)", said)):
        said = later[1]
    stop = _STOPS.search(said)
    cut = said[: stop.start()] if stop else said
    lead = f"{match['lead']} " if match["lead"] else ""
    return (lead + cut).rstrip(" ,.;") + ("." if re.search(r"\b[ap]\.m\.$", cut.rstrip(" ,;")) else "")
