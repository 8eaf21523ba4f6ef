"""What the columns of a table of sites are, by its header, its comments, and the tables that are known by name."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from typing import Final, NamedTuple

from almaden.errors import Fault
from almaden.monitoring.readers.cells import names_of
from almaden.reference.readers.names import plain
from almaden.reference.tables import read_table
from almaden.wording import n_

_UNIT: Final = re.compile(r"(ng|pg|ug|\u00b5g|\u03bcg|mm)(?:/m([23]))?(?:/(yr|year|y|day|d))?(?![a-z])")
_HEADER_CELL: Final = re.compile(r"(?P<name>[A-Za-z][\w -]*?)(?P<years>(?:19|20)\d\d)?\s*(?:\((?P<unit>.*)\))?")
_YEARS_CELL: Final = re.compile(r"((?:19|20)\d\d)(s?)")
_RANGE: Final = re.compile(r"((?:19|20)\d\d)\s*-\s*(?:[A-Z][a-z]{2}\s+)?((?:19|20)\d\d)")
_IN_YEAR: Final = re.compile(r"\bin ((?:19|20)\d\d)\b")
_CODE: Final = re.compile(r"(?:invalid|missing)\D*?(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_PERIODS: Final = {"y": "yr", "year": "yr", "yr": "yr", "d": "day", "day": "day"}


class Column(NamedTuple):
    """One column: the field that it feeds, ``value`` with what was measured; what is not known has no field."""

    field: str
    name: str
    species: str = ""
    matrix: str = ""
    unit: str = ""
    original_unit: str = ""
    years: str = ""


class Layout(NamedTuple):
    """The columns of a table, whether its first row is the header, and the code for missing values it declares."""

    columns: Sequence[Column]
    first_is_header: bool
    missing: float | None


def layout_of(name: str, comments: Sequence[str], first: Sequence[str], delimiter: str) -> Layout | Fault:
    """The layout of a table.

    Args:
        name: name of the file.
        comments: its comments, without their mark.
        first: cells of the first row that is no comment.
        delimiter: what stands between cells, empty for blanks.

    Returns:
        The layout, or a fault that says what nobody tells.
    """
    known = _known(name)
    first_is_header = _is_header(first)
    header = first if first_is_header else _from_comments(comments, len(first), delimiter)
    text = " ".join(comments)
    code = _CODE.search(text)
    missing = float(code[1]) if code else None
    if header:
        columns = [_column(cell) for cell in header]
    elif known.get("columns"):
        columns = [_named(field) for field in known["columns"].split(";")]
    else:
        return Fault(
            n_("the table has no header that is understood"),
            file=name,
            row=1,
            value=", ".join(first),
            accepted="SiteID, Lat, Lon, Year, Month, TGM (ng/m3)",
            advice=n_("write the names of the columns in the first row, or take the reader 'observation-table'"),
        )
    columns = [_completed(one, text, known) if one.field == "value" else one for one in columns]
    lacking = [one.name for one in columns if one.field == "value" and not (one.unit and one.species)]
    if lacking:
        return Fault(
            n_("the file does not tell what was measured, or in which unit"),
            file=name,
            column=", ".join(lacking),
            accepted="TGM (ng/m3), HgDep (ng/m2/yr)",
            advice=n_("write both into the header, or take the reader 'observation-table' and name them"),
        )
    return Layout(columns, first_is_header, missing)


def unit_in(text: str) -> tuple[str, str]:
    """The first unit that a text names, as we write it and as it was written; empty texts where it names none."""
    hit = next((hit for hit in _UNIT.finditer(text) if hit[2] or hit[3]), None)
    if hit is None:
        return "", ""
    mass = hit[1].replace("\u00b5", "u").replace("\u03bc", "u")
    area = f"/m{hit[2]}" if hit[2] else ""
    return mass + area + (f"/{_PERIODS[hit[3]]}" if hit[3] else ""), hit[0]


def years_in(text: str) -> str:
    """The years that a comment is about, empty where it names none; years of publications do not count."""
    hit = _RANGE.search(text)
    if hit:
        return f"{hit[1]}-{hit[2]}"
    hit = _IN_YEAR.search(text)
    return hit[1] if hit else ""


def _known(name: str) -> Mapping[str, str]:
    base = name.replace("\\", "/").rsplit("/", 1)[-1].lower()
    return next((row for row in read_table("monitoring/site_tables") if fnmatch(base, row["pattern"])), {})


def _is_header(cells: Sequence[str]) -> bool:
    """Whether a row names columns: none of its cells is a number, unless it is a year."""
    for cell in cells:
        try:
            float(cell)
        except ValueError:
            continue
        if not _YEARS_CELL.fullmatch(cell):
            return False
    return len(cells) > 2 and any(plain(cell) in names_of("site-table") for cell in cells)


def _from_comments(comments: Sequence[str], width: int, delimiter: str) -> Sequence[str]:
    """The last comment that names as many columns as the rows have cells."""
    for comment in reversed(comments):
        cells = [cell.strip() for cell in (comment.split(delimiter) if delimiter else comment.split())]
        if len(cells) == width and _is_header(cells):
            return cells
    return ()


def _column(cell: str) -> Column:
    years = _YEARS_CELL.fullmatch(cell)
    if years:
        span = f"{years[1]}-{int(years[1]) + 9}" if years[2] else years[1]
        return Column("value", cell, years=span)
    field = names_of("site-table").get(plain(cell))
    if field:
        return Column(field, cell)
    hit = _HEADER_CELL.fullmatch(cell)
    species = _species("column").get(plain(hit["name"])) if hit else None
    if hit is None or species is None:
        return Column("", cell)
    unit, written = unit_in(hit["unit"] or "")
    return Column("value", cell, *species, unit, written, hit["years"] or "")


def _named(field: str) -> Column:
    """A column of a table that is known by name; where a species stands, its values."""
    species = _species("column").get(plain(field))
    return Column("value", field, *species) if species else Column(field, field)


def _completed(column: Column, comments: str, known: Mapping[str, str]) -> Column:
    """A column of values with what comments tell, and else what is known of the table."""
    unit, written = (column.unit, column.original_unit) if column.unit else unit_in(comments)
    species, matrix = column.species, column.matrix
    if not species:
        words = f" {plain(comments)} "
        told = [both for word, both in _species("comment").items() if f" {word} " in words]
        species, matrix = told[0] if told else (known.get("species", ""), known.get("matrix", ""))
    return column._replace(
        species=species,
        matrix=matrix,
        unit=unit or known.get("unit", ""),
        original_unit=written,
        years=column.years or years_in(comments),
    )


def _species(used_in: str) -> Mapping[str, tuple[str, str]]:
    rows = read_table("monitoring/site_words")
    return {row["word"]: (row["species"], row["matrix"]) for row in rows if row["used_in"] == used_in}
