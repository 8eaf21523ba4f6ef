"""Proposes the map of a national spreadsheet from its headings and from what stands under them."""

from __future__ import annotations

import difflib
import functools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.matching import match_category
from almaden.inventory.readers.national_map import NAME, ROLES, NationalMap, TableMap, guess
from almaden.inventory.readers.unit_cells import is_unit
from almaden.quantity.numbers import NumberError, parse_number
from almaden.reference.categories import categories
from almaden.reference.readers.csv import read_text_cells
from almaden.reference.readers.labels import column_label
from almaden.reference.readers.names import plain
from almaden.reference.readers.scan import column_letters
from almaden.reference.readers.table import Cell, cell_text
from almaden.reference.readers.workbook import open_workbook

TEXT_FILES: Final = (".csv", ".tsv", ".txt")

#: Headings of national tables, in English, French and Spanish, without case and accents.
_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    NAME: ("source category", "category", "source of mercury", "sector", "activity", "fuel", "product", "item",
           "description", "categorie", "secteur", "activite", "combustible", "produit", "designation", "categoria",
           "actividad", "producto", "descripcion", "fuente de mercurio"),
    "code": ("toolkit code", "category code", "source code", "code toolkit", "codigo toolkit", "no"),
    "activity_rate": ("quantity", "amount", "annual amount", "consumption", "production", "value", "volume", "total",
                      "annual consumption production", "quantite", "consommation", "valeur", "cantidad", "consumo",
                      "produccion", "valor", "tasa de actividad"),
    "unit": ("units", "unit of measure", "unite", "unites", "unidad", "unidades", "unidad de medida"),
    "year": ("reference year", "annee", "ano", "period"),
    "source": ("reference", "data source", "source of data", "references", "provenance", "source des donnees",
               "referencia", "fuente de datos", "fuente de informacion"),
    "present": ("present y n", "presence", "source present", "occurs", "presence o n", "presencia"),
    "low": ("minimum", "min", "lower", "low estimate", "borne basse", "minimo"),
    "high": ("maximum", "max", "upper", "high estimate", "borne haute", "maximo"),
    "facility": ("plant", "company", "site", "plant name", "usine", "etablissement", "planta", "empresa"),
    "note": ("notes", "remarks", "comment", "comments", "remarques", "commentaires", "observaciones", "notas"),
}  # fmt: skip
_LIKE: Final = 0.82
#: Share of the cells of a column from which on its content tells what it is.
_TELLS: Final = 0.3
#: What a heading adds to its word: the year of the figures, and a remark or unit in brackets.
_ADDED: Final = re.compile(r"\([^)]*\)|\[[^]]*\]|\b(?:19|20)\d\d\b")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_CODE: Final = re.compile(r"5(\.\d{1,2}){1,4}")
_SEARCHED_ROWS: Final = 40
_SAMPLED_ROWS: Final = 200

Grid = Sequence[Sequence[Cell]]


def read_grids(path: Path) -> Mapping[str, Grid]:
    """All cells of a spreadsheet, by title of the sheet; a text file has one without a title.

    Raises:
        InputError: it cannot be read.
    """
    if path.suffix.lower() in TEXT_FILES:
        return {"": read_text_cells(path)}
    book = open_workbook(path)
    return {sheet: book.cells(sheet) for sheet in book.sheets}


def propose_map(path: Path) -> NationalMap:
    """Propose the map of a national spreadsheet; a person has to look at it.

    Args:
        path: the spreadsheet.

    Raises:
        InputError: it cannot be read, or no table with activity rates is found in it.
    """
    grids = read_grids(Path(path))
    tables = [table for sheet, grid in grids.items() if (table := _table(sheet, grid)) is not None]
    if not tables:
        raise InputError(
            Fault(
                "no table with sources and activity rates was found",
                file=Path(path).name,
                accepted="a row of headings such as: source category, quantity, unit, year, source",
                advice="write the map by hand: see 'Bring in a national spreadsheet' in the documentation",
            )
        )
    years = Counter(table.constants["year"] for table in tables if "year" in table.constants)
    year = int(years.most_common(1)[0][0]) if years else None
    return NationalMap("", year, 1, tuple(tables))


@dataclass(frozen=True)
class _Found:
    """A row of headings with the place of each role."""

    row: int
    places: Mapping[str, int]
    year: int | None


def _table(sheet: str, grid: Grid) -> TableMap | None:
    best: _Found | None = None
    for row in range(min(len(grid), _SEARCHED_ROWS)):
        found = _headings(grid, row)
        if found is not None and (best is None or len(found.places) > len(best.places)):
            best = found
    if best is None:
        return None
    names = _names(grid, best)
    columns = {role: _column(grid, best.row, place) for role, place in sorted(best.places.items(), key=_order)}
    constants: dict[str, str | float] = {} if best.year is None else {"year": float(best.year)}
    return TableMap(sheet, best.row + 1, columns, constants, {name: guess(name) for name in names})


