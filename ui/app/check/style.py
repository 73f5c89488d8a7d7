"""How the Check page looks and what its lists do in the browser."""

from __future__ import annotations

CHECK_CSS = """
.or-may {font: 400 .95rem/1.3 system-ui, sans-serif; color: #5b6675;
  margin-left: .4rem;}
.dark .or-may {color: #a9b4c2;}
.or-reason {margin: .3rem 0; font-size: 1rem; color: var(--body-text-color);}
.or-attributed {margin: .2rem 0; font-size: .92rem;}
.or-risk {margin: .3rem 0; font-size: .92rem; color: #8a5a00 !important;}
.dark .or-risk {color: #f0c36a !important;}
.or-risk ul {margin: .2rem 0 .2rem 1.2rem;}
.or-diff {margin: .6rem 0; padding: .5rem .8rem; border: 1px solid var(--border-color-primary);
  border-radius: 6px;}
.or-diff .or-words {font: 400 1.02rem/1.6 Georgia, 'Times New Roman', serif; margin: .3rem 0 0;
  overflow-wrap: anywhere; color: var(--body-text-color);}
.or-diff del {background: #fbdad7; color: #7c130d; text-decoration: line-through; padding: 0 .15em;
  border-radius: 3px;}
.or-diff ins {background: #cfeedb; color: #0c4d26; text-decoration: underline; padding: 0 .15em;
  border-radius: 3px;}
.dark .or-diff del {background: #5b1d1a; color: #ffd9d6;} .dark .or-diff ins {background: #174b2c;
  color: #d5f7e2;}
.or-legend {margin: .8rem 0; font-size: .92rem;} .or-legend summary {cursor: pointer; padding: .25rem 0;}
.or-legend dl {margin: .3rem 0; display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem;}
.or-legend dt {font-weight: 600;} .or-legend dd {margin: 0;}
.or-batch [hidden], .or-checks [hidden] {display: none !important;}
.or-summary {font: 600 1.2rem/1.3 system-ui, sans-serif; margin: .4rem 0;}
.or-filters {display: flex; flex-wrap: wrap; gap: .6rem 1.2rem; align-items: center; margin: .5rem 0 .2rem;}
.or-chips, .or-views {display: flex; flex-wrap: wrap; gap: .4rem;}
.or-views {margin: .5rem 0;} .or-chips > *, .or-views > * {margin: 0 !important;}
.or-filter strong {color: inherit !important;}
.or-filter, .or-view {min-height: 32px; padding: .2rem .7rem; border-radius: 999px; cursor: pointer;
  font-size: .9rem;
  border: 1px solid #76808f; background: transparent; color: var(--body-text-color);}
.or-view {border-radius: 6px;}
.or-filter[aria-pressed=true], .or-view[aria-pressed=true] {background: #1d4ed8; border-color: #1d4ed8;
  color: #fff;}
.or-speaker-filter {font-size: .9rem;}
.or-speaker-filter select {min-height: 32px; max-width: 60vw; padding: .1rem .4rem; border-radius: 6px;
  border: 1px solid #76808f; background: var(--background-fill-primary); color: var(--body-text-color);}
.or-verdict-table, .or-verdict-table :is(thead, tbody, tr) {border: 0 !important;}
.or-verdict-table td {overflow-wrap: anywhere;}
.or-verdict-table td:nth-child(3) {text-align: left;}
.or-verdict-table .or-named {font-weight: 600; white-space: nowrap;}
.or-verdict-table td > .or-label {display: block; margin: .1rem 0 0;}
.or-toggle {display: block; width: 100%; text-align: left; cursor: pointer; border: 0; background:
  none; padding: .15rem 0;
  min-height: 24px; font: 400 1rem/1.45 Georgia, 'Times New Roman', serif; color: var(--body-text-color);}
.or-toggle::before {content: '▸'; display: inline-block; width: 1.1em; font-family: system-ui, sans-serif;}
.or-toggle[aria-expanded=true]::before {content: '▾';}
.or-best {font-size: .88rem;}
:is(.or-toggle, .or-filter, .or-view, .or-to-row, .or-speaker-filter select):focus-visible
  {outline: 3px solid #2563eb; outline-offset: 2px;}
.dark :is(.or-toggle, .or-filter, .or-view, .or-to-row, .or-speaker-filter select):focus-visible
  {outline-color: #93c5fd;}
.or-article {max-width: 46rem; font: 400 1.05rem/1.65 Georgia, 'Times New Roman', serif;}
.or-article :is(p, blockquote) {margin: 0 0 .9rem; color: var(--body-text-color); overflow-wrap: anywhere;}
.or-article blockquote {border-left: 3px solid var(--border-color-primary); padding-left: .9rem;}
.or-in {padding: .05em .1em; border-radius: 2px; color: #12161c;}
.or-in.or-yes {background: #cfeedb; border-bottom: 2px solid #17703a;}
.or-in.or-no {background: #fbdad7; border-bottom: 2px dashed #b3261e;}
.dark .or-in {color: #f3f5f8;}
.dark .or-in.or-yes {background: #174b2c;} .dark .or-in.or-no {background: #5b1d1a;}
.or-to-row {font: 600 .8rem/1.2 system-ui, sans-serif; border: 1px solid currentColor; border-radius:
  999px; padding: .15rem .5rem;
  min-height: 24px; background: transparent; cursor: pointer; vertical-align: baseline;}
.or-progress {margin: .2rem 0;}
progress.or-bar {appearance: none; display: block; width: 100%; max-width: 32rem; height: 8px; border: 0;
  border-radius: 4px; overflow: hidden; background: #cbd2dc;}
progress.or-bar::-webkit-progress-bar {background: #cbd2dc;}
progress.or-bar::-webkit-progress-value {background: #1d4ed8;}
progress.or-bar::-moz-progress-bar {background: #1d4ed8;}
.dark progress.or-bar {background: #3b4657;}
.dark progress.or-bar::-webkit-progress-bar {background: #3b4657;}
.dark progress.or-bar::-webkit-progress-value {background: #7aa5ff;}
.dark progress.or-bar::-moz-progress-bar {background: #7aa5ff;}
.or-saves button {flex: 0 1 auto;}
@media (max-width: 640px) {
  .or-legend dl {grid-template-columns: 1fr; gap: .1rem;} .or-legend dd {margin-bottom: .4rem;}
  .or-verdict-table thead {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path:
  inset(50%);}
  .or-verdict-table, .or-verdict-table tbody, .or-verdict-table tr, .or-verdict-table td {display:
  block; width: 100%;}
  .or-verdict-table tr:not(.or-opened) {display: flex; flex-wrap: wrap; gap: 0 .6rem; padding: .5rem 0;
    border-bottom: 1px solid var(--border-color-primary);}
  .or-verdict-table td {border: 0 !important; padding: .1rem 0 !important; width: auto;}
  .or-verdict-table tr:not(.or-opened) td:nth-child(3) {flex: 1 0 100%;}
  .or-verdict-table .or-opened td:empty {display: none;}
  /* A label of two lines stands above what one drops files on, not over it. */
  #or-file {height: auto !important; min-height: 150px;} #or-file button {padding-top: 2.8rem;}
  .or-verdict-table td:nth-child(4) {display: block !important; font-size: .88rem;}
  .or-verdict-table td[data-name]::before {content: attr(data-name) ': '; color: #5b6675;}
  .dark .or-verdict-table td[data-name]::before {color: #a9b4c2;}
}
@media print {
  .or-batch .or-filters, .or-batch .or-views, .or-saves, #or-check, #or-check-all, #or-check-export,
  #or-article, #or-file, #or-saved, #or-recheck {display: none !important;}
}
"""

