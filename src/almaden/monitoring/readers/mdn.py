"""Reads weekly tables of the Mercury Deposition Network (NADP): precipitation, mercury in it, and wet deposition.

Each row becomes up to four kinds of observation of the same weeks: total mercury, precipitation of the gauge,
precipitation that the sampler collected, and deposition. Deposition is kept as it was written, in the unit that its
column tells; whether that unit can be right is found out from concentration and precipitation and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.monitoring.quality.network_flags import NetworkFlag, network_flag
from almaden.monitoring.readers.mdn_units import deposition_remarks, deposition_units
from almaden.monitoring.readers.network_table import (
    Found,
    Rows,
    find_columns,
    interchanged,
    missing_columns,
    moment,
    no_moment,
    one,
    read_network,
    text,
    zone_told,
)
from almaden.monitoring.readers.network_values import Value, network_value
from almaden.monitoring.readers.told import Looked, no_number, remark
from almaden.reference.readers.located import Located, Remarked
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell, RawTable
from almaden.reference.records import ObservationRecord, SourceRecord
from almaden.wording import n_

_NETWORK: Final = "MDN"
_MISSING: Final = (-9.0,)
_CONCENTRATION, _DEPOSITION, _GAUGE, _COLLECTED = "THg", "THg deposition", "precipitation", "collected precipitation"
_DRY: Final = "D"
#: A week, and a day for the change of samples.
_LONGEST: Final = timedelta(days=8)
#: From the best to the worst.
_WORSE: Final = ("valid", "below_detection", "suspect", "invalid", "missing")

READER: Final = Reader(
    "nadp-mdn",
    n_("Weekly wet deposition of the Mercury Deposition Network, MDN (NADP)"),
    ("observation",),
    (".csv", ".csv.gz"),
    example="MDN-VT99-W.csv",
    source=SourceRecord(
        title="Mercury Deposition Network (MDN)",
        publisher="National Atmospheric Deposition Program",
        url="https://nadp.slh.wisc.edu/networks/mercury-deposition-network",
    ),
    tried=False,
)


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a table of MDN; -9 is a missing value."""
    return read_network(file, name, _read)


def _read(table: RawTable) -> Iterator[Remarked]:
    found = find_columns(table, _NETWORK)
    faults = missing_columns(table, found, ("site", "start", "end", "value"), _NETWORK)
    if faults:
        yield from faults
        return
    start = one(found, "start")
    if start is not None:
        yield from zone_told(table, start)
    units = deposition_units(table, found)
    yield from deposition_remarks(table, found)
    rows = Rows(table.file)
    looked = {
        column.known.species: Looked(table.file, column.header, column.known.species, column.unit)
        for column in found
        if column.known.role == "value"
    }
    for item in table.read():
        if isinstance(item, Fault):
            yield item
            continue
        for made in _week(table, item[0], item[1], found, units, rows):
            if isinstance(made, Located):
                looked[made.record.species].at(item[0], made.record.value, made.record.original_value)
            yield made
    for look in looked.values():
        yield from look.remarks()


def _week(
    table: RawTable, row: int, cells: Sequence[Cell], found: Sequence[Found], units: dict[int, str], rows: Rows
) -> Iterator[Remarked]:
    """One row as observations."""
    site, first, last = (one(found, role) for role in ("site", "start", "end"))
    start, end = moment(text(cells, first)), moment(text(cells, last))
    for column, read in ((first, start), (last, end)):
        if read is None and column is not None:
            yield no_moment(table, row, column.header, text(cells, column))
    if start is None or end is None:
        return
    code = text(cells, site).upper()
    if not code:
        yield table.fault(n_("the cell must not be empty"), row, site.header if site else "")
        return
    yield from rows.odd(row, cells, (code, start.isoformat()), start, end)
    if interchanged(text(cells, first), text(cells, last), _LONGEST):
        yield remark("day and month", table.file, row, first.header if first else "", text(cells, first))
    rating, sample = text(cells, one(found, "flag")), text(cells, one(found, "sample"))
    written = "; ".join(f"{key}={value}" for key, value in (("QR", rating), ("sampleType", sample)) if value)
    beside = "; ".join(
        f"{column.known.names[0]}={cell.replace(';', ',')}"
        for column in found
        if column.known.role == "beside" and (cell := text(cells, column))
    )
    for column in found:
        if column.known.role != "value":
            continue
        value = _value(column, cells, found, rating, sample)
        if not value.is_number:
            yield no_number(table.file, row, column.header, text(cells, column))
            continue
        for trap in value.traps:
            shown = written if trap in ("unknown flag", "flag and value") else text(cells, column)
            yield remark(trap, table.file, row, column.header, shown)
        record = ObservationRecord(
            site=f"nadp:{code}",
            start=start,
            end=end,
            matrix="precipitation",
            species=column.known.species,
            value=value.value,
            unit=units.get(column.place, column.unit),
            flag=value.flag,
            method=column.known.method,
            diagnostics=beside,
            original_value=text(cells, column),
            original_unit=column.told,
            original_flag=written,
            original_file=table.file,
        )
        yield Located(record, row=row)


def _value(column: Found, cells: Sequence[Cell], found: Sequence[Found], rating: str, sample: str) -> Value:
    """One value of a week; rating and kind of sample are of what was collected, not of the rain gauge."""
    cell, species = text(cells, column), column.known.species
    if species == _GAUGE:
        return network_value(cell, None, _MISSING)
    flags = [network_flag(_NETWORK, rating, "quality")] if one(found, "flag") is not None else []
    # A dry week has precipitation and deposition of zero, which are valid, and no concentration.
    if one(found, "sample") is not None and not (sample.upper() == _DRY and species != _CONCENTRATION):
        flags.append(network_flag(_NETWORK, sample, "sample"))
    value = network_value(cell, _worst(flags), _MISSING)
    if value.value == 0 and species == _CONCENTRATION and value.flag == "valid":
        return value._replace(traps=(*value.traps, "zero below detection"))
    return value


def _worst(flags: Sequence[NetworkFlag]) -> NetworkFlag | None:
    """The worst of several flags; one that is not known comes first, so that it is told."""
    return max(flags, key=lambda flag: (not flag.known, _WORSE.index(flag.flag)), default=None)
