"""users.yaml: who may log in, and which tokens are good.

    users:
    - name: ada
      role: editor
      password: $argon2id$…
    tokens:
    - name: wire-bot
      role: reader
      sha256: 9f86d0…

Written by `onrecord user` and `onrecord token`, with mode 0600; no secret can be read from it.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rag.errors import OnRecordError
from rag.yaml_text import Marked, YamlError, dump_yaml, parse_marked
from ui.access.passwords import is_hash
from ui.access.principal import Principal, Role
from ui.access.tokens import hash_token, is_token_hash, same

_NAME = re.compile(r"[\w.@+-]{1,64}")
_T = TypeVar("_T", "User", "Token")


class AccountsError(OnRecordError):
    """A users.yaml that can't be followed; `line` counts from 1, None where no line is to blame."""

    def __init__(self, place: str, reason: str, line: int | None = None) -> None:
        self.line, self.reason = line, reason
        super().__init__(f"{place}:{line}: {reason}" if line else f"{place}: {reason}")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who logs in; `password` is an Argon2 hash."""

    name: str
    role: Role
    password: str

    @property
    def principal(self) -> Principal:
        """Who this is to the gate."""
        return Principal(f"user:{self.name}", self.name, self.role)


@dataclass(frozen=True, slots=True)
class Token:
    """A program that sends a bearer token; `sha256` is the token's hash in hexadecimal."""

    name: str
    role: Role
    sha256: str

    @property
    def principal(self) -> Principal:
        """Who this is to the gate."""
        return Principal(f"token:{self.name}", self.name, self.role)


@dataclass(frozen=True, slots=True)
class Accounts:
    """All users and tokens; names are unique among each."""

    users: tuple[User, ...] = ()
    tokens: tuple[Token, ...] = ()

    def user(self, name: str) -> User | None:
        """The user of that name."""
        return next((user for user in self.users if user.name == name), None)

    def token(self, secret: str) -> Token | None:
        """The token that was given out as `secret`; every stored hash is compared, whatever is found."""
        digest = hash_token(secret)
        found = [token for token in self.tokens if same(token.sha256, digest)]
        return found[0] if found else None

    def with_user(self, user: User) -> Accounts:
        """These accounts with a user more, or with one replaced."""
        return replace(self, users=_put(self.users, user))

    def with_token(self, token: Token) -> Accounts:
        """These accounts with a token more, or with one replaced."""
        return replace(self, tokens=_put(self.tokens, token))


def check_name(name: str) -> str:
    """The name, if users and tokens may bear it; else OnRecordError."""
    if not _NAME.fullmatch(name):
        raise OnRecordError(
            f"{name!r} can't be a name; write 1 to 64 letters, digits or any of . _ - @ + without spaces."
        )
    return name


def parse_accounts(text: str, place: str) -> Accounts:
    """Parse the text of a users.yaml; `place` names the file in errors. Raises AccountsError."""
    try:
        root = parse_marked(text)
    except YamlError as error:
        raise AccountsError(place, f"this is not YAML: {error.problem}", error.line) from None
    if root is None:
        return Accounts()
    top = _keys(root, place, "the file", ("users", "tokens"), ())
    users, tokens = Accounts(), Accounts()
    for entry in _list(top.get("users"), place):
        user = User(*_entry(entry, place, "password", is_hash, "an Argon2 hash; set one with: onrecord user"))
        if users.user(user.name):
            raise AccountsError(place, f"the user {user.name!r} stands twice", entry.line)
        users = users.with_user(user)
    for entry in _list(top.get("tokens"), place):
        token = Token(
            *_entry(entry, place, "sha256", is_token_hash, "64 hexadecimal digits; make one: onrecord token")
        )
        if any(other.name == token.name for other in tokens.tokens):
            raise AccountsError(place, f"the token {token.name!r} stands twice", entry.line)
        tokens = tokens.with_token(token)
    return Accounts(users.users, tokens.tokens)


