"""Reads the template of sites."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.reference.readers.located import Item
from almaden.reference.readers.places import TABLES, read_places
from almaden.reference.readers.registry import Reader
from almaden.reference.records import SiteRecord
from almaden.wording import n_

READER: Final = Reader("sites", n_("Sites, in the template of the program"), ("site",), TABLES, example="sites.xlsx")


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read a table of sites; in a workbook the sheet ``sites``, or its only sheet."""
    return read_places(file, name, SiteRecord, "sites", "site")
