"""How the Library tab looks, and what its table sends."""

from __future__ import annotations

CSS = """
#or-changed {display: none;}
.or-bar {display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; align-items: center; margin: .3rem 0;
  font-size: .9rem; justify-content: space-between;}
#or-removing {border: 1px solid var(--border-color-primary); border-radius: 8px; padding: .6rem;}
.or-small {font: inherit; font-size: .86rem !important; font-weight: 400 !important;
  line-height: 1.3 !important; padding: .2rem .7rem !important; min-width: 0 !important;
  width: auto !important; cursor: pointer; border-radius: 6px;
  border: 1px solid var(--border-color-primary); background: var(--button-secondary-background-fill);
  color: var(--button-secondary-text-color);}
.or-small:disabled {opacity: .5; cursor: default;}
.or-small:focus-visible, .or-list input:focus-visible
  {outline: 2px solid var(--color-accent); outline-offset: 2px;}
.or-list, .or-list :is(thead, tbody, tr) {border: 0 !important;}
.or-list :is(th, td) {border-top: 0 !important; background: none !important;
  border-color: var(--border-color-primary) !important;}
.or-list td:nth-child(1) {width: 1.6rem;}
.or-list td:nth-child(2) {white-space: nowrap;}
.or-list td:nth-child(3) {text-align: left; min-width: 12rem;}
.or-list td:nth-child(4), .or-list th:nth-child(4) {display: table-cell !important; text-align: right;}
.or-list th:first-child {position: relative;}
.or-doubt {color: #8a5a00; font-size: .86rem;} .dark .or-doubt {color: #f0c36a;}
#or-report .or-data td {text-align: left;} #or-report .or-data td:nth-child(2) {min-width: 16rem;}
#or-report .or-data th[scope=row] {overflow-wrap: anywhere; min-width: 8rem;}
.or-person {border-bottom: 1px solid var(--border-color-primary); padding: .5rem 0;}
.or-reasons :is(td, th), #or-speakers :is(td, th):last-child, #or-offers :is(td, th),
#or-report :is(td, th), #or-draft .or-data :is(td, th):last-child {text-align: left !important;}
.or-person p {margin: .1rem 0; font-size: .9rem;}
.or-person .or-name {font-size: 1rem;}
.or-old {color: #b3261e; text-decoration: line-through;} .dark .or-old {color: #ff9d95;}
.or-new {color: #17703a;} .dark .or-new {color: #6fd394;}
.or-yaml {font: .82rem/1.45 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; padding: .6rem; border: 1px solid var(--border-color-primary); border-radius: 6px;}
@media (max-width: 640px) {
  /* A transcript is no row any more: its title, then the day and how many turns, then who speaks. */
  table.or-list, table.or-list tbody {display: block;}
  table.or-list thead {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
  table.or-list tr {display: grid; grid-template-columns: 1.6rem max-content 1fr; gap: .1rem .8rem;
    padding: .55rem 0; border-bottom: 1px solid var(--border-color-primary) !important;}
  .or-for-readers table.or-list tr {grid-template-columns: 0 max-content 1fr; column-gap: 0;}
  .or-for-readers table.or-list td:nth-child(2) {padding-right: .8rem;}
  table.or-list td {display: block !important; border: 0 !important; padding: 0;}
  table.or-list td:nth-child(1) {grid-area: 1 / 1 / 4;}
  table.or-list td:nth-child(2) {grid-area: 2 / 2;}
  table.or-list td:nth-child(3) {grid-area: 1 / 2 / 2 / -1; min-width: 0;}
  table.or-list td:nth-child(4) {grid-area: 2 / 3; text-align: left;}
  table.or-list td:nth-child(4)::before {content: attr(data-name) ": ";}
  table.or-list td:nth-child(5) {grid-area: 3 / 2 / 4 / -1;}
  table.or-list td:is(:nth-child(2), :nth-child(4), :nth-child(5)) {font-size: .86rem; color: #5b6675;}
  .dark table.or-list td:is(:nth-child(2), :nth-child(4), :nth-child(5)) {color: #a9b4c2;}
}
"""

CHOOSING = """
const chosen = () => [...element.querySelectorAll('input[name=chosen]:checked')].map((box) => box.value);
element.addEventListener('change', () => {
  element.querySelectorAll('[data-needs=chosen]').forEach((each) => { each.disabled = !chosen().length; });
});
element.addEventListener('click', (event) => {
  const asked = event.target.closest('[data-do]');
  if (asked) trigger('click', {do: asked.dataset.do, value: asked.dataset.value || '', chosen: chosen()});
});
"""
