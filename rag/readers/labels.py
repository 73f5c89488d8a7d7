"""What a speaker's label looks like: the shapes and words by which one is told from running text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from difflib import SequenceMatcher
from functools import lru_cache

from rag import label_words
from rag.label_words import has_foreign_title, is_east_asian_name
from rag.readers.text import vocabulary
from rag.scripts import is_unspaced

TITLES = label_words.TITLES | vocabulary(
    """
    ACTING ADM ADMINISTRATION ADMINISTRATOR ADMIRAL ADVISER ADVISOR ALDERMAN ALDERWOMAN AMBASSADOR AMIR
    ARCHBISHOP ASSISTANT ASSOCIATE ATTORNEY BARONESS BISHOP BRIGADIER CAPTAIN CHAIR CHAIRMAN CHAIRPERSON
    CHAIRWOMAN CHANCELLOR CHIEF COL COLONEL COMMANDER COMMISSIONER COMPTROLLER CONGRESSMAN CONGRESSWOMAN
    COORDINATOR COUNCILLOR COUNCILMAN COUNCILMEMBER COUNCILOR COUNCILWOMAN COUNSEL COUNSELOR COUNTY DAME
    DEAN DELEGATE DEPUTY DIRECTOR DOCTOR DR EMIR EMPEROR FATHER FIRST FORMER GEN GENERAL GOV GOVERNOR HON
    HONORABLE IMAM INSPECTOR JUDGE JUSTICE KING LADY LEADER LIEUTENANT LORD LT MAJOR MAYOR MINISTER MINORITY
    MISS MR MRS MS MX NURSE OFFICER PASTOR PREMIER PRESIDENT PRIME PRINCE PRINCESS PRINCIPAL PROF PROFESSOR
    QUEEN RABBI RANKING REP REPRESENTATIVE REV REVEREND SECRETARY SECRETARY-GENERAL SEN SENATOR SENIOR
    SERGEANT SGT SHERIFF SIR SISTER SOLICITOR SPEAKER SUPERINTENDENT SUPERVISOR SURGEON TREASURER TRUSTEE
    UNDER UNDERSECRETARY VICE WARDEN
    """
)
ROLES = (
    label_words.QUESTIONERS
    | label_words.ANSWERERS
    | label_words.MODERATORS
    | vocabulary(
        """
    AIDE ANNOUNCER ATTENDEE ATTENDEES AUDIENCE BAILIFF CALLER CANTOR CHILD CHILDREN CHORUS CITIZEN CLERK
    CREW CROWD EDITOR FACILITATOR GUEST HOST INTERPRETER INTERVIEWEE INTERVIEWER JOURNALIST LISTENER MAN MC
    MEMBER MEMBERS MODERATOR NARRATOR OFFICIAL OFFICIALS OPERATOR PANELIST PANELLIST PARTICIPANT
    PARTICIPANTS PHOTOGRAPHER PHOTOJOURNALIST PRESS PRODUCER QUESTION QUESTIONER REPORTER REPORTERS RESIDENT
    SPEAKER SPOKESMAN SPOKESPERSON SPOKESWOMAN STAFF STUDENT STUDENTS TRANSLATOR VOICE VOICES WITNESS WOMAN
    """
    )
)
NEVER = label_words.NEVER | vocabulary(
    """
    AGENDA ALSO AND APPENDIX ATTENDEES ATTENDING AUDIO AUTHOR BACKGROUND BECAUSE BREAK BUT BY CC CHAPTER
    CONCLUSION CONTACT CONTENTS CORRECTION COURTESY DATE DESCRIPTION DISCLAIMER DURATION EDITED EG EMAIL
    EMBARGO EPISODE EVENT EXAMPLE FINALLY FIRSTLY FOLLOW FOR FROM FYI HASHTAG HERE HOSTS HOW HTTP HTTPS IE
    IF IN INTERMISSION INTRO ISSUE ITEM JINGLE LAST LASTLY LINK LINKS LOCATION LOOK MEDIA MINUTES MUSIC MY
    NB NEXT NO NOTE NOTES NOW OF OK OKAY ON OR OUR OUTRO PAGE PANELISTS PART PHONE PLACE POINT PRESENT PS
    PUBLISHED QUOTE RE READ RECORDED REMEMBER RESOURCES RESULT SECOND SECONDLY SECTION SEE SLIDE SO SOURCE
    SOURCES SPEAKERS SPONSOR SPONSORS STEP SUBJECT SUMMARY TAGS TELEPHONE THAT THEN THERE THESE THEY THIRD
    THIRDLY THIS THOSE TIME TIP TITLE TO TODAY TODO TOPIC TOTAL TRANSCRIBED TRANSCRIPT TWO UPDATE URL VENUE
    VERSION VIDEO WARNING WE WEBSITE WELL WHAT WHEN WHERE WHO WHY YES YOU
    """
)
_MATTERS = vocabulary(
    """
    BREAK BUSINESS COMMENT COMMENTS DEAL DISCUSSION HEARING ITEM ITEMS LINE MEETING MINUTES MOTION NEWS NOTE
    NOTES NUMBER PLAN POINT POINTS POLICY REMARKS REPORT RESULT RESULTS SESSION STEP STEPS SUMMARY THING
    THINGS UPDATE UPDATES VOTE
    """
)
AMBIGUOUS = vocabulary(
    """
    ASSOCIATE CHIEF COUNTY FATHER FIRST FORMER GENERAL LEADER MAJOR MAN MEMBER MEMBERS MINORITY PRESS
    PRINCIPAL RANKING SENIOR SISTER STAFF UNDER VICE VOICE VOICES WOMAN
    """
)
_PARTICLES = vocabulary(
    """
    & al am an and ben bin bint d da das de del della den der di do dos du e el for ibn la le of on ter the
    und van vom von y zu zur
    """
)
_JOINING = frozenset(("and", "for", "of", "on", "the"))
"""Particles that no name ends in, however they are printed; Ben, Ha Le and Jo Evans AM end in others."""
_PROSE = vocabulary(
    """
    ABOUT ARE AT BY FOR FROM HAS HAVE IN INTO IS IT ON SENT TO WAS WE WILL WITH YOU
    """
)
_LONGEST, _MOST_WORDS = 72, 8
_MOST_LABELS = 1000
"""A file with more labels is none of people talking, and comparing each with each would take for ever."""
_NUMBER = re.compile(r"#?\d{1,3}|[IVX]{1,4}")
_MIXED_CAPS = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|O’|O'|D’|D')?[^\W\d_a-z]")
# With one more pair inside: "The Chair (Hon. Ana Ruiz (Port Ellery, Ind.))".
_REMARK = re.compile(r"(?:\s*[(\[](?:[^()\[\]]|[(\[][^()\[\]]{1,40}[)\]]){1,50}[)\]]){1,2}$")


def words_of(label: str) -> list[str]:
    """The label's words in capitals, without full stops and bracketed remarks: "Mr. Singh" is MR SINGH."""
    return [word.strip(".,") for word in _REMARK.sub("", label).upper().split()]


