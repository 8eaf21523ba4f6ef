"""Reads tables of the Global Mercury Observation System: a time, a target and a value in each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.monitoring.readers.beside import columns_beside, told_beside
from almaden.monitoring.readers.network_table import (
    Found,
    Rows,
    compact,
    find_columns,
    missing_columns,
    moment,
    network_columns,
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
from almaden.reference.readers.table import RawTable
from almaden.reference.records import ObservationRecord, SourceRecord
from almaden.wording import n_

_NETWORK: Final = "GMOS"
_SITE: Final = re.compile(r"(?:.*/)?([A-Z]{3,6})(?=[_\-. ])")

READER: Final = Reader(
    "gmos",
    n_("Mercury in air of the Global Mercury Observation System, GMOS"),
    ("observation",),
    (".csv", ".csv.gz"),
    example="MHE_2013.csv",
    source=SourceRecord(
        title="Global Mercury Observation System (GMOS)",
        publisher="GMOS",
        url="http://www.gmos.eu",
    ),
    tried=False,
)


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a table of GMOS; a number below zero is a missing value. GEM and TGM stay apart."""
    return read_network(file, name, _read)


def _read(table: RawTable) -> Iterator[Remarked]:
    found = find_columns(table, _NETWORK)
    faults = missing_columns(table, found, ("start", "target", "number"), _NETWORK)
    start, target, number, site = (one(found, role) for role in ("start", "target", "number", "site"))
    named = _SITE.match(table.file)
    if site is None and named is None:
        faults.append(
            table.fault(
                n_("neither a column nor the name of the file tells the site"),
                accepted=n_(
                    "a column named site, or a file name that begins with the code of the site, as MHE_2013.csv"
                ),
                advice=n_("rename the file, or add the column"),
            )
        )
    if faults or start is None or target is None or number is None:
        yield from faults
        return
    yield from zone_told(table, start)
    if site is None and named is not None:
        problem, advice = (
            n_("the site was taken from the name of the file"),
            n_("see whether it is the code of the site"),
        )
        yield Remark("site of the file name", Fault(problem, table.file, value=named[1], advice=advice))
    looked: dict[str, Looked] = {}
    for made in _rows(table, start, target, number, site, named[1] if named else ""):
        if isinstance(made, Located):
            one_of = made.record
            if one_of.species not in looked:
                looked[one_of.species] = Looked(table.file, number.header, one_of.species, one_of.unit)
            looked[one_of.species].at(made.row or 1, one_of.value, one_of.original_value)
        yield made
    for look in looked.values():
        yield from look.remarks()


def _rows(
    table: RawTable, start: Found, target: Found, number: Found, site: Found | None, named: str
) -> Iterator[Remarked]:
    """The rows as observations, and what is odd about them."""
    targets = {name: known for known in network_columns(_NETWORK) if known.role == "value" for name in known.names}
    rows, beside = Rows(table.file), columns_beside(table)
    for item in table.read():
        if isinstance(item, Fault):
            yield item
            continue
        row, cells = item
        began, known = moment(text(cells, start)), targets.get(compact(text(cells, target)))
        code = text(cells, site) or named
        if began is None:
            yield no_moment(table, row, start.header, text(cells, start))
            continue
        if known is None or not code:
            yield _unknown(table, row, target.header, text(cells, target), sorted(targets))
            continue
        yield from rows.odd(row, cells, (code, text(cells, start), known.species), began, None)
        cell = text(cells, number)
        value = network_value(cell, None, negative_is_missing=True)
        if not value.is_number:
            yield no_number(table.file, row, number.header, cell)
            continue
        for trap in value.traps:
            yield remark(trap, table.file, row, number.header, cell)
        record = ObservationRecord(
            site=f"gmos:{code}",
            start=began,
            matrix="air",
            species=known.species,
            value=value.value,
            unit=known.unit,
            flag=value.flag,
            method=known.method,
            diagnostics="; ".join(filter(None, (f"target={text(cells, target)}", told_beside(cells, beside)))),
            original_value=cell,
            original_file=table.file,
        )
        yield Located(record, row=row)


def _unknown(table: RawTable, row: int, column: str, value: str, targets: list[str]) -> Fault:
    return table.fault(
        n_("the target is not known, or the site is empty"),
        row,
        column,
        value,
        ", ".join(targets),
        n_("correct the target, or fill in the site"),
    )
