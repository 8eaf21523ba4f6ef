"""The result of comparing both sides of the trade in a commodity."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat
from almaden.supply.trade.areas import areas
from almaden.supply.trade.hidden import CountrySigns
from almaden.supply.trade.network import Network, YearBalance, network
from almaden.supply.trade.pairs import ABSENT, STATES, Pairs
from almaden.supply.trade.quality import Agreement
from almaden.supply.trade.repair import Masses
from almaden.supply.trade.rows import BoolArray, FloatArray, IntArray
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas

#: Flagged flows and repairs that JSON holds; tables hold all.
_MOST: Final = 1_000


@dataclass(frozen=True)
class Flow:
    """A flow in a year.

    Attributes:
        year, exporter, importer: which.
        x_kg, m_kg: what both sides report, None where a side has no statistics or its weight is not known.
        gap_kg, relative_gap: imports less exports, and that over the mean of both.
        shifted_kg, hub_kg: what the turn of the year and hubs explain.
        left_kg: what is left; above 0 the exporter tells too little, below 0 the importer.
        exporter_state, importer_state: how both sides stand.
    """

    year: int
    exporter: str
    importer: str
    x_kg: float | None
    m_kg: float | None
    gap_kg: float | None
    relative_gap: float | None
    shifted_kg: float
    hub_kg: float
    left_kg: float
    exporter_state: str
    importer_state: str


@dataclass(frozen=True, eq=False)
class MirrorResult:
    """Both sides of the trade in a commodity.

    Attributes:
        meta: how it was made.
        code: the commodity.
        hubs: countries that were taken as hubs.
        masses: the mass of each line, with every repair.
        pairs: both sides of each trade with what explains their gaps.
        agreement: how well reporters agree, and how far honest sides differ.
        flags: pairs that are flagged.
        best_kg: what moved, of each pair, from both sides by their weights.
        false_alarm: share of honest pairs that may be flagged.
        years: the world in every year.
        countries: signs of hidden trade, those with the most first.
        unverified: the numbers it rests on that nobody has read in a source.
    """

    meta: Meta
    code: str
    hubs: tuple[str, ...]
    masses: Masses
    pairs: Pairs
    agreement: Agreement
    flags: BoolArray
    best_kg: FloatArray
    false_alarm: float
    years: tuple[YearBalance, ...]
    countries: tuple[CountrySigns, ...]
    unverified: tuple[Origin, ...]

    @property
    def told(self) -> tuple[Text, ...]:
        """What the reader set apart or took otherwise, in sentences."""
        return tuple(one.say() for one in self.masses.rows.told)

    @cached_property
    def flagged(self) -> IntArray:
        """Places of the flagged pairs, those with the widest gap first."""
        where = np.flatnonzero(self.flags)
        return where[np.lexsort((where, -np.abs(self.pairs.left_kg[where])))]

    @property
    def absent(self) -> tuple[tuple[str, int, float], ...]:
        """Countries without statistics of a year that partners tell of: country, year, kg that the partners tell."""
        pairs, count = self.pairs, len(areas())
        sums: dict[int, float] = {}
        for state, who in ((pairs.x_state, pairs.exporter), (pairs.m_state, pairs.importer)):
            where = state == ABSENT
            keys, place = np.unique(pairs.year[where] * count + who[where], return_inverse=True)
            totals = np.bincount(place, self.best_kg[where], minlength=len(keys))
            for key, kg in zip(keys.tolist(), totals.tolist(), strict=True):
                sums[key] = sums.get(key, 0.0) + kg
        return tuple((areas()[key % count], key // count, kg) for key, kg in sorted(sums.items()))

    def flows(self, country: str = "", most: int | None = _MOST) -> tuple[Flow, ...]:
        """Flagged flows, those with the widest gap first, of one country or of all."""
        return tuple(self.flow_at(int(one)) for one in self._flagged_of(country)[:most])

    def _flagged_of(self, country: str) -> IntArray:
        where = self.flagged
        if not country:
            return where
        place = areas().index(country)
        own = (self.pairs.exporter[where] == place) | (self.pairs.importer[where] == place)
        return np.asarray(where[own], np.int64)

    def network(self, most_links: int = 200) -> Network:
        """The trade as a network, year by year."""
        return network(self.pairs, self.best_kg, self.flags, self.hubs, most_links=most_links)

    def to_frame(self) -> pandas.DataFrame:
        """One row a pair and year, with what moved and whether it is flagged."""
        frame = self.pairs.to_frame()
        frame["best_kg"], frame["exporter_weight"] = self.best_kg, self.agreement.weight(self.pairs)
        frame["flagged"] = self.flags
        return frame

    def summary(self) -> Text:
        """The result in a sentence."""
        return Text(
            "{flagged} of {pairs} flows are flagged; of honest flows at most {share} % would be",
            flagged=float(self.flags.sum()), pairs=float(len(self.pairs)), share=100 * self.false_alarm,
        )  # fmt: skip

    def as_dict(self, country: str = "") -> dict[str, Any]:
        """Years, countries, flagged flows and repairs as plain values; long lists say how many are left out."""
        flows, changed = self.flows(country), len(self.masses.changed)
        return {
            "meta": asdict(self.meta),
            "code": self.code,
            "summary": str(self.summary()),
            "hubs": list(self.hubs),
            "false_alarm": self.false_alarm,
            "scatter": self.agreement.scatter,
            "pairs": len(self.pairs),
            "years": [asdict(one) for one in self.years],
            "countries": [flat(asdict(one)) for one in self.countries if country in ("", one.country)],
            "flagged": [asdict(one) for one in flows],
            "flagged_left_out": len(self._flagged_of(country)) - len(flows),
            "absent": [{"country": name, "year": year, "kg": kg} for name, year, kg in self.absent],
            "masses": self.masses.counts(),
            "repairs": [flat(asdict(one)) for one in self.masses.repairs(_MOST)],
            "repairs_left_out": max(0, changed - _MOST),
            "told": [
                {"kind": one.kind, "rows": one.rows, "examples": [asdict(fault) for fault in one.examples]}
                for one in self.masses.rows.told
            ],
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self, country: str = "") -> str:
        """See :meth:`as_dict`."""
        return json.dumps(self.as_dict(country), ensure_ascii=False)

    def flow_at(self, at: int) -> Flow:
        """The pair at a place, whether it is flagged or not."""
        pairs = self.pairs
        gap = pairs.m_kg[at] - pairs.x_kg[at]
        return Flow(
            int(pairs.year[at]), areas()[pairs.exporter[at]], areas()[pairs.importer[at]], _known(pairs.x_kg[at]),
            _known(pairs.m_kg[at]), _known(gap), _known(2 * gap / (pairs.m_kg[at] + pairs.x_kg[at])),
            float(pairs.shifted_kg[at]), float(pairs.hub_kg[at]),
            float(gap - pairs.shifted_kg[at] - pairs.hub_kg[at]), STATES[pairs.x_state[at]],
            STATES[pairs.m_state[at]],
        )  # fmt: skip


def _known(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
