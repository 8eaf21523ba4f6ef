"""Reads plants with what their users tell of conversion, from a workbook, a folder or a single table of plants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from almaden.reference.readers.faults import Faults
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.reference.record import Record
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant, faults_of
from almaden.sectors.chloralkali.conversion_records import CONVERSION_TABLES, ConversionRecord
from almaden.sectors.chloralkali.converting import converting
from almaden.sectors.chloralkali.data import PlantData
from almaden.sectors.chloralkali.readers.plants import read_plants
from almaden.sectors.chloralkali.records import TABLES
from almaden.wording import n_

#: Identifiers that are named where another was written.
_NAMED: Final = 12
_TABLES: Final[dict[str, type[Record]]] = {**TABLES, **CONVERSION_TABLES}


@dataclass(frozen=True)
class ConversionData:
    """Plants to be converted.

    Attributes:
        plants: the plants, with the user's own numbers.
        notes: how the file was understood, and which plants are left out.
        sha256: of what was read.
        name: what it is called in messages.
    """

    plants: tuple[ConvertingPlant, ...]
    notes: tuple[str, ...]
    sha256: str
    name: str


def read_conversions(source: Path | BinaryIO, name: str = "") -> ConversionData:
    """Read plants, and a table ``conversion`` beside them where there is one.

    Args:
        source: a workbook, a folder of text files, or a single table of plants.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault.
    """
    data = read_plants(source, name)
    read = _read(source, name)
    plants, notes = converting(data.plants, settings_of(read, data))
    return ConversionData(plants, (*data.notes, *notes), data.sha256, read.name)


def read_settings(source: Path | BinaryIO, data: PlantData, name: str = "") -> dict[str, ConversionRecord]:
    """What users tell of the conversion of plants that were read from the same source, by plant.

    Raises:
        InputError: with every fault.
    """
    return settings_of(_read(source, name), data)


def settings_of(read: ReadTables, data: PlantData) -> dict[str, ConversionRecord]:
    """What users tell of the conversion of plants, by plant, out of tables that were read.

    Raises:
        InputError: with every fault.
    """
    rows = read.rows.get("conversion")
    settings = _settings(rows, data, read.faults) if rows is not None else {}
    read.faults.raise_if_any()
    return settings


def _read(source: Path | BinaryIO, name: str) -> ReadTables:
    return read_tables(source, name, _TABLES, alone="plants")


def _settings(rows: Rows, data: PlantData, faults: Faults) -> dict[str, ConversionRecord]:
    """The user's own numbers by plant; what is wrong with them is added to the faults."""
    found: dict[str, ConversionRecord] = {}
    for one in rows.found:
        plant = one.record.plant
        if plant not in data.by_id:
            known, advice = ", ".join(sorted(data.by_id)[:_NAMED]), n_("write it as in the table of plants")
            faults.add(rows.fault(n_("there is no plant of this identifier"), one.row, "plant", plant, known, advice))
        elif plant in found:
            faults.add(
                rows.fault(n_("the plant has two rows"), one.row, "plant", plant, "", n_("keep one row of each plant"))
            )
        for fault in faults_of(one.record):
            told = (fault.problem, one.row, fault.column, fault.value, fault.accepted, fault.advice)
            faults.add(rows.fault(*told))
        found[plant] = one.record
    return found
