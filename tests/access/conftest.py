"""The real application over a small library, behind the real gate, in this process."""

import asyncio
import contextlib
import json
from dataclasses import dataclass

import pytest
from starlette.testclient import TestClient

from embeddings.hashing import HashingEncoder
from rag.assistant import Assistant
from rag.indexing import index_paths
from rag.library.library import Library
from tests.conftest import BRIEFING, COUNCIL, write
from ui.access import Accounts, AccountsFile, Role, Token, User, make_policy
from ui.access.accounts import save_accounts
from ui.access.passwords import hash_password
from ui.access.tokens import hash_token, new_token

PASSWORDS = {"ada": "editor of the harbour", "ben": "reader of the harbour", "cleo": "another reader here"}
ROLES = {"ada": Role.EDITOR, "ben": Role.READER, "cleo": Role.READER}
HERE = "http://127.0.0.1"


@dataclass(frozen=True)
class Site:
    """A running application; `tokens` are secrets by name."""

    app: object
    tokens: dict
    library: Library
    accounts: object
    portal: object

    def client(self, token=None, base=HERE):
        headers = {"Authorization": f"Bearer {self.tokens[token]}"} if token else {}
        client = TestClient(self.app, base_url=base, headers=headers, follow_redirects=False)
        client.portal = self.portal  # one event loop for all, as in a server
        return client

    def logged_in(self, name, base=HERE):
        client = self.client(base=base)
        done = client.post("/login", data={"username": name, "password": PASSWORDS[name]})
        assert done.status_code == 200, done.text
        return client


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    """Two libraries: the first of a briefing, the second of a council."""
    folder = tmp_path_factory.mktemp("shelf")
    libraries = {}
    for name, transcript in (("news", BRIEFING), ("city", COUNCIL)):
        path = write(folder / name / f"{name}.json", transcript)
        libraries[name] = Library(folder / f"{name}-library")
        index_paths(libraries[name], [path], HashingEncoder())
    return libraries


@pytest.fixture(scope="session")
def accounts(tmp_path_factory):
    """A users.yaml with an editor, two readers, a reader's and an editor's token; and the tokens' secrets."""
    path = tmp_path_factory.mktemp("accounts") / "users.yaml"
    secrets = {"bot": new_token(), "desk": new_token()}
    users = [User(name, ROLES[name], hash_password(password)) for name, password in PASSWORDS.items()]
    tokens = [
        Token("bot", Role.READER, hash_token(secrets["bot"])),
        Token("desk", Role.EDITOR, hash_token(secrets["desk"])),
    ]
    save_accounts(path, Accounts(tuple(users), tuple(tokens)))
    return path, secrets


@contextlib.contextmanager
def running(shelf, accounts=None, **policy):
    """A site over `shelf` (assistants by name)."""
    from ui.app import Shelved, build_site

    path, secrets = accounts or (None, {})
    file = AccountsFile(path) if path else None
    shelved = [Shelved(name, Assistant(library, HashingEncoder)) for name, library in shelf.items()]
    made = make_policy(policy.pop("host", "127.0.0.1"), accounts=file, **policy)

    async def build():  # Gradio leaves an event loop behind where there is none
        return build_site(shelved, made)

    app = asyncio.run(build())
    with TestClient(app, base_url=HERE) as lasting:
        yield Site(app, secrets, next(iter(shelf.values())), file, lasting.portal)


@pytest.fixture(scope="module")
def guarded(shelf, accounts):
    """Both libraries, for those who log in."""
    with running(shelf, accounts) as site:
        yield site


def upload(client, name="talk.txt", content=b"Clerk: The crane is back.\n", mount=""):
    return client.post(f"{mount}/gradio_api/upload", files={"files": (name, content)})


def adding(config):
    """The event that adds files in an editor's page: its number, and its inputs for one file."""
    ids = {c["props"].get("elem_id"): c["id"] for c in config["components"]}
    event = next(d for d in config["dependencies"] if ids["or-files"] in d["inputs"])
    return event["id"], lambda path: [
        [file(path)] if each == ids["or-files"] else None for each in event["inputs"]
    ]


def join(client, fn_index, data, session, mount=""):
    body = {"fn_index": fn_index, "data": data, "session_hash": session, "event_data": None}
    return client.post(f"{mount}/gradio_api/queue/join", json=body)


def events(client, session, mount=""):
    """The messages of a session until its work is done."""
    found = client.get(f"{mount}/gradio_api/queue/data", params={"session_hash": session})
    return [json.loads(line[5:]) for line in found.text.splitlines() if line.startswith("data:")]


def file(path):
    return {"path": path, "meta": {"_type": "gradio.FileData"}, "orig_name": "talk.txt"}