def _order(item: tuple[str, int]) -> int:
    return ROLES.index(item[0])


def _headings(grid: Grid, row: int) -> _Found | None:
    """The roles of the columns if this row is one of headings; what stands below decides in doubt."""
    texts = [cell_text(cell) for cell in grid[row]]
    if sum(bool(text) for text in texts) < 2:
        return None
    below = grid[row + 1 : row + 1 + _SAMPLED_ROWS]
    claims: list[tuple[float, str, int]] = []
    for place, text in enumerate(texts):
        cells = [line[place] for line in below if place < len(line) and cell_text(line[place])]
        claims += [(score, role, place) for role, score in _roles(text, cells).items()]
    places: dict[str, int] = {}
    for _score, role, place in sorted(claims, reverse=True):
        if role not in places and place not in places.values():
            places[role] = place
    year = None
    by_year = {int(float(text)): place for place, text in enumerate(texts) if _is_year(text)}
    if by_year and "activity_rate" not in places:
        # A column for each year: the latest is taken, another can be written into the map.
        year = max(by_year)
        places["activity_rate"] = by_year[year]
    elif "activity_rate" in places and "year" not in places:
        told = _YEAR.findall(texts[places["activity_rate"]])
        year = int(told[0]) if len(told) == 1 else None
    if "activity_rate" not in places or not places.keys() & {NAME, "code"}:
        return None
    return _Found(row, places, year)


def _roles(heading: str, cells: Sequence[Cell]) -> dict[str, float]:
    """What a column may be, with a score: likeness of its heading, and of its content where that can be told."""
    likeness = {role: score for role, score in _likeness(heading).items() if score >= _LIKE}
    if not cells:
        return likeness if len(likeness) == 1 and "activity_rate" not in likeness else {}
    content = _content(cells)
    found = {}
    for role in set(likeness) | set(content):
        score = likeness.get(role, 0.0) + content.get(role, 0.0)
        # A column of numbers is no name, and one of texts no rate, whatever it is called.
        if role in _TOLD and role not in content:
            continue
        if likeness.get(role) or (role in ("code", NAME, "unit") and content[role] >= _TELLS):
            found[role] = score
    return found


#: Roles that the content of a column confirms or refutes.
_TOLD: Final = ("code", NAME, "activity_rate", "unit", "low", "high", "year")


def _content(cells: Sequence[Cell]) -> dict[str, float]:
    texts = [cell_text(cell) for cell in cells]
    count = len(texts)
    numbers = sum(_is_number(cell) for cell in cells) / count
    scores = {
        "code": sum(bool(_CODE.fullmatch(text)) and text in categories() for text in texts) / count,
        "unit": sum(is_unit(text) for text in texts) / count,
        "year": sum(_is_year(text) for text in texts) / count,
        "activity_rate": numbers,
        "low": numbers,
        "high": numbers,
    }
    distinct = list(dict.fromkeys(texts))[:40]
    names = None
    if numbers < 0.5:
        names = sum(match_category(text) is not None for text in distinct) / len(distinct)
    found = {role: score for role, score in scores.items() if score >= _TELLS}
    # The words of a ministry need not be near those of the Toolkit: under the right heading any text is a name.
    return found if names is None else {**found, NAME: names}


def _likeness(heading: str) -> dict[str, float]:
    texts = {plain(heading), plain(_ADDED.sub(" ", heading))} - {""}
    return {
        role: max(
            (difflib.SequenceMatcher(None, text, known).ratio() for text in texts for known in headings), default=0.0
        )
        for role, headings in _known_headings().items()
    }


@functools.cache
def _known_headings() -> Mapping[str, tuple[str, ...]]:
    known = {}
    for role in ROLES:
        labels = {plain(column_label(role, lang)) for lang in ("en", "fr", "es")} if role != NAME else {"name"}
        known[role] = (*sorted(labels), *_HEADINGS.get(role, ()))
    return known


def _names(grid: Grid, found: _Found) -> list[str]:
    """The names in the table, each once; none where a column holds codes."""
    if NAME not in found.places or "code" in found.places:
        return []
    place = found.places[NAME]
    texts = (cell_text(row[place]) for row in grid[found.row + 1 :] if place < len(row))
    return list(dict.fromkeys(text for text in texts if text))


def _column(grid: Grid, row: int, place: int) -> str:
    """The heading of a column, or its letter where the heading does not tell it apart."""
    texts = [cell_text(cell) for cell in grid[row]]
    text = texts[place]
    return text if text and texts.count(text) == 1 else column_letters(place + 1)


def _is_number(cell: Cell) -> bool:
    if isinstance(cell, float):
        return True
    try:
        parse_number(cell_text(cell), ".")
    except NumberError:
        return False
    return True


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", text) is not None
