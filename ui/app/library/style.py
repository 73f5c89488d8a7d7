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
  .or-list th:nth-child(5), .or-list td:nth-child(5) {display: none;}
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
