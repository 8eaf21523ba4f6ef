"""Reads samples of people: of those who agreed only, and nothing that tells who they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.monitoring.people.consent import only_with_consent
from almaden.monitoring.people.identity import identity_in, looks_like_name
from almaden.monitoring.people.records import TABLES, PersonRecord
from almaden.monitoring.people.units import bio_unit, bio_units
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import ReadTables, Rows, opened_tables, rows_of, too_long
from almaden.wording import Text, either, n_

#: Fields that hold free text.
_TEXTS: Final = ("survey", "participant", "region", "method", "age_group", "group", "note")


@dataclass(frozen=True)
class PeopleData:
    """Samples of people who agreed to their use.

    Attributes:
        records: the samples; units are written in one way.
        refused: how many rows were left out because their participants did not agree.
        sha256: of what was read.
    """

    records: tuple[PersonRecord, ...]
    refused: int
    sha256: str


def read_people(source: Path | BinaryIO, name: str = "") -> PeopleData:
    """Read samples of people.

    Args:
        source: the template filled in, or a text table with its columns.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of those who agreed; values that tell who somebody is are not repeated.
    """
    read, refused = _agreed(source, name)
    return people_of(read, refused)


def people_of(read: ReadTables, refused: int) -> PeopleData:
    """Samples of people from tables that were read.

    Args:
        read: the tables, of those who agreed only.
        refused: how many rows were left out because their participants did not agree.

    Raises:
        InputError: with every fault; values that tell who somebody is are not repeated.
    """
    rows = read.rows.get("people")
    # What the reader itself found wrong may repeat a name that stands in the wrong column.
    read.faults.found[:] = [_without_identity(fault) for fault in read.faults.found]
    if rows is not None:
        for fault in (*_identities(rows), *_units(rows), *_twice(rows)):
            read.faults.add(fault)
    if not (rows is not None and rows.found) and not read.faults.found:
        read.faults.add(
            Fault(n_("no sample of a participant who agreed is told"), file=read.name,
                  accepted=n_("a sheet 'people', one line a sample"),
                  advice=n_("start from the workbook that 'almaden monitoring people-template' writes"))
        )  # fmt: skip
    read.faults.raise_if_any()
    found = [one.record for one in rows.found] if rows is not None else []
    return PeopleData(tuple(_written(one) for one in found), refused, read.sha256)


def _agreed(source: Path | BinaryIO, name: str) -> tuple[ReadTables, int]:
    """The rows of those who agreed, and how many others there were; answers are read as long as the table is open."""
    faults = Faults()
    with opened_tables(source, name, TABLES, faults, lambda table: "people") as given:
        found: dict[str, Rows] = {}
        for kind, table in given.tables.items():
            too_many = too_long(table)
            if too_many is None:
                found[kind] = rows_of(table, PersonRecord, faults)
            else:
                faults.add(too_many)
        read = ReadTables(found, faults, given.sha256, given.name)
        return read, only_with_consent(read, "people")


def _written(record: PersonRecord) -> PersonRecord:
    return record.model_copy(update={"unit": bio_unit(record.matrix, record.unit) or record.unit})


def _without_identity(fault: Fault) -> Fault:
    telling = fault.value and (identity_in(fault.value) or looks_like_name(fault.value))
    return replace(fault, value="") if telling else fault


def _identities(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        if looks_like_name(one.record.participant):
            yield rows.fault(
                n_("this looks like the name of a person"), one.row, "participant", "",
                n_("a number, or a short code with a number"),
                n_("use a number, never a name, and keep the list of names elsewhere"),
            )  # fmt: skip
        for field in _TEXTS:
            kind = identity_in(getattr(one.record, field))
            if kind is not None:
                yield rows.fault(
                    Text("this tells who the participant is: {kind}", kind=Text(kind)), one.row, field, "",
                    n_("nothing that leads to one person"),
                    n_("take it out, also from the copies of the file that are passed on"),
                )  # fmt: skip


def _units(rows: Rows) -> Iterator[Fault]:
    for one in rows.found:
        if bio_unit(one.record.matrix, one.record.unit) is None:
            yield rows.fault(
                n_("this is no unit of such a measurement"), one.row, "unit", one.record.unit,
                either(bio_units(one.record.matrix)), n_("write the unit so, and convert the values where needed"),
            )  # fmt: skip


def _twice(rows: Rows) -> Iterator[Fault]:
    """Ten rows of one person are no group of ten."""
    seen: set[tuple[str | int, ...]] = set()
    for one in rows.found:
        key = _key(one)
        if key in seen:
            yield rows.fault(
                n_("this participant stands here twice"), one.row, "participant", one.record.participant,
                n_("one line for each participant, year, matrix, analyte, unit and method"),
                n_("keep one of the lines, or their mean"),
            )  # fmt: skip
        seen.add(key)


def _key(one: Located) -> tuple[str | int, ...]:
    told: PersonRecord = one.record
    unit = bio_unit(told.matrix, told.unit) or told.unit
    return told.survey.strip(), told.participant.strip(), told.year, told.matrix, told.analyte, unit, told.method
