"""The `user` and `token` commands: who may use a server, written to users.yaml."""

from __future__ import annotations

import argparse
import contextlib
import getpass
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from rag.errors import OnRecordError
from rag.library import lock
from ui.access.accounts import Accounts, Token, User, check_name, load_accounts, save_accounts
from ui.access.passwords import hash_password
from ui.access.principal import Role
from ui.access.tokens import hash_token, new_token


def run_user(options: argparse.Namespace) -> dict[str, object]:
    """`user add | password | remove | list`; what was done, for --json. Raises OnRecordError."""
    path = _path(options)
    actions: dict[str, Callable[[], dict[str, object]]] = {
        "add": lambda: _add_user(path, _name(options), Role(options.role)),
        "password": lambda: _set_password(path, _name(options)),
        "remove": lambda: _remove(path, _name(options), "users"),
        "list": lambda: {
            "users": [{"name": u.name, "role": u.role.value} for u in load_accounts(path).users]
        },
    }
    return actions[options.action]()


def run_token(options: argparse.Namespace) -> dict[str, object]:
    """`token add | remove | list`; a new token is in the result, and nowhere else. Raises OnRecordError."""
    path = _path(options)
    actions: dict[str, Callable[[], dict[str, object]]] = {
        "add": lambda: _add_token(path, _name(options), Role(options.role)),
        "remove": lambda: _remove(path, _name(options), "tokens"),
        "list": lambda: {
            "tokens": [{"name": t.name, "role": t.role.value} for t in load_accounts(path).tokens]
        },
    }
    return actions[options.action]()


def describe(done: dict[str, object]) -> str:
    """What was done, for reading."""
    for kind in ("users", "tokens"):
        if isinstance(found := done.get(kind), list):
            return "".join(f"{each['name']}  {each['role']}\n" for each in found) or f"No {kind}.\n"
    if "token" in done:
        return (
            f"{done['token']}\nThis token of {done['added']} ({done['role']}) is shown only now; "
            f"send it as Authorization: Bearer TOKEN.\n"
        )
    what = next(each for each in ("added", "changed", "removed") if each in done)
    return f"{what.capitalize()} {done[what]} in {done['file']}.\n"


def _add_user(path: Path, name: str, role: Role) -> dict[str, object]:
    with _changing(path) as accounts:
        if accounts.user(name):
            raise OnRecordError(
                f"{path} has a user {name!r} already. Change the password with: onrecord user password {name}"
            )
    hashed = hash_password(_ask_password(name))
    with _changing(path) as accounts:
        save_accounts(path, accounts.with_user(User(name, role, hashed)))
    return {"added": name, "role": role.value, "file": str(path)}


def _set_password(path: Path, name: str) -> dict[str, object]:
    if load_accounts(path).user(name) is None:
        raise _nobody(path, name, "user")
    hashed = hash_password(_ask_password(name))
    with _changing(path) as accounts:
        user = accounts.user(name)
        if user is None:
            raise _nobody(path, name, "user")
        save_accounts(path, accounts.with_user(replace(user, password=hashed)))
    return {"changed": name, "file": str(path)}


def _add_token(path: Path, name: str, role: Role) -> dict[str, object]:
    secret = new_token()
    with _changing(path) as accounts:
        if any(token.name == name for token in accounts.tokens):
            raise OnRecordError(
                f"{path} has a token {name!r} already. Take it away with: onrecord token remove {name}"
            )
        save_accounts(path, accounts.with_token(Token(name, role, hash_token(secret))))
    return {"added": name, "role": role.value, "file": str(path), "token": secret}


def _remove(path: Path, name: str, kind: str) -> dict[str, object]:
    load_accounts(path)
    with _changing(path) as accounts:
        users = tuple(user for user in accounts.users if kind != "users" or user.name != name)
        tokens = tuple(token for token in accounts.tokens if kind != "tokens" or token.name != name)
        if (users, tokens) == (accounts.users, accounts.tokens):
            raise _nobody(path, name, kind.removesuffix("s"))
        save_accounts(path, Accounts(users, tokens))
    return {"removed": name, "file": str(path)}


@contextlib.contextmanager
def _changing(path: Path) -> Iterator[Accounts]:
    """The accounts of a file, nobody's where there is none yet, while no other command changes it."""
    if not path.parent.is_dir():
        raise OnRecordError(f"There is no folder {path.parent}. Make it first, or name another with --auth.")
    with lock.writing_file(path):
        yield load_accounts(path) if path.exists() else Accounts()


def _ask_password(name: str) -> str:
    """Typed twice where somebody sits there; else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass(f"Password of {name}: ")
    if getpass.getpass("Once more: ") != password:
        raise OnRecordError("The two passwords differ; nothing was changed. Try again.")
    return password


def _name(options: argparse.Namespace) -> str:
    if options.name is None:
        raise OnRecordError(f"Whose? Write: onrecord {options.command} {options.action} NAME")
    return check_name(options.name)


def _path(options: argparse.Namespace) -> Path:
    return Path(options.auth).expanduser()


def _nobody(path: Path, name: str, kind: str) -> OnRecordError:
    return OnRecordError(f"{path} has no {kind} {name!r}. See who is there with: onrecord {kind} list")
