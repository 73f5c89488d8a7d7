"""Cuts in Japanese, whose sentences turn at their end, and in languages of which nothing is known.

Of Japanese it is known how sentences end: what follows a quotation in its clause must be a harmless
ending, or it counts as a cut. Of other languages nothing is known: a quotation must be whole sentences.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rag.quotes.model import Risk
from rag.transcript import Span

JAPANESE = "ja"

_REACH = 500
_SENTENCE_END = re.compile(r"[。｡！？!?｛｝।॥؟۔።။៕]|\.(?=\s|$)|…(?=\s|$)|\n\n")
_MARKS = " \t\n\u3000.,;:!?…。、！？「」『』（）()“”\"'‘’«»—–-・¿¡｡।"

_NEGATION = re.compile(
    r"な(?:い|かっ|く(?!な[りるっら])|けれ)|ませ[んぬ]|ず(?:に|[、。]|$)|ぬ(?:[、。]|$)|まい|わけでは|とは限ら|否定|拒否|拒[みむん]|反対"
    r"|嘘|うそ|デマ|誤り|誤解|間違|あり得|ありえ|不可能|困難|難し|控え|断念|中止|撤回|やめ|止め|取り消|見送|不[可明当十]|未[定決]"
)
_CONDITION = re.compile(
    r"なら|(?<!例)(?<!たと)[えけげせてねべめれ]ば|たら[、。ば]|場合|かぎり|限り|条件|次第|さえ|とすれば|とすると|前提"
)
_HEDGE = re.compile(
    r"かもしれ|可能性|恐れ|おそれ|検討|つもり|期待|希望|願|見込|想定|目指|目標|かどうか|べき|たい"
)
_QUESTION = re.compile(r"(?:か|かね|の)?[？?]|でしょうか|ますか|ですか|のか(?:[。、]|$)")
_REPORTED = re.compile(r"^(?:」)?(?:と(?:言|い[うっわ]|述|語|話|聞|され|報|の(?:こと|報|指))|との|って)")
_CONTRAST = re.compile(r"^(?:ん?です|ます)?(?:が|けれども?|けど|ものの|一方)[、，]?")
_CLAUSE = re.compile(r"^(?:し|ので|から|て|で|り|ため)?[、，]")
_HARMLESS = re.compile(
    r"^(?:です|ます|でした|ました|であります|でございます|わけです|のです|んです|ことです|と(?:思い|考え|存じ)(?:ます|ています)|よ|ね|よね)*$"
)
_HEAD_CONDITION = re.compile(
    r"もし|仮に|万一|(?:なら|(?<!例)(?<!たと)[えけげせてねべめれ]ば|たら|限り|かぎり|場合|さえ|次第)(?:ば|は|に|には)?[、，]?"
    r"|[うくぐすつぬぶむるい]と[、，]"
)
_REVERSING = "不非未無反否前元副旧"
_KANJI, _KATAKANA = r"\u4e00-\u9fff\u3400-\u4dbf\u3005-\u3007", r"\u30a1-\u30fa\u30fc"
_ALIKE = tuple(
    re.compile(f"[{kind}][{kind}]") for kind in (_KANJI, _KATAKANA, r"\d０-９", r"A-Za-zＡ-Ｚａ-ｚ")
)


@dataclass(frozen=True, slots=True)
class Cut:
    """What a cut leaves out: the risks in it, those that only deserve a look, and the words that tell.

    `unexamined` where the words left out are of no known kind.
    """

    risks: frozenset[Risk] = frozenset()
    notices: frozenset[Risk] = frozenset()
    words: str = ""
    behind: bool = False
    unexamined: bool = False


def find_cut(text: str, span: Span, *, asks: bool, language: str) -> Cut:
    """What the span of `text` leaves out of its sentences; `asks`: the quotation ends as a question."""
    head, tail = _head(text, span[0]), _tail(text, span[1])
    if language == JAPANESE:
        return _japanese(text, span, head, tail, asks=asks)
    if head.strip(_MARKS):
        return Cut(words=head, unexamined=True)
    if tail.strip(_MARKS):
        return Cut(words=tail, behind=True, unexamined=True)
    question = "?" in tail[:2] or "？" in tail[:2]
    return Cut(risks=frozenset({Risk.QUESTION}) if question and not asks else frozenset(), words=tail)


def denials(text: str) -> int:
    """How often a Japanese text denies: its endings such as ない and ません, and words such as 否定."""
    return len(_NEGATION.findall(text))


def _japanese(text: str, span: Span, head: str, tail: str, *, asks: bool) -> Cut:
    if _splits_word(text, span[0]) or _splits_word(text, span[1]):
        word = text[max(0, span[0] - 8) : span[1] + 8]
        reverses = bool(span[0]) and text[span[0] - 1] in _REVERSING
        return Cut(frozenset({Risk.NEGATION} if reverses else ()), words=word, unexamined=True)
    if _HEAD_CONDITION.search(head):
        return Cut(frozenset({Risk.CONDITION}), words=head)
    notices: set[Risk] = set()
    if _CLAUSE.match(tail) or not tail.strip(_MARKS):
        if not asks and tail[:1] in "？?" and tail:
            return Cut(frozenset({Risk.QUESTION}), words=tail, behind=True)
        return Cut()
    if contrast := _CONTRAST.match(tail):
        return Cut(notices=frozenset({Risk.CONDITION}), words=tail[contrast.start() :], behind=True)
    clause = re.split(r"[、，]", tail.lstrip("、，"), maxsplit=1)[0]
    risks = {
        risk
        for risk, pattern in (
            (Risk.NEGATION, _NEGATION),
            (Risk.CONDITION, _CONDITION),
            (Risk.CONDITION, _HEDGE),
            (Risk.QUESTION, _QUESTION),
        )
        if pattern.search(clause) or (risk is Risk.NEGATION and pattern.search(tail))
    }
    if asks:
        risks.discard(Risk.QUESTION)
    if _REPORTED.match(tail):
        notices.add(Risk.REPORTED_SPEECH)
    harmless = bool(_HARMLESS.match(clause.strip(_MARKS))) or (bool(notices) and not risks)
    return Cut(frozenset(risks), frozenset(notices), tail, behind=True, unexamined=not risks and not harmless)


def _splits_word(text: str, place: int) -> bool:
    """Whether two characters of one kind stand on either side: 不|可能, 副|市長, ガード|レール."""
    return 0 < place < len(text) and any(kind.match(text, place - 1) for kind in _ALIKE)


def _head(text: str, start: int) -> str:
    piece = text[max(0, start - _REACH) : start]
    ends = [match.end() for match in _SENTENCE_END.finditer(piece)]
    return piece[ends[-1] :] if ends else piece


def _tail(text: str, end: int) -> str:
    """Up to the sentence's end; a question mark stays."""
    piece = text[end : end + _REACH]
    stop = _SENTENCE_END.search(piece)
    return piece if stop is None else piece[: stop.end() if stop.group() in "？?" else stop.start()]
