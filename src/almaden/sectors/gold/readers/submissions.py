"""Reads what was collected on phones by the forms of a site and of a buyer, beside the other tables of a country."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.template import ReadTables, read_tables, rows_of, too_long
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.readers.advice import advice
from almaden.sectors.gold.readers.export_tables import (
    RECORDS,
    REPEATS,
    Export,
    not_ours,
    opened_exports,
    with_point,
    with_site,
)
from almaden.sectors.gold.readers.field import TABLES, gold_of
from almaden.wording import Text, n_

#: What each visit of a site asks for: what was there before belongs to sites that are no longer told.
_OF_VISITS: Final = ("sites", "miners", "mercury")


def read_submissions(source: Path | BinaryIO, beside: Path | BinaryIO, name: str = "") -> GoldData:
    """Read visits of sites, or of buyers, that were collected on phones.

    Visits of sites take the place of the sites, miners and mercury of the other tables, and of units and tailings
    where they tell of any; visits of buyers take the place of the buyers.

    Args:
        source: the export: a workbook, a folder of text files, or the text file of the visits alone; with the names
            of questions as headers, not with their labels. An open file must be able to start again.
        beside: the other tables of the country in the form of the template, at least about with country and year.
        name: what to call the export in messages; by default the name of the file.

    Returns:
        The data of both; notes tell which columns of the export are no part of the form.

    Raises:
        InputError: with every fault of both; the columns are named as in the export.
    """
    with opened_exports(source, name) as (exports, title, digest):
        told = _told(exports)
        gone = {*told, *(_OF_VISITS if "sites" in told else ())}
        others = {kind: record for kind, record in TABLES.items() if kind not in gone}
        other = read_tables(beside, "", others, advice=advice)
        names = {
            (one.table.file, one.table.sheet, field): header
            for one in exports.values()
            for field, header in one.headers.items()
        }
        try:
            data = gold_of(_together(other, told, title, digest))
        except InputError as error:
            raise InputError(_as_given_out(fault, names) for fault in error.faults) from None
        left = tuple(dict.fromkeys(header for one in exports.values() for header in not_ours(one)))
    if not left:
        return data
    note = Text("columns of the export that are no part of the form are left out: {names}", names=", ".join(left))
    return replace(data, notes=(*data.notes, note))


def _told(exports: Mapping[str, Export]) -> dict[str, RawTable]:
    """The tables that an export tells of; nothing where rows of repeated parts come without their visits."""
    told = {kind: with_point(exports[kind]) for kind in ("sites", "buyers") if kind in exports}
    parts = [kind for kind in REPEATS if kind in exports]
    if parts and "sites" not in told:
        return {}
    for kind in parts:
        # Most visits ask for all parts; what another survey told stays where phones told nothing.
        if kind in _OF_VISITS or next(iter(exports[kind].table.read()), None) is not None:
            told[kind] = with_site(exports[kind], exports["sites"])
    return told


def _together(other: ReadTables, told: Mapping[str, RawTable], name: str, digest: str) -> ReadTables:
    """The tables of both, read."""
    if not told:
        raise InputError([*other.faults.found, _no_visits(name)])
    read = dict(other.rows)
    for kind, table in told.items():
        too_many = too_long(table)
        if too_many is not None:
            other.faults.add(too_many)
        else:
            read[kind] = rows_of(table, RECORDS[kind], other.faults, advice)
    both = hashlib.sha256(f"{other.sha256}{digest}".encode()).hexdigest()
    return replace(other, rows={kind: read[kind] for kind in TABLES if kind in read}, sha256=both)


def _no_visits(name: str) -> Fault:
    return Fault(
        n_("there is no table of visits in it"),
        file=name,
        accepted=n_("the table of visits as the server gives it out, with the column id"),
        advice=n_("export again with the names of questions (XML values) as headers, and unpack the archive"),
    )


def _as_given_out(fault: Fault, names: Mapping[tuple[str, str, str], str]) -> Fault:
    """A fault with its column named as in the export."""
    return replace(fault, column=names.get((fault.file, fault.sheet, fault.column), fault.column))
