"""Two inventories side by side: what changed, and whether by activity, input factor or practice.

Two years of a country, two versions of one inventory and two countries are compared alike. How a change is
split is said in :mod:`almaden.inventory.decomposition`. In the linked total a change is told by the source
that the mercury comes from, and what becomes of its waste is practice.
"""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from almaden.inventory.comparison import Change, Changes, Comparison, RowChange, Side, Status
from almaden.inventory.contributions import TOTALS, Kilograms, by_origin, kilograms, link_states
from almaden.inventory.decomposition import Effects, Term, decompose
from almaden.inventory.inventory import DRAWS, SEED, Inventory
from almaden.inventory.matching import Pair, match_rows
from almaden.inventory.records import InventoryData
from almaden.inventory.result import Result, RowResult
from almaden.quantity.units import UnitError, convert
from almaden.reference.pathways import AMOUNTS
from almaden.wording import Text, n_

_NOTHING: Kilograms = dict.fromkeys(AMOUNTS, 0.0)


def compare(first: Result, second: Result) -> Comparison:
    """Compare two results, row by row and in total, at their point values."""
    matches = [_match(pair) for pair in match_rows(first.rows, second.rows)]
    rows = tuple(_row_change(match) for match in matches)
    groups = {
        key: _sum([row.amounts for row in rows if row.group == key]) for key in dict.fromkeys(row.group for row in rows)
    }
    states = link_states(first.rows), link_states(second.rows)
    totals: dict[str, Changes] = {}
    for total in TOTALS:
        added = [
            tuple(
                by_origin(row, total, state) if row is not None else _NOTHING
                for row, state in zip((match.pair.first, match.pair.second), states, strict=True)
            )
            for match in matches
        ]
        totals[total] = _sum([_changes(match, *sides) for match, sides in zip(matches, added, strict=True)])
    return Comparison(_side(first), _side(second), rows, groups, totals, _notes(first, second, rows))


def compare_inventories(
    first: Inventory,
    second: Inventory,
    draws: int = DRAWS,
    seed: int = SEED,
    *,
    first_year: int | None = None,
    second_year: int | None = None,
) -> Comparison:
    """Run and compare two inventories, with 95 % ranges of the change of the totals.

    Both sides are drawn together, so that errors which they have in common cancel from the change.

    Args:
        first: the inventory before.
        second: the inventory after; the same one again to compare two of its years.
        draws: draws of the uncertain numbers.
        seed: of the draws.
        first_year: reporting year of the first, by default that of its header.
        second_year: reporting year of the second, by default that of its header.
    """
    one = first.run(draws, seed, year=first_year)
    two = second.run(draws, seed, year=second_year)
    return with_ranges(compare(one, two), (first.data, one), (second.data, two), draws, seed)


def with_ranges(
    comparison: Comparison,
    first: tuple[InventoryData, Result],
    second: tuple[InventoryData, Result],
    draws: int,
    seed: int,
) -> Comparison:
    """A comparison with the 95 % ranges of the change of its totals, both sides drawn together.

    Args:
        comparison: of the two results.
        first: the inventory before and its result.
        second: the inventory after and its result.
        draws: draws of the uncertain numbers.
        seed: of the draws.
    """
    from almaden.inventory.change_ranges import change_ranges

    pairs = match_rows(first[1].rows, second[1].rows)
    ranges = change_ranges((first[0], first[1].year), (second[0], second[1].year), pairs, draws, seed)
    totals = {
        total: {
            name: replace(change, low=ranges[total][name][0], high=ranges[total][name][1])
            for name, change in changes.items()
        }
        for total, changes in comparison.totals.items()
    }
    return replace(comparison, totals=totals)


@dataclass(frozen=True)
class _Match:
    """A pair with what is needed to split its changes."""

    pair: Pair
    status: Status
    rates: tuple[float | None, float | None]
    units: tuple[str, str]
    kilograms: tuple[Kilograms, Kilograms]

    @property
    def units_differ(self) -> bool:
        return self.status == "kept" and self.units[0] != self.units[1]


def _match(pair: Pair) -> _Match:
    first, second = pair.first, pair.second
    rates = (first.activity_rate if first else None, second.activity_rate if second else None)
    units = (first.unit if first else "", second.unit if second else "")
    if rates[0] is not None and units[0] and units[1] and units[0] != units[1]:
        with contextlib.suppress(UnitError):
            rates, units = (convert(rates[0], units[0], units[1]), rates[1]), (units[1], units[1])
    sides = tuple(kilograms(row) if row is not None else _NOTHING for row in (first, second))
    return _Match(pair, _status(pair), rates, units, (sides[0], sides[1]))


