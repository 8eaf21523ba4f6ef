"""Reads plants with what their users tell of conversion, from a workbook, a folder or a single table of plants."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from almaden.reference.record import Record
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant
from almaden.sectors.chloralkali.conversion_records import CONVERSION_TABLES, ConversionRecord
from almaden.sectors.chloralkali.converting import converting
from almaden.sectors.chloralkali.readers.plants import read_plants
from almaden.sectors.chloralkali.records import TABLES
from almaden.sectors.readers.template import read_tables
from almaden.wording import n_

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
    read = read_tables(source, name, _TABLES, alone="plants")
    rows = read.rows.get("conversion")
    settings: dict[str, ConversionRecord] = {}
    for one in rows.found if rows is not None else ():
        plant = one.record.plant
        if rows is not None and plant not in data.by_id:
            read.faults.add(
                rows.fault(
                    n_("there is no plant of this identifier"), one.row, "plant", plant,
                    ", ".join(sorted(data.by_id)[:12]), n_("write it as in the table of plants"),
                )
            )  # fmt: skip
        elif rows is not None and plant in settings:
            read.faults.add(
                rows.fault(n_("the plant has two rows"), one.row, "plant", plant, "", n_("keep one row for each plant"))
            )
        settings[plant] = one.record
    read.faults.raise_if_any()
    plants, notes = converting(data.plants, settings)
    return ConversionData(plants, (*data.notes, *notes), data.sha256, read.name)
