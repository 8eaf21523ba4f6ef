"""Reads any table of measurements with a map: which column feeds which field, and what holds for the whole file.

The map has fields of an observation as keys and columns of the file as values. A value that starts with an equals
sign holds for every row: ``species`` ``=GEM``, ``unit`` ``=ng/m3``. Further keys are ``sheet``, the sheet of a
workbook; ``latitude`` and ``longitude``, which make sites; ``timezone``, hours east of UTC, such as ``=+5.5``; and
``dates``, which is ``=day`` or ``=month``, whichever stands first where no date of the file proves it. A key
``diagnostics.NAME`` keeps what an instrument tells with each value, such as ``diagnostics.cartridge``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, BinaryIO, Final

from pydantic import ValidationError

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.cells import (
    DateOrder,
    Named,
    date_order,
    far_off,
    has_fortran_exponent,
    is_ambiguous,
    is_missing_code,
    moment,
    noted,
    number,
)
from almaden.monitoring.readers.column_map import DIAGNOSTIC, EXTRA, PLACES, understood
from almaden.monitoring.readers.told import MAY_BE_ZERO, Looked, remark
from almaden.monitoring.readers.written import Repeats, how_written
from almaden.reference.readers.incoming import is_workbook, on_disk, one_table
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.places import TABLES
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell, cell_text
from almaden.reference.readers.workbook import open_workbook
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.wording import n_

READER: Final = Reader(
    "observation-table",
    n_("Any table of measurements, with a map of its columns"),
    ("site", "observation"),
    TABLES,
    takes_columns=True,
    example="measurements.csv",
)

_NUMBERS: Final = ("detection_limit", "length_mm")
_TIMES: Final = ("start", "end")
_ORDERS: Final[tuple[DateOrder, ...]] = ("day", "month")


def read(file: BinaryIO, name: str, columns: Mapping[str, str]) -> Iterator[Remarked]:
    """Read a table by a map from fields to columns and fixed values."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            sheet = columns.get("sheet", "")
            if is_workbook(path) and not sheet:
                sheet = next(iter(open_workbook(path, name).sheets), "")
            table = one_table(path, name, *([sheet] if sheet else []))
            named, fixed, faults = understood(table, columns)
            if faults:
                yield from faults
                return
            yield from _Rows(named, fixed).read()
    except InputError as error:
        yield from error.faults


