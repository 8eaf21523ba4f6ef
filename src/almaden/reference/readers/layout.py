"""The layouts of data sets of others: which of their columns feeds which field, whatever a release calls it.

The names stand in the table ``readers/columns``, the words for states in ``readers/statuses``, and kinds and
source categories in ``readers/kinds``.
"""

from __future__ import annotations

import difflib
import functools
import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.readers.cells import CellError, Coerce, Numbers, choice
from almaden.reference.readers.feeds import Feed
from almaden.reference.readers.fields import attribute_name, country_reader, degrees, loose, usable_text, year
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import Cell, RawTable
from almaden.reference.readers.words import UNKNOWN
from almaden.reference.tables import read_table
from almaden.wording import Text

#: Targets of feeds that are no records: what is kept under its own name, and what a source says of itself.
ATTRIBUTE: Final = "attribute"
_NONE: Final = "none"
#: Words that say nothing about what a column holds, words for physical units, and how much alike names must be.
_FILLING: Final = frozenset({"unit", "the", "of", "in", "a", "current"})
_PHYSICAL: Final = frozenset({"w", "kw", "mw", "gw", "kwh", "mwh", "btu", "kj", "mj", "gj", "kcal", "months"})
_ALIKE: Final = 0.84
_EXPECTED: Final = re.compile(r"(\d{4}) ?\(.*\)", re.ASCII)
_COORDINATES: Final = re.compile(r"\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*", re.ASCII)


def feeds_by_layout(
    table: RawTable, layout: str, taken: Mapping[int, str] = MappingProxyType({})
) -> tuple[list[Feed], list[Fault]]:
    """How the columns of a table of a known layout feed fields; a fault for each column that must be there and is not.

    Columns that the layout does not name are kept as attributes under their own names.

    Args:
        table: the table.
        layout: name of the layout.
        taken: for the place of a column the name of the layout that it is taken for, see :func:`near_names`.
    """
    known = _columns(layout)
    fields: dict[tuple[str, str], int] = {}
    feeds: list[Feed] = []
    places = {place: known.get(plain(taken.get(place, header))) for place, header in enumerate(table.header)}
    numbers = Numbers(
        table, tuple(place for place, row in places.items() if row and row["reads"] in ("number", "degrees"))
    )
    for place, row in places.items():
        header = table.header[place]
        if row is None or row["record"] == ATTRIBUTE:
            name = row["field"] if row else attribute_name(header)
            if name:
                kept: Coerce = _text if row and row["reads"] == "text" else _value
                feeds.append(Feed(place, header, ATTRIBUTE, name, kept))
        elif row["record"] != _NONE and (row["record"], row["field"]) not in fields:
            fields[row["record"], row["field"]] = place
            read = _coercion(row["reads"], layout, numbers)
            # Without its identifier a row could be matched with nothing, neither now nor at the next import.
            feeds.append(Feed(place, header, row["record"], row["field"], read, row["field"] == "identifier"))
    return feeds, _missing(table, layout, fields)


def usual_names(layout: str) -> Mapping[tuple[str, str], str]:
    """What the columns of a layout are usually called, by record and field."""
    rows = [row for row in read_table("readers/columns") if row["layout"] == layout]
    return MappingProxyType({(row["record"], row["field"]): row["name"] for row in reversed(rows)})


def needed_fields(layout: str) -> frozenset[tuple[str, str]]:
    """Records and fields without which a table is not read."""
    rows = read_table("readers/columns")
    return frozenset((row["record"], row["field"]) for row in rows if row["layout"] == layout and row["must"])


def known_field(header: str, layout: str) -> tuple[str, str] | None:
    """Record and field that a column of a layout feeds, None where the layout does not know its name."""
    row = _columns(layout).get(plain(header))
    return (row["record"], row["field"]) if row else None


def near_names(table: RawTable, layout: str) -> Mapping[int, str]:
    """Columns that a layout does not know, by place, with the name that each comes near to.

    A name is near that says the same without words such as "unit", or is written nearly alike. Only fields that no
    other column feeds are looked at, and a column in another physical unit is never taken.
    """
    known = _columns(layout)
    headers = [plain(header) for header in table.header]
    fed = {(row["record"], row["field"]) for header in headers if (row := known.get(header))}
    found: dict[int, str] = {}
    for place, header in enumerate(headers):
        if not header or header in known:
            continue
        open_names = {name: row for name, row in known.items() if (row["record"], row["field"]) not in fed}
        near = _near(header, open_names)
        if near:
            row = open_names[near]
            fed.add((row["record"], row["field"]))
            found[place] = row["name"]
    return MappingProxyType(found)


