"""The tables that an inventory is made of, and the names under which they are found in any language."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from almaden.inventory.records import (
    ActivityRow,
    FactorRow,
    LawRow,
    PopulationRow,
    PriorityRow,
    PublishedRow,
    Record,
    SourceRow,
)
from almaden.reference.languages import LANGUAGES
from almaden.reference.readers.labels import label
from almaden.reference.readers.names import plain


@dataclass(frozen=True)
class TableKind:
    """One kind of table.

    Attributes:
        name: name of its file without ending, and title of its sheet.
        record: the record type of its rows.
        must_have: columns that must be there; the others may be left out.
    """

    name: str
    record: type[Record]
    must_have: tuple[str, ...]


ACTIVITY_RATES: Final = TableKind("activity_rates", ActivityRow, ("code", "present", "activity_rate", "unit"))
FACTORS: Final = TableKind("factors", FactorRow, ("kind", "code"))
SOURCES: Final = TableKind("sources", SourceRow, ("id", "citation"))
PUBLISHED: Final = TableKind("published", PublishedRow, ("quantity", "value", "unit", "source"))
LAW: Final = TableKind("law", LawRow, ("obligation", "in_law"))
PRIORITIES: Final = TableKind("priorities", PriorityRow, ("action",))
POPULATIONS: Final = TableKind("populations", PopulationRow, ("group",))

#: Every table of an inventory besides its header, in the order in which they are written.
TABLES: Final = (ACTIVITY_RATES, FACTORS, SOURCES, PUBLISHED, LAW, PRIORITIES, POPULATIONS)

#: File and sheet of the header.
HEADER_FILE: Final = "inventory.toml"
HEADER_SHEET: Final = "inventory"
#: Columns of the header's sheet.
HEADER_COLUMNS: Final = ("key", "value", "low", "high", "year", "source", "seen", "status")


def find_column(header: str, columns: tuple[str, ...]) -> str | None:
    """The column that a header names in any of the languages, None if it names none."""
    return _find("column", header, columns)


def find_sheet(title: str) -> str | None:
    """The table, or the header, that a title of a sheet or a name of a file names, None if it names none."""
    return _find("sheet", title, (HEADER_SHEET, *(kind.name for kind in TABLES)))


def near_column(header: str, columns: tuple[str, ...]) -> str | None:
    """The column that a header which names none comes nearest to."""
    known = {**_names("column", columns), **{plain(column): column for column in columns}}
    near = difflib.get_close_matches(plain(header), known, n=1, cutoff=0.6)
    return known[near[0]] if near else None


def _find(kind: str, text: str, names: tuple[str, ...]) -> str | None:
    wanted = plain(text)
    for name in names:
        if plain(name) == wanted:
            return name
    # The catalogues of translations are only opened for a name that is not English.
    return _names(kind, names).get(wanted)


@functools.cache
def _names(kind: str, names: tuple[str, ...]) -> Mapping[str, str]:
    known: dict[str, str] = {}
    for lang in LANGUAGES:
        for name in names:
            known.setdefault(plain(label(kind, name, lang)), name)
    return known
