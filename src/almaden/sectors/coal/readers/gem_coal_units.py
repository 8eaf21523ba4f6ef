"""Reads the coal-fired units of Global Energy Monitor: the workbook of its Global Coal Plant Tracker.

Each row is a unit; what it says of its plant comes once, from the first row of the plant. Where another unit of the
plant says it differently, such as coordinates of its own, the unit keeps that among its attributes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.feeds import Feed, Maker, ReadRow, Seen, read_rows
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.layout import ATTRIBUTE, feeds_by_layout, settle
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import RawTable
from almaden.reference.records import FacilityRecord, SourceRecord, UnitRecord
from almaden.wording import n_

READER: Final = Reader(
    "gem-coal-units",
    n_("Coal-fired units of the Global Coal Plant Tracker (Global Energy Monitor)"),
    ("facility", "unit"),
    (".xlsx", ".csv", ".csv.gz"),
    example="Global-Coal-Plant-Tracker-July-2024.xlsx",
    source=SourceRecord(
        title="Global Coal Plant Tracker",
        authors="Global Energy Monitor",
        publisher="Global Energy Monitor",
        url="https://globalenergymonitor.org",
        licence="CC BY 4.0",
    ),
)

LAYOUT: Final = "gem-coal"
_CATEGORY: Final = "5.1.1"
_KIND: Final = "coal power plant"
#: A plant is in the first of these states that one of its units is in: what stands there comes before what is planned.
_STATES: Final = (
    "operating", "mothballed", "construction", "retired", "permitted", "planned", "announced", "shelved", "cancelled",
)  # fmt: skip


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read plants and their units; a plant comes right before the first of its units."""
    try:
        with on_disk(file, name) as path:
            yield from items(one_table(path, name, "Units"))
    except InputError as error:
        yield from error.faults


def items(
    table: RawTable, taken: Mapping[int, str] = MappingProxyType({}), only: Collection[str] = ()
) -> Iterator[Item]:
    """Plants and units of an open table.

    Args:
        table: the table.
        taken: for the place of a column the usual name that it is taken for.
        only: fields and attributes to read; all when empty.
    """
    feeds, missing = feeds_by_layout(table, LAYOUT, taken)
    feeds = [feed for feed in feeds if not only or feed.field in only]
    if missing:
        yield from missing
        return
    plants = _Plants(table, feeds, _states(table, feeds))
    units, seen = Maker(table, UnitRecord, "unit", feeds), Seen(table)
    column = next(feed.header for feed in feeds if (feed.target, feed.field) == ("unit", "identifier"))
    for row in read_rows(table, feeds):
        if isinstance(row, Fault):
            yield row
            continue
        plant = row.values["facility"].get("identifier", "")
        values, attributes = row.values["unit"], row.values.get(ATTRIBUTE, {})
        settle(values, attributes, "gem")
        if row.faults:
            yield from row.faults
            continue
        again = seen.again("unit", values.get("identifiers", {}), row.row, column)
        if again:
            yield again
            continue
        found = plants.of(plant, row)
        if isinstance(found, list):
            yield from found
            continue
        attributes.update(plants.differences(plant, row))
        unit = units.make(row, {**values, "facility": f"gem:{plant}", "attributes": attributes})
        if not isinstance(unit, Located):
            yield from unit
            continue
        if found is not None:
            yield found
        yield unit


class _Plants:
    """The plants of a table: each is made once, from its first row without fault."""

    def __init__(self, table: RawTable, feeds: Sequence[Feed], states: dict[str, str]) -> None:
        self._maker = Maker(table, FacilityRecord, "facility", feeds)
        self._states = states
        self._known: dict[str, dict[str, Any]] = {}

    def of(self, plant: str, row: ReadRow) -> Located | list[Fault] | None:
        """The plant of a row, None if it came before, or what is wrong with it."""
        if plant in self._known:
            return None
        values = dict(row.values["facility"])
        settle(values, {}, "gem")
        values |= {"category": _CATEGORY, "kind": _KIND, "status": self._states.get(plant, "")}
        made = self._maker.make(row, values)
        if isinstance(made, Located):
            self._known[plant] = row.values["facility"]
        return made

    def differences(self, plant: str, row: ReadRow) -> dict[str, Any]:
        """What a row says of its plant that the first row of the plant did not say."""
        first = self._known[plant]
        return {name: value for name, value in row.values["facility"].items() if first.get(name) != value}


def _states(table: RawTable, feeds: Sequence[Feed]) -> dict[str, str]:
    """The state of each plant from those of its units."""
    wanted = [feed for feed in feeds if (feed.target, feed.field) in (("facility", "identifier"), ("unit", "status"))]
    found: dict[str, str] = {}
    for row in read_rows(table, wanted):
        if isinstance(row, Fault):
            continue
        plant = row.values["facility"].get("identifier")
        state, _ = row.values["unit"].get("status", ("", ""))
        if plant and state:
            found[plant] = min(found.get(plant, state), state, key=_STATES.index)
    return found