def dump_accounts(accounts: Accounts) -> str:
    """The text that `parse_accounts` reads back."""
    return dump_yaml(
        {
            "users": [{"name": u.name, "role": u.role.value, "password": u.password} for u in accounts.users],
            "tokens": [{"name": t.name, "role": t.role.value, "sha256": t.sha256} for t in accounts.tokens],
        }
    )


def load_accounts(path: Path) -> Accounts:
    """The accounts in a file. Raises AccountsError."""
    try:
        return parse_accounts(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        raise AccountsError(
            str(path), f"there is no such file; make it with: onrecord user add NAME --auth {path}"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise AccountsError(str(path), f"it can't be read: {error}") from None


def save_accounts(path: Path, accounts: Accounts) -> None:
    """Replace the file in one step; only its owner can read it (mode 0600)."""
    making = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(dump_accounts(accounts))
                file.flush()
                os.fsync(file.fileno())
            making.replace(path)
        finally:
            making.unlink(missing_ok=True)
    except OSError as error:
        raise AccountsError(str(path), f"it can't be written: {error.strerror or error}") from None


class AccountsFile:
    """A users.yaml that is read again whenever it changes, so that who is taken out is out at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen = self._stamp()
        self._accounts = load_accounts(path)

    def current(self) -> Accounts:
        """The accounts as the file has them now; as they last were where it can't be followed any more."""
        stamp = self._stamp()
        with self._lock:
            if stamp != self._seen:
                self._seen = stamp
                try:
                    self._accounts = load_accounts(self.path)
                except AccountsError as error:
                    sys.stderr.write(f"{error} (The accounts stay as they were.)\n")
            return self._accounts

    def _stamp(self) -> tuple[int, ...]:
        with contextlib.suppress(OSError):
            found = self.path.stat()
            return found.st_mtime_ns, found.st_size, found.st_ino
        return ()


def _put(entries: tuple[_T, ...], entry: _T) -> tuple[_T, ...]:
    """The entries with one more, or with the one of its name replaced where it stands."""
    replaced: list[_T] = [entry if each.name == entry.name else each for each in entries]
    if entry not in replaced:
        replaced.append(entry)
    return tuple(replaced)


def _entry(
    entry: Marked, place: str, secret: str, is_good: Callable[[str], bool], expected: str
) -> tuple[str, Role, str]:
    keys = ("name", "role", secret)
    found = _keys(entry, place, "an entry", keys, keys)
    values = []
    for key in keys:
        value = found[key].value
        if not isinstance(value, str):
            raise AccountsError(place, f"{key} must be one word", found[key].line)
        values.append(value)
    name, role, hashed = values
    if not _NAME.fullmatch(name):
        raise AccountsError(place, f"{name!r} can't be a name", found["name"].line)
    if role not in list(Role):
        raise AccountsError(place, f"{role!r} is no role; write reader or editor", found["role"].line)
    if not is_good(hashed):  # not shown: somebody may have written the secret itself
        raise AccountsError(place, f"the {secret} of {name!r} is not {expected}", found[secret].line)
    return name, Role(role), hashed


def _keys(
    marked: Marked, place: str, what: str, known: tuple[str, ...], needed: tuple[str, ...]
) -> dict[str, Marked]:
    if not isinstance(marked.value, dict):
        raise AccountsError(place, f"expected {what} to have the keys {', '.join(known)}", marked.line)
    for key, value in marked.value.items():
        if key not in known:
            raise AccountsError(
                place, f"{key!r} is no key of {what}; they are {', '.join(known)}", value.line
            )
    for key in needed:
        if key not in marked.value:
            raise AccountsError(place, f"{what} has no {key}", marked.line)
    return marked.value


def _list(marked: Marked | None, place: str) -> Iterator[Marked]:
    if marked is None or marked.value == "":
        return
    if not isinstance(marked.value, tuple):
        raise AccountsError(place, "expected a list: lines that begin with -", marked.line)
    yield from marked.value
