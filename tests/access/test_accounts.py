"""users.yaml, passwords and tokens."""

import stat

import pytest

from rag.errors import OnRecordError
from ui.access.accounts import (
    Accounts,
    AccountsError,
    AccountsFile,
    Token,
    User,
    check_name,
    dump_accounts,
    load_accounts,
    parse_accounts,
    save_accounts,
)
from ui.access.passwords import hash_password, verify_password
from ui.access.principal import Role
from ui.access.tokens import hash_token, new_token

HASH = hash_password("correct horse battery")


def test_what_is_written_is_read_back_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "users.yaml"
    accounts = Accounts(
        (User("ada", Role.EDITOR, HASH), User("yes", Role.READER, HASH)),
        (Token("wire-bot", Role.READER, hash_token("secret")),),
    )
    save_accounts(path, accounts)
    assert load_accounts(path) == accounts
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_no_secret_stands_in_the_file():
    token = new_token()
    text = dump_accounts(
        Accounts((User("ada", Role.EDITOR, HASH),), (Token("bot", Role.READER, hash_token(token)),))
    )
    assert "correct horse" not in text
    assert token not in text
    assert token.removeprefix("onrecord_") not in text


def test_a_password_is_right_only_as_it_was_typed():
    assert verify_password(HASH, "correct horse battery")
    assert not verify_password(HASH, "correct horse batterY")
    assert not verify_password(HASH, "")
    assert not verify_password(None, "nobody's password")
    assert not verify_password("no hash at all", "correct horse battery")


@pytest.mark.parametrize(("password", "length"), [("short", "5"), ("x" * 1001, "1,001")])
def test_a_password_of_the_wrong_length_is_refused_in_one_line(password, length):
    with pytest.raises(OnRecordError, match=f"The password has {length} characters; it must have 10 to"):
        hash_password(password)


def test_a_token_is_found_by_its_secret_alone():
    secret, other = new_token(), new_token()
    token = Token("bot", Role.READER, hash_token(secret))
    accounts = Accounts((), (Token("other", Role.EDITOR, hash_token(other)), token))
    assert accounts.token(secret) == token
    assert accounts.token(token.sha256) is None
    assert accounts.token("") is None
    assert secret != other


def test_a_replaced_user_keeps_the_place():
    one, two = User("ada", Role.READER, HASH), User("ben", Role.READER, HASH)
    changed = User("ada", Role.EDITOR, HASH)
    assert Accounts().with_user(one).with_user(two).with_user(changed).users == (changed, two)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("users: [", 2, "this is not YAML"),
        ("people: []", 1, "'people' is no key of the file; they are users, tokens"),
        ("users:\n- name: ada\n", 2, "an entry has no role"),
        (f"users:\n- name: ada\n  role: boss\n  password: {HASH}\n", 3, "'boss' is no role; write reader or"),
        (f"users:\n- name: a b\n  role: reader\n  password: {HASH}\n", 2, "'a b' can't be a name"),
        ("users:\n- name: ada\n  role: reader\n  password: hunter2\n", 4, "the password of 'ada' is not"),
        ("tokens:\n- name: ada\n  role: reader\n  sha256: abc\n", 4, "the sha256 of 'ada' is not 64 hex"),
    ],
)
def test_what_can_not_be_followed_is_told_with_its_line(text, line, words):
    with pytest.raises(AccountsError) as caught:
        parse_accounts(text, "users.yaml")
    assert str(caught.value).startswith(f"users.yaml:{line}: ") or not words
    assert words in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_user_who_stands_twice_is_refused():
    entry = f"- name: ada\n  role: reader\n  password: {HASH}\n"
    with pytest.raises(AccountsError, match="the user 'ada' stands twice"):
        parse_accounts("users:\n" + entry * 2, "users.yaml")


def test_a_changed_file_counts_at_once_and_a_broken_one_changes_nothing(tmp_path, capsys):
    path = tmp_path / "users.yaml"
    save_accounts(path, Accounts((User("ada", Role.EDITOR, HASH),)))
    file = AccountsFile(path)
    save_accounts(path, Accounts((User("ben", Role.READER, HASH),)))
    assert [user.name for user in file.current().users] == ["ben"]
    path.write_text("users: [", encoding="utf-8")
    assert [user.name for user in file.current().users] == ["ben"]
    path.unlink()
    assert [user.name for user in file.current().users] == ["ben"]
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert all("The accounts stay as they were" in line for line in told)


def test_a_missing_file_says_how_to_make_it(tmp_path):
    with pytest.raises(AccountsError, match="make it with: onrecord user add NAME --auth"):
        AccountsFile(tmp_path / "none.yaml")


@pytest.mark.parametrize("name", ["", "two words", "a\nb", "x" * 65, "<b>"])
def test_a_name_that_nobody_can_type_is_refused(name):
    with pytest.raises(OnRecordError, match="can't be a name"):
        check_name(name)