# One listener for all that is rendered later: filters, rows that open, the two views.
LIST_JS = """
const pressed = (group, chosen) =>
  group.forEach((each) => each.setAttribute('aria-pressed', String(each === chosen)));
const filter = (list) => {
  const chip = list.querySelector('.or-filter[aria-pressed=true]');
  const verdict = chip ? chip.dataset.filter : '';
  const select = list.querySelector('select');
  const speaker = select ? select.value : '*';
  const rows = [...list.querySelectorAll('tbody')];
  const shown = rows.filter((row) => (!verdict || row.dataset.verdict === verdict)
    && (speaker === '*' || row.dataset.speaker === speaker));
  rows.forEach((row) => { row.hidden = !shown.includes(row); });
  const told = list.querySelector('.or-shown');
  told.textContent = shown.length === rows.length ? '' : told.dataset.shown.replace('{shown}', shown.length);
};
const open = (button, on) => {
  button.setAttribute('aria-expanded', String(on));
  button.closest('tbody').querySelector('.or-opened').hidden = !on;
};
const show = (batch, view) => {
  pressed(batch.querySelectorAll('.or-view'), batch.querySelector(`.or-view[data-view=${view}]`));
  batch.querySelectorAll('[data-shows]').forEach((each) => { each.hidden = each.dataset.shows !== view; });
};
element.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const batch = button.closest('.or-batch'), list = button.closest('.or-checks');
  if (button.matches('.or-filter')) { pressed(list.querySelectorAll('.or-filter'), button); filter(list); }
  if (button.matches('.or-toggle')) open(button, button.getAttribute('aria-expanded') !== 'true');
  if (button.matches('.or-view')) show(batch, button.dataset.view);
  if (button.matches('.or-to-row')) {
    show(batch, 'table');
    const all = batch.querySelector('.or-filter[data-filter=""]');
    const select = batch.querySelector('select');
    if (select) select.value = '*';
    pressed(batch.querySelectorAll('.or-filter'), all);
    filter(batch.querySelector('.or-checks'));
    const row = batch.querySelector(`tbody[data-row="${button.dataset.row}"] .or-toggle`);
    open(row, true);
    row.focus();
    row.scrollIntoView({block: 'center'});
  }
});
element.addEventListener('change', (event) => {
  if (event.target.matches('select')) filter(event.target.closest('.or-checks'));
});
"""

# The saved page is the one that prints on A4; it holds no script, and the frame may run none.
PRINT_JS = """
async (saved) => {
  if (!saved || !saved.url) return;
  const page = await (await fetch(saved.url)).text();
  document.querySelector('#or-print-frame')?.remove();
  const frame = document.createElement('iframe');
  frame.id = 'or-print-frame';
  frame.setAttribute('sandbox', 'allow-same-origin allow-modals');
  frame.style.cssText = 'position:fixed;width:0;height:0;border:0';
  frame.title = 'report';
  frame.onload = () => frame.contentWindow.print();
  frame.srcdoc = page;
  document.body.append(frame);
}
"""
