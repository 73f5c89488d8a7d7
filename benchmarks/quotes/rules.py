"""The rules that make labelled quotations: one method per kind, on the text alone."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rag.exchanges import Role
from rag.library.snapshot import Snapshot, StoredTurn
from rag.sentences import sentence_spans

WORDS = ("bridge", "orchard", "yesterday", "harsh", "celebrate", "Geneva", "mandatory", "reluctant")
ANTONYMS = {
    "more": "less", "less": "more", "increase": "decrease", "before": "after", "after": "before",
    "all": "some", "always": "rarely", "best": "worst", "first": "last", "support": "oppose",
    "higher": "lower", "many": "few", "every": "no", "most": "few", "up": "down", "good": "bad",
    "open": "closed", "safe": "risky",
}  # fmt: skip
MODALS = {"will": "may", "must": "should", "can": "could", "should": "must", "would": "will", "may": "will"}
NAMES = (
    "China",
    "Russia",
    "Ukraine",
    "Congress",
    "Pfizer",
    "Texas",
    "California",
    "Europe",
    "Israel",
    "Iran",
)
SPOKEN = dict(zip("2 3 4 5 6 7 8 10".split(), "two three four five six seven eight ten".split(), strict=True))
FORMS = {
    "don’t": "do not", "we’re": "we are", "it’s": "it is", "can’t": "cannot", "I’m": "I am",
    "we’ll": "we will",
}  # fmt: skip
NEGATED = re.compile(
    r"\b(?:not|never|no|n[’']t|nor|none|nobody|nothing|without|if|unless|but|until|except|only)\b|n[’']t\b",
    re.I,
)


@dataclass(frozen=True)
class Made:
    """A quotation, the verdicts it may get (the expected one first), its risks and its claimed speaker."""

    quote: str
    verdicts: tuple[str, ...]
    risks: tuple[str, ...] = ()
    speaker: str | None = None
    turn: StoredTurn | None = None


class Maker:
    """The turns to draw from, and one rule per subtype."""

    def __init__(self, snapshot: Snapshot, seed: int) -> None:
        self.random = random.Random(seed)
        self.snapshot = snapshot
        self.turns = [
            turn
            for key in snapshot.transcripts_by_key
            for turn in snapshot.turns(key)
            if len(turn.turn.text) > 120 and not turn.turn.struck and "[" not in turn.turn.text
        ]
        self.struck = [
            turn for key in snapshot.transcripts_by_key for turn in snapshot.turns(key) if turn.turn.struck
        ]

    def source(self, turn: StoredTurn) -> dict[str, object]:
        """Where a quotation comes from."""
        entry = self.snapshot.transcripts_by_key[turn.transcript]
        return {"file": Path(entry.file).name, "turn": turn.number, "speaker": turn.speaker}

    def rules(self) -> dict[str, Callable[[], Made | None]]:
        """All rules by subtype."""
        return {
            name.removeprefix("make_"): getattr(self, name)
            for name in sorted(dir(self))
            if name.startswith("make_")
        }

    def turn(self, *, said: bool = True) -> StoredTurn:
        """Any long enough turn; with `said`, one of somebody who isn't asking."""
        while True:
            turn = self.random.choice(self.turns)
            if not said or (turn.role is not Role.QUESTION and turn.turn.label):
                return turn

    def sentences(self, turn: StoredTurn) -> list[str]:
        """Its sentences of 8 to 45 words."""
        text = turn.turn.text
        found = [text[a:b] for a, b in sentence_spans(text)]
        return [s for s in found if 8 <= len(s.split()) <= 45 and "(" not in s and "\n" not in s]

    def sentence(
        self, *, said: bool = True, holding: str = "", plain: bool = False
    ) -> tuple[StoredTurn, str] | None:
        """A sentence that holds a pattern, if one turns up; `plain` ones turn nothing around."""
        for _ in range(400):
            turn = self.turn(said=said)
            options = [
                s
                for s in self.sentences(turn)
                if re.search(holding, s) and not (plain and (NEGATED.search(s) or s.endswith("?")))
            ]
            if options:
                return turn, self.random.choice(options)
        return None

    def claimed(self, turn: StoredTurn) -> str | None:
        """The speaker as people write them, or nobody."""
        label = turn.turn.label
        return self.random.choice([turn.speaker, label, label.split()[-1].title(), None])

    def changed(
        self, holding: str, change: Callable[[str], str], *risks: str, also: tuple[str, ...] = ()
    ) -> Made | None:
        """A sentence with one place changed: `change` gets the words that the pattern finds."""
        found = self.sentence(holding=holding)
        if found is None:
            return None
        turn, sentence = found
        place = self.random.choice(list(re.finditer(holding, sentence)))
        quote = sentence[: place.start()] + change(place.group()) + sentence[place.end() :]
        quote = " ".join(quote.split())
        if quote == sentence:
            return None
        return Made(quote, ("altered", *also), risks, self.claimed(turn), turn)

    def supported(
        self, change: Callable[[str], str], verdict: str = "verbatim", holding: str = ""
    ) -> Made | None:
        """A sentence in another dress."""
        found = self.sentence(holding=holding)
        if found is None:
            return None
        turn, sentence = found
        quote = change(sentence)
        if verdict == "cleaned" and quote == sentence:
            return None
        return Made(quote, (verdict, "cleaned", "verbatim"), (), self.claimed(turn), turn)

    # --- supported ---------------------------------------------------------------------------------------

    def make_plain(self) -> Made | None:
        return self.supported(str)

    def make_no_marks(self) -> Made | None:
        return self.supported(lambda s: re.sub(r"[^\w\s’'%$-]", " ", s.replace("—", " ")))

    def make_capitals(self) -> Made | None:
        return self.supported(lambda s: s.upper().replace("’", "'"))

    def make_quoted(self) -> Made | None:
        return self.supported(lambda s: f"“... {s[0].lower()}{s[1:]} …”" if s.split()[0] != "I" else f"“{s}”")

    def make_wrapped(self) -> Made | None:
        return self.supported(
            lambda s: re.sub(r" (?=\w+ \w+ \w+ \w+$)", "\n    ", s).replace(" ", "\u00a0", 2)
        )

    def make_digits_spoken(self) -> Made | None:
        return self.supported(
            lambda s: re.sub(r"(?<![\d.,$-])\b([2-8]|10)\b(?![\d.,%:-])", lambda m: SPOKEN[m[1]], s),
            holding=r"(?<![\d.,$-])\b(?:[2-8]|10)\b(?![\d.,%:-])",
        )

    def make_percent_sign(self) -> Made | None:
        return self.supported(lambda s: re.sub(r"(\d) percent", r"\1%", s), holding=r"\d percent")

    def make_two_sentences(self) -> Made | None:
        turn = self.turn()
        text = turn.turn.text
        spans = [(a, b) for a, b in sentence_spans(text)]
        if len(spans) < 2:
            return None
        row = self.random.randrange(len(spans) - 1)
        quote = text[spans[row][0] : spans[row + 1][1]]
        return Made(quote, ("verbatim",), (), self.claimed(turn), turn) if len(quote.split()) > 8 else None

    def make_ellipsis(self) -> Made | None:
        """Three neighbouring sentences, the middle one harmless and left out."""
        turn = self.turn()
        text = turn.turn.text
        spans = list(sentence_spans(text))
        for row in self.random.sample(range(len(spans)), len(spans)):
            if row + 2 >= len(spans):
                continue
            one, middle, three = (text[slice(*span)] for span in spans[row : row + 3])
            if NEGATED.search(middle) or not 4 <= len(middle.split()) <= 25 or min(len(one), len(three)) < 30:
                continue
            mark = self.random.choice(["…", "[...]", "...", ". . ."])
            return Made(f"{one} {mark} {three}", ("verbatim",), (), self.claimed(turn), turn)
        return None

    def make_bracketed(self) -> Made | None:
        return self.supported(
            lambda s: re.sub(r"\b(?:he|she|they)\b", "[the official]", s, count=1),
            holding=r"\b(?:he|she|they)\b",
        )

    def make_corrected(self) -> Made | None:
        return self._reading(r"<s>[^<]*</s>\s*\[([^\]]*)\]", r"\1")

    def make_delivered(self) -> Made | None:
        return self._reading(r"<s>([^<]*)</s>\s*\[[^\]]*\]", r"\1")

    def _reading(self, pattern: str, replacement: str) -> Made | None:
        if not self.struck:
            return None
        turn = self.random.choice(self.struck)
        text, (start, end) = turn.turn.text, self.random.choice(turn.turn.struck)
        marked = f"{text[:start]}<s>{text[start:end]}</s>{text[end:]}"
        begin = max((m.end() for m in re.finditer(r"[.?!]\s|\n", marked[:start])), default=0)
        stop = min(
            (at for at in (marked.find(". ", end + 8), marked.find("\n", end + 8)) if at > 0),
            default=len(marked),
        )
        sentence = marked[begin:stop]
        if not re.search(pattern, sentence) or len(sentence.split()) < 6:
            return None
        quote = " ".join(re.sub(pattern, replacement, sentence).split())
        return Made(quote, ("verbatim", "cleaned"), (), None, turn) if "[" not in quote else None

    def make_filler_dropped(self) -> Made | None:
        return self.supported(
            lambda s: re.sub(r",? (?:you know|I mean),", "", s), "cleaned", r"\w,? (?:you know|I mean),"
        )

    def make_repeat_dropped(self) -> Made | None:
        return self.supported(
            lambda s: re.sub(r"\b((?:\w+ ){0,2}\w+) — \1\b", r"\1", s, flags=re.I),
            "cleaned",
            r"(?i)\b((?:\w+ ){0,2}\w+) — \1\b",
        )

    def make_contraction(self) -> Made | None:
        form = self.random.choice(list(FORMS))
        return self.supported(lambda s: s.replace(form, FORMS[form], 1), "cleaned", rf"(?<!\w){form}(?!\w)")

    # --- altered -----------------------------------------------------------------------------------------

    def make_word_replaced(self) -> Made | None:
        return self.changed(r"(?<=\w )[a-z]{5,}(?= \w)", lambda _: self.random.choice(WORDS))

    def make_word_added(self) -> Made | None:
        return self.changed(r"(?<=\w )[a-z]{5,}(?= \w)", lambda w: f"{self.random.choice(WORDS)} {w}")

    def make_word_dropped(self) -> Made | None:
        return self.changed(r"(?<=[a-z] )(?!really|just|very|actually)[a-z]{6,}(?= [a-z])", lambda _: "")

    def make_antonym(self) -> Made | None:
        word = self.random.choice(list(ANTONYMS))
        return self.changed(rf"(?<=\w )\b{word}\b(?= \w)", lambda _: ANTONYMS[word])

    def make_number(self) -> Made | None:
        def other(number: str) -> str:
            return str(int(number) + self.random.choice([1, 7, 40]))

        return self.changed(r"(?<![\d.,$:-])\b\d{1,3}\b(?![\d.,:-])", other, "number")

    def make_scale(self) -> Made | None:
        return self.changed(r"\bmillion\b", lambda _: "billion", "number")

    def make_name(self) -> Made | None:
        name = self.random.choice(NAMES)
        others = [other for other in NAMES if other != name]
        return self.changed(rf"(?<=[a-z] )\b{name}\b", lambda _: self.random.choice(others), "name")

    def make_modal(self) -> Made | None:
        word = self.random.choice(list(MODALS))
        return self.changed(rf"(?<=[a-z] )\b{word}\b(?= [a-z])", lambda _: MODALS[word], "modal")

    def make_not_dropped(self) -> Made | None:
        return self.changed(r"(?<=\w )\bnot\b (?=\w+ \w+)(?!not|only|just)", lambda _: "", "negation")

    def make_contracted_not_dropped(self) -> Made | None:
        return self.changed(r"(?<=\w)n’t\b(?= \w+ \w+)(?<!can’t)(?<!won’t)", lambda _: "", "negation")

    def make_not_added(self) -> Made | None:
        return self.changed(
            r"(?<=\w )\b(?:is|are|was|will|can|should)\b(?= [a-z])(?! not)", lambda w: f"{w} not", "negation"
        )

    def make_near_miss(self) -> Made | None:
        """A word that an official transcript had to correct, put in its neighbour's place."""
        pairs = []
        for turn in self.struck:
            for start, end in turn.turn.struck:
                after = re.match(r"\s*\[([A-Za-z’]{4,})\]", turn.turn.text[end:])
                before = turn.turn.text[start:end].strip()
                if after and re.fullmatch(r"[A-Za-z’]{4,}", before) and before.lower() != after[1].lower():
                    pairs.append((after[1], before))
        if not pairs:
            return None
        right, wrong = self.random.choice(pairs)
        return self.changed(rf"(?<=\w )\b{re.escape(right)}\b", lambda _: wrong)

    # --- truncated ---------------------------------------------------------------------------------------

    def make_tail_cut(self) -> Made | None:
        found = self.sentence(
            holding=r"^(?:\S+ ){7,}\S+,? (?:if|unless|as long as|until|except|provided) \w+ \w+"
        )
        if found is None:
            return None
        turn, sentence = found
        head = re.split(r",? (?:if|unless|as long as|until|except|provided) ", sentence)[0]
        if len(head.split()) < 6 or NEGATED.search(head.split()[-1]):
            return None
        return Made(head, ("truncated", "altered"), (), self.claimed(turn), turn)

    def make_head_cut(self) -> Made | None:
        head = (
            r"\b(?:I|we|We|they) (?:don’t|do not|wouldn’t|didn’t|can’t) "
            r"(?:think|believe|expect|know|say)(?: that)? "
        )
        found = self.sentence(holding=head + r"(?:\S+ ){6}")
        if found is None:
            return None
        turn, sentence = found
        tail = re.split(head, sentence, maxsplit=1)[1]
        if tail.startswith(("if ", "about ", "of ", "what ", "how ", "it", "so", "in ", "to ")):
            return None
        return Made(tail[0].upper() + tail[1:], ("truncated",), (), self.claimed(turn), turn)

    def make_condition_cut(self) -> Made | None:
        found = self.sentence(holding=r"^(?:And |So |But )?[Ii]f [^,;—]{10,60}, (?:\S+ ){6}")
        if found is None:
            return None
        turn, sentence = found
        tail = sentence.split(", ", 1)[1]
        if tail.split()[0] in ("you", "and", "or", "as", "of"):
            return None
        return Made(tail[0].upper() + tail[1:], ("truncated",), (), self.claimed(turn), turn)

    def make_not_elided(self) -> Made | None:
        made = self.changed(
            r"(?<=\w )\bnot\b (?=\w+ \w+ \w+)", lambda _: "… ", "negation", also=("truncated", "spliced")
        )
        return (
            None
            if made is None
            else Made(made.quote, ("truncated", *made.verdicts), made.risks, made.speaker, made.turn)
        )

    # --- spliced -----------------------------------------------------------------------------------------

    def make_two_turns(self) -> Made | None:
        return self._joined(lambda a, b: f"{a} {b}")

    def make_ellipsis_between_turns(self) -> Made | None:
        return self._joined(lambda a, b: f"{a} … {b}")

    def make_mid_sentence(self) -> Made | None:
        return self._joined(
            lambda a, b: (
                f"{' '.join(a.split()[: len(a.split()) // 2])} {' '.join(b.split()[len(b.split()) // 2 :])}"
            ),
            also=("altered",),
        )

    def _joined(self, join: Callable[[str, str], str], also: tuple[str, ...] = ()) -> Made | None:
        one, two = self.sentence(), self.sentence()
        if one is None or two is None or one[0] is two[0]:
            return None
        return Made(join(one[1], two[1]), ("spliced", *also), (), self.claimed(one[0]), one[0])

    def make_reordered(self) -> Made | None:
        turn = self.turn()
        options = self.sentences(turn)
        if len(options) < 3:
            return None
        first, last = options[0], options[-1]
        return Made(f"{last} {first}", ("spliced",), (), self.claimed(turn), turn)

    def make_sentence_skipped(self) -> Made | None:
        turn = self.turn()
        spans = list(sentence_spans(turn.turn.text))
        parts = [turn.turn.text[slice(*span)] for span in spans]
        for row in range(len(parts) - 2):
            if (
                min(len(parts[row].split()), len(parts[row + 2].split())) >= 7
                and len(parts[row + 1].split()) >= 6
            ):
                return Made(
                    f"{parts[row]} {parts[row + 2]}", ("spliced", "truncated"), (), self.claimed(turn), turn
                )
        return None

    # --- whose -------------------------------------------------------------------------------------------

    def make_other_speaker(self) -> Made | None:
        found = self.sentence()
        if found is None:
            return None
        turn, sentence = found
        entry = self.snapshot.transcripts_by_key[turn.transcript]
        own = turn.speaker.split()[-1].casefold()
        others = [
            n
            for n in entry.speakers
            if n.split()[-1].casefold() != own and len(n) > 3 and "OFFICIAL" not in n
        ]
        if not others:
            return None
        return Made(sentence, ("misattributed",), (), self.random.choice(others), turn)

    def make_asked(self) -> Made | None:
        found = self.sentence(said=False)
        if found is None or found[0].role is not Role.QUESTION:
            return None
        turn, sentence = found
        entry = self.snapshot.transcripts_by_key[turn.transcript]
        others = [name for name in entry.speakers if len(name) > 3 and "OFFICIAL" not in name]
        return Made(sentence, ("misattributed",), (), self.random.choice(others), turn) if others else None
