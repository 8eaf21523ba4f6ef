"""The flow figure for pages: real text, ribbons as wide as their flows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from almaden.reports.document import Figure
from almaden.reports.drawings import BarChart, Node, Sankey
from almaden.reports.sankey_svg import sankey_svg

FIGURE = Figure(
    Sankey(
        (Node("Coal & <lignite>", "30 kg", "#111111"), Node("Gold", "10 kg", "#111111")),
        (Node("Air", "35 kg", "#222222"), Node("Land", "5 kg", "#333333")),
        ((30.0, 0.0), (5.0, 5.0)),
    ),
    "From sources to pathways.",
    'Flows "in words".',
)


def test_names_stand_in_it_as_text_and_cannot_break_it() -> None:
    root = ElementTree.fromstring(sankey_svg(FIGURE))
    texts = [one.text for one in root.iter("text")]
    assert "Coal & <lignite>" in texts
    assert root.get("aria-label") == 'Flows "in words".'


def test_ribbons_are_as_wide_as_their_flows() -> None:
    ribbons = ElementTree.fromstring(sankey_svg(FIGURE)).iter("path")
    widths = [float(re.search(r"v([\d.]+)C", one.get("d") or "")[1]) for one in ribbons]  # type: ignore[index]  # found
    # A flow of nothing leaves no trace; 30, 5 and 5 kg are drawn.
    assert len(widths) == 3
    assert widths[0] == pytest.approx(6 * widths[1], rel=1e-3)
    assert widths[1] == widths[2]


def test_another_figure_is_refused() -> None:
    with pytest.raises(TypeError):
        sankey_svg(Figure(BarChart((), "kg", "#111111", "en"), "", ""))
