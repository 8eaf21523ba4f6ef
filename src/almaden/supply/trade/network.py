"""The trade as a network, year by year: countries, what flows between them, and the series, as data for pictures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from almaden.supply.trade.areas import areas, places
from almaden.supply.trade.pairs import NOTHING, Pairs
from almaden.supply.trade.rows import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class Node:
    """A country in a year.

    Attributes:
        year, country: which.
        in_kg, out_kg: what came in and went out, from both sides.
        share: of the world's trade, both directions.
        sources, destinations: countries on the other side.
        through_kg: the smaller of in and out: what may have passed through.
        hub: whether it counts as a hub.
    """

    year: int
    country: str
    in_kg: float
    out_kg: float
    share: float
    sources: int
    destinations: int
    through_kg: float
    hub: bool

    @property
    def net_kg(self) -> float:
        """What stayed: in less out."""
        return self.in_kg - self.out_kg


@dataclass(frozen=True)
class Link:
    """A flow in a year: kg from both sides, its share of the world's trade, and whether it is flagged as hidden."""

    year: int
    exporter: str
    importer: str
    kg: float
    share: float
    flagged: bool


@dataclass(frozen=True)
class YearBalance:
    """The world in a year.

    Attributes:
        year: which.
        exports_kg, imports_kg: what all report.
        gap_kg: imports less exports of pairs of which both sides have statistics.
        best_kg: what moved, from both sides.
        mirrored_kg: of it, flows of which a side has no statistics of the year, so that the other side stands for it.
        flagged_kg: gaps that are flagged.
        pairs, flagged: pairs, and those that are flagged.
    """

    year: int
    exports_kg: float
    imports_kg: float
    gap_kg: float
    best_kg: float
    mirrored_kg: float
    flagged_kg: float
    pairs: int
    flagged: int


@dataclass(frozen=True)
class Network:
    """Nodes and links by year, the largest first; ``links_left_out`` counts those that are not told."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    links_left_out: int

    def as_dict(self) -> dict[str, Any]:
        """Nodes with what stayed, links, and how many links are left out."""
        return {
            "nodes": [{**asdict(one), "net_kg": one.net_kg} for one in self.nodes],
            "links": [asdict(one) for one in self.links],
            "links_left_out": self.links_left_out,
        }

    def to_frame(self) -> pandas.DataFrame:
        """One row a link."""
        import pandas

        return pandas.DataFrame([asdict(one) for one in self.links])


def network(
    pairs: Pairs, best_kg: FloatArray, flags: BoolArray, hubs: Collection[str] = (), *, most_links: int = 200
) -> Network:
    """The network of every year.

    Args:
        pairs: both sides.
        best_kg: what moved, of each pair.
        flags: pairs that are flagged.
        hubs: countries that count as hubs, as three letters.
        most_links: links that are told of each year, the largest.
    """
    names = areas()
    between = {places()[one] for one in hubs}
    nodes: list[Node] = []
    links: list[Link] = []
    left_out = 0
    for year in np.unique(pairs.year):
        of = np.flatnonzero((pairs.year == year) & (best_kg > 0))
        if not len(of):
            continue
        kg, exporter, importer = best_kg[of], pairs.exporter[of], pairs.importer[of]
        world = float(kg.sum())
        nodes += _nodes(int(year), kg, exporter, importer, world, between)
        order = np.lexsort((importer, exporter, -kg))[:most_links]
        left_out += len(of) - len(order)
        links += [
            Link(int(year), names[exporter[one]], names[importer[one]], float(kg[one]), float(kg[one]) / world,
                 bool(flags[of[one]])) for one in order
        ]  # fmt: skip
    return Network(tuple(nodes), tuple(links), left_out)


def _nodes(
    year: int, kg: FloatArray, exporter: IntArray, importer: IntArray, world: float, hubs: Collection[int]
) -> list[Node]:  # fmt: skip
    names = areas()
    count = len(names)
    came, went = (np.bincount(one, kg, minlength=count) for one in (importer, exporter))
    sources, destinations = (np.bincount(one, minlength=count) for one in (importer, exporter))
    there = np.flatnonzero(came + went)
    there = there[np.lexsort((there, -(came + went)[there]))]
    return [
        Node(year, names[one], float(came[one]), float(went[one]), float(came[one] + went[one]) / (2.0 * world),
             int(sources[one]), int(destinations[one]), float(min(came[one], went[one])), int(one) in hubs)
        for one in there
    ]  # fmt: skip


def year_balances(pairs: Pairs, best_kg: FloatArray, flags: BoolArray) -> tuple[YearBalance, ...]:
    """The world in every year: the sum of exports against that of imports."""
    first = int(pairs.year.min())
    place = pairs.year - first
    size = int(place.max()) + 1
    both = (pairs.x_state <= NOTHING) & (pairs.m_state <= NOTHING)

    def total(values: FloatArray) -> FloatArray:
        return np.bincount(place, np.nan_to_num(values), minlength=size).astype(np.float64)

    x, m, gap, best, mirrored, flag_kg, many, flag = (
        total(one).tolist() for one in (
            pairs.x_kg, pairs.m_kg, pairs.gap_kg, best_kg, np.where(both, 0.0, best_kg),
            np.where(flags, np.abs(pairs.left_kg), 0.0), np.ones(len(pairs)), flags.astype(np.float64),
        )
    )  # fmt: skip
    return tuple(
        YearBalance(first + year, x[year], m[year], gap[year], best[year], mirrored[year], flag_kg[year],
                    int(many[year]), int(flag[year]))
        for year in range(size) if many[year]
    )  # fmt: skip
