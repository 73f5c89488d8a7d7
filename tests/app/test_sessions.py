"""Sessions begin bare, and keep what is theirs."""

import asyncio

import gradio as gr
import pytest

from ui.app.sessions import Sessions


@pytest.fixture
def page():
    async def built():  # Gradio makes a loop that nobody closes where none runs
        with gr.Blocks(analytics_enabled=False) as page:
            gr.Textbox(value="as built")
            gr.State([])
        return page

    return asyncio.run(built())


@pytest.fixture
def sessions(page):
    sessions = Sessions()
    sessions.set_blocks(page)
    return sessions


def only(page, kind):
    return next(block for block in page.blocks.values() if isinstance(block, kind))


def test_a_session_begins_without_the_configuration_of_any_component(sessions):
    assert sessions["mine"].config_values == {}
    assert sessions["mine"] is sessions["mine"]


def test_what_a_session_changes_is_its_own(sessions, page):
    box, state = only(page, gr.Textbox), only(page, gr.State)
    sessions["mine"][state._id] = ["kept"]
    sessions["mine"]._update_value_in_config(box._id, "changed")
    assert sessions["mine"][state._id] == ["kept"]
    assert sessions["mine"].config_values[box._id]["props"]["value"] == "changed"
    assert sessions["another's"][state._id] == []
    assert sessions["another's"].config_values == {}
    assert sessions["another's"][box._id].value == "as built"
