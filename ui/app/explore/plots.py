"""The plots of the Explore tab, by Plotly: its script comes with Gradio, from this server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_BAR, _GRID, _GAP = "#3b82f6", "rgba(128,128,128,.25)", "rgba(128,128,128,.16)"
_LONGEST_NAME = 30
_FEW = 6  # where Plotly would mark halves


def month_bars(
    months: Sequence[str], values: Sequence[float | None], title: str, hover: Sequence[str], marks: str
) -> Any:
    """A bar for each month; None is a gap in the record, a grey stretch instead of a bar.

    `hover` are the texts shown over the bars, `marks` those of decimals and thousands. Colours of
    texts come from the page's style sheet.
    """
    import plotly.graph_objects as go

    figure = go.Figure(
        go.Bar(
            x=list(months),
            y=[None if value is None else value for value in values],
            marker_color=_BAR,
            customdata=list(hover),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    for place, value in enumerate(values):
        if value is None:
            figure.add_vrect(x0=place - 0.5, x1=place + 0.5, fillcolor=_GAP, line_width=0, layer="below")
    _plain(figure, 290, marks)
    # By column, not by bar: a low bar is as easy to point at as a high one.
    figure.update_layout(hovermode="x", bargap=0.18)
    figure.update_xaxes(type="category", categoryarray=list(months), range=[-0.5, len(months) - 0.5])
    figure.update_yaxes(title_text=title, rangemode="tozero", title_font_size=12)
    counted = [value for value in values if value is not None]
    if all(value == int(value) for value in counted) and max(counted, default=0) < _FEW:
        figure.update_yaxes(dtick=1)  # half a transcript is none
    return figure


def name_bars(
    names: Sequence[str], values: Sequence[float], title: str, hover: Sequence[str], marks: str
) -> Any:
    """A lying bar for each name, the first on top."""
    import plotly.graph_objects as go

    short = [_shortened(name) for name in names]
    figure = go.Figure(
        go.Bar(
            x=list(values),
            y=list(range(len(names))),
            orientation="h",
            marker_color=_BAR,
            customdata=list(hover),
            hovertemplate="%{customdata}<extra></extra>",
        )
    )
    _plain(figure, 108 + 26 * len(names), marks)
    figure.update_layout(hovermode="closest", bargap=0.25)
    figure.update_xaxes(title_text=title, rangemode="tozero", title_font_size=12, nticks=5)
    figure.update_yaxes(
        tickmode="array",
        tickvals=list(range(len(names))),
        ticktext=short,
        autorange="reversed",
        automargin=True,
    )
    return figure


def _plain(figure: Any, height: int, marks: str) -> None:
    figure.update_layout(
        separators=marks,
        height=height,
        margin={"l": 8, "r": 8, "t": 36, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
        showlegend=False,
        hoverlabel={"bgcolor": "#1f2937", "font": {"color": "#ffffff"}, "bordercolor": "#1f2937"},
        font={"family": "system-ui, -apple-system, Segoe UI, Roboto, Arial, sans-serif", "size": 12},
    )
    figure.update_xaxes(fixedrange=True, showgrid=False, automargin=True, linecolor=_GRID, gridcolor=_GRID)
    figure.update_yaxes(fixedrange=True, gridcolor=_GRID, zerolinecolor=_GRID, automargin=True)


def _shortened(name: str) -> str:
    # Plotly takes a few HTML tags in texts for mark-up; a name is never any.
    plain = name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
