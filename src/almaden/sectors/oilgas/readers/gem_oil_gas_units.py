"""Reads the oil and gas extraction areas of Global Energy Monitor: its workbook or the file of its map."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from almaden.reference.readers.located import Item
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.sources import read_facilities
from almaden.reference.records import SourceRecord
from almaden.wording import n_

READER: Final = Reader(
    "gem-oil-gas-units",
    n_("Oil and gas extraction areas of Global Energy Monitor"),
    ("facility",),
    (".csv", ".csv.gz", ".xlsx"),
    example="goget_oil_gas_extraction_map.csv",
    source=SourceRecord(
        title="Global Oil and Gas Extraction Tracker",
        authors="Global Energy Monitor",
        publisher="Global Energy Monitor",
        url="https://globalenergymonitor.org",
        licence="CC BY 4.0",
    ),
)

_CRUDE_OIL: Final = "5.1.3.1"
_NATURAL_GAS: Final = "5.1.4.1"


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read extraction areas, each as a facility; what is produced decides the source category."""
    return read_facilities(file, name, "gem-oil-gas", "gem", _complete, "Main data", "Extraction areas")


def _complete(values: dict[str, Any], attributes: dict[str, Any]) -> None:
    produced = [
        category
        for name, category in (("oil_million_bbl_per_year", _CRUDE_OIL), ("gas_million_m3_per_year", _NATURAL_GAS))
        if isinstance(attributes.get(name), float) and attributes[name] > 0
    ]
    values["kind"] = "oil and gas extraction area"
    values["category"] = produced[0] if produced else ""
    if len(produced) > 1:
        attributes["also_category"] = produced[1]
