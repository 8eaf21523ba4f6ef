"""Reads the iron and steel plants of Global Energy Monitor: its workbook or the file of its map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from almaden.reference.readers.layout import kinds
from almaden.reference.readers.located import Item
from almaden.reference.readers.names import plain
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.sources import read_facilities
from almaden.reference.records import SourceRecord
from almaden.wording import n_

READER: Final = Reader(
    "gem-steel-plants",
    n_("Iron and steel plants of Global Energy Monitor"),
    ("facility",),
    (".csv", ".csv.gz", ".xlsx"),
    example="gist_iron_steel_map.csv",
    source=SourceRecord(
        title="Global Iron and Steel Tracker",
        authors="Global Energy Monitor",
        publisher="Global Energy Monitor",
        url="https://globalenergymonitor.org",
        licence="CC BY 4.0",
    ),
)

_KIND: Final = "iron and steel plant"


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read plants; the equipment decides the source category."""
    return read_facilities(file, name, "gem-steel", "gem", _complete, "Plant data", "Steel Plants")


def _complete(values: dict[str, Any], attributes: dict[str, Any]) -> None:
    equipment = values.pop("equipment", "")
    parts = {plain(part) for part in equipment.replace(",", ";").split(";")}
    # Where a plant has several, the first of the table decides: a plant with a blast furnace makes primary iron.
    found = next((category for word, (_, category) in kinds("gem-steel").items() if word in parts), "")
    values["kind"], values["category"] = _KIND, found
    if equipment:
        attributes["equipment"] = equipment
    # The file of the map has a zero for every state and route that a plant does not have.
    for name in [name for name, value in attributes.items() if value == 0]:
        del attributes[name]
