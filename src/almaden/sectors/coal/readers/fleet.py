"""Reads coal-fired units, whatever they come in: a register, or the template as workbook, folder or single table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, Final, Literal

from almaden.errors import Fault, InputError
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.incoming import on_disk, one_table
from almaden.reference.readers.located import Located
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.template import Rows, advised, opened, opened_tables, rows_of, too_long
from almaden.reference.record import columns
from almaden.sectors.coal.change_records import ChangeRecord
from almaden.sectors.coal.readers.advice import advice
from almaden.sectors.coal.readers.change_checks import check_changes
from almaden.sectors.coal.readers.fleet_checks import check_coals, check_tests, check_units
from almaden.sectors.coal.readers.register import Estimate, is_register, read_register
from almaden.sectors.coal.readers.unit_tables import TABLES, UNITS, kind_of_units, left_out
from almaden.sectors.coal.records import CoalRecord, CoalUnitRecord, IndustrialBoilerRecord, Place, PlantTestRecord
from almaden.wording import Text, n_

Format = Literal["register", "template"]

#: A table with fewer known columns is neither a register nor a template.
_FEWEST: Final = 2


@dataclass(frozen=True)
class FleetInput:
    """Units with what is known of their coals and tests.

    Attributes:
        units: the units, in the order of the file; identifiers differ.
        coals: the coals that are burned; those of one unit are its blend.
        tests: results of measurements.
        changes: measures of the user's own.
        notes: how the file was understood, and what is not in it.
        sha256: of the file, or of the tables of a folder by name.
        format: whether it was a register or the template of the program.
        estimates: what a register itself estimates, by identifier; empty for the template.
        tests_at: where each of the tests stands; empty where they come from no file.
    """

    units: tuple[CoalUnitRecord | IndustrialBoilerRecord, ...]
    coals: tuple[CoalRecord, ...] = ()
    tests: tuple[PlantTestRecord, ...] = ()
    changes: tuple[ChangeRecord, ...] = ()
    notes: tuple[Text, ...] = ()
    sha256: str = ""
    format: Format = "template"
    estimates: Mapping[str, Estimate] = field(default_factory=dict)
    tests_at: tuple[Place, ...] = ()


def read_fleet(source: Path | BinaryIO, name: str = "") -> FleetInput:
    """Read units of power plants or industrial boilers.

    Args:
        source: the workbook or table of the Global Coal Plant Tracker; or the template of the program: a workbook
            with sheets ``units`` or ``boilers``, ``coals``, ``tests``, ``changes``, a folder of text files of these
            names, or a single table of units. Text tables may be packed by gzip. An open file must be able to start
            again.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    faults = Faults()
    with opened_tables(source, name, TABLES, faults, _alone) as given:
        units = given.tables.get("units")
        if units is not None and not given.is_folder and is_register(units, lambda: kind_of_units(units)[1]):
            return replace(_register(units), sha256=given.sha256)
        return replace(_template(given.tables, given.name, faults), sha256=given.sha256)


def _alone(table: RawTable) -> str:
    """What a table that stands alone is: a register holds units, another one units or boilers as its columns say."""
    kind, known = kind_of_units(table)
    return "units" if is_register(table, lambda: known) else kind


def _register(table: RawTable) -> FleetInput:
    faults = Faults()
    _refuse_long(table)
    found = read_register(table)
    for fault in found.faults:
        faults.add(advised(fault, CoalUnitRecord, advice))
    rows = Rows(table, CoalUnitRecord, found.units)
    # Proposals stand in a register as one phase of several units, so that its largest are no mistakes.
    for fault in check_units(rows, {}, largest=False):
        faults.add(fault)
    faults.raise_if_any()
    units = tuple(one.record for one in found.units)
    if not units:
        raise InputError(_nothing(table.file))
    notes = tuple(found.notes)
    return FleetInput(units, notes=notes, format="register", estimates=found.estimates)


def _template(tables: Mapping[str, RawTable], name: str, faults: Faults) -> FleetInput:
    for table in tables.values():
        _refuse_long(table)
    if not any(kind in tables for kind in UNITS) or not _recognised(tables):
        faults.add(_nothing(name))
        faults.raise_if_any()
    read = {kind: rows_of(tables[kind], TABLES[kind], faults, advice) for kind in TABLES if kind in tables}
    seen: dict[str, str] = {}
    for kind in UNITS:
        for fault in check_units(read[kind], seen) if kind in read else ():
            faults.add(fault)
    keys = frozenset().union(*(read[kind].keys for kind in UNITS if kind in read))
    for kind, check in (("coals", check_coals), ("tests", check_tests)):
        for fault in check(read[kind], keys) if kind in read else ():
            faults.add(fault)
    if "changes" in read:
        for fault in check_changes(read["changes"], keys, [one.record for one in _rows_of(read, "coals")]):
            faults.add(fault)
    faults.raise_if_any()
    found = {kind: tuple(one.record for one in rows.found) for kind, rows in read.items()}
    units = (*found.get("units", ()), *found.get("boilers", ()))
    if not units:
        raise InputError(_nothing(name))
    notes = (left_out(read[kind]) for kind in UNITS if found.get(kind))
    coals, tests, changes = (found.get(kind, ()) for kind in ("coals", "tests", "changes"))
    places = _places(read["tests"]) if "tests" in read else ()
    return FleetInput(units, coals, tests, changes, tuple(note for note in notes if note), tests_at=places)


def read_changes(path: Path, fleet: FleetInput) -> tuple[ChangeRecord, ...]:
    """Read a table of changes that stands beside the file of a fleet.

    Args:
        path: the table, text or workbook.
        fleet: the fleet, with the units and coals that changes may name.

    Raises:
        InputError: with every fault of the table.
    """
    faults = Faults()
    with opened(path, "") as (file, title), on_disk(file, title) as place:
        table = one_table(place, title, "changes")
        _refuse_long(table)
        rows = rows_of(table, ChangeRecord, faults, advice)
    for fault in check_changes(rows, {unit.id for unit in fleet.units}, fleet.coals):
        faults.add(fault)
    faults.raise_if_any()
    return tuple(one.record for one in rows.found)


def _rows_of(read: Mapping[str, Rows], kind: str) -> list[Located]:
    return read[kind].found if kind in read else []


def _places(rows: Rows) -> tuple[Place, ...]:
    return tuple(Place(rows.table.file, rows.table.sheet, one.row) for one in rows.found)


def _recognised(tables: Mapping[str, RawTable]) -> bool:
    return all(kind_of_units(tables[kind])[1] >= _FEWEST for kind in UNITS if kind in tables)


def _refuse_long(table: RawTable) -> None:
    fault = too_long(table)
    if fault is not None:
        raise InputError(fault)


def _nothing(name: str) -> Fault:
    must = [key for key in columns(CoalUnitRecord) if CoalUnitRecord.model_fields[key].is_required()]
    return Fault(
        n_("there are no coal-fired units in it"),
        file=name,
        accepted=Text(
            "the workbook of the Global Coal Plant Tracker, or tables named units or boilers with at least the "
            "columns {must}; coals and tests beside them",
            must=", ".join(must),
        ),
        advice=n_("write the template by 'almaden coal template FILE.xlsx' and fill it in"),
    )