class _Rows:
    """The rows of one table."""

    def __init__(self, named: Named, fixed: Mapping[str, str]) -> None:
        self.named = named
        self.table = named.table
        self.fixed = fixed
        self.dates = {field: self._dates(field) for field in _TIMES}
        self.orders = {field: self._order(field) for field in _TIMES}
        self.sites: set[str] = set()
        self.looked: dict[tuple[str, str], Looked] = {}
        self.told = {hit[1]: hit[0] for field in (*named.places, *fixed) if (hit := DIAGNOSTIC.fullmatch(field))}

    def _dates(self, field: str) -> list[str]:
        """The different texts of a column of dates, none where it is not mapped."""
        place = self.named.places.get(field)
        if place is None:
            return []
        return list(
            dict.fromkeys(cell_text(item[1][place]) for item in self.table.read() if not isinstance(item, Fault))
        )

    def _order(self, field: str) -> DateOrder:
        """What stands first in the dates of a column: as they prove, else as the map says."""
        said: DateOrder = next((order for order in _ORDERS if order == self.fixed.get("dates")), "")
        return date_order(self.dates[field]) or said

    def read(self) -> Iterator[Remarked]:
        faults = [fault for field in _TIMES if (fault := self._undecided(field))]
        for fault in faults:
            yield Remark("day and month", fault)
        if faults:
            yield from faults
            return
        repeats = Repeats(self.table.file)
        for item in self.table.read():
            if isinstance(item, Fault):
                yield item
                continue
            if again := repeats.remark(*item):
                yield again
            yield from self._row(*item)
        for look in self.looked.values():
            yield from look.remarks()

    def _undecided(self, field: str) -> Fault | None:
        """A fault if the dates of a column contradict each other, or read as two different days each."""
        order, row = self.orders[field], self.table.header_row
        if order == "both":
            problem = n_("some dates of the column have the day first, others the month")
            return self.named.fault(problem, row, field, "", "2006-05-16", n_("write all dates in this form"))
        unclear = next((text for text in self.dates[field] if is_ambiguous(text)), "") if not order else ""
        if not unclear:
            return None
        problem = n_("the dates read as two different days, and none of the column tells which")
        advice = n_("write them as year, month, day, or add to the map: dates, =day or =month")
        return self.named.fault(problem, row, field, unclear, "2006-05-16", advice)

    def _text(self, cells: Sequence[Cell], field: str) -> str:
        return self.named.text(cells, field) or self.fixed.get(field, "")

    def _number(self, row: int, cells: Sequence[Cell], field: str, faults: list[Fault]) -> float | None:
        text = self._text(cells, field)
        try:
            return number(text) if text else None
        except ValueError:
            problem, accepted = n_("the text is not a number"), n_("a number")
            faults.append(self.named.fault(problem, row, field, text, accepted, n_("correct it")))
            return None

    def _row(self, row: int, cells: Sequence[Cell]) -> Iterator[Remarked]:
        faults, told = list[Fault](), list[Remark]()
        skipped = (*_TIMES, *_NUMBERS, *EXTRA, *self.told.values(), "value")
        values: dict[str, Any] = {
            field: text
            for field in (*self.named.places, *self.fixed)
            if field not in skipped and (text := self._text(cells, field))
        }
        for field in _NUMBERS:
            values[field] = self._number(row, cells, field, faults)
        hours = self._number(row, cells, "timezone", faults)
        for field in _TIMES:
            found = self._time(row, cells, field, hours or 0.0, faults)
            if found is not None:
                values[field] = found
        latitude, longitude = (self._number(row, cells, field, faults) for field in PLACES)
        if why := far_off(latitude, longitude):
            advice = n_("exchange the cells")
            told.append(self.named.remark("coordinates swapped", why, row, "latitude", str(latitude), advice))
            latitude = longitude = None
        values |= self._value(row, cells, values.get("flag", ""), faults, told)
        if diagnostics := self._diagnostics(row, cells, told):
            values["diagnostics"] = "; ".join(filter(None, (values.get("diagnostics", ""), diagnostics)))
        values |= {
            "original_value": self._text(cells, "value"),
            "original_unit": self._text(cells, "unit"),
            "original_flag": self._text(cells, "flag"),
            "original_file": self.table.file,
        }
        yield from told
        if faults:
            yield from faults
            return
        try:
            made = ObservationRecord.model_validate(values)
        except ValidationError as error:
            yield from (self._wrong(row, cells, one) for one in error.errors(include_url=False))
            return
        if latitude is not None and longitude is not None and made.site not in self.sites:
            self.sites.add(made.site)
            yield Located(_site(made.site, latitude, longitude), self.table.sheet, row)
        kind = (made.species, made.unit)
        look = self.looked.setdefault(kind, Looked(self.table.file, self.named.header("value"), *kind))
        look.at(row, made.value, made.original_value)
        yield Located(made, self.table.sheet, row)

    def _diagnostics(self, row: int, cells: Sequence[Cell], told: list[Remark]) -> str:
        """What an instrument told with a value, ``name=value; name=value``."""
        found = {}
        for name, field in self.told.items():
            text = self._text(cells, field)
            if is_missing_code(text):
                problem, advice = n_("a code for a missing value"), n_("it was taken as missing, never as a number")
                told.append(self.named.remark("missing code", problem, row, field, text, advice))
                continue
            found[name] = text.replace(";", ",")
        return noted(**found)

    def _wrong(self, row: int, cells: Sequence[Cell], finding: Any) -> Fault:
        field = str(finding["loc"][0]) if finding["loc"] else ""
        info = ObservationRecord.model_fields.get(field)
        text, accepted = self._text(cells, field), (info.description or "") if info else ""
        return self.named.fault(n_("the text has not the form that this column needs"), row, field, text, accepted)

    def _time(self, row: int, cells: Sequence[Cell], field: str, hours: float, faults: list[Fault]) -> datetime | None:
        text = self._text(cells, field)
        if not text:
            return None
        found = moment(text, self.orders[field])
        if found is None:
            problem = n_("the text is no date")
            faults.append(self.named.fault(problem, row, field, text, "2006-05-16 14:00", n_("correct it")))
            return None
        # A time that tells its own zone has been taken to UTC already.
        own = text.endswith("Z") or (text[-6:-5] in ("+", "-") and text[-3:-2] == ":")
        return found if own else found - timedelta(hours=hours)

    def _value(
        self, row: int, cells: Sequence[Cell], flag: str, faults: list[Fault], told: list[Remark]
    ) -> dict[str, Any]:
        """Value, flag, and detection limit where the value tells one."""
        text = self._text(cells, "value")
        if not text:
            return {"value": None, "flag": flag or "missing"}
        if is_missing_code(text):
            problem, advice = n_("a code for a missing value"), n_("it was taken as missing, never as a number")
            told.append(self.named.remark("missing code", problem, row, "value", text, advice))
            return {"value": None, "flag": "missing"}
        try:
            value = number(text.removeprefix("<").strip())
        except ValueError:
            problem, accepted = n_("the text is not a number"), n_("a number, or < and the detection limit")
            faults.append(self.named.fault(problem, row, "value", text, accepted, n_("correct it")))
            return {}
        if has_fortran_exponent(text):
            told.append(remark("fortran exponent", self.table.file, row, self.named.header("value"), text))
        if text.startswith("<"):
            return {"value": None, "flag": "below_detection", "detection_limit": value}
        if value == 0 and self._text(cells, "species") not in MAY_BE_ZERO:
            told.append(remark("zero below detection", self.table.file, row, self.named.header("value"), text))
        if value < 0:
            advice = n_("it was marked as suspect; ask for the detection limit")
            told.append(self.named.remark("negative value", n_("the value is negative"), row, "value", text, advice))
            return {"value": value, "flag": flag or "suspect"}
        return {"value": value, "flag": flag or "valid"}


def _site(identifier: str, latitude: float, longitude: float) -> SiteRecord:
    system, _, own = identifier.rpartition(":")
    longitude = longitude - 360 if longitude > 180 else longitude
    return SiteRecord(identifiers={system or "site": own}, name=own, latitude=latitude, longitude=longitude)
