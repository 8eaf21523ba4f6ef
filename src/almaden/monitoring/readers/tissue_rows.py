"""The rows of tissue data: one sample each, with place, fish, value and limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from fnmatch import fnmatch
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.readers.cells import (
    DateOrder,
    Named,
    date_order,
    far_off,
    is_missing_code,
    moment,
    number,
)
from almaden.monitoring.readers.tissue_words import Basis, Layout, analytes, flags_of, unit_and_basis
from almaden.monitoring.readers.written import Repeats
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import Cell, RawTable
from almaden.reference.records import Flag
from almaden.reference.tables import read_table
from almaden.wording import n_

#: Tells something odd of a field: trap, problem, field, value, advice.
Say = Callable[[str, str, str, str, str], None]
_NUMBERS: Final = (
    "value", "detection_limit", "latitude", "longitude", "length", "weight", "age", "animals",
)  # fmt: skip


class TissueTable:
    """The rows of one table of tissue data."""

    def __init__(self, named: Named, layout: Layout) -> None:
        self.named = named
        self.table: RawTable = named.table
        self.layout = layout
        base = self.table.file.replace("\\", "/").rsplit("/", 1)[-1]
        known = (row for row in read_table("monitoring/tissue_tables") if fnmatch(base, row["pattern"]))
        self.known: Mapping[str, str] = next(known, {})
        self.order: DateOrder = date_order(self._dates()) if "date" in named.places else ""

    def _dates(self) -> Iterator[str]:
        for item in self.table.read():
            if not isinstance(item, Fault):
                yield self.named.text(item[1], "date")

    def read(self) -> Iterator[Remarked]:
        """The samples, and what is wrong or odd about them."""
        lacking = [field for field in ("analyte", "unit") if field not in self.named.places]
        if lacking and not self.known:
            yield self.table.fault(
                n_("the file does not tell what was measured, or in which unit"),
                self.table.header_row,
                accepted="Analyte, Unit",
                advice=n_("add the columns Analyte and Unit, or take the reader 'observation-table' and name them"),
            )
            return
        repeats = Repeats(self.table.file)
        for item in self.table.read():
            if isinstance(item, Fault):
                yield item
                continue
            row, cells = item
            if again := repeats.remark(row, cells):
                yield again
            yield from self._row(row, cells)

    def _row(self, row: int, cells: Sequence[Cell]) -> Iterator[Remarked]:
        named, told, faults = self.named, list[Remark](), list[Fault]()

        def say(trap: str, problem: str, field: str, value: str, advice: str) -> None:
            told.append(named.remark(trap, problem, row, field, value, advice))

        def measure(field: str) -> float | None:
            found = named.number(cells, field, row, faults)
            if found is not None and self._is_code(named.text(cells, field)):
                text, advice = named.text(cells, field), n_("it was taken as missing, never as a number")
                say("missing code", n_("a code for a missing value"), field, text, advice)
                return None
            return found if found is not None and found > 0 else None

        analyte = self._analyte(cells, say)
        if not analyte:
            yield from told
            return
        yield from named.fortran_exponents(cells, row, _NUMBERS)
        latitude, longitude = self._place(row, cells, say, faults)
        unit, basis = self._unit(cells)
        value, flag, limit = self._value(row, cells, say, faults)
        station, animals, length = named.text(cells, "station"), measure("animals"), measure("length")
        record = TissueRecord(
            analyte=analyte,
            value=value,
            unit=unit,
            flag=flag,
            detection_limit=limit,
            basis=basis,
            tissue=named.text(cells, "tissue"),
            taxon=named.text(cells, "taxon"),
            common_name=named.text(cells, "common_name"),
            site=f"{self.layout}:{station}" if station else "",
            station_name=named.text(cells, "station_name"),
            latitude=latitude,
            longitude=longitude,
            date=self._date(cells, say),
            sample=named.text(cells, "sample"),
            length_mm=length,
            length_kind="total" if length is not None else "",
            weight_g=measure("weight"),
            age_years=measure("age"),
            sex=named.text(cells, "sex"),
            life_stage=named.text(cells, "life_stage"),
            animals=int(animals) if animals is not None else None,
            method=named.text(cells, "method"),
            study=named.text(cells, "study"),
            original_value=named.text(cells, "value"),
            original_unit=named.text(cells, "unit"),
            original_flag=self._flag_text(cells),
            original_file=self.table.file,
        )
        yield from told
        if faults:
            yield from faults
        else:
            yield Located(record, self.table.sheet, row)

    def _place(
        self, row: int, cells: Sequence[Cell], say: Say, faults: list[Fault]
    ) -> tuple[float | None, float | None]:
        """Latitude and longitude, none where they cannot be those of a place."""
        latitude = self.named.number(cells, "latitude", row, faults)
        longitude = self.named.number(cells, "longitude", row, faults)
        if why := far_off(latitude, longitude):
            say("coordinates swapped", why, "latitude", self.named.text(cells, "latitude"), n_("exchange the cells"))
        if why or latitude is None or longitude is None:
            return None, None
        return latitude, longitude

    def _analyte(self, cells: Sequence[Cell], say: Say) -> str:
        text = self.named.text(cells, "analyte")
        if "analyte" not in self.named.places:
            return self.known["species"]
        found = analytes().get(plain(text), "")
        if not found:
            say("other substance", n_("the row is not about mercury"), "analyte", text, n_("it was left out"))
        return found

    def _is_code(self, text: str) -> bool:
        """Whether a number stands for a missing value, in general or in this layout."""
        return is_missing_code(text) or flags_of(self.layout).get(text) == "missing"

    def _flag_text(self, cells: Sequence[Cell]) -> str:
        return self.named.text(cells, "condition" if self.layout == "wqx" else "qualifier")

    def _unit(self, cells: Sequence[Cell]) -> tuple[str, Basis]:
        """Unit and basis; a result that was not detected may have only the unit of its limit."""
        if "unit" not in self.named.places:
            return unit_and_basis(f"{self.known['unit']} {self.known['basis']}")
        unit, basis = unit_and_basis(self.named.text(cells, "unit") or self.named.text(cells, "limit_unit"))
        told = self.named.text(cells, "basis")
        return unit or "1", unit_and_basis(f"x {told}")[1] if told else basis

    def _date(self, cells: Sequence[Cell], say: Say) -> datetime | None:
        text = self.named.text(cells, "date")
        found = moment(text, self.order)
        if text and found is None:
            advice = n_("write 2006-05-16")
            say("day and month", n_("the date is none, or reads as two different days"), "date", text, advice)
        return found

    def _value(
        self, row: int, cells: Sequence[Cell], say: Say, faults: list[Fault]
    ) -> tuple[float | None, Flag, float | None]:
        """Value, flag and detection limit; a censored result has no value."""
        text, word = self.named.text(cells, "value"), self._flag_text(cells)
        limit = self._limit(row, cells, say, faults)
        flag = flags_of(self.layout).get(word.casefold(), "valid")
        if word and word.casefold() not in flags_of(self.layout):
            say("unknown flag", n_("the flag is not known"), "qualifier", word, n_("the value was kept as valid"))
        if text.startswith("<") or text.casefold() in ("nd", "not detected"):
            flag, text = "below_detection", text.lstrip("<").strip()
            limit = _number_or_none(text) or limit
        if flag == "below_detection":
            if limit is None:
                advice = n_("ask for the limit; the result is kept without one")
                say("limit missing", n_("below detection, and no limit is given"), "detection_limit", word, advice)
            return None, flag, limit
        value = _number_or_none(text)
        if value is None or self._is_code(text):
            if text and value is None:
                found = self.named.fault(n_("the text is not a number"), row, "value", text, n_("a number"))
                faults.append(found)
            elif text:
                advice = n_("it was taken as missing, never as a number")
                say("missing code", n_("a code for a missing value"), "value", text, advice)
            return None, "missing", limit
        if value <= 0:
            trap = "zero below detection" if value == 0 else "negative value"
            problem = n_("zero stands where a detection limit belongs") if value == 0 else n_("the value is negative")
            say(trap, problem, "value", text, n_("it was marked as suspect; ask for the detection limit"))
            return value, "suspect" if flag == "valid" else flag, limit
        return value, flag, limit

    def _limit(self, row: int, cells: Sequence[Cell], say: Say, faults: list[Fault]) -> float | None:
        limit = self.named.number(cells, "detection_limit", row, faults)
        unit, limit_unit = self.named.text(cells, "unit"), self.named.text(cells, "limit_unit")
        if limit is not None and unit and limit_unit and unit_and_basis(unit)[0] != unit_and_basis(limit_unit)[0]:
            advice = n_("convert one of them; the limit was left out")
            say("two units", n_("the limit is in another unit than the value"), "limit_unit", limit_unit, advice)
            return None
        return limit if limit is not None and limit > 0 else None


def _number_or_none(text: str) -> float | None:
    try:
        return number(text)
    except ValueError:
        return None
