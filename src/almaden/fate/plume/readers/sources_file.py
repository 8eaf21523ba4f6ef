"""Reads stacks, and places at which the air is asked for: the template filled in, or text tables of its columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.fate.plume.defaults import limits
from almaden.fate.plume.emission import RATES, g_per_s
from almaden.fate.plume.records import PlaceRecord, StackRecord
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.wording import Text, n_

#: Sum of the shares of species may be off by rounding of what a user wrote.
_ROUNDING: Final = 1e-3
_SHARES: Final = ("hg0_share", "hg2_share", "hgp_share")


@dataclass(frozen=True)
class StacksRead:
    """Stacks of a file.

    Attributes:
        stacks: in the order of the file.
        sha256: of what was read.
    """

    stacks: tuple[StackRecord, ...]
    sha256: str


@dataclass(frozen=True)
class PlacesRead:
    """Places of a file.

    Attributes:
        places: in the order of the file.
        sha256: of what was read.
    """

    places: tuple[PlaceRecord, ...]
    sha256: str


def read_stacks(source: Path | BinaryIO, name: str = "") -> StacksRead:
    """Read stacks.

    Args:
        source: the template filled in (sheet ``stacks``), or a text table with its columns.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault: negative or missing emissions, unknown units, shares that do not add to 1, a stack
            below its roof, a diameter without speed or temperature, a name twice.
    """
    read = read_tables(source, name, {"stacks": StackRecord}, alone="stacks")
    rows = read.rows.get("stacks")
    for fault in _stack_faults(rows) if rows is not None else ():
        read.faults.add(fault)
    _some(read, rows, "stacks")
    return StacksRead(tuple(one.record for one in rows.found) if rows is not None else (), read.sha256)


def read_places(source: Path | BinaryIO, name: str = "") -> PlacesRead:
    """Read places at which the air is asked for.

    Args:
        source: the template filled in (sheet ``places``), or a text table with its columns.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault.
    """
    read = read_tables(source, name, {"places": PlaceRecord}, alone="places")
    rows = read.rows.get("places")
    if rows is not None:
        for fault in _place_faults(rows):
            read.faults.add(fault)
    _some(read, rows, "places")
    return PlacesRead(tuple(one.record for one in rows.found) if rows is not None else (), read.sha256)


def _some(read: ReadTables, rows: Rows | None, table: str) -> None:
    if not (rows is not None and rows.found) and not read.faults.found:
        read.faults.add(
            Fault(Text("there is no row in the table {table}", table=table), file=read.name,
                  accepted=n_("one line for each of them"),
                  advice=n_("start from the workbook that 'almaden fate plume-template' writes"))
        )  # fmt: skip
    read.faults.raise_if_any()


def _on_earth(rows: Rows, row: int | None, record: StackRecord | PlaceRecord) -> Iterator[Fault]:
    for field, least, most in (("latitude", -90.0, 90.0), ("longitude", -180.0, 360.0)):
        value = getattr(record, field)
        if not least <= value <= most:
            yield rows.fault(
                n_("there is no such place on the earth"), row, field, f"{value:g}",
                Text("degrees between {low} and {high}", low=least, high=most),
                n_("latitude and longitude may be exchanged, or metres of a national grid"),
            )  # fmt: skip


def _place_faults(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        record: PlaceRecord = one.record
        if record.height is not None:
            yield from _beyond(rows, one.row, "height", record.height, least=0.0)
        yield from _on_earth(rows, one.row, record)


def _stack_faults(rows: Rows) -> Iterator[Fault]:
    seen: dict[str, int | None] = {}
    for one in rows.found:
        record: StackRecord = one.record
        if record.name in seen:
            yield rows.fault(
                Text("the same is told in row {row} already", row=str(seen[record.name])), one.row, "name", record.name,
                n_("each stack once"), n_("delete one of the rows, or give it another name"),
            )  # fmt: skip
        seen.setdefault(record.name, one.row)
        yield from _on_earth(rows, one.row, record)
        yield from _stack(rows, one.row, record)


def _stack(rows: Rows, row: int | None, record: StackRecord) -> Iterator[Fault]:
    if g_per_s(record.unit) is None:
        yield rows.fault(n_("this is no unit of an emission"), row, "unit", record.unit, RATES,
                         n_("write a mass in a time"))  # fmt: skip
    elif record.emission * (g_per_s(record.unit) or 0.0) > limits()["emission"][1]:
        yield rows.fault(n_("the emission is more than can be"), row, "emission", f"{record.emission:g}",
                         Text("at most {most} g/s", most=limits()["emission"][1]),
                         n_("check the number and its unit"))  # fmt: skip
    if record.emission < 0.0:
        yield rows.fault(n_("an emission cannot be negative"), row, "emission", f"{record.emission:g}",
                         n_("0 or more"),
                         n_("write what goes into the air; mercury that is caught is none"))  # fmt: skip
    for field in ("height", "roof", "building_width", "diameter", "gas_speed"):
        value = getattr(record, field)
        if value is not None:
            yield from _beyond(rows, row, field, value)
    if record.roof is not None and record.building_width is None and record.height < record.roof:
        yield rows.fault(
            n_("the stack ends below the roof of its building"), row, "height", f"{record.height:g}",
            Text("at least the height of the roof, {roof} m", roof=record.roof),
            n_("write the height above the ground, not the roof; for a vent in a wall tell the width of the building"),
        )  # fmt: skip
    yield from _species(rows, row, record)
    yield from _gas(rows, row, record)


def _species(rows: Rows, row: int | None, record: StackRecord) -> Iterator[Fault]:
    shares = [getattr(record, field) for field in _SHARES]
    for field, value in zip(_SHARES, shares, strict=True):
        if not 0.0 <= value <= 1.0:
            yield rows.fault(n_("a share lies between 0 and 1"), row, field, f"{value:g}", n_("a share from 0 to 1"),
                             n_("write 0.5 or 50 % for one half"))  # fmt: skip
            return
    if abs(sum(shares) - 1.0) > _ROUNDING:
        yield rows.fault(
            Text("the shares of the species add to {total}", total=sum(shares)), row, "hg0_share", f"{shares[0]:g}",
            n_("three shares that add to 1"), n_("tell where the rest is, or correct the shares"),
        )  # fmt: skip


def _gas(rows: Rows, row: int | None, record: StackRecord) -> Iterator[Fault]:
    told = [getattr(record, field) is not None for field in ("diameter", "gas_speed", "gas_temperature")]
    if any(told) and not all(told):
        yield rows.fault(
            n_("only some of diameter, speed and temperature of the gas are told"), row, "diameter",
            "" if record.diameter is None else f"{record.diameter:g}", n_("all three, or none"),
            n_("fill in the others, or empty all three: the plume then does not rise"),
        )  # fmt: skip
    least, most = limits()["gas_temperature"]
    if record.gas_temperature is not None and not least <= record.gas_temperature <= most:
        yield rows.fault(
            n_("no gas of a stack has this temperature"), row, "gas_temperature", f"{record.gas_temperature:g}",
            Text("kelvin, from {low} to {high}", low=least, high=most),
            Text("in degrees Celsius? Then write {kelvin}", kelvin=record.gas_temperature + 273.15),
        )  # fmt: skip


def _beyond(rows: Rows, row: int | None, field: str, value: float, least: float | None = None) -> Iterator[Fault]:
    """A fault where a number is less or more than its row in the table of limits lets it be."""
    low, most = limits()[field]
    low = low if least is None else least
    if not low <= value <= most:
        problem = n_("the number must not be negative") if value < 0.0 else n_("the number cannot be")
        accepted = Text("from {low} to {high}", low=low, high=most)
        yield rows.fault(problem, row, field, f"{value:g}", accepted, n_("correct the number; mind its unit"))
