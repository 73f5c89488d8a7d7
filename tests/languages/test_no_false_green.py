"""Over the Spanish and Japanese samples: no word may go unseen, and no cut that leaves a denial out."""

import random
import re

import pytest

from rag.filters import Filters
from rag.quotes import check_quote
from rag.quotes.spanish_words import SPANISH_WORDS
from rag.sentences import sentence_spans
from rag.words import fold_words

HARMLESS = SPANISH_WORDS["fillers"] | SPANISH_WORDS["openers"]
DENIES = {
    "es": re.compile(r"\b(?:no|nadie|nunca|ningún|ninguna|tampoco|sin|ni)\b", re.IGNORECASE),
    "ja": re.compile(r"ません|ない|なく"),
}


def sentences(snapshot, language):
    for entry in snapshot.transcripts():
        if entry.language == language:
            for stored in snapshot.turns(entry.key):
                text = stored.turn.text
                yield from (text[start:end] for start, end in sentence_spans(text))


@pytest.mark.parametrize("language", ["es", "ja"])
def test_every_sentence_is_verbatim(samples_library, language):
    with samples_library.snapshot() as snapshot:
        found = {
            sentence: check_quote(snapshot, sentence, Filters()).verdict.value
            for sentence in sentences(snapshot, language)
            if "si llegaban" not in sentence
        }
    assert {sentence: verdict for sentence, verdict in found.items() if verdict != "verbatim"} == {}


@pytest.mark.parametrize("language", ["es", "ja"])
def test_a_sentence_that_lacks_a_word_is_never_supported(samples_library, language):
    chance = random.Random(7)
    wrong = []
    with samples_library.snapshot() as snapshot:
        for sentence in sentences(snapshot, language):
            words = fold_words(sentence)
            # "No lo creo." without "lo" is what the same man says elsewhere.
            inner = [word for word in words[1:-1] if word.folded not in HARMLESS and len(words) > 4]
            for word in chance.sample(inner, min(2, len(inner))):
                quote = sentence[: word.start] + sentence[word.end :]
                found = check_quote(snapshot, quote, Filters())
                if found.verdict.supported:
                    wrong.append((quote, word.folded, found.note))
    assert wrong == []


@pytest.mark.parametrize("language", ["es", "ja"])
def test_a_cut_right_at_a_denial_is_never_supported(samples_library, language):
    wrong = []
    with samples_library.snapshot() as snapshot:
        for sentence in sentences(snapshot, language):
            for denial in DENIES[language].finditer(sentence):
                # Spanish denies before the verb, Japanese behind it.
                quote = sentence[denial.end() :] if language == "es" else sentence[: denial.start()]
                if len(fold_words(quote)) < 4 or "." in quote[:-1]:
                    continue
                found = check_quote(snapshot, quote, Filters())
                if found.verdict.supported:
                    wrong.append((sentence, quote, found.note))
    assert wrong == []
