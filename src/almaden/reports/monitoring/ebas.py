"""Observations as EBAS files (NASA Ames 1001): one for each site, instrument and species.

What only EBAS or an operator can give, such as the code of the laboratory and the names of people, is written as
``not told``; EBAS wants it before it takes a file.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final, NamedTuple

from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.files import write_atomically
from almaden.reports.monitoring.about import ExportAbout, Target, sites_by_identifier, utc, written_to
from almaden.reports.monitoring.ebas_cells import (
    Row,
    ebas_name,
    is_limit,
    missing_code,
    number_text,
    numflag,
    period,
    row_of,
)

_NOT_TOLD: Final = "not told"
#: Told where it applies: the one thing of a series that the flags of EBAS have no room for.
_SUSPECT: Final = (
    "flag 660 stands where a value is suspect and nobody has decided on it; a reader of EBAS takes it as valid"
)
_DAY: Final = 86_400
_STAMP: Final = "%Y%m%d%H%M%S"
#: Day given to every member of an archive, so that equal data give equal archives.
_NEVER: Final = (1980, 1, 1, 0, 0, 0)


class _Key(NamedTuple):
    site: str
    matrix: str
    species: str
    unit: str
    method: str
    instrument: str
    level: str


def write_ebas(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout, target: Target
) -> list[Path]:
    """Write one EBAS file for each series into a folder; a path that ends with ``.zip``, or a stream, gets an archive.

    A value below detection without a number is written as its limit with the flag that says so. Flags of EBAS that a
    value came with are kept. The rows are held in memory, some 500 bytes each: the header of a file tells of all.

    Returns:
        The files written; none for a stream.

    Raises:
        OutputError: a file cannot be written.
    """
    series: dict[_Key, list[Row]] = defaultdict(list)
    for one in observations:
        key = _Key(one.site, one.matrix, one.species, one.unit, one.method, one.instrument, one.level)
        series[key].append(row_of(one))
    known = sites_by_identifier(sites)
    files: dict[str, str] = {}
    for key in sorted(series):
        rows = sorted(series[key], key=lambda one: one.start)
        made = _Series(key, rows, known.get(key.site), about, files)
        files[made.name] = made.text()
    if isinstance(target, Path) and target.suffix.lower() != ".zip":
        return [write_atomically(target / name, text.encode()) for name, text in files.items()]
    with written_to(target) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _NEVER), text, zipfile.ZIP_DEFLATED)
    return [target] if isinstance(target, Path) else []


class _Column(NamedTuple):
    """A column: its label, the line that describes it, and its cells; None is a missing value.

    ``like`` are numbers of the same kind, from which the code of missing ones is told apart too.
    """

    label: str
    described: str
    cells: Sequence[str | None]
    like: Sequence[str] = ()

    @property
    def missing(self) -> str:
        return missing_code([*(cell for cell in self.cells if cell is not None), *self.like])


class _Series:
    """One file."""

    def __init__(
        self,
        key: _Key,
        rows: Sequence[Row],
        site: SiteRecord | None,
        about: ExportAbout,
        taken: Mapping[str, str],
    ) -> None:
        self._key, self._rows, self._site, self._about = key, rows, site, about
        self._start = rows[0].start
        self._end = max(one.end or one.start for one in rows)
        self._zero = datetime(self._start.year, 1, 1, tzinfo=UTC)
        self._revised = utc(about.made) if about.made is not None else self._end
        self._component = ebas_name("component", key.species, key.matrix)
        self._unit = ebas_name("unit", key.unit)
        self._matrix = ebas_name("matrix", key.matrix)
        self._station = (site.identifiers.get("ebas") if site else None) or key.site.partition(":")[2] or key.site
        lengths = sorted(one.end - one.start for one in rows if one.end is not None)
        self._length = lengths[len(lengths) // 2] if lengths else timedelta(hours=1)
        self._regular = bool(lengths) and lengths[0] == lengths[-1]
        self.name = self._named(taken)

    def _named(self, taken: Mapping[str, str]) -> str:
        """Station, begin, revision, instrument, component, matrix, period, resolution, instrument, method and level."""
        laboratory = str(self._site.attributes.get("laboratory", "")) if self._site else ""
        method = _part(self._key.method)
        before = f"{_part(laboratory)}_" if laboratory else ""
        for number in range(1, len(taken) + 2):
            instrument = _part(self._key.instrument or self._key.method) + (f"_{number}" if number > 1 else "")
            parts = (
                _part(self._station), self._start.strftime(_STAMP), self._revised.strftime(_STAMP), method.lower(),
                self._component, self._matrix, period(self._end - self._start), period(self._length),
                f"{before}{instrument}", method if method.startswith(before) else f"{before}{method}",
                f"lev{self._level}",
            )  # fmt: skip
            name = f"{'.'.join(parts)}.nas"
            if name not in taken:
                break
        return name

    @property
    def _level(self) -> str:
        return ebas_name("level", self._key.level) or "0"

    def text(self) -> str:
        limits = {one.detection_limit for one in self._rows if not is_limit(one)}
        limit = limits.pop() if len(limits) == 1 else None
        columns = self._columns(limit, bool(limits - {None}))
        starts = [self._days(one.start) for one in self._rows]
        fixed = [
            _NOT_TOLD, (self._site.network if self._site else "") or _NOT_TOLD, _NOT_TOLD,
            (self._site.network if self._site else "") or _NOT_TOLD, "1 1",
            f"{self._zero:%Y %m %d} {self._revised:%Y %m %d}",
            f"{self._length.total_seconds() / _DAY:.6f}" if self._regular else "0",
            "days from file reference point", str(len(columns)), " ".join("1" for _ in columns),
            " ".join(one.missing for one in columns), *(one.described for one in columns), "0",
        ]  # fmt: skip
        told = [f"{f'{name}:':<29} {text}" for name, text in self._told().items() if text]
        labels = " ".join(["starttime", *(one.label for one in columns)])
        # A text of several lines, such as a citation, would be more lines than the header tells.
        lines = [" ".join(line.splitlines()) for line in (*fixed, str(len(told) + 1), *told, labels)]
        codes = [one.missing for one in columns]
        body = (
            " ".join([start, *(cell if cell is not None else code for cell, code in zip(cells, codes, strict=True))])
            for start, *cells in zip(starts, *(one.cells for one in columns), strict=True)
        )
        text = io.StringIO()
        text.write(f"{len(lines) + 1} 1001\n")
        text.writelines(f"{line}\n" for line in (*lines, *body))
        return text.getvalue()

    def _columns(self, limit: float | None, limits_differ: bool) -> list[_Column]:
        label = re.sub(r"\W+", "_", self._key.species)
        told = f", Detection limit={number_text(limit)} {self._unit}" if limit is not None else ""
        columns = [
            _Column(
                "endtime",
                "end_time of measurement, days from the file reference point",
                [self._days(one.end) if one.end is not None else None for one in self._rows],
                [self._days(one.start) for one in self._rows],
            ),
            _Column(label, f"{self._component}, {self._unit}{told}", [_cell(one) for one in self._rows]),
        ]
        if limits_differ:
            described = f"{self._component}, {self._unit}, Statistics=detection limit"
            cells = [None if one.detection_limit is None else number_text(one.detection_limit) for one in self._rows]
            columns.append(_Column(f"{label}_dl", described, cells))
        return [*columns, _Column(f"flag_{label}", "numflag, no unit", [numflag(one) for one in self._rows])]

    def _told(self) -> dict[str, str]:
        site, about = self._site, self._about
        place = {
            "Station latitude": site.latitude, "Station longitude": site.longitude,
            "Station altitude": site.elevation_m,
        } if site else {}  # fmt: skip
        place_texts = {name: number_text(value) for name, value in place.items() if value is not None}
        if "Station altitude" in place_texts:
            place_texts["Station altitude"] += " m"
        made = {"File creation": utc(about.made).strftime(_STAMP)} if about.made is not None else {}
        suspect = _SUSPECT if any(one.flag == "suspect" for one in self._rows) else ""
        comment = "; ".join(filter(None, (about.notice, f"written by Almaden {about.version}", about.edition, suspect)))
        return {
            "Data definition": "EBAS_1.1", "Set type code": "TU", "Timezone": "UTC", "File name": self.name, **made,
            "Startdate": self._start.strftime(_STAMP), "Revision date": self._revised.strftime(_STAMP),
            "Statistics": "arithmetic mean", "Data level": self._level if self._key.level else "",
            "Period code": period(self._end - self._start), "Resolution code": period(self._length),
            "Station code": self._station, "Station name": site.name if site else "", **place_texts,
            "Component": self._component, "Unit": self._unit, "Matrix": self._matrix,
            "Instrument name": self._key.instrument, "Method ref": self._key.method,
            "Title": about.title, "Citation": about.citation, "Licence": about.licence, "Comment": comment,
        }  # fmt: skip

    def _days(self, moment: datetime) -> str:
        """Days since day zero; six decimals keep the second."""
        return f"{(moment - self._zero).total_seconds() / _DAY:.6f}"


def _cell(one: Row) -> str | None:
    if is_limit(one) and one.detection_limit is not None:
        return number_text(one.detection_limit)
    return None if one.value is None else number_text(one.value, one.original_value)


def _part(text: str) -> str:
    """A part of a file name: letters, digits, underscores."""
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_") or "unknown"
