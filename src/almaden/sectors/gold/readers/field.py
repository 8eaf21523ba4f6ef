"""Reads the field data and the plan of a country: the template as workbook, folder of text tables, or single table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.template import ReadTables, Rows, kind_of, read_tables
from almaden.reference.record import Record
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.plan_records import PLAN_TABLES
from almaden.sectors.gold.readers.advice import advice
from almaden.sectors.gold.readers.checks import check_tables
from almaden.sectors.gold.readers.completed import completed
from almaden.sectors.gold.readers.consent import only_with_consent
from almaden.sectors.gold.readers.identity import key_of
from almaden.sectors.gold.readers.questions import questions
from almaden.sectors.gold.records import FIELD_TABLES
from almaden.wording import Text, n_

#: All tables that an input may have, by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({**FIELD_TABLES, **PLAN_TABLES})

#: Columns that a table must have at least to be one of ours.
_FEWEST: Final = 2


def read_gold(source: Path | BinaryIO, name: str = "") -> GoldData:
    """Read what is known of the small-scale gold mining of a country.

    Args:
        source: a workbook with sheets of the names of :data:`TABLES`, a folder of text tables of these names, or a
            single table. Text tables may be packed by gzip. An open file must be able to start again.
        name: what to call it in messages; by default the name of the file.

    Returns:
        The records. Participants who did not agree are left out; regions are filled in from strata and sites; units
        of measurements are written in one way.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return gold_of(read_tables(source, name, TABLES, advice=advice, alone="sites"))


def gold_of(read: ReadTables) -> GoldData:
    """The data of tables that were read.

    Raises:
        InputError: with every fault.
    """
    refused = only_with_consent(read)
    for fault in (*_about(read), *check_tables(read.rows)):
        read.faults.add(fault)
    read.faults.raise_if_any()
    found: dict[str, Any] = {kind: tuple(one.record for one in rows.found) for kind, rows in read.rows.items()}
    about = found.pop("about")[0]
    data = completed(GoldData(about, **found, sha256=read.sha256, rows=_places(read.rows)))
    notes = [*([_left_out(refused)] if refused else []), *questions(data)]
    return replace(data, notes=tuple(notes))


def _left_out(refused: int) -> Text:
    return Text("results left out because their participants did not agree to their use: {count}", count=refused)


def _about(read: ReadTables) -> Iterator[Fault]:
    """Faults where the table of country and year does not have its one row."""
    known = [kind_of(rows.table, TABLES, (kind,))[1] >= _FEWEST for kind, rows in read.rows.items()]
    if not any(known) and (known or not read.faults.found):
        raise InputError(_nothing(read.name))
    rows = read.rows.get("about")
    if rows is None:
        if any(_is_about(fault) for fault in read.faults.found):
            return
        yield Fault(
            n_("nothing tells which country and which year the figures are for"),
            file=read.name,
            accepted=n_("a table named about with the columns country and year, and one row"),
            advice=n_("put the tables into one workbook or folder, and add a sheet or file about beside them"),
        )
    elif len(rows.found) != 1 and not any(_is_about(fault) for fault in read.faults.found):
        yield rows.table.fault(
            n_("the table of country and year has not exactly one row"),
            accepted=n_("one row with the country and the year"),
            advice=n_("write one row; figures of another country or year belong into another file"),
        )


def _is_about(fault: Fault) -> bool:
    return "about" in (fault.sheet, Path(fault.file).stem) or fault.value == "about"


def _nothing(name: str) -> Fault:
    return Fault(
        n_("there are no tables of small-scale gold mining in it"),
        file=name,
        accepted=Text("a workbook or folder with the tables {names}", names=", ".join(FIELD_TABLES)),
        advice=n_("write the template by 'almaden gold template FILE.xlsx' and fill it in"),
    )


def _places(tables: Mapping[str, Rows]) -> dict[tuple[str, str], str]:
    """Where each record stands, by table and identity; of several the first."""
    places: dict[tuple[str, str], str] = {}
    for kind, rows in tables.items():
        for one in rows.found:
            places.setdefault((kind, key_of(kind, one.record)), rows.table.fault("", one.row).place)
    return places
