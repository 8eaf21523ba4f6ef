"""Figures: repeatable, and no label covers another or leaves the picture."""

from __future__ import annotations

import itertools
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from almaden.inventory.result import Result
from almaden.reports import figures
from almaden.reports.bars import draw_bars
from almaden.reports.canvas import style
from almaden.reports.charts import bar_charts, sankey_figure
from almaden.reports.drawings import Bar, BarChart, Drawing, Node, Sankey, Span, Timetable
from almaden.reports.sankey import draw_sankey
from almaden.reports.timetable import draw_timetable
from almaden.reports.words import Words
from almaden.reports.wrapping import wrapped

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LONG = "a name of very many words that would never fit on one line of a figure, nor on two of them"
NAMES = (LONG, "W" * 70, "$x^2$ & <b>", "منجم الذهب", "réf.", "https://example.org/very/long/address/indeed/it/is")

SIZES = tuple(10.0 ** (3 - i) for i in range(len(NAMES)))
BARS = BarChart(
    tuple(Bar(name, kg, kg / 10, kg * 100, "1,200 (800–2,100)") for name, kg in zip(NAMES, SIZES, strict=True)),
    "kg of mercury per year",
    "#0072B2",
    "en",
)
SANKEY = Sankey(
    tuple(Node(name, "1,000 kg · 10 %", "#12344D") for name in NAMES),
    tuple(Node(f"Pathway {i} {LONG}", "10 kg", "#0072B2") for i in range(7)),
    tuple(tuple(0.0 if (i + j) % 3 == 0 else 10.0 ** (3 - i) for j in range(7)) for i in range(len(NAMES))),
)
TIMES = Timetable(tuple(Span(name, 2026 + i, 2028 + 3 * i) for i, name in enumerate(NAMES)))


def _overlaps_and_strays(figure: Figure) -> tuple[list[tuple[str, str]], list[str]]:
    """Pairs of labels that cover each other, and labels that leave the picture, as Matplotlib measures them."""
    figure.canvas.draw()
    ticks = [label for axes in figure.axes if axes.axison for label in axes.get_xticklabels()]
    texts = [text for text in (*ticks, *(text for axes in figure.axes for text in axes.texts)) if text.get_text()]
    boxes = [(text.get_text(), text.get_window_extent()) for text in texts]
    pairs = [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 1
    ]
    width, height = figure.canvas.get_width_height()
    strays = [text for text, box in boxes if box.x0 < -1 or box.y0 < -1 or box.x1 > width + 1 or box.y1 > height + 1]
    return pairs, strays


@pytest.mark.parametrize(("draw", "drawing"), [(draw_bars, BARS), (draw_sankey, SANKEY), (draw_timetable, TIMES)])
def test_no_label_covers_another_or_leaves_the_picture(draw: Callable[..., Figure], drawing: Drawing) -> None:
    with style():
        pairs, strays = _overlaps_and_strays(draw(drawing))
    assert pairs == []
    assert strays == []


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_charts_of_a_result_keep_their_labels_apart(result: Result, lang: str) -> None:
    words = Words.of(lang)
    sankey = sankey_figure(result, words)
    assert sankey is not None
    first = next(bar_charts(result, words))
    with style():
        for figure in (draw_sankey(sankey.drawing), draw_bars(first.drawing)):  # type: ignore[arg-type]
            assert _overlaps_and_strays(figure) == ([], [])


def test_ribbons_are_as_many_as_flows() -> None:
    from matplotlib.patches import PathPatch

    with style():
        figure = draw_sankey(SANKEY)
    ribbons = [patch for patch in figure.axes[0].patches if isinstance(patch, PathPatch)]
    assert len(ribbons) == sum(kg > 0 for row in SANKEY.flows for kg in row)


def test_small_groups_are_drawn_together_and_nothing_is_lost(make_result: Callable[..., Result]) -> None:
    result = make_result(80)
    figure = sankey_figure(result, Words.of("en"))
    assert figure is not None
    assert isinstance(figure.drawing, Sankey)
    names = [node.name for node in figure.drawing.left]
    assert "Other source groups" in names
    drawn = sum(map(sum, figure.drawing.flows))
    summed = sum(
        amount.value
        for group in result.groups
        for name, amount in group.amounts.items()
        if name != "input_kg" and group.key != "hot_spots"
    )
    assert drawn == pytest.approx(summed)


def test_nothing_flowing_gives_no_figure(make_result: Callable[..., Result]) -> None:
    from dataclasses import replace

    assert sankey_figure(replace(make_result(5), groups=()), Words.of("en")) is None


@pytest.mark.parametrize("drawing", [BARS, SANKEY, TIMES])
def test_the_same_drawing_gives_the_same_bytes(drawing: Drawing) -> None:
    first = figures.svg(drawing)
    figures.svg.cache_clear()
    assert figures.svg(drawing) == first
    root = ET.fromstring(first)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert b"dc:date" not in first


def test_pictures_for_word_processors_are_png() -> None:
    assert figures.png(TIMES).startswith(b"\x89PNG\r\n")


def test_long_whiskers_are_cut_at_the_axis() -> None:
    with style():
        axes = draw_bars(BarChart((Bar("a", 10, 1, 1e6, "10"),), "kg", "#0072B2", "en")).axes[0]
    assert axes.get_xlim()[1] < 20


def test_wrapping_keeps_to_its_room_and_says_what_is_left_out() -> None:
    lines = wrapped(LONG, 12.0, 2).split("\n")
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert wrapped("short", 12.0, 2) == "short"
