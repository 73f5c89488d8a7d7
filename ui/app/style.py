"""How the page looks: system fonts only, so that nothing is fetched from anywhere."""

from __future__ import annotations

import gradio as gr

from ui.app import masthead

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
    )


CSS = """
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
.or-title, .or-coverage, .or-about, .or-label, .or-number, .or-time, .or-n, .or-asked summary
  {color: #5b6675 !important;}
.dark :is(.or-title, .or-coverage, .or-about, .or-label, .or-number, .or-time, .or-n, .or-asked summary)
  {color: #a9b4c2 !important;}
.or-label, .or-number, .or-time {font-size: .78rem; margin-left: .4rem;}
.or-number {float: right;}
.or-asked summary {cursor: pointer; font-size: .88rem; color: var(--body-text-color-subdued);}
.or-asked blockquote {margin: .3rem 0; padding-left: .7rem; font-size: .92rem;
  border-left: 2px solid var(--border-color-primary); color: var(--body-text-color);}
.or-terms, .or-terms summary {font-size: .88rem; color: #8a5a00 !important; margin: .15rem 0;}
.dark .or-terms, .dark .or-terms summary {color: #f0c36a !important;}
.or-terms summary {cursor: pointer;}
.or-terms blockquote {margin: .2rem 0; padding-left: .7rem;
  border-left: 2px solid var(--border-color-primary);}
.or-links a {text-decoration: underline; color: var(--link-text-color); margin: 0; padding: 0;}
#or-chat .prose, #or-chat .message {opacity: 1;}
.or-reader {max-height: 72vh; overflow-y: auto; padding: .2rem .8rem .8rem; overscroll-behavior: contain;}
.or-reader header {position: sticky; top: 0; background: var(--block-background-fill);
  padding: .5rem 0; border-bottom: 1px solid var(--border-color-primary);}
.or-reader h2 {font: 600 1.05rem/1.3 Georgia, 'Times New Roman', serif; margin: 0;}
.or-about {margin: .15rem 0 0; font-size: .82rem;}
.or-turn {padding: .55rem 0 .55rem .7rem; border-left: 3px solid transparent; line-height: 1.55;
  overflow-wrap: anywhere;}
.or-turn p {margin: .1rem 0;}
.or-asks {color: var(--body-text-color-subdued); font-style: italic;}
.or-asks .or-who {font-style: normal;}
.or-cited {border-left-color: var(--color-accent); background: var(--background-fill-secondary);}
.or-turn mark {background: #ffe58a; color: #1a1a1a; padding: .05em .1em; border-radius: 2px;}
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
#or-chips {gap: .4rem; flex-wrap: wrap;}
.or-chip {flex: 0 1 auto !important; border-radius: 999px; white-space: normal; overflow-wrap: anywhere;}
@media (max-width: 640px) {
  .or-table th:nth-child(4), .or-table td:nth-child(4) {display: none;}
  .or-quote, .or-card blockquote.or-quote {font-size: 1rem;}
  .or-reader {max-height: 60vh; padding: .2rem .3rem;}
}
"""
CSS += masthead.CSS

# A click on "In the transcript" opens it in the page; with the middle button, or without JavaScript, the
# link itself opens the same place.
LISTEN = """
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = link.getAttribute('href') || '';
  const at = address.indexOf('?transcript=');
  if (at < 0) return;
  event.preventDefault();
  trigger('click', {address: address.slice(at)});
}, true);
"""

SHOW_ANSWER = """
() => {
  const asked = [...document.querySelectorAll('#or-chat .user')].pop();
  if (asked) asked.scrollIntoView({block: 'start', behavior: 'smooth'});
}
"""

SHOW_MARK = """
() => {
  const show = (tries) => {
    const visible = (selector) =>
      [...document.querySelectorAll(selector)].find((each) => each.offsetParent !== null);
    const mark = visible('.or-reader mark') || visible('.or-reader .or-cited');
    if (mark) { mark.scrollIntoView({block: 'center'}); return; }
    if (tries) setTimeout(() => show(tries - 1), 100);
  };
  setTimeout(() => show(20), 100);
}
"""
