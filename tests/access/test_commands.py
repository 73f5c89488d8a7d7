"""The real commands `user`, `token` and `serve`: what they say, and what they refuse."""

import json
import socket
import stat

import pytest

from tests.conftest import onrecord
from ui.access.accounts import load_accounts
from ui.access.passwords import verify_password
from ui.serving import library_folders


def run(tmp_path, *arguments, said="", code=0):
    done = onrecord(tmp_path / "library", *arguments, "--auth", tmp_path / "users.yaml", input=said)
    assert done.returncode == code, done.stderr
    return done


def test_users_are_added_changed_listed_and_removed(tmp_path):
    path = tmp_path / "users.yaml"
    run(tmp_path, "user", "add", "ada", "--role", "editor", said="the harbour master\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    run(tmp_path, "user", "add", "ben", said="the deputy of hers\n")
    assert run(tmp_path, "user", "list").stdout == "ada  editor\nben  reader\n"
    before = load_accounts(path).user("ada")
    run(tmp_path, "user", "password", "ada", said="the harbour mistress\n")
    after = load_accounts(path).user("ada")
    assert verify_password(after.password, "the harbour mistress")
    assert (after.name, after.role) == (before.name, before.role)
    assert run(tmp_path, "user", "remove", "ada").stdout == f"Removed ada in {path}.\n"
    assert [user.name for user in load_accounts(path).users] == ["ben"]


def test_a_token_is_shown_once_and_only_its_hash_is_kept(tmp_path):
    made = json.loads(run(tmp_path, "token", "add", "bot", "--json").stdout)
    assert load_accounts(tmp_path / "users.yaml").token(made["token"]).name == "bot"
    assert made["token"] not in (tmp_path / "users.yaml").read_text()
    assert run(tmp_path, "token", "list").stdout == "bot  reader\n"
    run(tmp_path, "token", "remove", "bot")
    assert run(tmp_path, "token", "list").stdout == "No tokens.\n"


@pytest.mark.parametrize(
    ("arguments", "said", "words"),
    [
        (["user", "add"], "", "Whose? Write: onrecord user add NAME"),
        (["user", "add", "a b"], "a long password", "'a b' can't be a name"),
        (["user", "add", "ada"], "short\n", "The password has 5 characters; it must have 10 to 1,000."),
        (["user", "add", "ada"], "", "The password has 0 characters"),
        (["user", "remove", "nobody"], "", "there is no such file"),
        (["token", "list"], "", "there is no such file; make it with: onrecord user add NAME --auth"),
    ],
)
def test_what_can_not_be_done_is_told_in_one_line(tmp_path, arguments, said, words):
    done = run(tmp_path, *arguments, said=said, code=1)
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "users.yaml").exists()


def test_serve_refuses_in_one_line_what_would_be_open_or_can_not_be(tmp_path, library):
    (tmp_path / "empty.yaml").write_text("users: []\n")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for arguments, words in (
            (["--host", "0.0.0.0"], "0.0.0.0 can be reached by others"),
            (["--auth", tmp_path / "none.yaml"], "there is no such file"),
            (["--auth", tmp_path / "empty.yaml"], "names nobody"),
            (["--library", "mcp=x"], "--library has 'mcp=x'"),
            (["--port", port], f"127.0.0.1:{port} can't be listened on: Address already in use."),
        ):
            done = onrecord(library.folder, "serve", *arguments)
            assert done.returncode == 1, done.stderr
            assert words in done.stderr
            assert done.stderr.count("\n") == 1, done.stderr


def test_one_library_needs_no_name_and_several_do(tmp_path, monkeypatch):
    monkeypatch.setenv("ONRECORD_LIBRARY", str(tmp_path))
    assert library_folders(None) == {"": tmp_path}
    assert (
        library_folders(["x"]) == library_folders("x") == {"": tmp_path.joinpath("x").relative_to(tmp_path)}
    )
    both = library_folders(["news=/a", "city=/b=c"])
    assert {name: str(folder) for name, folder in both.items()} == {"news": "/a", "city": "/b=c"}
    for wrong in (["/a", "/b"], ["news=/a", "/b"], ["n=/a", "n=/b"], ["login=/a"], ["News=/a", "b=/c"]):
        with pytest.raises(Exception, match="write NAME=DIR for each"):
            library_folders(wrong)
