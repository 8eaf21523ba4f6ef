"""Reads hourly tables of the Atmospheric Mercury Network (NADP): GEM, GOM and PBM with a letter of validity each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.monitoring.quality.network_flags import network_flag
from almaden.monitoring.readers.beside import columns_beside, told_beside
from almaden.monitoring.readers.network_table import (
    Found,
    Rows,
    find_columns,
    missing_columns,
    moment,
    no_moment,
    one,
    read_network,
    text,
    zone_told,
)
from almaden.monitoring.readers.network_values import network_value
from almaden.monitoring.readers.told import Looked, no_number, remark
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.table import Cell, RawTable
from almaden.reference.records import ObservationRecord, SourceRecord
from almaden.wording import n_

_NETWORK: Final = "AMNet"

READER: Final = Reader(
    "amnet",
    n_("Hourly speciated mercury of the Atmospheric Mercury Network, AMNet (NADP)"),
    ("observation",),
    (".csv", ".csv.gz"),
    example="AMNET-ALL-h.csv",
    source=SourceRecord(
        title="Atmospheric Mercury Network (AMNet)",
        publisher="National Atmospheric Deposition Program",
        url="https://nadp.slh.wisc.edu/networks/atmospheric-mercury-network",
    ),
    tried=False,
)


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a table of AMNet; GOM and PBM carry the method of the KCl denuder."""
    return read_network(file, name, _read)


def _read(table: RawTable) -> Iterator[Remarked]:
    found = find_columns(table, _NETWORK)
    faults = missing_columns(table, found, ("site", "start", "value"), _NETWORK)
    if faults:
        yield from faults
        return
    values = [column for column in found if column.known.role == "value"]
    flags = {column.known.species: column for column in found if column.known.role == "flag"}
    for column in values:
        if column.known.species not in flags:
            problem = n_("the values have no column of validity; they are read as suspect")
            advice = n_("add the column, such as GEMVal, from the network's file")
            yield Remark("unknown flag", table.fault(problem, table.header_row, column.header, advice=advice))
    site, start, end = one(found, "site"), one(found, "start"), one(found, "end")
    if start is not None:
        yield from zone_told(table, start)
    rows = Rows(table.file)
    beside = columns_beside(table)
    looked = [Looked(table.file, column.header, column.known.species, column.unit) for column in values]
    for item in table.read():
        if isinstance(item, Fault):
            yield item
            continue
        row, cells = item
        times = _times(table, row, cells, start, end)
        if isinstance(times, Fault):
            yield times
            continue
        code = text(cells, site)
        if not code:
            yield table.fault(n_("the cell must not be empty"), row, site.header if site else "")
            continue
        yield from rows.odd(row, cells, (code, text(cells, start)), *times)
        told = told_beside(cells, beside)
        for column, look in zip(values, looked, strict=True):
            for made in _value(table, row, cells, column, flags.get(column.known.species), (code, *times), told):
                if isinstance(made, Located):
                    look.at(row, made.record.value, made.record.original_value)
                yield made
    for look in looked:
        yield from look.remarks()


def _times(
    table: RawTable, row: int, cells: Sequence[Cell], start: Found | None, end: Found | None
) -> tuple[datetime, datetime | None] | Fault:
    began = moment(text(cells, start))
    if began is None:
        return no_moment(table, row, start.header if start else "", text(cells, start))
    written = text(cells, end)
    ended = moment(written) if written else None
    if written and ended is None:
        return no_moment(table, row, end.header if end else "", written)
    return began, ended


def _value(
    table: RawTable,
    row: int,
    cells: Sequence[Cell],
    column: Found,
    flag: Found | None,
    where: tuple[str, datetime, datetime | None],
    told: str,
) -> Iterator[Remarked]:
    """One value as an observation, and what is odd about it."""
    cell, letter = text(cells, column), text(cells, flag)
    if not cell and not letter:
        return
    found = network_value(cell, network_flag(_NETWORK, letter))
    if not found.is_number:
        yield no_number(table.file, row, column.header, cell)
        return
    for trap in found.traps:
        # That there is no column of flags was told once.
        if trap != "unknown flag" or flag is not None:
            yield remark(trap, table.file, row, column.header, letter if trap == "unknown flag" else cell)
    site, start, end = where
    record = ObservationRecord(
        site=f"nadp:{site}",
        start=start,
        end=end,
        matrix="air",
        species=column.known.species,
        value=found.value,
        unit=column.unit,
        flag=found.flag,
        method=column.known.method,
        diagnostics=told,
        original_value=cell,
        original_unit=column.told,
        original_flag=letter,
        original_file=table.file,
    )
    yield Located(record, row=row)
