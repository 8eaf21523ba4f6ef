"""Pictures of trade: both sides over the years, mirror bars of a country, the network on a circle."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from almaden.supply.trade.explore import CountryYear
from almaden.supply.trade.network import Link, Node, YearBalance
from almaden.web.language import translate
from almaden.web.shown import number
from almaden.wording import n_

_KG_PER_T: Final = 1000.0
#: Countries of the circle and flows between them; the rest stands in the tables.
COUNTRIES: Final = 18
LINKS: Final = 40
_SIZE: Final = 520.0
_RADIUS: Final = 190.0
_LARGEST: Final = 16.0
_SMALLEST: Final = 4.0
_THICKEST: Final = 18.0
_THINNEST: Final = 1.2


@dataclass(frozen=True)
class MirrorBar:
    """A year of a country: what it tells to the left, what its partners tell to the right, in percent of each half."""

    year: int
    own_kg: float | None
    partners_kg: float
    own: float
    partners: float

    @property
    def told(self) -> bool:
        """Whether either side tells anything."""
        return self.own > 0 or self.partners > 0


@dataclass(frozen=True)
class Spot:
    """A country on the circle: its place, its radius, and where its letters begin."""

    node: Node
    x: float
    y: float
    radius: float
    text_x: float
    text_y: float
    anchor: str


@dataclass(frozen=True)
class Ribbon:
    """A flow as a shape that is wide where it leaves and narrow where it arrives."""

    link: Link
    path: str


@dataclass(frozen=True)
class Circle:
    """The network of a year.

    Attributes:
        spots, ribbons: countries and flows, those with the most mercury.
        left_out: flows that are not drawn.
        size: side of the picture.
    """

    spots: tuple[Spot, ...]
    ribbons: tuple[Ribbon, ...]
    left_out: int
    size: float = _SIZE


def tonnes(kg: float | None) -> float | None:
    """Kilograms in tonnes, as they are shown."""
    return None if kg is None else kg / _KG_PER_T


def told_tonnes(kg: float) -> str:
    """Kilograms in tonnes as text: to 0.1 t, and what is less than a tonne to the kilogram."""
    found = kg / _KG_PER_T
    places = 3 if 0.0005 <= abs(found) < 1.0 else 1
    return number(round(found, places) + 0.0, places)


def world_chart(years: Sequence[YearBalance]) -> dict[str, Any]:
    """What all countries report as exports and as imports, year by year."""
    lines = [
        (n_("exports as reported"), [one.exports_kg for one in years]),
        (n_("imports as reported"), [one.imports_kg for one in years]),
        (n_("flagged gaps"), [one.flagged_kg for one in years]),
    ]
    return {
        "kind": "lines",
        "label": translate(n_("World trade as both sides report it")),
        "unit": "t",
        "rows": [
            {"name": translate(name), "year": year.year, "value": kg / _KG_PER_T, "low": None, "high": None}
            for name, values in lines
            for year, kg in zip(years, values, strict=True)
        ],
    }


def mirror_bars(years: Sequence[CountryYear], *, inward: bool) -> tuple[MirrorBar, ...]:
    """What a country tells beside what its partners tell, on one scale.

    Args:
        years: the country by year.
        inward: its imports; otherwise its exports.
    """
    sides = [
        (one.year, one.imports_kg, one.partners_exports_kg) if inward
        else (one.year, one.exports_kg, one.partners_imports_kg) for one in years
    ]  # fmt: skip
    whole = max((max(own or 0.0, partners) for _, own, partners in sides), default=0.0) or 1.0
    return tuple(
        MirrorBar(year, own, partners, round(100 * (own or 0.0) / whole, 3), round(100 * partners / whole, 3))
        for year, own, partners in sides
    )


def circle(nodes: Sequence[Node], links: Sequence[Link]) -> Circle:
    """The countries of a year on a circle with their largest flows.

    Args:
        nodes: of one year, the largest first.
        links: of the same year, the largest first.
    """
    shown = sorted(nodes[:COUNTRIES], key=lambda one: one.country)
    most = max((one.share for one in shown), default=0.0) or 1.0
    spots = tuple(_spot(one, place, len(shown), most) for place, one in enumerate(shown))
    at = {one.node.country: one for one in spots}
    drawn = [one for one in links if one.exporter in at and one.importer in at][:LINKS]
    widest = max((one.share for one in drawn), default=0.0) or 1.0
    ribbons = tuple(_ribbon(one, at, widest) for one in drawn)
    return Circle(spots, ribbons, len(links) - len(drawn))


def _spot(node: Node, place: int, count: int, most: float) -> Spot:
    turn = 2 * math.pi * place / max(count, 1) - math.pi / 2
    x, y = math.cos(turn), math.sin(turn)
    radius = max(_SMALLEST, _LARGEST * math.sqrt(node.share / most))
    middle, away = _SIZE / 2, _RADIUS + radius + 8
    anchor = "middle" if abs(x) < 0.2 else ("start" if x > 0 else "end")
    return Spot(node, _at(middle + _RADIUS * x), _at(middle + _RADIUS * y), _at(radius), _at(middle + away * x),
                _at(middle + away * y + 6 + (6 if abs(x) < 0.2 else 0) * (1 if y > 0 else -1)), anchor)  # fmt: skip


def _ribbon(link: Link, at: Mapping[str, Spot], widest: float) -> Ribbon:
    begin, end = at[link.exporter], at[link.importer]
    middle = _SIZE / 2
    half = max(_THINNEST, _THICKEST * link.share / widest) / 2
    run = math.hypot(end.x - begin.x, end.y - begin.y) or 1.0
    # Across the line between both, so that the two directions between two countries lie beside each other.
    across_x, across_y = -(end.y - begin.y) / run, (end.x - begin.x) / run
    bend_x = middle + (begin.x + end.x - 2 * middle) * 0.25 + 10 * across_x
    bend_y = middle + (begin.y + end.y - 2 * middle) * 0.25 + 10 * across_y
    numbers = (
        begin.x + half * across_x, begin.y + half * across_y, bend_x + half * 0.6 * across_x,
        bend_y + half * 0.6 * across_y, end.x, end.y, bend_x - half * 0.6 * across_x, bend_y - half * 0.6 * across_y,
        begin.x - half * across_x, begin.y - half * across_y,
    )  # fmt: skip
    path = "M{} {}Q{} {} {} {}Q{} {} {} {}Z".format(*map(_at, numbers))
    return Ribbon(link, path)


def _at(value: float) -> float:
    return round(value, 1)
