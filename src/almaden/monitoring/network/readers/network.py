"""Reads the workbook of a network: what is measured, and what is planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from almaden.errors import Fault
from almaden.monitoring.network.coverage import Measured
from almaden.monitoring.network.records import TABLES, MeasuredRecord, PlannedSiteRecord
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.wording import Text, n_


@dataclass(frozen=True)
class NetworkData:
    """A network as told.

    Attributes:
        measured: what sites measure or measured.
        planned: sites that are planned.
        sha256: of what was read.
    """

    measured: tuple[Measured, ...]
    planned: tuple[PlannedSiteRecord, ...]
    sha256: str


def read_network(source: Path | BinaryIO, name: str = "") -> NetworkData:
    """Read a network.

    Args:
        source: a workbook with the sheets ``measured`` and ``planned``, a folder of text files of these names, or
            one of the two tables alone.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault; nothing is kept then.
    """
    return network_of(read_tables(source, name, TABLES))


def network_of(read: ReadTables) -> NetworkData:
    """The network of tables that were read.

    Raises:
        InputError: with every fault.
    """
    for rows in read.rows.values():
        for fault in _twice(rows):
            read.faults.add(fault)
    if not any(rows.found for rows in read.rows.values()) and not read.faults.found:
        read.faults.add(
            Fault(n_("no site is told"), file=read.name,
                  accepted=n_("a sheet 'measured' or 'planned', one line a site"),
                  advice=n_("start from the workbook that 'almaden monitoring network-template' writes"))
        )  # fmt: skip
    read.faults.raise_if_any()
    return NetworkData(
        tuple(_measured(one.record) for one in _found(read, "measured")),
        tuple(one.record for one in _found(read, "planned")),
        read.sha256,
    )


def _found(read: ReadTables, table: str) -> list[Located]:
    rows = read.rows.get(table)
    return rows.found if rows is not None else []


def _measured(one: MeasuredRecord) -> Measured:
    years = one.years if one.years is not None else one.last_year - one.first_year + 1
    return Measured(one.site, one.latitude, one.longitude, one.matrix, one.species, one.first_year, one.last_year,
                    years, one.country, one.biome, one.method)  # fmt: skip


def _twice(rows: Rows) -> Iterator[Fault]:
    """A site that stands twice for the same medium and method would count double."""
    keys = [_key(one.record) for one in rows.found]
    count = Counter(keys)
    seen: set[tuple[str, ...]] = set()
    for one, key in zip(rows.found, keys, strict=True):
        if count[key] > 1 and key in seen:
            yield rows.fault(
                Text("this site stands here {count} times", count=count[key]), one.row, "site", one.record.site,
                n_("one line for each site, medium and method"),
                n_("join the lines, or give the second a name of its own"),
            )  # fmt: skip
        seen.add(key)


def _key(record: MeasuredRecord | PlannedSiteRecord) -> tuple[str, ...]:
    if isinstance(record, MeasuredRecord):
        return record.site, record.matrix, record.species, record.method
    return record.site, record.sampling