def _near(header: str, names: Iterable[str]) -> str | None:
    words, units = _said(header)
    fits = [name for name in names if not units or _said(name)[1] == units]
    same = next((name for name in fits if words and _said(name)[0] == words), None)
    return same or next(iter(difflib.get_close_matches(header, fits, n=1, cutoff=_ALIKE)), None)


def _said(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a name that tell what it is about, and its physical units."""
    words = frozenset(name.split())
    return words - _FILLING - _PHYSICAL, words & _PHYSICAL


@functools.cache
def _columns(layout: str) -> Mapping[str, Mapping[str, str]]:
    rows = [row for row in read_table("readers/columns") if row["layout"] == layout]
    return MappingProxyType({plain(row["name"]): row for row in reversed(rows)})


def _missing(table: RawTable, layout: str, fields: Mapping[tuple[str, str], int]) -> list[Fault]:
    rows = [row for row in read_table("readers/columns") if row["layout"] == layout]
    return [
        table.fault(
            Text("the column {column} is missing", column=row["name"]),
            table.header_row,
            accepted=" | ".join(
                one["name"] for one in rows if (one["record"], one["field"]) == (row["record"], row["field"])
            ),
            advice="give the file as its publisher made it, or take the reader 'table' with a map of columns",
        )
        for row in rows
        if row["must"] and (row["record"], row["field"]) not in fields
    ]


def _coercion(reads: str, layout: str, numbers: Numbers) -> Coerce:
    readers: dict[str, Coerce] = {
        "text": _text,
        "number": numbers.read,
        "degrees": lambda cell: degrees(cell, numbers),
        "year": lambda cell: _year(cell, numbers),
        "country": country_reader(),
        "accuracy": choice("accuracy", ("", "exact", "approximate")),
        "status": functools.partial(_status, layout),
        "coordinates": _coordinates,
    }
    return readers[reads]


def _text(cell: Cell) -> str | None:
    return usable_text(cell) or None


def _value(cell: Cell) -> str | float | bool | None:
    value = loose(cell)
    return None if value == "" else value


def _year(cell: Cell, numbers: Numbers) -> int | None:
    """A year; a year that is expected counts, and so does the year of a plant that was begun within it."""
    text = usable_text(cell)
    hit = _EXPECTED.fullmatch(text)
    if hit is not None:
        return int(hit[1])
    if re.fullmatch(r"\d{4}\.\d+", text):
        return int(float(text))
    if plain(text) in ("tbd", "not found", "to be determined") or text.casefold() in UNKNOWN:
        return None
    return year(cell, numbers)


def _coordinates(cell: Cell) -> tuple[float, float] | None:
    text = usable_text(cell)
    if not text or text.casefold() in UNKNOWN:
        return None
    hit = _COORDINATES.fullmatch(text)
    if hit is None:
        raise CellError(
            "the coordinates cannot be understood",
            "latitude and longitude in degrees, with a comma between: 24.322, 54.468",
            "correct the cell",
        )
    return float(hit[1]), float(hit[2])


def _status(layout: str, cell: Cell) -> tuple[str, str] | None:
    """The state in our words, and the source's own word."""
    text = usable_text(cell)
    words = _statuses(layout)
    if not text:
        return None
    if plain(text) not in words:
        raise CellError(
            "the word for the state is not known",
            ", ".join(row["word"] for row in read_table("readers/statuses") if row["layout"] == layout),
            "choose one of them",
        )
    return words[plain(text)], text


@functools.cache
def _statuses(layout: str) -> Mapping[str, str]:
    rows = read_table("readers/statuses")
    return MappingProxyType({plain(row["word"]): row["means"] for row in rows if row["layout"] == layout})


@functools.cache
def kinds(layout: str) -> Mapping[str, tuple[str, str]]:
    """Kind and source category for each word of a source, in the order of the table."""
    rows = read_table("readers/kinds")
    return MappingProxyType(
        {plain(row["word"]): (row["kind"], row["category"]) for row in rows if row["layout"] == layout}
    )


def settle(values: dict[str, Any], attributes: dict[str, Any], system: str) -> None:
    """Turn what a layout reads into fields of a record, in place.

    Args:
        values: what was read for the record; the identifier, the state and the names are still the source's.
        attributes: attributes of the record; the source's own word for the state is put there.
        system: the system that gave the identifier.
    """
    if "identifier" in values:
        values["identifiers"] = {system: values.pop("identifier")}
    if "status" in values:
        values["status"], attributes["status_in_source"] = values["status"]
    if "coordinates" in values:
        values["latitude"], values["longitude"] = values.pop("coordinates")
    names = [values.pop(field, None) for field in ("other_names", "local_names", "more_names")]
    if any(names):
        values["other_names"] = "; ".join(name for name in names if name)
