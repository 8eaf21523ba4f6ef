"""What the tables of supply must hold between their cells and rows; every fault with its likely fix."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.countries import is_country
from almaden.reference.mercury_units import MERCURY_UNITS, kg_per
from almaden.reference.readers.template import Rows
from almaden.supply.article3 import term
from almaden.supply.drivers import GOING_ON, USES
from almaden.supply.records import AmountRecord, AssumptionRecord, MineRecord, WasteStreamRecord
from almaden.wording import Text, did_you_mean, n_

#: By table, the fields that tell its rows apart.
_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "mines": ("id",),
    "mine_output": ("mine", "year"),
    "sources": ("area", "year", "kind", "name"),
    "stocks": ("area", "holder", "place", "day"),
    "uses": ("area", "year", "use"),
    "trade": ("area", "year", "flow"),
    "assumptions": ("scenario", "driver", "from_year"),
    "wastes": ("area", "year", "stream"),
}
Say = Callable[..., Fault]


def check_tables(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Check the rows of all tables.

    Args:
        tables: the tables as read, by name.
    """
    for name, rows in tables.items():
        yield from _twice(name, rows)
        for one in rows.found:

            def say(
                problem: str, field: str, value: object, accepted: str, advice: str, rows: Rows = rows,
                row: int | None = one.row,
            ) -> Fault:  # fmt: skip
                return rows.fault(problem, row, field, str(value), accepted, advice)

            yield from _row(one.record, say)
    if "mine_output" in tables:
        yield from _mines_known(tables["mine_output"], tables.get("mines"))
    if "assumptions" in tables:
        yield from _overlaps(tables["assumptions"])


def _row(record: Any, say: Say) -> Iterator[Fault]:
    if isinstance(record, AmountRecord):
        yield from _amount(record, say)
    area = getattr(record, "area", "")
    if len(area) == 3 and area.isupper() and not is_country(area):
        yield say(n_("no country has this code"), "area", area, n_("an ISO 3166-1 code of three letters"),
                  n_("correct the code; write the name of a region in full"))  # fmt: skip
    if isinstance(record, MineRecord):
        yield from _mine(record, say)
    if isinstance(record, AssumptionRecord):
        yield from _assumption(record, say)
    if isinstance(record, WasteStreamRecord):
        for name in ("disposed", "informal"):
            value, low, high = (getattr(record, f"{name}_{end}") for end in ("share", "low", "high"))
            yield from _range(f"{name}_share", value, low, high, say)


def _amount(record: AmountRecord, say: Say) -> Iterator[Fault]:
    if kg_per(record.unit) is None:
        yield say(
            n_("this is no unit of mercury"), "unit", record.unit, ", ".join(MERCURY_UNITS),
            n_("a number of items is no mass: write the mercury in them, in kg or t"),
        )  # fmt: skip
    yield from _range("amount", record.amount, record.low, record.high, say)


def _range(field: str, value: float | None, low: float | None, high: float | None, say: Say) -> Iterator[Fault]:
    if (low is None) != (high is None):
        yield say(n_("only one end of the range is told"), field, "" if value is None else value,
                  n_("both ends, or none"), n_("fill in the other end, or empty this one"))  # fmt: skip
        return
    if low is None or high is None:
        return
    if low > high or (value is not None and not low <= value <= high):
        yield say(
            n_("the value does not lie within its range"), field, "" if value is None else value,
            Text("between {low} and {high}", low=low, high=high),
            n_("all three are in the same unit; correct the value, or the ends"),
        )  # fmt: skip


def _mine(mine: MineRecord, say: Say) -> Iterator[Fault]:
    if mine.opened is not None and mine.closed is not None and mine.closed < mine.opened:
        yield say(n_("the mine ends before it begins"), "closed", mine.closed,
                  Text("a year from {year} on", year=str(mine.opened)), n_("correct one of the two years"))  # fmt: skip
    first = int(term("convention_in_force_year").value)
    if mine.in_force is not None and mine.in_force.year < first:
        yield say(
            n_("the Convention was not in force for anybody on this day"), "in_force", mine.in_force.isoformat(),
            Text("a day from {year} on", year=str(first)),
            n_("write the day of entry into force for the country, not that of signature or ratification"),
        )  # fmt: skip
    if mine.in_force is not None and mine.party == "not a Party":
        yield say(
            n_("a day of entry into force is told for a country that is no Party"), "party", mine.party,
            "Party", n_("write Party, or empty the day"),
        )  # fmt: skip


