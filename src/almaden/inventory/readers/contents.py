"""What was found of an inventory before its rows are read: the header, and raw tables by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from almaden.inventory.records import Header
from almaden.reference.readers.table import RawTable


@dataclass(frozen=True)
class Contents:
    """The raw contents of an inventory.

    Attributes:
        header: the header, None if it could not be read.
        tables: raw tables by the name of their kind.
        file: what to call the inventory in messages.
        layers: raw tables of the factor layers, by their names in the header.
    """

    header: Header | None
    tables: Mapping[str, RawTable]
    file: str
    layers: dict[str, RawTable] = field(default_factory=dict)
