"""How the page looks: system fonts only, so that nothing is fetched from anywhere."""

from __future__ import annotations

import gradio as gr

from ui.app.accessibility import ACCESS
from ui.app.ask.style import CSS as ASK_CSS
from ui.app.check.style import CHECK_CSS
from ui.app.explore.style import CSS as EXPLORE_CSS
from ui.app.library.style import CSS as LIBRARY_CSS
from ui.app.masthead import CSS as MASTHEAD_CSS
from ui.app.picker import CSS as PICKER_CSS
from ui.app.reader.style import READER_CSS

_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]


def theme() -> gr.themes.Base:
    """A calm grey theme with one accent."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=_SANS,
        font_mono=_MONO,
    ).set(
        color_accent="*primary_600",
        body_text_color_subdued="*neutral_500",
        input_placeholder_color="*neutral_600",
        input_placeholder_color_dark="*neutral_300",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_background_fill_dark="*primary_700",
    )


_PAGE = """
.gradio-container {max-width: 1240px !important; width: 100% !important; margin: 0 auto !important;}
.gradio-container main.contain, .gradio-container .tabs {width: 100%;}
#or-head h1 {font: 600 1.5rem/1.2 Georgia, 'Times New Roman', serif; margin: .2rem 0 .1rem;}
#or-head p {margin: 0; color: var(--body-text-color-subdued);}
.or-card {border-left: 3px solid var(--color-accent); padding: .1rem 0 .1rem .9rem; margin: .4rem 0 1.1rem;}
.or-quote, .or-card blockquote.or-quote {font: 400 1.08rem/1.55 Georgia, 'Times New Roman', serif;
  margin: 0 0 .35rem !important; padding: 0 !important; border: 0 !important;
  color: var(--body-text-color); overflow-wrap: anywhere;}
.or-n {font: 600 .8rem/1 system-ui, sans-serif; color: var(--body-text-color-subdued);}
.or-who, .or-title, .or-links, .or-coverage {margin: .1rem 0; font-size: .9rem; line-height: 1.4;}
.or-title, .or-coverage, .or-about, .or-label, .or-n, .or-asked summary
  {color: #5b6675 !important;}
.dark :is(.or-title, .or-coverage, .or-about, .or-label, .or-n, .or-asked summary)
  {color: #a9b4c2 !important;}
.gradio-container time {white-space: nowrap;}
.or-label {font-size: .78rem; margin-left: .4rem;}
.or-asked summary {cursor: pointer; font-size: .88rem; color: var(--body-text-color-subdued);}
.or-asked blockquote {margin: .3rem 0; padding-left: .7rem; font-size: .92rem;
  border-left: 2px solid var(--border-color-primary); color: var(--body-text-color);}
.or-terms, .or-terms summary {font-size: .88rem; color: #8a5a00 !important; margin: .15rem 0;}
.dark :is(.or-terms, .or-terms summary) {color: #f0c36a !important;}
.or-terms summary {cursor: pointer;}
.or-terms blockquote {margin: .2rem 0; padding-left: .7rem;
  border-left: 2px solid var(--border-color-primary);}
.or-links a {text-decoration: underline; color: var(--link-text-color); margin: 0; padding: 0;}
#or-chat .prose, #or-chat .message {opacity: 1;}
#or-chat .user textarea {width: 100%; min-width: min(60ch, 70vw);}
.or-verdict {font: 700 1.35rem/1.2 system-ui, sans-serif; margin: .2rem 0;}
.or-yes {color: #17703a;} .or-no {color: #b3261e;}
.dark .or-yes {color: #6fd394;} .dark .or-no {color: #ff9d95;}
.or-checked {border-top: 1px solid var(--border-color-primary); padding: .6rem 0;}
.or-checked .or-verdict {font-size: 1.05rem;}
.or-empty {color: var(--body-text-color-subdued); padding: 1rem 0;}
.or-table {width: 100%; border-collapse: collapse; font-size: .92rem;}
.or-table :is(th, td) {border-left: 0 !important; border-right: 0 !important;}
.or-table td:first-child {white-space: nowrap;}
.or-table a {margin: 0; padding: 0;}
.or-table th, .or-table td {text-align: left; padding: .4rem .6rem .4rem 0; vertical-align: top;
  border-bottom: 1px solid var(--border-color-primary);}
.or-table td:nth-child(3) {text-align: right;}
.or-scroll {overflow-x: auto;}
.or-report li {margin: .2rem 0; overflow-wrap: anywhere;}
#or-chat {min-height: 320px;}
#or-place {display: none;}
/* It would part the link to the API from nothing. */
.gradio-container footer .divider {display: none;}
/* Long names end before the arrow. */
.gradio-container input[role=combobox] {text-overflow: ellipsis; padding-right: 1.8rem;}
#or-chips {gap: .4rem; flex-wrap: wrap;}
.or-chip {flex: 0 1 auto !important; border-radius: 999px; white-space: normal; overflow-wrap: anywhere;}
@media (max-width: 640px) {
  .or-table th:nth-child(4), .or-table td:nth-child(4) {display: none;}
  .or-quote, .or-card blockquote.or-quote {font-size: 1rem;}
}
"""
CSS = "\n".join(
    [_PAGE, ASK_CSS, READER_CSS, CHECK_CSS, EXPLORE_CSS, LIBRARY_CSS, ACCESS, MASTHEAD_CSS, PICKER_CSS]
)

# A click on "In the transcript" opens it in the page; with the middle button, or without JavaScript, the
# link itself opens the same place.
LISTEN = """
const said = (card) => {
  const of = (selector) => (card.querySelector(selector) || {innerText: ''}).innerText.trim();
  const words = of('.or-quote').replace(/\\s*\\[\\d+\\]$/, '');
  const place = card.querySelector('.or-open');
  return [words, of('.or-who'), of('.or-title'), place ? place.href : ''].filter(Boolean).join('\\n');
};
const copyAnswer = async (link) => {
  const cards = [...link.closest('.or-answer').querySelectorAll('.or-card')];
  await navigator.clipboard.writeText(cards.map(said).join('\\n\\n'));
  const before = link.textContent;
  link.textContent = '\\u2713 ' + before;
  setTimeout(() => { link.textContent = before; }, 2000);
};
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = link.getAttribute('href') || '';
  if (link.classList.contains('or-copy')) { event.preventDefault(); copyAnswer(link); return; }
  const at = address.indexOf('?transcript=');
  if (at < 0) return;
  event.preventDefault();
  trigger('click', {address: address.slice(at)});
}, true);
"""

# The address becomes the conversation's, so that it can be shared, kept and reopened.
SHOW_ANSWER = """
() => {
  const addresses = document.querySelectorAll('#or-chat .or-address');
  const last = addresses[addresses.length - 1];
  if (last) history.replaceState(null, '', last.getAttribute('href'));
  const asked = [...document.querySelectorAll('#or-chat .user')].pop();
  let log = asked && asked.parentElement;
  while (log && !/auto|scroll/.test(getComputedStyle(log).overflowY)) log = log.parentElement;
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (log) log.scrollBy({top: asked.getBoundingClientRect().top - log.getBoundingClientRect().top - 8,
    behavior: calm ? 'auto' : 'smooth'});
}
"""
