"""How the cells of a column are read that feeds a field of a record of places."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, get_args, get_origin

from almaden.errors import InputError
from almaden.reference.countries import country_of, find_country
from almaden.reference.readers.cells import CellError, Coerce, Numbers, coercion
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import BrokenCell, Cell, cell_text, unguard
from almaden.reference.readers.words import UNKNOWN
from almaden.reference.record import Record
from almaden.wording import n_

#: For so many different names that no country has, those near to them are looked for.
_SUGGESTED: Final = 100
_SYSTEM: Final = re.compile(r"[a-z][a-z0-9_]*")
_YEAR: Final = re.compile(r"(\d{4})(?:[-/]\d\d?){0,2}(?:\.0+)?", re.ASCII)
_DEGREES: Final = re.compile(r"[+-]?\d{1,3}[.,]\d{3}", re.ASCII)
_NUMBER: Final = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?(?:[eE][+-]?\d{1,3})?", re.ASCII)


def field_reader(record: type[Record], field: str, numbers: Numbers, from_text_file: bool) -> Coerce:
    """How the cells of a column are read that feeds a field of a record."""
    special: dict[str, Callable[[Cell], Any]] = {
        "identifiers": identifiers,
        "attributes": attributes,
        "country": country_reader(),
    }
    if field in special:
        return special[field]
    if field in ("latitude", "longitude"):
        return lambda cell: degrees(cell, numbers)
    info = record.model_fields[field]
    if get_origin(info.annotation) is tuple:
        return several(country_reader() if field == "countries" else str)
    if int in (info.annotation, *get_args(info.annotation)):
        is_year = field == "year" or field.endswith("_year")
        return lambda cell: year(cell, numbers) if is_year else whole(cell, numbers)
    # The code of a category is read like the codes of an inventory: a name may stand behind it.
    return coercion("code" if field == "category" else field, info, numbers, from_text_file)


def identifiers(cell: Cell) -> dict[str, str] | None:
    """A cell as identifiers: ``gem:L1; wri:X``.

    Raises:
        CellError: an identifier lacks its system, or a system stands twice.
    """
    found: dict[str, str] = {}
    for part in filter(None, map(str.strip, re.split("[;\n]", usable_text(cell)))):
        system, colon, value = (piece.strip() for piece in part.partition(":"))
        system = system.lower()
        if not (colon and value and _SYSTEM.fullmatch(system)) or system in found:
            raise CellError(
                "the identifiers cannot be understood",
                "system and identifier with a colon between, separated by semicolons: gem:L1; wri:X2",
                "write the system before each identifier, and each system once",
            )
        found[system] = value
    return found or None


def attributes(cell: Cell) -> dict[str, str | float | bool] | None:
    """A cell as attributes: ``name=value; other=2``.

    Raises:
        CellError: an attribute has no name.
    """
    found: dict[str, str | float | bool] = {}
    for part in filter(None, map(str.strip, re.split("[;\n]", usable_text(cell)))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals):
            raise CellError(
                "the attributes cannot be understood",
                "name and value with an equals sign between, separated by semicolons",
                "write name=value",
            )
        found[name] = loose(value)
    return found or None


def country_reader() -> Coerce:
    """How the cells of a column of countries are read: as a code, or as a name in one of six languages."""
    known: dict[str, str] = {}
    unknown: dict[str, CellError] = {}

    def read(cell: Cell) -> str | None:
        text = usable_text(cell)
        if text in known or not text:
            return known.get(text)
        found = country_of(text)
        if found is None:
            # Looking for a name that is near takes a while: of a column that is no column of countries it is left out.
            if text not in unknown and len(unknown) < _SUGGESTED:
                unknown[text] = _no_country(text)
            raise unknown.get(text) or CellError(
                "no country has this code or name", "an ISO 3166-1 code, or a name", "correct the name"
            )
        known[text] = found
        return found

    return read


def _no_country(text: str) -> CellError:
    """What is wrong with the name of a country, with the names that are near."""
    try:
        find_country(text)
    except InputError as error:
        fault = error.faults[0]
        return CellError(fault.problem, fault.accepted, fault.advice)
    raise AssertionError(text)


def several(read: Coerce) -> Coerce:
    """How a cell is read that holds several values, separated by semicolons."""

    def read_all(cell: Cell) -> tuple[Any, ...] | None:
        parts = filter(None, map(str.strip, re.split("[;\n]", usable_text(cell))))
        return tuple(map(read, parts)) or None

    return read_all


def whole(cell: Cell, numbers: Numbers) -> int | None:
    """A cell as a whole number.

    Raises:
        CellError: it is none.
    """
    value = numbers.read(cell)
    if value is None:
        return None
    if value != int(value):
        raise CellError(n_("the number is not whole"), n_("a whole number"), n_("write it without decimals"))
    return int(value)


def degrees(cell: Cell, numbers: Numbers) -> float | None:
    """A cell as a coordinate: ``12.046`` and ``12,046`` are never twelve thousand here.

    Raises:
        CellError: it is no number.
    """
    if isinstance(cell, str) and _DEGREES.fullmatch(cell.strip()):
        return float(cell.strip().replace(",", "."))
    return numbers.read(cell)


def year(cell: Cell, numbers: Numbers) -> int | None:
    """A cell as a year; a date gives its year, words for "not known" give None.

    Raises:
        CellError: it is no year.
    """
    if isinstance(cell, str) and not isinstance(cell, BrokenCell):
        text = cell_text(cell)
        if not text or plain(text) in UNKNOWN or text.casefold() in UNKNOWN:
            return None
        hit = _YEAR.fullmatch(text)
        if hit is not None:
            return int(hit[1])
    value = numbers.read(cell)
    if value is None:
        return None
    if value != int(value):
        raise CellError(n_("the number is not a year"), "a year such as 2018", "write the year with four digits")
    return int(value)


def usable_text(cell: Cell) -> str:
    """The text of a cell.

    Raises:
        CellError: the cell holds an error of the spreadsheet.
    """
    if isinstance(cell, BrokenCell):
        raise CellError("the cell holds an error of the spreadsheet", "a value", "correct it, or write the value")
    return unguard(cell_text(cell))


def loose(cell: Cell) -> str | float | bool:
    """A cell of an attribute: a number where it is plainly one, otherwise text; an identifier like 007 stays text."""
    if not isinstance(cell, str):
        return cell
    text = usable_text(cell)
    return float(text) if _NUMBER.fullmatch(text) else text


def attribute_name(header: str) -> str:
    """Name of an attribute made of a header: ``Heat rate (Btu per kWh)`` becomes ``heat_rate_btu_per_kwh``."""
    return plain(header).replace(" ", "_")
