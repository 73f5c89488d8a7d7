"""Compare libraries on the questions of tests/questions/date_phrases.py: which finds the right days.

    pip install dateparser parsedatetime timefhuman "recognizers-text-suite" "emoji<1.3"
    python benchmarks/questions/date_libraries.py [-v]

Prints, for each that is installed, how many questions get exactly the days worked out by hand, in how many of
those without a time it finds one, errors, and milliseconds a question. "ours" is `rag.questions.times`, which
finds the words by a grammar of its own and has dateparser resolve them.
"""

from __future__ import annotations

import calendar
import datetime as dt
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.questions.date_phrases import NEWEST, NO_TIMES, TIMES

TODAY = dt.date.fromisoformat(NEWEST)
NOW = dt.datetime.combine(TODAY, dt.time(12))


def widened(day, period):
    if period == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    if period == "year":
        return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    if period == "week":
        monday = day - dt.timedelta(day.weekday())
        return monday, monday + dt.timedelta(6)
    return day, day


def extent(spans):
    spans = list(spans)
    if not spans:
        return None
    firsts, lasts = zip(*spans, strict=True)
    return None if None in firsts else min(firsts), None if None in lasts else max(lasts)


def dateparser():
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "past"}
    parser = DateDataParser(languages=["en"], settings=settings)

    def run(question):
        found = search_dates(question, languages=["en"], settings=settings) or []
        parsed = [parser.get_date_data(text) for text, _ in found]
        return extent(widened(each.date_obj.date(), each.period) for each in parsed if each.date_obj)

    return run


def parsedatetime():
    from parsedatetime import Calendar

    parser = Calendar()

    def run(question):
        days = [each[0].date() for each in parser.nlp(question, NOW) or [] if each[1] in (1, 3)]
        return extent((day, day) for day in days)

    return run


def timefhuman():
    from timefhuman import Direction, tfhConfig
    from timefhuman import timefhuman as parse

    config = tfhConfig(now=NOW, direction=Direction.previous)

    def flat(found):
        if isinstance(found, (list, tuple)):
            for each in found:
                yield from flat(each)
        elif isinstance(found, dt.date):
            day = found.date() if isinstance(found, dt.datetime) else found
            yield day, day

    return lambda question: extent(flat(parse(question, config)))


def recognizers():
    from recognizers_date_time import Culture, recognize_datetime

    def days(match):
        values = [v for v in (match.resolution or {}).get("values", []) if v["type"].startswith("date")]
        past = [v for v in values if (v.get("start") or v.get("value") or "")[:10] <= NEWEST]
        for value in (past or values)[-1:] if past else values[:1]:
            if "value" in value:
                day = dt.date.fromisoformat(value["value"][:10])
                yield day, day
            elif "start" in value or "end" in value:
                end = dt.date.fromisoformat(value["end"][:10]) - dt.timedelta(1) if "end" in value else None
                yield dt.date.fromisoformat(value["start"][:10]) if "start" in value else None, end

    def run(question):
        found = recognize_datetime(question, Culture.English, reference=NOW)
        return extent(span for match in found for span in days(match))

    return run


def ours():
    from rag.questions.times import find_times

    return lambda question: extent((each.first, each.last) for each in find_times(question, TODAY))


def main():
    for make in (dateparser, parsedatetime, timefhuman, recognizers, ours):
        try:
            run = make()
        except ImportError as error:
            print(f"{make.__name__:14} not installed: {error}")
            continue
        right, alarms, errors, times = 0, 0, 0, []
        for question, first, last in [
            *((q, f, e) for q, f, e, _ in TIMES),
            *((q, None, None) for q in NO_TIMES),
        ]:
            began = time.perf_counter()
            try:
                found = run(question)
            except Exception as error:  # a library may fail on what it doesn't know: that is what is counted
                found, errors = repr(error), errors + 1
            times.append(1000 * (time.perf_counter() - began))
            if first is None:
                alarms += isinstance(found, tuple)
                wrong = found is not None
            else:
                wrong = not isinstance(found, tuple) or [str(day or "") for day in found] != [first, last]
                right += not wrong
            if wrong and "-v" in sys.argv:
                print(f"  {question}: {found}")
        times.sort()
        print(
            f"{make.__name__:14} right {right} of {len(TIMES)}, false alarms {alarms} of {len(NO_TIMES)}, "
            f"errors {errors}, p50 {times[len(times) // 2]:.1f} ms, "
            f"p95 {times[int(0.95 * len(times))]:.1f} ms"
        )


if __name__ == "__main__":
    main()
