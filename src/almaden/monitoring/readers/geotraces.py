"""Reads bottle data of GEOTRACES: spreadsheets of Ocean Data View, as text or CSV."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import BinaryIO, Final, NamedTuple, get_args

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.cells import (
    Named,
    by_name,
    far_off,
    has_fortran_exponent,
    is_missing_code,
    moment,
    noted,
    number,
)
from almaden.monitoring.readers.seawater import species_of, station
from almaden.monitoring.readers.told import remark
from almaden.monitoring.readers.written import how_written
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.names import plain
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell, RawTable, cell_text
from almaden.reference.records import Flag, ObservationRecord
from almaden.reference.tables import read_table
from almaden.wording import n_

READER: Final = Reader(
    "geotraces",
    n_("Bottle data of GEOTRACES"),
    ("site", "observation"),
    (".txt", ".csv", ".tsv", ".csv.gz"),
    example="GEOTRACES_IDP2021_Seawater_Discrete_Sample_Data.txt",
    tried=False,
)

_PARAMETER: Final = re.compile(r"(Hg_\w+?)_CONC_([A-Z_]+?)(?:::\w+)?\s*\[(.+)\]")
_COMMENT: Final = "//"
#: What stands only in the first row of a station.
_STATION: Final = ("cruise", "station", "date", "longitude", "latitude")


class _Parameter(NamedTuple):
    """A column of mercury, with the columns that qualify it, None where there are none."""

    place: int
    species: str
    sampler: str
    unit: str
    quality: int | None
    deviation: int | None


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read bottle data: stations as sites, and the parameters of mercury with depth among their diagnostics."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            plain_path = path.with_name("uncommented")
            # Ocean Data View writes comments before the header.
            with path.open("rb") as source, plain_path.open("wb") as target:
                skipped = 0
                for line in source:
                    if line.lstrip().startswith(_COMMENT.encode()):
                        skipped += 1
                    else:
                        target.write(line)
            table = one_table(plain_path, name)
            named = by_name(replace(table, header_row=table.header_row + skipped), "geotraces")
            yield from _Bottles(named, skipped).read() if isinstance(named, Named) else named
    except InputError as error:
        yield from error.faults


@cache
def flags() -> Mapping[str, Flag]:
    """Our flags by the quality flags of SeaDataNet, from the table ``monitoring/seadatanet_flags``."""
    rows = read_table("monitoring/seadatanet_flags")
    if unknown := {row["flag"] for row in rows} - set(get_args(Flag)):
        raise ValueError(unknown)
    return {row["code"]: row["flag"] for row in rows}  # type: ignore[misc]  # checked above


class _Bottles:
    """The rows of one spreadsheet."""

    def __init__(self, named: Named, skipped: int) -> None:
        self.named = named
        self.table: RawTable = named.table
        self.skipped = skipped
        self.unknown: list[str] = []
        self.parameters = self._parameters()
        self.station: dict[str, str] = {}
        self.seen: set[str] = set()

    def _parameters(self) -> list[_Parameter]:
        found = []
        header = self.table.header
        for place, text in enumerate(header):
            hit = _PARAMETER.fullmatch(text)
            if hit is None:
                continue
            species = species_of("geotraces").get(hit[1])
            if species is None:
                self.unknown.append(text)
                continue
            quality = deviation = None
            for after in range(place + 1, min(place + 3, len(header))):
                if plain(header[after]).startswith("qv"):
                    quality = after
                elif plain(header[after]).startswith("standard dev"):
                    deviation = after
                else:
                    break
            found.append(_Parameter(place, species, hit[2].lower(), hit[3], quality, deviation))
        return found

    def read(self) -> Iterator[Remarked]:
        for text in self.unknown:
            problem, advice = n_("the parameter of mercury is not known"), n_("it was left out")
            yield Remark("unknown parameter", self.table.fault(problem, self.table.header_row, text, advice=advice))
        if not self.parameters:
            yield self.table.fault(
                n_("the file has no parameter of mercury"),
                self.table.header_row,
                accepted="Hg_T_CONC_BOTTLE [pmol/kg], Hg_D_CONC_BOTTLE [pmol/kg]",
                advice=n_("choose parameters of mercury when downloading"),
            )
            return
        for item in self.table.read():
            if isinstance(item, Fault):
                yield replace(item, row=(item.row or 0) + self.skipped)
            else:
                yield from self._row(item[0] + self.skipped, item[1])

    def _row(self, row: int, cells: Sequence[Cell]) -> Iterator[Remarked]:
        named, faults = self.named, list[Fault]()
        # A row that names a station begins it; those below it leave its cells empty.
        if named.text(cells, "station"):
            self.station = {field: named.text(cells, field) or self.station.get(field, "") for field in _STATION}
        told = self.station
        start = moment(told.get("date", ""))
        try:
            latitude: float | None = float(told["latitude"])
            longitude: float | None = float(told["longitude"])
        except (KeyError, ValueError):
            latitude = longitude = None
        if start is None:
            problem, accepted = n_("the row belongs to no station with a date"), "2011-10-24T08:30"
            yield named.fault(
                problem, row, "date", told.get("date", ""), accepted, n_("correct the first row of the station")
            )
            return
        why = far_off(latitude, longitude)
        site, record = station(
            told["cruise"], told["station"], None if why else latitude, None if why else longitude, start
        )
        if site not in self.seen:
            self.seen.add(site)
            if why:
                yield named.remark("coordinates swapped", why, row, "latitude", str(latitude), n_("exchange the cells"))
            yield Located(record, row=row)
        yield from named.fortran_exponents(cells, row, ("depth",))
        depth = named.number(cells, "depth", row, faults)
        yield from faults
        for parameter in () if faults else self.parameters:
            if cell_text(cells[parameter.place]):
                yield from self._value(row, cells, parameter, site, start, depth)

    def _value(
        self,
        row: int,
        cells: Sequence[Cell],
        one: _Parameter,
        site: str,
        start: datetime,
        depth: float | None,
    ) -> Iterator[Remarked]:
        header, text = self.table.header[one.place], cell_text(cells[one.place])
        try:
            value: float | None = number(text)
        except ValueError:
            yield self.table.fault(n_("the text is not a number"), row, header, text, n_("a number"), n_("correct it"))
            return
        if has_fortran_exponent(text):
            yield remark("fortran exponent", self.table.file, row, header, text)
        quality = "" if one.quality is None else cell_text(cells[one.quality])
        flag = flags().get(quality, "valid")
        if quality and quality not in flags():
            problem, advice = n_("the flag is not known"), n_("the value was kept as suspect")
            yield Remark("unknown flag", self.table.fault(problem, row, header, quality, advice=advice))
            flag = "suspect"
        if is_missing_code(text):
            problem, advice = n_("a code for a missing value"), n_("it was taken as missing, never as a number")
            yield Remark("missing code", self.table.fault(problem, row, header, text, advice=advice))
            flag = "missing"
        elif value is not None and value < 0 and flag == "valid":
            problem, advice = n_("the value is negative"), n_("it was marked as suspect; ask for the detection limit")
            yield Remark("negative value", self.table.fault(problem, row, header, text, advice=advice))
            flag = "suspect"
        deviation = "" if one.deviation is None else cell_text(cells[one.deviation])
        # The number beside the flag of a value below detection is the limit.
        limit = value if flag == "below_detection" and value and value > 0 else None
        yield Located(
            ObservationRecord(
                site=site,
                start=start,
                matrix="water",
                species=one.species,
                value=None if flag in ("below_detection", "missing") else value,
                unit=one.unit,
                flag=flag,
                detection_limit=limit,
                method=one.sampler,
                sample=self.named.text(cells, "sample") or noted(depth_m=depth),
                diagnostics=noted(depth_m=depth, standard_deviation=deviation),
                original_value=text,
                original_unit=one.unit,
                original_flag=quality,
                original_file=self.table.file,
            ),
            row=row,
        )
