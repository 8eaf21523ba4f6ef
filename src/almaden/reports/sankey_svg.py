"""A Sankey figure as SVG for a page: real text in the face and colours of the page, light or dark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from almaden.reports.document import Figure
from almaden.reports.drawings import Node, Sankey
from almaden.reports.wrapping import wrapped

#: All lengths in pixels at full width.
WIDTH = 860.0
_TEXT = 13.0
_LINE = 16.0
_LABEL_EM = 17.0
_NODE = 11.0
_GAP = 9.0
_RIBBONS = 300.0


def sankey_svg(figure: Figure) -> str:
    """The figure as one ``svg`` element; its text takes the colour of the page around it."""
    sankey = figure.drawing
    if not isinstance(sankey, Sankey):
        raise TypeError(f"not a Sankey figure: {sankey!r}")
    left = [sum(row) for row in sankey.flows]
    right = [sum(column) for column in zip(*sankey.flows, strict=True)]
    scale = _RIBBONS / (sum(left) or 1.0)
    sides = [_Side(sankey.left, left, scale), _Side(sankey.right, right, scale)]
    height = max(side.height for side in sides) + _LINE
    x0 = _LABEL_EM * _TEXT + 8.0
    places = (x0, sides[0].tops(height)), (WIDTH - x0 - _NODE, sides[1].tops(height))
    parts = [
        *_ribbons(sankey, scale, (x0 + _NODE, list(places[0][1])), (places[1][0], list(places[1][1]))),
        *sides[0].drawn(*places[0], "end"),
        *sides[1].drawn(*places[1], "start"),
    ]
    head = (
        f'<svg class="sankey" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" direction="ltr" '
        f'font-size="{_TEXT:.0f}" aria-label="{escape(figure.alt, quote=True)}">'
    )
    return head + "".join(parts) + "</svg>"


class _Side:
    """The nodes of one side: each takes its ribbon or its label, whichever is taller."""

    def __init__(self, nodes: Sequence[Node], amounts: Sequence[float], scale: float) -> None:
        self.nodes = nodes
        self.bars = [max(amount * scale, 1.0) for amount in amounts]
        self.labels = [[*wrapped(node.name, _LABEL_EM, 3).split("\n"), node.text] for node in nodes]
        self.slots = [max(bar, _LINE * len(told)) + _GAP for bar, told in zip(self.bars, self.labels, strict=True)]
        self.height = sum(self.slots)

    def tops(self, height: float) -> list[float]:
        """Upper edge of each bar, the nodes spread over the height."""
        spare = (height - self.height) / max(1, len(self.nodes))
        found, y = [], 0.0
        for bar, slot in zip(self.bars, self.slots, strict=True):
            found.append(y + (slot + spare - bar) / 2)
            y += slot + spare
        return found

    def drawn(self, x: float, tops: Sequence[float], anchor: str) -> Iterator[str]:
        """Bars and labels."""
        at = x - 7.0 if anchor == "end" else x + _NODE + 7.0
        for node, bar, told, top in zip(self.nodes, self.bars, self.labels, tops, strict=True):
            yield f'<rect x="{x:.1f}" y="{top:.1f}" width="{_NODE:.0f}" height="{bar:.1f}" fill="{node.colour}"/>'
            y = top + bar / 2 - _LINE * (len(told) - 1) / 2 + _TEXT * 0.35
            for number, line in enumerate(told):
                soft = ' class="soft"' if number == len(told) - 1 else ""
                yield (
                    f'<text{soft} x="{at:.1f}" y="{y + number * _LINE:.1f}" text-anchor="{anchor}" '
                    f'fill="currentColor">{escape(line)}</text>'
                )


def _ribbons(
    sankey: Sankey, scale: float, start: tuple[float, list[float]], end: tuple[float, list[float]]
) -> Iterator[str]:
    """Every flow from where the last one left off on either side; ``start`` and ``end`` hold x and tops."""
    (x0, tops), (x1, bottoms) = start, end
    middle = (x0 + x1) / 2
    for i, row in enumerate(sankey.flows):
        for j, kg in enumerate(row):
            if kg <= 0:
                continue
            thick = kg * scale
            a, b = tops[i], bottoms[j]
            yield (
                f'<path d="M{x0:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {x1:.1f} {b:.1f}'
                f"v{thick:.2f}C{middle:.1f} {b + thick:.1f} {middle:.1f} {a + thick:.1f} {x0:.1f} {a + thick:.1f}Z"
                f'" fill="{sankey.right[j].colour}" fill-opacity="0.5"/>'
            )
            tops[i] += thick
            bottoms[j] += thick
