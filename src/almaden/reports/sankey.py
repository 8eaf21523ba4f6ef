"""A Sankey figure: ribbons as wide as the flows, nodes moved apart so far that no label covers another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.reports.canvas import LINE, TEXT, WIDTH, blank
from almaden.reports.drawings import Node, Sankey
from almaden.reports.palette import INK
from almaden.reports.wrapping import wrapped

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_LABEL_EM = 19.0
_NODE = 9.0
_GAP = 6.0
#: Height that the widest side gets for its ribbons alone, in points.
_RIBBONS = 190.0


def draw_sankey(sankey: Sankey) -> Figure:
    """The figure, all lengths in points; flows of zero leave no trace."""
    left = [sum(row) for row in sankey.flows]
    right = [sum(column) for column in zip(*sankey.flows, strict=True)]
    texts = [_label(node) for node in sankey.left], [_label(node) for node in sankey.right]
    slots = [[LINE * (1 + text.count("\n")) for text in side] for side in texts]
    total = sum(left) or 1.0
    scale = _RIBBONS / total
    height = max(_stacked(left, slots[0], scale), _stacked(right, slots[1], scale)) + 12.0
    figure = blank(height / 72.0)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    width = 72.0 * WIDTH
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    starts, ends = _tops(left, slots[0], scale, height), _tops(right, slots[1], scale, height)
    x0, x1 = _LABEL_EM * TEXT + 8.0, width - _LABEL_EM * TEXT - 8.0
    _ribbons(axes, sankey, scale, (x0 + _NODE, list(starts)), (x1 - _NODE, list(ends)))
    for nodes, tops, amounts, labels, x, side in (
        (sankey.left, starts, left, texts[0], x0, "right"),
        (sankey.right, ends, right, texts[1], x1 - _NODE, "left"),
    ):
        for node, top, amount, label in zip(nodes, tops, amounts, labels, strict=True):
            axes.bar(x, max(amount * scale, 0.6), _NODE, bottom=top, align="edge", color=node.colour)
            at = x - 5.0 if side == "right" else x + _NODE + 5.0
            axes.text(at, top + amount * scale / 2, label, ha=side, va="center")
    return figure


def _label(node: Node) -> str:
    return f"{wrapped(node.name, _LABEL_EM, 3)}\n{wrapped(node.text, _LABEL_EM, 1)}"


def _stacked(amounts: list[float], slots: list[float], scale: float) -> float:
    """Height of a side: each node takes its ribbon or its label, whichever is taller."""
    return sum(max(amount * scale, slot) + _GAP for amount, slot in zip(amounts, slots, strict=True))


def _tops(amounts: list[float], slots: list[float], scale: float, height: float) -> list[float]:
    """Upper edge of each node, the nodes spread over the height with each in the middle of its place."""
    spare = (height - _stacked(amounts, slots, scale)) / max(1, len(amounts))
    tops, y = [], 0.0
    for amount, slot in zip(amounts, slots, strict=True):
        place = max(amount * scale, slot) + _GAP + spare
        tops.append(y + (place - amount * scale) / 2)
        y += place
    return tops


def _ribbons(
    axes: Axes,
    sankey: Sankey,
    scale: float,
    start: tuple[float, list[float]],
    end: tuple[float, list[float]],
) -> None:
    """Draw every flow from where the last one left off on either side; ``start`` and ``end`` hold x and tops."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (x0, tops), (x1, bottoms) = start, end
    middle = (x0 + x1) / 2
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4, Path.LINETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    for i, row in enumerate(sankey.flows):
        for j, kg in enumerate(row):
            if kg <= 0:
                continue
            thick = kg * scale
            a, b = tops[i], bottoms[j]
            corners = [
                (x0, a), (middle, a), (middle, b), (x1, b),
                (x1, b + thick), (middle, b + thick), (middle, a + thick), (x0, a + thick),
            ]  # fmt: skip
            patch = PathPatch(
                Path(corners, codes), facecolor=sankey.right[j].colour, alpha=0.55, edgecolor=INK, linewidth=0.1
            )
            axes.add_patch(patch)
            tops[i] += thick
            bottoms[j] += thick