# A file repeats its labels: each is looked at once.
@lru_cache(maxsize=4096)
def is_capitals_label(text: str) -> bool:
    """True where `text` is a label's shape in capitals: "MR. McDONALD", "OFFICIAL #2", "AMIR AL THANI"."""
    words = _REMARK.sub("", text).split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST or not _letters(words[0]):
        return False
    if words[0] in ("Mr", "Mr.", "Ms", "Ms.", "Mrs", "Mrs.", "Dr", "Dr.") and len(words) > 1:
        words = words[1:]
    if not _PROSE.isdisjoint(words):
        return False
    return any(_is_capitals(word) for word in words) and all(
        _is_capitals(word) or _NUMBER.fullmatch(word) or (place and word in _PARTICLES)
        for place, word in enumerate(words)
    )


@lru_cache(maxsize=4096)
def is_name_shaped(text: str) -> bool:
    """True where every word is capitalised as in a name: "Chair Abernathy", "Speaker 1", "Ana de la Cruz".

    A label in Japanese or Chinese is shaped like a name where it is short and no part of a sentence.
    """
    if not text.isascii() and is_unspaced(text):
        return is_east_asian_name(text)
    words = _REMARK.sub("", text).split()
    if not 1 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST or not words[0][0].isalpha():
        return False
    plain = words_of(text)
    if (
        (plain[0] in NEVER and not _is_ordinal_part(plain))
        or plain[-1] in _MATTERS
        or words[-1] in _PARTICLES
        or words[-1].lower() in _JOINING
    ):
        return False
    return all(_is_name_word(word) or (place and word in _PARTICLES) for place, word in enumerate(words))