def _assumption(record: AssumptionRecord, say: Say) -> Iterator[Fault]:
    known = (*GOING_ON, *USES)
    if record.driver not in known:
        near = difflib.get_close_matches(record.driver.casefold(), [one.casefold() for one in known], n=2, cutoff=0.6)
        yield say(
            n_("there is no such supply or use"), "driver", record.driver, ", ".join(known),
            did_you_mean([one for one in known if one.casefold() in near]) if near else n_("choose one of them"),
        )  # fmt: skip
    if record.to_year < record.from_year:
        yield say(
            n_("the last year lies before the first"), "to_year", record.to_year,
            Text("a year from {year} on", year=str(record.from_year)), n_("correct one of the two years"),
        )  # fmt: skip
    yield from _range("value", record.value, record.low, record.high, say)
    ends = [one for one in (record.value, record.low) if one is not None]
    if record.kind == "growth" and min(ends) < -1.0:
        yield say(
            n_("nothing can lose more than all of itself in a year"), "value", record.value, n_("a share above -1"),
            Text("it is probably in percent: {percent} % a year is {share}", percent=record.value,
                 share=record.value / 100.0),
        )  # fmt: skip
    elif record.kind == "growth" and max(record.value, record.high or 0.0) > 1.0:
        yield say(
            n_("it would more than double each year"), "value", record.value, n_("a share between -1 and 1"),
            Text("it is probably in percent: {percent} % a year is {share}", percent=record.value,
                 share=record.value / 100.0),
        )  # fmt: skip
    if record.kind == "ends" and min(ends) < record.from_year:
        yield say(n_("it ends before it begins to fall"), "value", record.value,
                  Text("a year from {year} on", year=str(record.from_year)),
                  n_("for ends, value, low and high are years"))  # fmt: skip


def _twice(name: str, rows: Rows) -> Iterator[Fault]:
    fields = _KEYS[name]
    seen: dict[tuple[str, ...], int | None] = {}
    for one in rows.found:
        key = tuple(str(getattr(one.record, field)).casefold().strip() for field in fields)
        if key in seen:
            yield rows.fault(
                Text("the same is told in row {row} already", row=str(seen[key])), one.row, fields[-1],
                str(getattr(one.record, fields[-1])), n_("each once"),
                n_("delete one of the rows, or tell them apart"),
            )  # fmt: skip
        seen.setdefault(key, one.row)


def _mines_known(outputs: Rows, mines: Rows | None) -> Iterator[Fault]:
    keys = mines.keys if mines is not None else frozenset()
    register = {} if mines is None else {one.record.id: one.record for one in mines.found}
    for one in outputs.found:
        mine = register.get(one.record.mine)
        if one.record.mine not in keys:
            near = difflib.get_close_matches(one.record.mine, keys, n=3, cutoff=0.6)
            yield outputs.fault(
                n_("there is no such mine"), one.row, "mine", one.record.mine, n_("an identifier of the table mines"),
                did_you_mean(near) if near else n_("add the mine, or correct the identifier"),
            )  # fmt: skip
        elif mine is not None and _outside(mine, one.record.year) and one.record.amount:
            yield outputs.fault(
                n_("the mine gives mercury in a year in which it was not worked"), one.row, "year",
                str(one.record.year), n_("a year from its first to its last"),
                n_("correct the year, or the years of the mine"),
            )  # fmt: skip


def _outside(mine: MineRecord, year: int) -> bool:
    return (mine.opened is not None and year < mine.opened) or (mine.closed is not None and year > mine.closed)


def _overlaps(rows: Rows) -> Iterator[Fault]:
    told: dict[tuple[str, str], list[tuple[int, int, int | None]]] = {}
    for one in rows.found:
        record: AssumptionRecord = one.record
        before = told.setdefault((record.scenario.casefold(), record.driver), [])
        for first, last, row in before:
            if record.from_year <= last and first <= record.to_year and first != record.from_year:
                yield rows.fault(
                    Text("these years overlap those of row {row}", row=str(row)), one.row, "from_year",
                    str(record.from_year), n_("each year once for a scenario and driver"),
                    n_("let one of them end before the other begins"),
                )  # fmt: skip
        before.append((record.from_year, record.to_year, one.row))