def _status(pair: Pair) -> Status:
    one, two = _presence(pair.first), _presence(pair.second)
    if one == two:
        return "kept" if one == "present" else one
    if "unknown" in (one, two):
        # A line that was unknown and is listed no longer has not become known.
        if pair.first is None or pair.second is None:
            return "unknown"
        return "became known" if one == "unknown" else "became unknown"
    return "new" if two == "present" else "ended"


def _presence(row: RowResult | None) -> Literal["present", "absent", "unknown"]:
    if row is None:
        return "absent"
    if row.amounts is None:
        return "unknown"
    return "absent" if row.present == "N" else "present"


def _row_change(match: _Match) -> RowChange:
    row, pair = match.pair.shown, match.pair
    return RowChange(
        ids=(pair.first.id if pair.first else "", pair.second.id if pair.second else ""),
        code=row.code,
        name=row.name,
        group=row.group,
        variant=row.variant,
        phase=row.phase,
        facility=row.facility,
        status=match.status,
        matched=pair.matched,
        rates=match.rates,
        units=match.units,
        factors=(_factor(match, 0), _factor(match, 1)),
        units_differ=match.units_differ,
        amounts=_changes(match, *match.kilograms),
    )


def _factor(match: _Match, side: Literal[0, 1]) -> float | None:
    row, rate = (match.pair.first, match.pair.second)[side], match.rates[side]
    if row is None or row.amounts is None or not rate:
        return None
    return match.kilograms[side]["input_kg"] / rate


def _changes(match: _Match, first: Kilograms, second: Kilograms) -> Changes:
    """Changes of what a row adds somewhere: to its own amounts, or to those of a total."""
    return {name: _change(match, name, first[name], second[name]) for name in AMOUNTS}


def _change(match: _Match, name: str, first: float, second: float) -> Change:
    change = second - first
    if match.status in ("new", "ended"):
        return Change(first, second, Effects(activity=change))
    if match.status != "kept":
        return Change(first, second, Effects(knowledge=change))
    # What a total leaves out of an input is left out on both sides, and is no practice.
    one, two = (
        Term(
            None if match.units_differ else rate,
            kg if name == "input_kg" else own["input_kg"],
            kg,
        )
        for rate, own, kg in zip(match.rates, match.kilograms, (first, second), strict=True)
    )
    return Change(first, second, decompose(one, two))


def _sum(parts: Sequence[Changes]) -> Changes:
    return {name: _added([part[name] for part in parts]) for name in AMOUNTS}


def _added(changes: Iterable[Change]) -> Change:
    changes = tuple(changes)
    effects = [change.effects for change in changes]
    return Change(
        math.fsum(change.first for change in changes),
        math.fsum(change.second for change in changes),
        Effects(
            math.fsum(one.activity for one in effects),
            math.fsum(one.factor for one in effects),
            math.fsum(one.practice for one in effects),
            math.fsum(one.knowledge for one in effects),
        ),
    )


def _side(result: Result) -> Side:
    return Side(result.country, result.country_name, result.year, result.meta)


def _notes(first: Result, second: Result, rows: Sequence[RowChange]) -> tuple[str, ...]:
    notes: list[str] = []
    for template, one, two in (
        (n_("the factor sets differ: {first}, {second}"), first.meta.factor_set, second.meta.factor_set),
        (
            n_("the factor layers differ: {first}, {second}"),
            ", ".join(first.meta.layers[1:]),
            ", ".join(second.meta.layers[1:]),
        ),
        (n_("the levels differ: {first}, {second}"), str(first.level), str(second.level)),
        (n_("the program versions differ: {first}, {second}"), first.meta.version, second.meta.version),
    ):
        if one != two:
            notes.append(Text(template, first=one or Text("none"), second=two or Text("none")))
    if first.meta.factor_set != second.meta.factor_set or first.meta.layers != second.meta.layers:
        notes.append(Text("a change by factor or practice may come from the tables and not from the country"))
    if first.country != second.country:
        notes.append(Text("two countries: a change is a difference between them"))
    for status, template in (
        ("became known", n_("rows that became known (told as knowledge, not as change in the country): {count}")),
        ("became unknown", n_("rows that became unknown (told as knowledge, not as change in the country): {count}")),
        ("unknown", n_("rows that are not known on both sides, or not listed on one, and are in no total: {count}")),
    ):
        count = sum(row.status == status for row in rows)
        if count:
            notes.append(Text(template, count=count))
    differing = [row.code for row in rows if row.units_differ]
    if differing:
        codes = ", ".join(differing)
        notes.append(Text("activity and factor cannot be told apart, for the units differ: {codes}", codes=codes))
    return tuple(notes)
