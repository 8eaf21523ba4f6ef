"""Reads tissue data: CEDEN tables and extracts of them, and results of the Water Quality Portal (WQX)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.biota.records import TissueRecord, as_observation
from almaden.monitoring.readers.cells import (
    Named,
    by_name,
)
from almaden.monitoring.readers.tissue_rows import TissueTable
from almaden.monitoring.readers.tissue_words import Layout
from almaden.monitoring.readers.written import how_written
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.names import plain
from almaden.reference.readers.registry import Reader
from almaden.reference.records import SiteRecord
from almaden.wording import n_

READER: Final = Reader(
    "tissue",
    n_("Mercury in tissue: tables of CEDEN; results of the Water Quality Portal (these from documentation)"),
    ("site", "observation"),
    (".csv", ".csv.gz", ".tsv", ".txt", ".xlsx"),
    example="Tissue.csv",
)


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read tissue data: stations, dated samples as observations, and a remark on each sample without a date."""
    seen: set[str] = set()
    for item in read_tissue(file, name):
        if not isinstance(item, Located):
            yield item
            continue
        record: TissueRecord = item.record
        if record.site and record.site not in seen:
            seen.add(record.site)
            system, _, own = record.site.partition(":")
            yield item._replace(
                record=SiteRecord(
                    identifiers={system: own},
                    name=record.station_name or own,
                    latitude=record.latitude,
                    longitude=record.longitude,
                )
            )
        made = as_observation(record)
        if made is not None:
            yield item._replace(record=made)
        else:
            advice = n_("it is usable for comparing species and lengths; give date and station to keep it in a series")
            problem = n_("the sample has no date or no station")
            yield Remark("no date", Fault(problem, name, item.sheet, item.row, advice=advice))


def read_tissue(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read tissue data as :class:`TissueRecord`, those without a date too."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            table = one_table(path, name)
            layout: Layout = "wqx" if "resultmeasurevalue" in map(plain, table.header) else "ceden"
            named = by_name(table, layout)
            yield from TissueTable(named, layout).read() if isinstance(named, Named) else named
    except InputError as error:
        yield from error.faults
