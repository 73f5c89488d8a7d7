"""The real command: its JSON, its exit codes, its one-line errors."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import BRIEFING, ROOT, environment, onrecord, write

CITATION = set(
    "n quote speaker label role transcript title date url turn start end file lines time question before "
    "after score".split()
)
COVERAGE = {"transcripts", "turns", "first_date", "last_date", "speaker_turns"}


@pytest.fixture
def folder(tmp_path, transcripts):
    """A library folder, indexed by the real command."""
    done = onrecord(tmp_path / "library", "index", transcripts, "--json")
    assert done.returncode == 0, done.stderr
    return tmp_path / "library"


def run(folder, *arguments, code=0, **options):
    done = onrecord(folder, *arguments, "--json", **options)
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_index_reports_what_it_did(tmp_path, transcripts):
    report = run(tmp_path / "library", "index", transcripts)
    assert report.pop("seconds") > 0
    assert report == {
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "removed": 0,
        "skipped": [],
        "transcripts": 2,
        "turns": 10,
        "passages": 10,
        "interrupted": False,
        "notes": [],
    }


def test_index_names_what_it_skipped(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "release.md").write_text("A release.\n\nNobody speaks.\n")
    report = run(tmp_path / "library", "index", tmp_path / "in", code=1)
    assert [skip["path"] for skip in report["skipped"]] == [str(tmp_path / "in" / "release.md")]
    assert set(report["skipped"][0]) == {"path", "line", "reason"}


def test_ask_answers_with_citations_that_are_slices_of_turns(folder):
    found = run(folder, "ask", "What will the repair of the pier cost?")
    assert found["answered"] is True
    assert found["reason"] is None
    assert set(found["coverage"]) == COVERAGE
    assert 1 <= len(found["citations"]) <= 5
    for citation in found["citations"]:
        assert set(citation) >= CITATION
        turns = run(folder, "show", citation["transcript"])["turns"]
        said = turns[citation["turn"]]
        assert said["text"][citation["start"] : citation["end"]] == citation["quote"]
        assert f"“{citation['quote']}” [{citation['n']}]" in found["answer"]
        file = Path(citation["file"]).read_text(encoding="utf-8").splitlines()
        first, last = citation["lines"]
        assert citation["quote"].split()[0] in "\n".join(file[first - 1 : last])


def test_ask_says_what_was_asked(folder):
    found = run(folder, "ask", "What will the repair cost?", "--speaker", "Lindholm", "--before", "2025-04")
    best = found["citations"][0]
    assert best["quote"] == "Four million crowns, and I don’t expect it to be more."
    asked = {"speaker": "Q", "text": "What will the repair cost?", "turn": 3, "probable_questioner": None}
    assert best["question"] == asked
    assert (best["speaker"], best["label"], best["role"]) == ("Ada Lindholm", "MS. LINDHOLM", "answer")


def test_ask_takes_an_earlier_question_into_account(folder):
    found = run(folder, "ask", "And in June?", "--history", "What did the repair cost in crowns?")
    assert "crowns" in " ".join(citation["quote"] for citation in found["citations"])


@pytest.mark.parametrize(
    ("filters", "speakers"),
    [
        (["--speaker", "lindholm"], {"Ada Lindholm"}),
        (["--speaker", "Dana Smith"], {"Dana Smith"}),
        (["--speaker", "smith"], {"Dana Smith", "Robert Smith"}),
        (["--after", "2025-06"], {"Chair Adeyemi", "Ada Lindholm", "Dana Smith", "Robert Smith"}),
        (["--transcript", "briefing"], {"Ada Lindholm", "Q"}),
    ],
)
def test_filters_are_applied_before_the_search(folder, filters, speakers):
    found = run(folder, "search", "pier repair cost", "-k", "50", *filters)
    assert {hit["speaker"] for hit in found["hits"]} == speakers
    assert set(found) >= {"query", "hits", "coverage"}


@pytest.mark.parametrize(
    ("arguments", "verdict", "status", "code"),
    [
        (["We learned of the cracks on the second of March."], "verbatim", "not_given", 0),
        (["we learned of the cracks", "--speaker", "Ada Lindholm"], "verbatim", "confirmed", 0),
        (["we learned of the cracks", "--speaker", "Dana Smith"], "misattributed", "different_speaker", 3),
        (["know about the cracks in January", "--speaker", "Lindholm"], "misattributed", "asked_not_said", 3),
        (["We learned of the cracks", "--speaker", "Nobody Known"], "misattributed", "unknown_speaker", 3),
        (["We learned of the crocodiles on the second of March"], "altered", "not_given", 3),
        (["Every crocodile in the harbour sang until dawn"], "not_found", "not_given", 3),
    ],
)
def test_check_judges_and_exits_by_the_verdict(folder, arguments, verdict, status, code):
    found = run(folder, "check", *arguments, code=code)
    assert (found["verdict"], found["attribution"]["status"]) == (verdict, status)
    assert set(found) >= {
        "quote", "speaker", "verdict", "risks", "attribution", "diff", "matches", "coverage", "note",
    }  # fmt: skip
    assert set(found["coverage"]) == COVERAGE


def test_check_lists_every_place_with_the_right_speaker_first(folder):
    found = run(folder, "check", "Good morning.", "--speaker", "Chair Adeyemi")
    assert [(m["speaker"], m["date"]) for m in found["matches"]] == [
        ("Chair Adeyemi", "2025-06-10"),
        ("Ada Lindholm", "2025-03-04"),
    ]


def test_check_text_checks_every_quotation_of_an_article(folder, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(
        'She said “The north pier is closed until the end of May.” Later: "It will never close at all."'
    )
    found = run(folder, "check-text", article, code=3)
    assert [check["verdict"] for check in found["checks"]] == ["verbatim", "not_found"]


def test_list_show_remove(folder):
    listed = run(folder, "list")["transcripts"]
    assert [entry["id"] for entry in listed] == ["briefing", "council"]
    assert set(listed[0]) >= {"id", "title", "date", "url", "file", "format", "turns", "passages", "speakers"}
    shown = run(folder, "show", "briefing")
    assert shown["transcript"] == listed[0]
    assert [turn["text"] for turn in shown["turns"]] == [turn["text"] for turn in BRIEFING["turns"]]
    assert set(shown["turns"][0]) >= {"turn", "speaker", "label", "role", "text", "time", "lines"}
    assert run(folder, "remove", "briefing") == {"removed": "briefing"}
    assert [entry["id"] for entry in run(folder, "list")["transcripts"]] == ["council"]


def test_the_library_option_may_stand_before_or_after(folder, tmp_path):
    before = onrecord(tmp_path / "none", "--library", folder, "list", "--json")
    after = onrecord(tmp_path / "none", "list", "--json", "--library", folder)
    assert json.loads(before.stdout) == json.loads(after.stdout) != {"transcripts": []}


def test_doctor_tells_of_damage(folder):
    assert run(folder, "doctor")["status"] == "ok"
    (vectors,) = (folder / "index").glob("state-*/vectors-*.faiss")
    data = bytearray(vectors.read_bytes())
    data[-1] ^= 1
    vectors.write_bytes(data)
    report = run(folder, "doctor", code=1)
    assert report["status"] == "damaged"
    assert vectors.name in report["problems"][0]
    assert "onrecord index --rebuild" in report["problems"][0]
    assert onrecord(folder, "index", "--rebuild").returncode == 0
    assert run(folder, "doctor")["status"] == "ok"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "Who?", "--speaker", "Lindhol Ada"], "Nearest: "),
        (["ask", "Who?", "--after", "soon"], "after is 'soon', which is no date. Write it as 2022-03-14"),
        (["ask", "Who?", "--after", "2025-05", "--before", "2025-01"], "Swap the two dates"),
        (["ask", "Who?", "--transcript", "counsil"], "Nearest: council"),
        (["show", "nothing"], "has no transcript 'nothing'"),
        (["remove", "nothing"], "has no transcript 'nothing'"),
        (["index"], "Name files or folders"),
        (["index", "/no/such/path"], None),
        (["check-text", "/no/such/file"], "can't be read"),
        (["eval", "/no/such/folder"], "is no gold set"),
    ],
)
def test_a_users_problem_is_one_line_and_exit_code_1(folder, arguments, says):
    done = onrecord(folder, *arguments)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    if says is not None:
        assert says in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["nonsense"], ["ask"], ["ask", "Who?", "-k", "0"], ["check", "a", "--no-such"]]
)
def test_wrong_usage_exits_with_2(tmp_path, arguments):
    from ui.cli import main

    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2


def test_the_reading_form_puts_the_words_first(folder):
    lines = onrecord(folder, "ask", "Was the fire brigade part of the decision?").stdout.strip().splitlines()
    assert lines[0].startswith("“The fire brigade had no part in that decision.”")
    assert "Robert Smith, 2025-06-10" in lines[1]


def test_markup_in_a_transcript_is_shown_and_not_obeyed(tmp_path):
    hostile = {
        **BRIEFING,
        "turns": [{"speaker": "A [bold]B", "text": "Say [red]no[/red] to [link=x]this[/link]."}],
    }
    write(tmp_path / "in" / "hostile.json", hostile)
    folder = tmp_path / "library"
    onrecord(folder, "index", tmp_path / "in")
    shown = onrecord(folder, "show", "hostile").stdout
    assert "Say [red]no[/red] to [link=x]this[/link]." in shown
    assert "A [bold]B" in shown


def test_a_library_of_another_encoder_is_refused_with_the_command_that_rebuilds_it(folder):
    done = onrecord(folder, "ask", "Who?", env={"ONRECORD_ENCODER": "default"})
    assert done.returncode == 1
    assert "onrecord index --rebuild" in done.stderr


def test_eval_scores_a_gold_set(tmp_path):
    gold = tmp_path / "gold"
    write(gold / "transcripts" / "briefing.json", {**BRIEFING, "id": "briefing"})
    (gold / "queries.jsonl").write_text(
        '{"id": "a", "query": "the north pier is closed", "transcript": "briefing", "kind": "easy"}\n'
        '{"id": "b", "query": "zebra", "transcript": null, "kind": "none"}\n'
    )
    (gold / "qrels.tsv").write_text("a\tbriefing\t0\t1\nb\tbriefing\t4\t1\n")
    scores = run(tmp_path / "library", "eval", gold)
    assert scores["set"] == "gold"
    assert scores["queries"] == 2
    assert scores["kinds"]["easy"] == {
        "R@5": 100.0,
        "R@10": 100.0,
        "hit@5": 100.0,
        "N@10": 100.0,
        "MRR": 100.0,
    }
    assert set(scores["overall"]) == {"R@5", "R@10", "hit@5", "N@10", "MRR"}
    assert scores["failures"] == []


def test_eval_shows_the_queries_that_failed_with_what_came(tmp_path):
    gold = tmp_path / "gold"
    write(gold / "transcripts" / "briefing.json", {**BRIEFING, "id": "briefing"})
    (gold / "queries.jsonl").write_text('{"id": "b", "query": "zebra", "transcript": "briefing"}\n')
    (gold / "qrels.tsv").write_text("b\tbriefing\t99\t1\n")
    (failure,) = run(tmp_path / "library", "eval", gold, "--failures", "3")["failures"]
    assert (failure["id"], failure["query"], failure["rank"]) == ("b", "zebra", None)
    assert failure["gold"][0]["text"] == "(not in the transcripts)"
    assert {each["text"] for each in failure["came"]} <= {turn["text"] for turn in BRIEFING["turns"]}
    assert "zebra (b, not found)" in onrecord(tmp_path / "library", "eval", gold, "--failures", "1").stdout


def test_help_names_every_command_of_the_contract():
    from ui.cli import build_parser

    named = re.search(r"\{([^}]*)\}|COMMAND", build_parser().format_help())
    assert named
    text = build_parser().format_help()
    for command in (
        "index", "ask", "search", "check", "check-text", "list", "show", "remove", "serve", "eval", "doctor",
    ):  # fmt: skip
        assert re.search(rf"^ +{command} ", text, re.MULTILINE), command


def test_names_that_nobody_says_are_told(folder):
    found = run(folder, "ask", "What did Ada Lindholm tell Velmark about the pier?")
    assert found["unsaid"] == ["Velmark"]
    told = onrecord(folder, "ask", "What did Ada Lindholm tell Velmark about the pier?").stdout
    assert "\nNobody in the record says “Velmark”.\n" in told


def test_a_check_that_finds_the_wording_loads_no_model_and_no_page(folder):
    code = (
        "import sys\nfrom ui.cli import main\n"
        "code = main(['check', 'We learned of the cracks on the second of March.', '--json'])\n"
        "heavy = ('torch', 'gradio', 'openvino', 'sentence_transformers')\n"
        "unwanted = [name for name in heavy if name in sys.modules]\n"
        "print(unwanted, file=sys.stderr)\nsys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment(folder),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.strip() == "[]"


def test_reports_of_an_article_are_printed_and_checked_again(folder, tmp_path):
    article = tmp_path / "article.html"
    article.write_text("<p>“We learned of the cracks on the second of March,” Ada Lindholm said.</p>")
    found = run(folder, "check-text", article)
    assert (found["checks"][0]["speaker"], found["checks"][0]["paragraph"]) == ("Ada Lindholm", 1)
    assert found["checks"][0]["matches"][0]["evidence"]["quote_selector"]["type"] == "TextQuoteSelector"
    report = tmp_path / "report.json"
    report.write_text(json.dumps(found))
    assert run(folder, "check-text", "--recheck", report)["changes"] == []
    for flag, beginning in (("--markdown", "# 1 of 1"), ("--html", "<!doctype html>")):
        done = onrecord(folder, "check-text", article, flag)
        assert (done.returncode, done.stdout.startswith(beginning)) == (0, True)
    assert "not both" in onrecord(folder, "check-text").stderr
