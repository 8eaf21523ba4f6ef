"""The balance of supply and demand of a country, a region or the world, with a term that nothing explains.

``primary + by-product + recycling + chlor-alkali surplus + taken from stocks + seized + other + imports
= exports + uses + stored or disposed of + unexplained``, after the balances of supply and demand of the United Nations
Environment Programme.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.reference.origin import Origin
from almaden.sectors.amounts import amount
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.draws import FleetDraws
from almaden.supply.article3 import to_identify
from almaden.supply.balance_result import Balance, Balances, HiddenFlow, Level, Presence, TermResult
from almaden.supply.data import WORLD, SupplyData
from almaden.supply.entries import Entry, closures, entries, unknown_closures, with_closures
from almaden.supply.regions import known_area, members, regions_of
from almaden.supply.terms import ASGM, SUPPLY_TERMS, TERM_NAMES
from almaden.wording import Text, n_

#: Below this probability of no difference what is not explained is called so.
_UNLIKELY: Final = 0.05


def balances(
    data: SupplyData,
    *,
    region: str = "",
    year: int | None = None,
    plants: PlantData | None = None,
    on: date | None = None,
    draws: int = 1_000,
    seed: int = 1,
) -> Balances:
    """Balances of every area and year that anything is told of, of continents and of the world.

    Args:
        data: what is told.
        region: only this country, region or continent, or ``world``; all where empty.
        year: only this year.
        plants: register of chlor-alkali plants; its closures are a source where the data tell none.
        on: the day that closures are reckoned from; needed with plants.
        draws: how many draws the ranges are made of.
        seed: seed of the draws.

    Raises:
        InputError: nothing is told of the region and the year.
        ValueError: plants without a day.
    """
    if plants is not None and on is None:
        raise ValueError("closures of plants need the day that they are reckoned from")
    fleet = FleetDraws(draws, seed)
    freed = closures(plants, on, fleet) if plants is not None and on is not None else ()
    told, left_out = with_closures(entries(data), freed)
    areas = {one.area for one in told}
    only = known_area(data, region) if region else ""
    wanted = [(level, area) for level, area in _areas(areas) if not only or area == only]
    places: dict[tuple[str, int], list[Entry]] = {}
    for one in told:
        if year is None or one.year == year:
            places.setdefault((one.area, one.year), []).append(one)
    lines = tuple(
        _balance(level, area, at, mine, fleet)
        for level, area in wanted
        for at in sorted({at for _area, at in places})
        if (mine := _members(places, areas, area, at))
    )
    if not lines:
        raise InputError(_nothing(region, year, areas, told))
    shown = {(one, line.year) for line in lines for one in members(areas, line.area)}
    used = [one for place in sorted(shown) for one in places.get(place, ())]
    notes = (*data.notes, *_notes(lines, used, left_out))
    if plants is not None and on is not None and (unknown := unknown_closures(plants, on)):
        notes = (*notes, Text("of {count} chlor-alkali plants year or mercury cannot be told: theirs is in no sum",
                              count=unknown))  # fmt: skip
    return Balances(lines, to_identify(data), _origins(used), notes, meta(draws, seed, data.sha256, notice=data.notice))


def _members(places: Mapping[tuple[str, int], list[Entry]], areas: set[str], area: str, year: int) -> list[Entry]:
    """What is told of an area and a year, or of the countries that it is the sum of, in the order of their names."""
    return [one for each in members(areas, area) for one in places.get((each, year), ())]


def _areas(areas: set[str]) -> tuple[tuple[Level, str], ...]:
    sums: list[tuple[Level, str]] = [("world" if one == WORLD else "region", one) for one in regions_of(areas)]
    return (*(("area", one) for one in sorted(areas)), *sums)


def _balance(level: Level, area: str, year: int, told: Sequence[Entry], fleet: FleetDraws) -> Balance:
    supply, demand = np.zeros(fleet.draws + 1), np.zeros(fleet.draws + 1)
    terms = []
    for name in TERM_NAMES:
        rows = [one for one in told if one.term == name]
        drawn = [found for one in rows if (found := one.draws(fleet)) is not None]
        total = sum(drawn, start=np.zeros(fleet.draws + 1))
        if name in SUPPLY_TERMS:
            supply += total
        else:
            demand += total
        members = len({one.area for one in told})
        unknown = members - len({one.area for one in rows if one.number is not None or one.drawn is not None})
        terms.append(TermResult(name, amount(total) if drawn else None, len(drawn), unknown))
    rest = supply - demand
    asgm = _presence([one for one in told if one.part == ASGM], fleet)
    return Balance(
        level, area, year, tuple(terms), amount(supply), amount(demand), amount(rest),
        hidden_flow(rest, terms, asgm),
    )  # fmt: skip


def _presence(rows: Sequence[Entry], fleet: FleetDraws) -> Presence:
    drawn = [found for one in rows if (found := one.draws(fleet)) is not None]
    if not drawn:
        return "not told"
    return "present" if any(one[0] > 0.0 for one in drawn) else "none"


def hidden_flow(rest: FloatArray, terms: Iterable[TermResult], asgm: Presence) -> HiddenFlow:
    """What the unexplained term says of trade without a record.

    Args:
        rest: draws of the unexplained term in t, the value of record first.
        terms: the terms of the balance.
        asgm: whether there is small-scale gold mining with mercury.

    The probability is two-sided, from the draws, and never below one in their number.
    """
    above = float(np.mean(rest[1:] > 0.0)) + 0.5 * float(np.mean(rest[1:] == 0.0))
    p = min(max(2.0 * min(above, 1.0 - above), 1.0 / (len(rest) - 1)), 1.0)
    known = {one.term for one in terms if one.t is not None}
    if "uses" not in known or not known & set(SUPPLY_TERMS):
        return HiddenFlow("not told", p, asgm, n_("too little is told: uses and at least one source are needed"))
    if p >= _UNLIKELY:
        return HiddenFlow("none", p, asgm, n_("supply and demand agree within their ranges"))
    t = abs(float(rest[0]))
    if rest[0] > 0.0:
        text = Text("{t} t are supplied and neither used, stored nor exported by what is told", t=t)
        return HiddenFlow("supplied, not used", p, asgm, text)
    text = Text("{t} t are used, stored or exported without a supply that is told", t=t)
    return HiddenFlow("used, not supplied", p, asgm, text)


def _origins(used: Iterable[Entry]) -> tuple[Origin, ...]:
    return tuple(dict.fromkeys(origin for one in used for origin in one.origins))


def _notes(lines: Sequence[Balance], used: Sequence[Entry], left_out: Sequence[Entry]) -> Iterable[Text | str]:
    if any(one.t is None for line in lines for one in line.terms):
        yield n_("terms of which nothing is told are not zero: what they were is part of the unexplained term")
    unknown = sum(one.number is None and one.drawn is None for one in used)
    if unknown:
        yield Text("rows without an amount, which are not known and in no sum: {count}", count=unknown)
    exact = sum(one.number is not None and one.number.value > 0.0 and one.number.origin.low is None for one in used)
    if exact:
        yield Text("amounts without a range, which are taken as exact: {count}", count=exact)
    if left_out:
        yield Text("closures of {count} countries and years are told in the file: those of the register of plants are "
                   "left out", count=len(left_out))  # fmt: skip
    free = [f"{line.area} {line.year}" for line in lines if line.level == "area" and _reused(line)]
    if free:
        yield Text("mercury of closed chlor-alkali plants must not be used again (Article 3, paragraph 5(b)); less was "
                   "stored or disposed of than came free: {places}", places=", ".join(free))  # fmt: skip
    if any(line.level in ("region", "world") for line in lines):
        yield n_("sums of regions and of the world are of the countries that are told, with the trade among them")


def _reused(line: Balance) -> bool:
    freed, stored = line.term("chlor-alkali surplus"), line.term("stored")
    return freed is not None and stored is not None and freed.value > stored.value


def _nothing(region: str, year: int | None, areas: set[str], told: Sequence[Entry]) -> Fault:
    asked = ", ".join(one for one in (region, "" if year is None else str(year)) if one)
    known = ", ".join([*(area for _level, area in _areas(areas)), *sorted({str(one.year) for one in told})])
    return Fault(
        n_("nothing is told of this area and year"), column="--region", value=asked, accepted=known,
        advice=n_("take an area and a year that the tables tell of"),
    )  # fmt: skip
