"""Reads hours of weather and wind roses: the template filled in, or text tables of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.fate.plume.defaults import limits, setting
from almaden.fate.plume.records import RoseRecord, WeatherRecord
from almaden.reference.readers.columns import is_remark
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.located import Located
from almaden.reference.readers.names import find_column
from almaden.reference.readers.table import RawTable, cell_text
from almaden.reference.readers.template import OpenTables, Rows, opened_tables, rows_of, too_long
from almaden.reference.record import Record, columns
from almaden.wording import Text, n_

CLASSES: Final = "ABCDEF"
SUNS: Final = ("strong", "moderate", "slight", "night")
#: What programs write where nothing was measured.
_CODES: Final = frozenset({99.0, 999.0, 9999.0, 99999.0, -9.0, -99.0, -999.0, -9999.0, 999.9, 99.9})
#: Numbers that have ends, with what to do where one lies beyond.
_HINTS: Final = {
    "wind_speed": n_("write m/s; a negative speed is none: turn the direction, or empty the cell"),
    "wind_direction": n_("write where the wind blows from, 0 to 360; variable wind is an empty cell"),
    "temperature": n_("write degrees Celsius, not kelvin or Fahrenheit"),
    "cloud": n_("write eighths of the sky, not tenths or percent"),
    "mixing_height": n_("write metres above the ground; empty the cell where there is no lid"),
    "rain": n_("write mm in the hour"),
}
#: How the units of the template may be written.
_UNITS: Final = {
    "wind_speed": ("m/s", "ms-1", "m s-1", "m.s-1"), "wind_direction": ("degree", "degrees", "deg", "°"),
    "temperature": ("c", "°c", "degc", "deg c"), "mixing_height": ("m",), "rain": ("mm/h", "mm"),
    "cloud": ("1/8", "okta"),
}  # fmt: skip
#: The shares of a rose may be off by the rounding of its cells.
_ROUNDING: Final = 0.01


@dataclass(frozen=True)
class WeatherRead:
    """Hours of a file.

    Attributes:
        hours: in the order of time, those without wind included.
        times: of each hour.
        gaps: how many hours between the first and the last are not there.
        sha256: of what was read.
    """

    hours: tuple[WeatherRecord, ...]
    times: tuple[datetime, ...]
    gaps: int
    sha256: str


@dataclass(frozen=True)
class RoseRead:
    """Cells of a wind rose.

    Attributes:
        cells: in the order of the file.
        sha256: of what was read.
    """

    cells: tuple[RoseRecord, ...]
    sha256: str


def read_weather(source: Path | BinaryIO, name: str = "") -> WeatherRead:
    """Read hours of weather.

    Args:
        source: the template filled in (sheet ``weather``), or a text table with its columns.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault: codes for missing values, numbers out of range, classes that there are not, other
            units told in the row of units, times that are none or stand twice.
    """
    rows, faults, sha256 = _table(source, name, "weather", WeatherRecord)
    dated = list(_times(rows, faults))
    for one in rows.found:
        for fault in (*_numbers(rows, one), *_words(rows, one)):
            faults.add(fault)
    faults.raise_if_any()
    dated.sort(key=lambda one: one[0])
    times = [time for time, _ in dated]
    span = int((times[-1] - times[0]) / timedelta(hours=1)) + 1
    return WeatherRead(tuple(one for _, one in dated), tuple(times), max(0, span - len(times)), sha256)


def read_rose(source: Path | BinaryIO, name: str = "") -> RoseRead:
    """Read a wind rose.

    Args:
        source: the template filled in (sheet ``rose``), or a text table with its columns.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault: shares that do not add to 1, sectors that are not evenly spaced, no wind.
    """
    rows, faults, sha256 = _table(source, name, "rose", RoseRecord)
    seen: dict[tuple[float, float, str], int | None] = {}
    for one in rows.found:
        for fault in (*_numbers(rows, one), *_words(rows, one), *_cell(rows, one, seen)):
            faults.add(fault)
    if rows.found and not faults.found:
        for fault in (*_sum(rows), *_sectors(rows)):
            faults.add(fault)
    faults.raise_if_any()
    return RoseRead(tuple(one.record for one in rows.found), sha256)


def _table(source: Path | BinaryIO, name: str, title: str, record: type[Record]) -> tuple[Rows, Faults, str]:
    faults = Faults()
    with opened_tables(source, name, {title: record}, faults, lambda table: title) as given:
        rows = _rows(given, title, record, faults)
        if rows is not None:
            for fault in _units(rows.table, record):
                faults.add(fault)
    if rows is None or (not rows.found and not faults.found):
        faults.add(
            Fault(Text("there is no row in the table {table}", table=title), file=given.name,
                  accepted=n_("one line for each of them"),
                  advice=n_("start from the workbook that 'almaden fate plume-template' writes"))
        )  # fmt: skip
        faults.raise_if_any()
    if rows is None or not rows.found:
        faults.raise_if_any()
    assert rows is not None
    return rows, faults, given.sha256


def _rows(given: OpenTables, title: str, record: type[Record], faults: Faults) -> Rows | None:
    table = given.tables.get(title)
    if table is None:
        return None
    too_many = too_long(table)
    if too_many is not None:
        faults.add(too_many)
        return None
    return rows_of(table, record, faults)


def _units(table: RawTable, record: type[Record]) -> Iterator[Fault]:
    """Units other than those of the template, told in the remark that stands above the rows."""
    remarks = [place for place, header in enumerate(table.header) if header.startswith("#")]
    fields = {place: find_column(header, columns(record)) for place, header in enumerate(table.header)}
    for item in table.read() if remarks else ():
        if isinstance(item, Fault) or not is_remark(item[1], remarks):
            continue
        row, cells = item
        if "unit" not in cell_text(cells[remarks[0]]).casefold():
            continue
        for place, field in fields.items():
            text = cell_text(cells[place]).casefold().strip()
            if field in _UNITS and text and text not in _UNITS[field]:
                yield table.fault(
                    n_("the column is in another unit than the program reads"), row, table.header[place],
                    cell_text(cells[place]), _UNITS[field][0], n_("convert the numbers, and write the unit so"),
                )  # fmt: skip


def _times(rows: Rows, faults: Faults) -> Iterator[tuple[datetime, WeatherRecord]]:
    seen: dict[datetime, int | None] = {}
    for one in rows.found:
        try:
            time = datetime.fromisoformat(one.record.time.strip()).replace(tzinfo=None)
        except ValueError:
            faults.add(
                rows.fault(n_("this is no time"), one.row, "time", one.record.time, "2023-01-31T13:00",
                           n_("write year, month, day and hour in this order"))
            )  # fmt: skip
            continue
        if time in seen:
            faults.add(
                rows.fault(Text("the same is told in row {row} already", row=str(seen[time])), one.row, "time",
                           one.record.time, n_("each hour once"),
                           n_("delete one of the rows; summer time is not used: write standard time"))
            )  # fmt: skip
        seen.setdefault(time, one.row)
        yield time, one.record


def _numbers(rows: Rows, one: Located) -> Iterator[Fault]:
    for field in _HINTS:
        least, most = limits()[field]
        value = getattr(one.record, field, None)
        if value is None or least <= value <= most:
            continue
        if value in _CODES:
            yield rows.fault(n_("this is a code for a missing value"), one.row, field, f"{value:g}",
                             n_("an empty cell where nothing was measured"), n_("empty the cell"))  # fmt: skip
        else:
            yield rows.fault(n_("the number is out of range"), one.row, field, f"{value:g}",
                             Text("a number from {low} to {high}", low=least, high=most), _HINTS[field])  # fmt: skip


def _words(rows: Rows, one: Located) -> Iterator[Fault]:
    stability = one.record.stability.strip().upper()
    if stability and stability not in tuple(CLASSES):
        yield rows.fault(n_("there is no such stability class"), one.row, "stability", one.record.stability,
                         n_("A, B, C, D, E or F"),
                         n_("write one letter; numbers 1 to 6 are A to F, and G is counted as F"))  # fmt: skip
    if not isinstance(one.record, WeatherRecord):
        return
    sun = one.record.insolation.strip().casefold()
    if sun and sun not in SUNS:
        yield rows.fault(n_("the word is not one of those that this column knows"), one.row, "insolation",
                         one.record.insolation, ", ".join(SUNS), n_("choose one of them"))  # fmt: skip
    blows = one.record.wind_speed is not None and one.record.wind_direction is not None
    if blows and not stability and (not sun or (sun == "night" and one.record.cloud is None)):
        yield rows.fault(
            n_("neither a stability class nor what it is found from is told"), one.row, "stability", "",
            n_("a class, or the sun by day, or night and cloud"),
            n_("fill in the class, or the columns insolation and cloud"),
        )  # fmt: skip


def _cell(rows: Rows, one: Located, seen: dict[tuple[float, float, str], int | None]) -> Iterator[Fault]:
    record: RoseRecord = one.record
    if record.wind_speed == 0.0:
        yield rows.fault(
            n_("a wind of 0 carries nothing"), one.row, "wind_speed", "0", n_("a speed above 0"),
            n_("write the speed that stands for calm hours, such as 0.5 m/s"),
        )  # fmt: skip
    if not record.stability.strip():
        yield rows.fault(n_("the cell must not be empty"), one.row, "stability", "", n_("A, B, C, D, E or F"),
                         n_("fill in the class"))  # fmt: skip
    if record.share < 0.0:
        yield rows.fault(n_("the number must not be negative"), one.row, "share", f"{record.share:g}", n_("0 or more"),
                         n_("correct the number"))  # fmt: skip
    key = (record.wind_direction % 360.0, record.wind_speed, record.stability.strip().upper())
    if key in seen:
        yield rows.fault(Text("the same is told in row {row} already", row=str(seen[key])), one.row, "wind_direction",
                         f"{record.wind_direction:g}", n_("each cell once"),
                         n_("add the shares of the rows"))  # fmt: skip
    seen.setdefault(key, one.row)


def _sum(rows: Rows) -> Iterator[Fault]:
    total = sum(one.record.share for one in rows.found)
    if abs(total - 1.0) > _ROUNDING:
        percent = abs(total - 100.0) <= 100.0 * _ROUNDING
        yield rows.fault(
            Text("the shares of the rose add to {total}", total=total), None, "share", "", n_("shares that add to 1"),
            n_("they are in percent: divide them by 100")
            if percent
            else n_("add the cells that are missing, the calm ones too, or divide all by their sum"),
        )  # fmt: skip


def _sectors(rows: Rows) -> Iterator[Fault]:
    found: Sequence[float] = sorted({one.record.wind_direction % 360.0 for one in rows.found})
    steps = [(after - before) % 360.0 for before, after in zip(found, [*found[1:], found[0] + 360.0], strict=True)]
    step = min(steps) or 360.0
    uneven = any(abs(one / step - round(one / step)) > _ROUNDING for one in (*steps, 360.0))
    if uneven or 360.0 / step < setting("least_sectors"):
        yield rows.fault(
            n_("the sectors of the rose are not evenly spaced"), None, "wind_direction",
            ", ".join(f"{one:g}" for one in found[:8]), n_("8, 12, 16 or 36 sectors around the circle"),
            n_("write the middle of each sector, those without wind too, with a share of 0"),
        )  # fmt: skip
