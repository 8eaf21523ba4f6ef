"""Reads plants and their balances, as a workbook, a folder of text files or a single table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault
from almaden.reference.readers.names import find_column, plain
from almaden.reference.readers.template import ReadTables, read_tables
from almaden.reference.record import columns
from almaden.sectors.chloralkali.capacity import capacity_note, caustic_question
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.dates import deadlines
from almaden.sectors.chloralkali.readers.balance_checks import check_balances
from almaden.sectors.chloralkali.readers.plant_checks import check_plants
from almaden.sectors.chloralkali.records import TABLES, BalanceRecord, PlantRecord
from almaden.wording import Exact, Text, n_

#: Words that say caustic soda in a header or in a unit.
_CAUSTIC: Final = re.compile(r"\b(naoh|caustic|soda|soude|sosa)\b")
#: Fields that hold shares.
_SHARES: Final = frozenset({"utilisation"})


def read_plants(source: Path | BinaryIO, name: str = "") -> PlantData:
    """Read plants with mercury cells and their balances.

    Args:
        source: a workbook with the sheets ``plants`` and ``balances``, a folder of text files of these names, or a
            single table of plants.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return plants_of(read_tables(source, name, TABLES, advice=advice, alone="plants"))


def plants_of(read: ReadTables) -> PlantData:
    """The plants and balances of tables that were read.

    Raises:
        InputError: with every fault.
    """
    faults = read.faults
    faults.found[:] = [_of_caustic(fault) for fault in faults.found]
    plants = read.rows.get("plants")
    if plants is None:
        faults.add(_nothing(read.name))
        faults.raise_if_any()
        raise AssertionError  # the fault above is always raised
    balances = read.rows.get("balances")
    for fault in check_plants(plants, balances):
        faults.add(fault)
    for fault in check_balances(balances, plants) if balances is not None else ():
        faults.add(fault)
    if not plants.found and not faults.found:
        faults.add(_nothing(read.name))
    faults.raise_if_any()
    found = tuple(one.record for one in plants.found)
    told = tuple(one.record for one in balances.found) if balances is not None else ()
    return PlantData(found, told, tuple(notes_on(found, told)), read.sha256)


def notes_on(plants: Iterable[PlantRecord], balances: Sequence[BalanceRecord] = ()) -> Iterator[Text]:
    """How capacities were understood, and exemptions that last longer than one may without an extension.

    Args:
        plants: the plants.
        balances: of these plants; their production is set against the capacities.
    """
    days = deadlines()
    for plant in plants:
        note = capacity_note(plant)
        if note is not None:
            yield note
        question = caustic_question(plant, [one for one in balances if one.plant == plant.id])
        if question is not None:
            yield question
        if plant.exemption_until is not None and plant.exemption_until > days.first_exemption:
            yield Text(
                "{plant}: the exemption lasts longer than {day}; that needs an extension by the Conference of the "
                "Parties",
                plant=plant.id,
                day=days.first_exemption.isoformat(),
            )


def advice(field: str, value: float) -> Text | None:
    """What to say of a number that its field does not take."""
    if field in _SHARES and 1 < value <= 100:
        return Text("it is probably in percent: {value} % is a share of {share}", value=Exact(value),
                    share=Exact(round(value / 100, 6)))  # fmt: skip
    return None


def _of_caustic(fault: Fault) -> Fault:
    """A fault of a column or a unit that speaks of caustic soda, with what to do about it."""
    known = find_column(fault.column, columns(PlantRecord)) if fault.column else None
    if known is None and "capacity" in plain(fault.column) and _CAUSTIC.search(plain(fault.column)):
        return replace(
            fault,
            advice=n_("name the column capacity, and write NaOH into a column capacity_of: it is turned into chlorine"),
        )
    if known == "capacity_unit" and _CAUSTIC.search(plain(fault.value)):
        return replace(fault, advice=n_("write kt/y, t/y or t/d here, and NaOH into the column capacity_of"))
    return fault


def _nothing(name: str) -> Fault:
    must = [key for key in columns(PlantRecord) if PlantRecord.model_fields[key].is_required()]
    return Fault(
        n_("there are no chlor-alkali plants in it"),
        file=name,
        accepted=Text(
            "a table named plants with at least the columns {must}; balances beside it", must=", ".join(must)
        ),
        advice=n_("write the template by 'almaden chloralkali template FILE.xlsx' and fill it in"),
    )
