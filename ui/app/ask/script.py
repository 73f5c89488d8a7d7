"""What the browser does by itself in the Ask tab.

Gradio answers an event in two requests, draws the state of every component anew four times on the way, and
sends the whole conversation there and back. So a question goes straight to the server's function, and what
comes back is added to the conversation here.
"""

from __future__ import annotations

from ui.app.html import TYPED
from ui.app.style import SHOW_ANSWER
from ui.endpoints import LONGEST_QUESTION

_ASKED = "(chat || []).filter((each) => each.role === 'user').map((each) => (each.metadata || {}).id || '')"

ASKER = """
let latest = 0;
const waiting = (on) => document.body.classList.toggle('or-asking', on);
const told = (found) => {
  if (!found || found.problem) trigger('error', found ? found.problem : props.label);
  return found && !found.problem ? found : null;
};
window.onRecordAsk = {
  picked: '', edited: null, asking: null, pending: '', answered: null, shown: null, goesOn: false,
  begin() { this.answered = this.shown = null; return (latest += 1); },
  stop() { this.begin(); this.pending = ''; waiting(false); },
  async refuse(typed) { told(await server.answer({asked: [typed], ignored: [], filters: []})); },
  async answer(asking) {
    const same = JSON.stringify(asking);
    if (same === this.pending) return null;
    const turn = this.begin();
    this.asking = asking;
    this.pending = same;
    waiting(true);
    const found = await server.answer(asking);
    if (turn !== latest) return null;
    this.pending = '';
    waiting(false);
    this.answered = told(found);
    return this.answered;
  },
  show() {
    const found = this.answered;
    this.answered = null;
    if (found) [this.shown, this.goesOn] = [found, true];
    return found;
  },
  async goOn(kept) {
    if (!this.shown || !this.goesOn) return null;
    this.goesOn = false;
    const turn = latest;
    const more = await server.go_on({...this.asking, kept});
    return turn === latest && more && !more.problem ? more : null;
  },
};
const editing = () => document.querySelector('#or-chat .user-row textarea');
const row = (box) => [...document.querySelectorAll('#or-chat .user-row')].indexOf(box.closest('.user-row'));
const button = (box, n) => box.closest('.user-row').querySelectorAll('.message-buttons button')[n];
const edit = () => {
  const box = editing();
  if (!box || box.dataset.asTyped) return;
  box.dataset.asTyped = box.value.replaceAll('<br>', '\\n')
    .replace(/&#(\\d+);/g, (_, code) => String.fromCharCode(code));
  box.value = box.dataset.asTyped;
  box.dispatchEvent(new Event('input', {bubbles: true}));
  box.focus();
};
document.addEventListener('click', (event) => {
  const pressed = event.target.closest('#or-examples button, #or-chat button');
  if (!pressed) return;
  window.onRecordAsk.picked = pressed.textContent.trim();
  const box = editing();
  window.onRecordAsk.edited = box && {row: row(box), typed: box.value};
  setTimeout(edit);
}, true);
document.addEventListener('keydown', (event) => {
  const box = editing();
  if (!box || event.target !== box || event.isComposing) return;
  const n = event.key === 'Enter' && !event.shiftKey ? 0 : event.key === 'Escape' ? 1 : -1;
  if (n < 0) return;
  event.preventDefault();
  button(box, n)?.click();
}, true);
"""
"""For `js_on_load` of what holds the server's `answer` and `go_on`; its label tells that they failed."""

_ADDED = f"""
const added = (chat, typed) => {{
  window.onRecordAsk.begin();
  const escaped = typed.replace(/{TYPED.pattern}/g, (one) => `&#${{one.charCodeAt(0)}};`);
  const content = [{{type: 'text', text: escaped.replace(/\\n/g, '<br>')}}];
  const before = (chat || []).map((each) => ({{...each, options: null}}));
  return [...before, {{role: 'user', metadata: {{id: typed}}, content, options: null}}];
}};
"""

TYPE = f"""
async (question, chat) => {{
  {_ADDED}
  const typed = (question || '').trim();
  if (!typed) return;
  if ([...typed].length > {LONGEST_QUESTION}) {{ await window.onRecordAsk.refuse(typed); return; }}
  return ['', added(chat, typed), []];
}}
"""
"""From the box and the chat to an empty box, the chat that ends in a question, and nothing ignored."""

PICK = f"""
(question, chat) => {{
  {_ADDED}
  return ['', added(chat, window.onRecordAsk.picked), []];
}}
"""
"""The same with the question on the button that was pressed."""

EDIT = f"""
(chat) => {{
  {_ADDED}
  const {{row, typed}} = window.onRecordAsk.edited || {{}};
  const places = [...(chat || []).keys()].filter((place) => chat[place].role === 'user');
  if (!(typed || '').trim() || places[row] === undefined) return;
  return ['', added(chat.slice(0, places[row]), typed.trim()), []];
}}
"""
"""The same with an edited question in its old place, and nothing of what followed it."""

_REPEATED = """
const repeated = (chat) => {
  window.onRecordAsk.stop();
  const last = (chat || []).findLastIndex((each) => each.role === 'user');
  return chat.slice(0, last + 1).map((each) => ({...each, options: null}));
};
"""

RETRY = f"""
(chat) => {{
  {_REPEATED}
  return ['', repeated(chat), []];
}}
"""
"""The same with the last question."""


def leave(kind: str) -> str:
    """From the chat and what is ignored: the last question again, with one more kind left as typed."""
    return f"""
(chat, ignored) => {{
  {_REPEATED}
  return ['', repeated(chat), [...new Set([...(ignored || []), '{kind}'])]];
}}
"""


ANSWER = f"""
async (chat, ignored, ...filters) => {{
  const last = chat && chat[chat.length - 1];
  if (!last || last.role !== 'user') return;
  const asking = {{asked: {_ASKED}, ignored: ignored || [], filters: filters.map((each) => each || '')}};
  const found = await window.onRecordAsk.answer(asking);
  if (!found) return;
  return [[...chat,
    {{role: 'assistant', metadata: null, content: [{{type: 'text', text: found.html}}], options: null}}]];
}}
"""
"""From the chat, what is ignored, and the filters to the chat with its last question answered."""

SHOW = f"""
() => {{
  const found = window.onRecordAsk.show();
  if (!found) return;
  ({SHOW_ANSWER.strip()})();
  return found.chips.map((text) => ({{__type__: 'update', visible: !!text, value: text}}));
}}
"""
"""The answer comes into view, its address is the page's; to the chips."""

GO_ON = """
async (chat, kept) => {
  const more = await window.onRecordAsk.goOn(kept);
  if (!more) return;
  const last = chat[chat.length - 1];
  const rows = {__type__: 'update', samples: more.rows.map((each) => [each]), sample_labels: more.rows};
  return [more.options.length ? [...chat.slice(0, -1), {...last, options: more.options}] : undefined,
    more.kept, rows];
}
"""
"""From the chat and what the browser remembers to both with what came of the answer, and the list of it."""

ASKING = "(_, form) => [window.onRecordAsk.shown && window.onRecordAsk.asking, form]"
"""What was asked, for the server, null where nothing new is shown; and the form of export."""

STOP = "() => { window.onRecordAsk.stop(); }"
