"""The comparison of both sides looked at from near: gaps with their reasons, a country beside its partners, repairs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.supply.trade.areas import areas, places
from almaden.supply.trade.mirror_result import Flow, MirrorResult
from almaden.supply.trade.pairs import NOTHING, TOLD, Pairs
from almaden.supply.trade.repair import REPORTED, Repair
from almaden.supply.trade.rows import EXPORT, RE_EXPORT, BoolArray, FloatArray, IntArray
from almaden.wording import n_

#: Why the two sides of a flow differ, as far as it can be seen.
REASONS: Final = {
    "year_shift": n_("under way at the turn of the year"),
    "hub": n_("by way of a third country"),
    "one_sided": n_("told by one side alone"),
    "repaired": n_("a weight was repaired"),
    "unexplained": n_("unexplained, flagged"),
}


@dataclass(frozen=True)
class Gap:
    """Both sides of a flow in a year, and why they differ: keys of :data:`REASONS`."""

    flow: Flow
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class CountryYear:
    """A country in a year, kg: what it tells, and what its partners tell of it; None where it has no statistics.

    Attributes:
        year: which.
        imports_kg, partners_exports_kg: what came in.
        exports_kg, partners_imports_kg: what went out.
        flagged: flagged flows.
    """

    year: int
    imports_kg: float | None
    partners_exports_kg: float
    exports_kg: float | None
    partners_imports_kg: float
    flagged: int


@dataclass(frozen=True)
class Partner:
    """A partner of a country over all years, kg: what the country tells, and what the partner tells."""

    country: str
    imports_kg: float
    partner_exports_kg: float
    exports_kg: float
    partner_imports_kg: float
    flagged: int


def gaps(found: MirrorResult, country: str = "", most: int | None = None, *, flagged: bool = False) -> tuple[Gap, ...]:
    """Flows whose sides differ, those with the widest gap first.

    Args:
        found: the comparison.
        country: flows of this country alone, as three letters.
        most: how many; None gives all.
        flagged: flagged flows alone.
    """
    pairs = found.pairs
    size = np.nan_to_num(np.abs(np.where(np.isnan(pairs.gap_kg), found.best_kg, pairs.gap_kg)))
    keep = (found.flags if flagged else size > 0) & _of(pairs, country)
    where = np.flatnonzero(keep)
    order = np.lexsort((where, -size[where], ~found.flags[where]))
    repaired = _repaired(found)
    return tuple(
        Gap(found.flow_at(int(at)), _reasons(found, int(at), bool(repaired[at]))) for at in where[order][:most]
    )


def count_gaps(found: MirrorResult, country: str = "") -> int:
    """How many flows :func:`gaps` would give."""
    pairs = found.pairs
    size = np.where(np.isnan(pairs.gap_kg), found.best_kg, np.abs(pairs.gap_kg))
    return int(((size > 0) & _of(pairs, country)).sum())


def country_years(found: MirrorResult, country: str) -> tuple[CountryYear, ...]:
    """A country beside what its partners tell of it, year by year."""
    pairs, place = found.pairs, places()[country]
    inward, outward = pairs.importer == place, pairs.exporter == place
    years = []
    for year in np.unique(pairs.year[inward | outward]).tolist():
        came, went = inward & (pairs.year == year), outward & (pairs.year == year)
        has = bool((pairs.m_state[came] <= NOTHING).any() or (pairs.x_state[went] <= NOTHING).any())
        years.append(
            CountryYear(
                year, _sum(pairs.m_kg, came) if has else None, _sum(pairs.x_kg, came),
                _sum(pairs.x_kg, went) if has else None, _sum(pairs.m_kg, went),
                int(found.flags[came | went].sum()),
            )
        )  # fmt: skip
    return tuple(years)


def partners(found: MirrorResult, country: str) -> tuple[Partner, ...]:
    """The partners of a country, those with the most trade first."""
    pairs, place = found.pairs, places()[country]
    inward, outward = pairs.importer == place, pairs.exporter == place
    others = np.unique(np.r_[pairs.exporter[inward], pairs.importer[outward]])
    made = []
    for other in others.tolist():
        came, went = inward & (pairs.exporter == other), outward & (pairs.importer == other)
        made.append(
            Partner(
                areas()[other], _sum(pairs.m_kg, came), _sum(pairs.x_kg, came), _sum(pairs.x_kg, went),
                _sum(pairs.m_kg, went), int(found.flags[came | went].sum()),
            )
        )  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-_whole(one), one.country)))


def repairs(found: MirrorResult, country: str = "", most: int | None = None) -> Iterator[Repair]:
    """Lines whose mass is not their net weight, those with the most mass first, of one country or of all."""
    for line in _changed(found, country)[:most]:
        yield found.masses.repair_of(int(line))


def count_repairs(found: MirrorResult, country: str = "") -> int:
    """How many lines :func:`repairs` would give."""
    return len(_changed(found, country))


def _changed(found: MirrorResult, country: str) -> IntArray:
    rows, lines = found.masses.rows, found.masses.changed
    if not country:
        return lines
    place = places()[country]
    return np.asarray(lines[(rows.reporter[lines] == place) | (rows.partner[lines] == place)], np.int64)


def _of(pairs: Pairs, country: str) -> BoolArray:
    if not country:
        return np.ones(len(pairs), bool)
    place = places()[country]
    return np.asarray((pairs.exporter == place) | (pairs.importer == place), bool)


def _reasons(found: MirrorResult, at: int, repaired: bool) -> tuple[str, ...]:
    pairs = found.pairs
    there = {
        "year_shift": pairs.shifted_kg[at] != 0,
        "hub": pairs.hub_kg[at] != 0,
        "one_sided": pairs.x_state[at] != TOLD or pairs.m_state[at] != TOLD,
        "repaired": repaired,
        "unexplained": found.flags[at],
    }
    return tuple(name for name in REASONS if there[name])


def _repaired(found: MirrorResult) -> BoolArray:
    """Pairs of which a line was taken otherwise than as reported."""
    rows, pairs, count = found.masses.rows, found.pairs, len(areas())
    some = found.masses.how != REPORTED
    outward = (rows.flow == EXPORT) | (rows.flow == RE_EXPORT)
    reporter, partner = rows.reporter.astype(np.int64), rows.partner.astype(np.int64)
    keys = _key(
        rows.year.astype(np.int64), np.where(outward, reporter, partner), np.where(outward, partner, reporter), count
    )
    return np.isin(_key(pairs.year, pairs.exporter, pairs.importer, count), keys[some])


def _key(year: IntArray, exporter: IntArray, importer: IntArray, count: int) -> IntArray:
    return np.asarray((year * count + exporter) * count + importer, np.int64)


def _sum(kg: FloatArray, where: BoolArray) -> float:
    return float(np.nan_to_num(kg[where]).sum())


def _whole(one: Partner) -> float:
    return max(one.imports_kg, one.partner_exports_kg) + max(one.exports_kg, one.partner_imports_kg)
