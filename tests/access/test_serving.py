"""Real servers: logging in with a browser, tokens for gradio_client and MCP, two libraries, proxies."""

import asyncio
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager

import httpx2
import pytest
from gradio_client import Client as GradioClient
from mcp import Client
from mcp.client.streamable_http import streamable_http_client

from tests.access.conftest import PASSWORDS
from tests.app.conftest import browser  # noqa: F401 - a fixture
from tests.browsing import Complaints
from tests.conftest import ROOT, environment

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::DeprecationWarning")]


@contextmanager
def serving(*arguments):
    """The address of `onrecord serve` with these arguments; Ctrl-C ends it, with nothing but "Stopped."."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "ui", "serve", "--port", str(port), *map(str, arguments)],
        cwd=ROOT,
        env=environment("nowhere"),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        told = ""
        while "Ctrl-C" not in told:
            line = process.stderr.readline()
            assert line, told
            told += line
        yield f"http://127.0.0.1:{port}"
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        assert process.stderr.read() == "Stopped.\n"
    finally:
        process.kill()
        process.wait(10)
        process.stderr.close()


@pytest.fixture(scope="module")
def address(shelf, accounts):
    libraries = [f"--library={name}={library.folder}" for name, library in shelf.items()]
    with serving(*libraries, "--auth", accounts[0]) as address:
        yield address


def talk(url, token, conversation):
    async def run():
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with (
            httpx2.AsyncClient(headers=headers, timeout=60) as http,
            Client(streamable_http_client(url, http_client=http)) as client,
        ):
            return await conversation(client)

    return asyncio.run(run())


def test_an_agent_with_a_token_uses_each_library_over_http(address, accounts):
    async def ids(client):
        tools = await client.list_tools()
        assert len(tools.tools) == 11
        listed = await client.call_tool("list_transcripts", {})
        read = await client.list_resources()
        wrong = await client.call_tool("ask", {"question": "Who?", "speaker": "Zorro"})
        assert wrong.is_error
        assert "No speaker in this library matches 'Zorro'" in wrong.content[0].text
        return [each["id"] for each in listed.structured_content["transcripts"]], read.resources[0].name

    token = accounts[1]["bot"]
    assert talk(f"{address}/mcp", token, ids) == (["news"], "news")
    assert talk(f"{address}/news/mcp", token, ids) == (["news"], "news")
    assert talk(f"{address}/city/mcp", token, ids) == (["city"], "city")


@pytest.mark.parametrize("token", [None, "onrecord_wrong"])
def test_an_agent_without_a_good_token_gets_401(address, token):
    request = urllib.request.Request(f"{address}/mcp", data=b"{}", method="POST")
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 401
    caught.value.close()
    with pytest.raises(BaseException):  # noqa: B017, PT011 - an exception group of the SDK's
        talk(f"{address}/mcp", token, lambda client: client.list_tools())


def test_gradio_client_works_with_a_token_and_with_a_password(address, accounts):
    token = {"Authorization": f"Bearer {accounts[1]['bot']}"}
    for path, options, transcript in (
        ("/", {"headers": token}, "news"),
        ("/city/", {"headers": token}, "city"),
        ("/city/", {"auth": ("ben", PASSWORDS["ben"])}, "city"),
    ):
        client = GradioClient(address + path, verbose=False, **options)
        listed = client.predict(api_name="/list_transcripts")["transcripts"]
        assert [entry["id"] for entry in listed] == [transcript]
        client.close()


def log_in(page, name):
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORDS[name])
    page.get_by_role("button", name="Log in").click()


def test_a_reader_logs_in_changes_libraries_and_logs_out(browser, address):  # noqa: F811
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints = Complaints(page, "401")  # the login page's own status
    page.set_default_timeout(60_000)
    page.goto(f"{address}/city/?transcript=city&turn=3")
    log_in(page, "ben")
    page.locator(".or-reader .or-cited").wait_for()
    assert page.url == f"{address}/city/?transcript=city&turn=3"
    page.get_by_text("ben (may read)").wait_for()
    assert page.locator("nav [aria-current]").inner_text() == "city"
    page.get_by_role("tab", name="Library").click()
    page.locator(".or-table").wait_for()
    assert page.locator("#or-add").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("navigation", name="Libraries").get_by_role("link", name="news").click()
    page.wait_for_url(f"{address}/news/")
    page.get_by_role("tab", name="Ask").wait_for()
    page.fill("#or-question textarea", "What did the repair of the pier cost?")
    page.click("#or-ask")
    page.locator(".or-answer .or-card").first.wait_for()
    page.get_by_role("button", name="Log out").click()
    page.get_by_label("Password").wait_for()
    page.goto(f"{address}/news/")
    page.get_by_label("Password").wait_for()
    assert complaints == []
    context.close()


def test_an_editor_adds_a_file_behind_a_proxy(browser, shelf, accounts, tmp_path):  # noqa: F811
    later = tmp_path / "later.txt"
    later.write_text("Clerk: The ferry is back.\nMayor Lee: Since when?\n")
    arguments = (
        *("--library", tmp_path / "library", "--auth", accounts[0]),
        *("--proxy", "127.0.0.1", "--allow-host", "record.example.org"),
    )
    with serving(*arguments) as address:
        forwarded = {"X-Forwarded-Proto": "https", "Host": "record.example.org"}
        request = urllib.request.Request(f"{address}/login", headers=forwarded)
        assert urllib.request.urlopen(request).status == 200
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(address)
        log_in(page, "ada")
        page.get_by_role("tab", name="Library").click()
        page.locator("#or-files input[type=file]").set_input_files(later)
        page.get_by_text("later").first.wait_for()
        page.click("#or-add")
        page.locator("#or-report", has_text="1 added").wait_for()
        page.close()
