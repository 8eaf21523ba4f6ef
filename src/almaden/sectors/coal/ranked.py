"""Units of a fleet in the order of their mercury: over their remaining life, for their output, or in a year."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.sectors.amounts import amount, first
from almaden.sectors.coal.emission import emissions
from almaden.sectors.coal.life import lifetime_rules, remaining_years
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.ranking import CountRange, rank
from almaden.sectors.coal.result import Meta
from almaden.sectors.coal.terms import By
from almaden.sectors.draws import FleetDraws
from almaden.sectors.flat import flat
from almaden.sectors.numbers import Drawn
from almaden.wording import n_

if TYPE_CHECKING:
    import pandas

#: Shares of the total for which units are counted.
SHARES: Final = (0.45, 0.5, 0.75, 0.9)
TOP: Final = 10
#: Why a count of record may lie beside its range.
MORE_ALIKE: Final = n_(
    "Units that were filled from the same defaults have the same value of record. Real units differ, as the draws do: "
    "so fewer carry a share in the draws than in the order of record."
)


@dataclass(frozen=True, slots=True)
class RankedUnit:
    """A unit at its place.

    Attributes:
        gem_id: its identifier; of the tracker where it comes from there.
        name: plant and unit.
        country, status, capacity_mw, latitude, longitude, remaining_years: as told or filled.
        kg_per_year, lifetime_kg, g_per_gwh: emission to air.
        cumulative_share: share of the total that this and the units before it carry.
        p_top10: probability that it is among the first ten.
        rank, rank_low, rank_high: its place, and the 95 % range of it.
    """

    gem_id: str
    name: str
    country: str
    status: str
    capacity_mw: float
    latitude: float | None
    longitude: float | None
    remaining_years: int
    kg_per_year: Amount
    lifetime_kg: Amount
    g_per_gwh: Amount
    cumulative_share: float
    p_top10: float
    rank: int
    rank_low: int
    rank_high: int


@dataclass(frozen=True)
class RankResult:
    """A ranking.

    Attributes:
        meta: how it was made.
        by: what it is by; shares are of the mercury of remaining lives for ``lifetime``, otherwise of a year's.
        units: the largest first.
        total_kg: what the shares are of.
        k_for_half: how many units carry half of it.
        counts: how many units carry other shares.
        notes: what is to be known of it.
    """

    meta: Meta
    by: By
    units: tuple[RankedUnit, ...]
    total_kg: Amount
    k_for_half: CountRange
    counts: Mapping[float, CountRange] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def to_frame(self) -> pandas.DataFrame:
        """One row a unit, amounts as value, low and high."""
        import pandas

        return pandas.DataFrame(self._units())

    def to_json(self) -> str:
        """Everything, amounts as value, low and high."""
        half = self.k_for_half
        return json.dumps(
            {
                "meta": asdict(self.meta),
                "by": self.by,
                **flat({"total_kg": asdict(self.total_kg)}),
                "notes": list(self.notes),
                "k_for_half": half.value,
                "k_for_half_low": half.low,
                "k_for_half_high": half.high,
                "k_for_share": {f"{share:g}": count._asdict() for share, count in self.counts.items()},
                "units": self._units(),
            },
            ensure_ascii=False,
        )

    def summary(self) -> str:
        """How many units carry half, in a line."""
        half = self.k_for_half
        return f"{half.value} ({half.low} to {half.high}) of {len(self.units)} units carry half"

    def _units(self) -> list[dict[str, Any]]:
        return [flat(asdict(unit)) for unit in self.units]


def rank_fleet(units: Sequence[CoalUnit], meta: Meta, by: By = "lifetime") -> RankResult:
    """Rank units.

    Args:
        units: the units, filled; those that have no years left count with nothing where it is by lifetime.
        meta: draws (2 or more), seed, year and rule of life.
        by: what to rank by.
    """
    rule = lifetime_rules()[meta.lifetime_rule]
    years = [remaining_years(unit, rule, meta.state_year) for unit in units]
    lives = [float(one) for one in years]
    kept = _Kept.of(units, meta, lives if by == "lifetime" else [1.0] * len(units), with_rate=by == "rate")
    ids = [unit.id for unit in units]
    if by == "rate":
        found = rank(ids, kept.rates, kept.rate_draws, kg=kept.kg, kg_draws=kept.kg_draws, top=TOP, shares=SHARES)
    else:
        found = rank(ids, kept.kg, kept.kg_draws, top=TOP, shares=SHARES)
    total = np.concatenate(([kept.kg.sum()], kept.kg_draws.sum(axis=0, dtype=np.float64)))
    ranked = tuple(
        RankedUnit(
            gem_id=units[at].id,
            name=" ".join(filter(None, (units[at].plant, units[at].name))),
            country=units[at].country,
            status=units[at].status,
            capacity_mw=units[at].capacity_mw,
            latitude=units[at].latitude,
            longitude=units[at].longitude,
            remaining_years=years[at],
            kg_per_year=kept.amounts[at][0],
            lifetime_kg=_times(kept.amounts[at][0], lives[at]),
            g_per_gwh=kept.amounts[at][1],
            cumulative_share=float(share),
            p_top10=float(found.p_top[at]),
            rank=int(found.rank[at]),
            rank_low=int(found.rank_low[at]),
            rank_high=int(found.rank_high[at]),
        )
        for at, share in zip(found.order, found.cumulative, strict=True)
    )
    counts = {share: found.k_for_share(share) for share in SHARES}
    beside = any(not count.low <= count.value <= count.high for count in counts.values())
    return RankResult(meta, by, ranked, amount(total), counts[0.5], counts, (MORE_ALIKE,) if beside else ())


@dataclass(frozen=True)
class _Kept:
    """Draws of all units, in single precision so that a world fleet fits; values of record in double.

    Shapes: ``(units, draws)`` and ``(units,)``; without rates no draws of them. Amounts by the place of the unit.
    """

    kg: FloatArray
    kg_draws: NDArray[np.float32]
    rates: FloatArray
    rate_draws: NDArray[np.float32] | None
    amounts: dict[int, tuple[Amount, Amount]]

    @classmethod
    def of(cls, units: Sequence[CoalUnit], meta: Meta, years: Sequence[float], with_rate: bool) -> _Kept:
        draws = FleetDraws(meta.draws, meta.seed)
        kg = np.empty((len(units), meta.draws), dtype=np.float32)
        rate = np.empty_like(kg) if with_rate else None
        values = np.empty((len(units), 2))
        amounts = {}
        places = {unit.id: at for at, unit in enumerate(units)}
        for unit, one in emissions(units, draws):
            at = places[unit.id]
            kg[at] = _behind(one.air_kg * years[at])
            if rate is not None:
                rate[at] = _behind(one.g_per_gwh)
            values[at] = first(one.air_kg) * years[at], first(one.g_per_gwh)
            amounts[at] = amount(one.air_kg), amount(one.g_per_gwh)
        return cls(values[:, 0], kg, values[:, 1], rate, amounts)


def _behind(drawn: Drawn) -> Drawn:
    """The draws behind the value of record."""
    return drawn[1:] if isinstance(drawn, np.ndarray) else drawn


def _times(one: Amount, years: float) -> Amount:
    return Amount(one.value * years, one.low * years, one.high * years)
