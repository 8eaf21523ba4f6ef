"""Reads compilations of mercury in seawater: one row for each value, with cruise, station and depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.cells import Named, by_name, far_off, is_missing_code, moment, noted
from almaden.monitoring.readers.written import Repeats, how_written
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell
from almaden.reference.records import Flag, ObservationRecord, SiteRecord
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

READER: Final = Reader(
    "seawater",
    n_("Compilations of mercury in seawater, one row for each value"),
    ("site", "observation"),
    (".csv", ".csv.gz", ".tsv", ".xlsx"),
    example="interpolated_seawater_HgT_observation_compilation.csv.gz",
)

#: The word by which a compilation says that the point lies on land.
_LAND: Final = "land"


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a compilation: stations as sites, and observations with the depth among their diagnostics."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            named = by_name(one_table(path, name), "seawater")
            yield from _Rows(named).read() if isinstance(named, Named) else named
    except InputError as error:
        yield from error.faults


@cache
def species_of(used_in: str) -> Mapping[str, str]:
    """Our names of species by the names that a source gives them, from the table ``monitoring/seawater_species``."""
    return {
        row["name"]: row["species"] for row in read_table("monitoring/seawater_species") if row["used_in"] == used_in
    }


def station(
    cruise: str, own: str, latitude: float | None, longitude: float | None, visited: datetime | None
) -> tuple[str, SiteRecord]:
    """Identifier and record of a station of a cruise; longitudes from 0 to 360 are written from -180 to 180."""
    key = f"{cruise}_{own}"
    longitude = longitude - 360 if longitude is not None and longitude > 180 else longitude
    known = latitude is not None and longitude is not None
    return f"cruise:{key}", SiteRecord(
        identifiers={"cruise": key},
        name=f"{cruise} {own}",
        latitude=latitude if known else None,
        longitude=longitude if known else None,
        network=cruise,
        note=f"{visited:%Y-%m-%d}" if visited else "",
    )


class _Rows:
    """The rows of one compilation."""

    def __init__(self, named: Named) -> None:
        self.named = named
        self.table = named.table
        self.usual = self._usual_units()
        self.stations: set[str] = set()

    def _usual_units(self) -> Mapping[str, str]:
        """The unit in which most values of the file stand, for all species together."""
        counts: dict[str, int] = {}
        for item in self.table.read():
            if not isinstance(item, Fault):
                unit = self.named.text(item[1], "unit")
                counts[unit] = counts.get(unit, 0) + 1
        usual = max(counts, key=lambda unit: counts[unit], default="")
        return {unit: usual for unit in counts if unit != usual}

    def read(self) -> Iterator[Remarked]:
        repeats = Repeats(self.table.file)
        for item in self.table.read():
            if isinstance(item, Fault):
                yield item
                continue
            if again := repeats.remark(*item):
                yield again
            yield from self._row(*item)

    def _row(self, row: int, cells: Sequence[Cell]) -> Iterator[Remarked]:
        named, faults = self.named, list[Fault]()
        yield from named.fortran_exponents(cells, row, ("latitude", "longitude", "depth", "value"))
        species = species_of("seawater").get(named.text(cells, "quantity"))
        if species is None:
            faults.append(
                named.fault(
                    n_("the quantity is not known"),
                    row,
                    "quantity",
                    named.text(cells, "quantity"),
                    ", ".join(species_of("seawater")),
                    n_("choose one of them"),
                )
            )
        start = moment(named.text(cells, "date"))
        if start is None:
            text, accepted = named.text(cells, "date"), "2011-10-24 00:00:00"
            faults.append(named.fault(n_("the text is no date"), row, "date", text, accepted, n_("correct it")))
        latitude, longitude = (named.number(cells, field, row, faults) for field in ("latitude", "longitude"))
        depth, value = named.number(cells, "depth", row, faults), named.number(cells, "value", row, faults)
        if faults or species is None or start is None:
            yield from faults
            return
        remarks = list(self._odd(row, cells, latitude, longitude, value))
        yield from remarks
        code = any(remark.trap == "missing code" for remark in remarks)
        why = far_off(latitude, longitude)
        own = (named.text(cells, "cruise"), named.text(cells, "station"))
        site, record = station(*own, None if why else latitude, None if why else longitude, start)
        if site not in self.stations:
            self.stations.add(site)
            yield Located(record, self.table.sheet, row)
        flag: Flag = "missing" if value is None or code else "suspect" if value < 0 else "valid"
        written = named.text(cells, "unit")
        made = ObservationRecord(
            site=site,
            start=start,
            matrix="water",
            species=species,
            value=None if code else value,
            unit=water_unit(written),
            flag=flag,
            # Ships come back: one station may have several places at one time.
            sample=noted(latitude=latitude, longitude=longitude, depth_m=depth),
            diagnostics=noted(
                depth_m=depth,
                basin=named.text(cells, "basin"),
                reference=named.text(cells, "reference").replace(";", ","),
            ),
            original_value=named.text(cells, "value"),
            original_unit=written,
            original_flag=named.text(cells, "flag").strip("[]"),
            original_file=self.table.file,
        )
        yield Located(made, self.table.sheet, row)

    def _odd(
        self, row: int, cells: Sequence[Cell], latitude: float | None, longitude: float | None, value: float | None
    ) -> Iterator[Remark]:
        named = self.named
        unit, basin = named.text(cells, "unit"), named.text(cells, "basin")
        if unit in self.usual:
            problem = Text(
                "the unit is {unit}; most values of the file are in {usual}", unit=unit, usual=self.usual[unit]
            )
            yield named.remark("two units", problem, row, "unit", unit, n_("convert before comparing; kept as written"))
        if basin.casefold() == _LAND:
            advice = n_("look at the coordinates; it was kept")
            yield named.remark(
                "sea on land", n_("a sample of the sea lies on land"), row, "basin", named.text(cells, "basin"), advice
            )
        if why := far_off(latitude, longitude):
            yield named.remark("coordinates swapped", why, row, "latitude", str(latitude), n_("exchange the cells"))
        text = named.text(cells, "value")
        if is_missing_code(text):
            advice = n_("it was taken as missing, never as a number")
            yield named.remark("missing code", n_("a code for a missing value"), row, "value", text, advice)
        elif value is not None and value < 0:
            advice = n_("it was marked as suspect; ask for the detection limit")
            yield named.remark("negative value", n_("the value is negative"), row, "value", text, advice)


def water_unit(text: str) -> str:
    """A unit with its last part after a slash: ``pmol L-1`` is ``pmol/L``."""
    first, _, last = text.partition(" ")
    return f"{first}/{last.removesuffix('-1')}" if last.endswith("-1") else text
