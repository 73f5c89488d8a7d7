"""How the Explore tab looks, and how a click on a plot reaches the server."""

from __future__ import annotations

from ui.app.actions import CLICKS

CSS = """
.gradio-container .main.app {padding: clamp(.75rem, 3vw, 2rem) !important;}
.js-plotly-plot text:not(.hoverlayer text) {fill: var(--body-text-color) !important;}
.js-plotly-plot .modebar-container {display: none;}
.js-plotly-plot .nsewdrag {cursor: pointer;}
#or-plot-speakers .nsewdrag {cursor: default;}
.or-hidden {position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);}
.or-fold {margin: .3rem 0 .8rem; font-size: .92rem;}
.or-fold summary {cursor: pointer; color: var(--body-text-color);}
.or-save {font-size: .88rem; text-decoration: underline; color: var(--link-text-color); display: inline-block;
  margin: .45rem 0 .6rem !important;}
.or-data, .or-data :is(thead, tbody, tr) {border: 0 !important;}
.or-data :is(th, td) {border-color: var(--border-color-primary) !important; border-top: 0 !important;
  background: none !important;}
.or-data {border-collapse: collapse; font-size: .92rem; margin: .2rem 0 .4rem !important;}
.or-data :is(th, td) {padding: .35rem .9rem .35rem 0 !important; vertical-align: top;
  border-bottom: 1px solid var(--border-color-primary) !important; border-left: 0 !important;
  border-right: 0 !important;}
.or-data thead th:not(:first-child) {text-align: right;}
.or-data thead th:first-child {text-align: left;}
.or-data {width: auto; min-width: min(100%, 26rem);}
.or-data thead th {font-weight: 600;}
.or-data .or-link {white-space: nowrap;}
.or-data tbody th {font-weight: 400; text-align: left;}
.or-data td {text-align: right; font-variant-numeric: tabular-nums;}
.or-data .or-gap {color: #5b6675;} .dark .or-data .or-gap {color: #a9b4c2;}
.or-link {background: none; border: 0; padding: 0; font: inherit; cursor: pointer; text-align: left;
  text-decoration: underline; color: var(--link-text-color);}
.or-link:focus-visible, .or-save:focus-visible, .or-fold summary:focus-visible
  {outline: 2px solid var(--color-accent); outline-offset: 2px;}
.or-number-line {font-size: 1.02rem; margin: .5rem 0 .1rem;}
.or-opened-list h3 {font: 600 1.02rem/1.3 Georgia, 'Times New Roman', serif; margin: .6rem 0 .4rem;}
.or-two {display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 2rem;}
.or-tall {max-height: 22rem; overflow-y: auto;}
@media (max-width: 640px) {
  .tab-container button {padding: 0 .42rem !important; font-size: .84rem !important;}
}
.or-two h3 {font: 600 .95rem/1.3 system-ui, sans-serif; margin: .6rem 0 .2rem;}
"""


def hearing(plot: str) -> str:
    """The script of a table that also hears clicks on the plot with this element id.

    Source of the event: https://plotly.com/javascript/click-events/.
    """
    return (
        CLICKS
        + f"""
const page = element.closest('#or-explore') || document.body;
const hear = () => {{
  const plot = document.querySelector('#{plot} .js-plotly-plot');
  if (!plot || !plot.on || plot.heard) return;
  plot.heard = true;
  plot.setAttribute('role', 'img');
  const title = document.querySelector('#{plot} [data-testid=block-label]');
  plot.setAttribute('aria-label', title ? title.innerText : '');
  plot.on('plotly_click', (event) => trigger('click', {{do: 'month', value: String(event.points[0].x)}}));
}};
new MutationObserver(hear).observe(page, {{childList: true, subtree: true}});
hear();
"""
    )
