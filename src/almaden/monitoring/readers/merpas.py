"""Reads laboratory sheets of MerPAS passive samplers: one row for each sampler, blanks among them.

The mass of mercury is kept as an observation; the concentration follows from it, the time and a sampling rate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.cells import (
    DateOrder,
    Named,
    by_name,
    date_order,
    is_missing_code,
    moment,
    noted,
    number,
)
from almaden.monitoring.readers.merpas_record import SamplerRecord
from almaden.monitoring.readers.written import how_written
from almaden.reference.readers.columns import REMARK, is_remark
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.names import find_column, plain
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell
from almaden.reference.record import columns
from almaden.reference.records import Flag, ObservationRecord
from almaden.wording import n_

READER: Final = Reader(
    "merpas",
    n_("Laboratory sheets of MerPAS passive samplers"),
    ("observation",),
    (".csv", ".tsv", ".xlsx", ".ods"),
    example="merpas.csv",
    tried=False,
)

#: What a mass of a sampler is called among species, and the method of its observations.
SPECIES: Final = "GEM mass"
METHOD: Final = "MerPAS"
#: Kinds of blanks: a sampler that never left the laboratory, that travelled closed, that was opened at the site.
BLANKS: Final = ("field", "travel", "lab")
#: Words in the column of blanks for a sampler that measured.
_NO_BLANK: Final = ("", "no", "n", "0", "false", "sample")


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a laboratory sheet; in a workbook the sheet ``merpas``, or its only sheet."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            table = one_table(path, name, "merpas")
            # The template has its headers in the language of who fills it in.
            header = tuple(find_column(text, columns(SamplerRecord)) or text for text in table.header)
            named = by_name(replace(table, header=header), "merpas")
            yield from _Sheet(named).read() if isinstance(named, Named) else named
    except InputError as error:
        yield from error.faults


class _Sheet:
    """The rows of one sheet."""

    def __init__(self, named: Named) -> None:
        self.named = named
        self.remarks = [place for place, header in enumerate(named.table.header) if header.startswith(REMARK)]
        self.order: DateOrder = date_order(
            named.text(item[1], field)
            for item in named.table.read()
            if not isinstance(item, Fault)
            for field in ("start", "end")
        )

    def read(self) -> Iterator[Remarked]:
        seen: dict[tuple[str, str], int] = {}
        for item in self.named.table.read():
            if isinstance(item, Fault):
                yield item
                continue
            row, cells = item
            if is_remark(cells, self.remarks):
                continue
            key = self.named.text(cells, "sample"), self.named.text(cells, "start")
            earlier = seen.setdefault(key, row)
            if earlier != row:
                problem, advice = n_("the same sampler was deployed twice at one time"), n_("delete one of the rows")
                yield self.named.remark("duplicate row", problem, row, "sample", key[0], advice)
            yield from self._row(row, cells)

    def _row(self, row: int, cells: Sequence[Cell]) -> Iterator[Remarked]:
        named, faults = self.named, list[Fault]()
        start, end = self._time("start", row, cells, faults), self._time("end", row, cells, faults)
        if start is not None and end is not None and end <= start:
            text, advice = named.text(cells, "end"), n_("exchange the dates, or correct one")
            faults.append(named.fault(n_("it was retrieved before it was deployed"), row, "end", text, "", advice))
        blank = plain(named.text(cells, "blank")).removesuffix(" blank")
        if blank not in (*_NO_BLANK, *BLANKS):
            text, accepted = named.text(cells, "blank"), "field, travel, lab"
            faults.append(
                named.fault(n_("the kind of blank is not known"), row, "blank", text, accepted, n_("correct it"))
            )
        for field in ("sample", "site"):
            if not named.text(cells, field):
                faults.append(named.fault(n_("the cell must not be empty"), row, field))
        yield from named.fortran_exponents(cells, row, ("temperature", "wind", "limit", "mass"))
        temperature, wind = (named.number(cells, field, row, faults) for field in ("temperature", "wind"))
        limit = named.number(cells, "limit", row, faults)
        value, flag, limit, remarks = self._mass(row, cells, limit, faults)
        yield from remarks
        if faults or start is None:
            yield from faults
            return
        site = named.text(cells, "site")
        made = ObservationRecord(
            site=site if ":" in site else f"site:{site}",
            start=start,
            end=end,
            matrix="air",
            species=SPECIES,
            value=value,
            unit="ng",
            flag=flag,
            method=METHOD,
            detection_limit=limit,
            sample=named.text(cells, "sample"),
            diagnostics=noted(
                blank="" if blank in _NO_BLANK else blank,
                replicate=named.text(cells, "replicate").replace(";", ","),
                temperature_degc=temperature,
                wind_speed_m_s=wind,
                note=named.text(cells, "note").replace(";", ","),
            ),
            original_value=named.text(cells, "mass"),
            original_unit="ng",
            original_flag=named.text(cells, "blank"),
            original_file=named.table.file,
        )
        yield Located(made, named.table.sheet, row)

    def _time(self, field: str, row: int, cells: Sequence[Cell], faults: list[Fault]) -> datetime | None:
        text = self.named.text(cells, field)
        found = None if self.order == "both" else moment(text, self.order)
        if found is None:
            problem = n_("the date is none, or reads as two different days")
            faults.append(self.named.fault(problem, row, field, text, "2026-03-01 09:30", n_("write it in this form")))
        return found

    def _mass(
        self, row: int, cells: Sequence[Cell], limit: float | None, faults: list[Fault]
    ) -> tuple[float | None, Flag, float | None, list[Remark]]:
        """Mass, flag and detection limit, and what is odd about them."""
        named, text = self.named, self.named.text(cells, "mass")
        limit = limit if limit is not None and limit > 0 else None
        below = text.startswith("<")
        if not text or is_missing_code(text):
            problem, advice = n_("a code for a missing value"), n_("it was taken as missing, never as a number")
            return (
                None,
                "missing",
                limit,
                [named.remark("missing code", problem, row, "mass", text, advice)] if text else [],
            )
        try:
            mass = number(text.lstrip("<").strip())
        except ValueError:
            faults.append(
                named.fault(n_("the text is not a number"), row, "mass", text, n_("a number"), n_("correct it"))
            )
            return None, "missing", limit, []
        if below:
            return None, "below_detection", mass if mass > 0 else limit, []
        if mass <= 0:
            trap = "zero below detection" if mass == 0 else "negative value"
            problem = n_("zero stands where a detection limit belongs") if mass == 0 else n_("the value is negative")
            advice = n_("it was marked as suspect; ask for the detection limit")
            return mass, "suspect", limit, [named.remark(trap, problem, row, "mass", text, advice)]
        return mass, "valid", limit, []