def _is_ordinal_part(words: list[str]) -> bool:
    """True for "Second Reporter", which is somebody, as "Second Question" and "Third" are not."""
    return words[0] in ("SECOND", "THIRD") and words[-1] in ROLES and words[-1] != "QUESTION"


def has_title(label: str) -> bool:
    """True where a word of the label says who speaks: an honorific, an office or a part such as MODERATOR.

    Words that head other things too, as in "First Amendment" and "General Motors", count only in a
    label of capitals or alone.
    """
    if not label.isascii() and has_foreign_title(label):
        return True
    words = {part for word in words_of(label) for part in (word, word.partition("-")[0])}
    if not label.isupper() and len(words) > 1:
        words -= AMBIGUOUS
    return not TITLES.isdisjoint(words) or not ROLES.isdisjoint(words)


def is_near(label: str, known: Iterable[str]) -> bool:
    """True where the label is a slip of the pen away from a known one: MODEARTOR, MS PSAKI."""
    return any(
        abs(len(label) - len(other)) <= 2 and SequenceMatcher(None, label, other).ratio() >= 0.8
        for other in known
    )


def accepted(candidates: Counter[str], wide: Collection[str]) -> frozenset[str]:
    """The candidates that name speakers, by what the whole file shows.

    One with a title or a part is certain. Any other must come back (a single word twice), be set off by
    the wide space that transcribers put behind labels (`wide`), be a slip of the pen away from a certain
    one, or be the surname in one. So "FEMA: 33 fire management grants" and "2006: The Voting Rights Act"
    stay text.
    """
    certain = {label for label in candidates if has_title(label)}
    certain |= {label for label in wide if not _is_short(label)}
    certain |= {label for label, count in candidates.items() if " " in label and count > 1}
    certain |= {label for label, count in candidates.items() if label.isalpha() and count > 2}
    if len(candidates) > _MOST_LABELS:
        return frozenset(certain)
    surnames = {words[-1] for label in certain if len(words := words_of(label)) > 1}
    slips = {
        label
        for label in candidates
        if label not in certain and (label in surnames or is_near(label, certain | ROLES))
    }
    return frozenset(certain | slips)


def _is_short(label: str) -> bool:
    return len(label) < 5 and " " not in label


def _letters(word: str) -> bool:
    return word[0].isalpha()


def _is_capitals(word: str) -> bool:
    bare = word.strip(".,’'\"“”/-–")
    if not bare or not bare[0].isalpha():
        return False
    return bare.isupper() or (
        len(bare) > 3 and bare.startswith(("Mc", "Mac")) and bare.lstrip("Mac").isupper()
    )


def _is_name_word(word: str) -> bool:
    bare = word.strip(".,’'\"“”()")
    if not bare or _NUMBER.fullmatch(bare):
        return bool(bare)
    return (_MIXED_CAPS.match(bare) is not None and not word.endswith((",", "?", "!"))) or word == "Jr.,"
