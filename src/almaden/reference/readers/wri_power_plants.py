"""Reads the Global Power Plant Database of the World Resources Institute: the whole file, or one of its sources."""

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
    "wri-power-plants",
    n_("Power plants of the Global Power Plant Database (World Resources Institute)"),
    ("facility",),
    (".csv", ".csv.gz"),
    example="global_power_plant_database.csv",
    source=SourceRecord(
        title="Global Power Plant Database",
        authors="World Resources Institute",
        publisher="World Resources Institute",
        url="https://datasets.wri.org",
        licence="CC BY 4.0",
    ),
)


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read power plants; the main fuel decides the kind, and the source category where one is clear."""
    return read_facilities(file, name, "wri", "wri", _complete)


def _complete(values: dict[str, Any], attributes: dict[str, Any]) -> None:
    fuel = values.pop("fuel", "")
    known = kinds("wri")
    values["kind"], values["category"] = known.get(plain(fuel), known[""])
    if fuel:
        attributes["primary_fuel"] = fuel
