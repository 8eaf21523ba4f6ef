"""Finds the tables of a Toolkit workbook by the words of their headings.

No official workbook was at hand when this was written. What is looked for are the terms that the published
guidelines use: source category, activity rate, input factor (low end, high end, default), unit, mercury input,
and the six output pathways, once as distribution factors and once in kg per year. Headings may stand in two
rows, the upper of which holds for all columns up to the next.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from almaden.inventory.readers.matching import SURE, match_category
from almaden.inventory.readers.toolkit_map import ToolkitTable
from almaden.reference.pathways import PATHWAYS
from almaden.reference.readers.names import plain
from almaden.reference.readers.scan import column_letters
from almaden.reference.readers.table import Cell, cell_text

Grid = Sequence[Sequence[Cell]]

_PATHWAY_WORDS: Final[Mapping[str, str]] = {
    "air": r"\b(air|aire)\b",
    "water": r"\b(water|eau|agua)\b(?! ?(treatment|system))",
    "land": r"\b(land|soil|sol|suelo|tierra)\b",
    "products": r"\b(by ?products?|products|impurities|sous produits|produits|impuretes|productos|impurezas)\b",
    "general_waste": r"\b(general waste|dechets generaux|dechets menagers|residuos generales|desechos generales)\b",
    "sector_treatment": r"\b(sector|sectoriel|sectorial|treatment|traitement|tratamiento)\b",
}
_SHARES: Final = re.compile(r"\b(distribution|share|shares|repartition|distribucion|part|fraction)\b")
_OUTPUTS: Final = re.compile(r"\b(output|outputs|release|releases|emission|emissions|kg|rejets|salidas|liberaciones)\b")
#: The first that is found in the words of a heading is what its column holds.
_WORDS: Final = (
    (
        "input_kg",
        (
            r"^(?!.*\b(factor|facteur)).*(\b(hg|mercury|mercure|mercurio)\b.*\b(inputs?|entree|entrada)\b"
            r"|\binput to society\b|\b(calculated|estimated)\b.*\binput\b)"
        ),
    ),
    ("factor_low", r"\b(factors?|facteurs?|factores)\b.*\b(low|min|minimum|lower|bas|bajo|minimo)\b"),
    ("factor_high", r"\b(factors?|facteurs?|factores)\b.*\b(high|max|maximum|upper|haut|alto|maximo)\b"),
    ("factor_used", r"\b(used|chosen|entered|enter|own|selected)\b.*\bfactor|\bfactor.*\b(used|chosen|selected)\b"),
    ("factor_default", r"\b(input factors?|facteurs? d entree|factor(es)? de entrada)\b|\bdefault factor\b"),
    (
        "activity_rate",
        (
            r"\b(activity rate|annual consumption|consumption production|annual production|annual amount"
            r"|taux d activite|tasa de actividad)\b"
        ),
    ),
    ("present", r"\b(present|presence|presente|source exists)\b"),
    ("scenario", r"\b(scenario|emission control|control|technology|phase|practice|device|escenario)\b"),
    ("variant", r"\b(material|fuel type|type|variant|variante|product type)\b"),
    ("code", r"^(code|no|number|toolkit code|chapter|section|cat(egory)? (no|number|code)|c|sc)$"),
    ("name", r"\b(source|category|sub ?category|subcategory|categorie|categoria|name|activity)\b"),
)
_PATTERNS: Final = tuple((role, re.compile(pattern)) for role, pattern in _WORDS)
_UNIT: Final = re.compile(r"\b(unit|units|unite|unidad)\b")
_CODE: Final = re.compile(r"5(\.\d{1,2}){1,4}")
#: A table ends where this many rows in a row hold nothing.
_GAP: Final = 3


def find_tables(sheet: str, grid: Grid) -> list[ToolkitTable]:
    """The tables of a sheet, from top to bottom."""
    heads = [(row, columns) for row in range(len(grid)) if (columns := _columns(grid, row))]
    # Of two rows of headings the lower one, which knows both, is the header.
    kept = [
        (row, columns)
        for place, (row, columns) in enumerate(heads)
        if not (place + 1 < len(heads) and heads[place + 1][0] == row + 1 and len(heads[place + 1][1]) >= len(columns))
    ]
    tables = []
    for place, (row, columns) in enumerate(kept):
        end = kept[place + 1][0] - 1 if place + 1 < len(kept) else len(grid)
        last = _last_row(grid, row, end)
        if last > row:
            letters = {role: column_letters(column + 1) for role, column in columns.items()}
            tables.append(ToolkitTable(sheet, row + 1, last + 1, letters))
    return tables


def code_of(texts: Mapping[str, str]) -> str:
    """The code of a row from its code or its name, empty where neither tells for sure."""
    text = texts.get("code", "").rstrip(".")
    if _CODE.fullmatch(text):
        return text
    match = match_category(texts.get("name", "")) if texts.get("name") else None
    # What is read here counts as verified; a likely name is not enough.
    return match.code if match is not None and match.score >= SURE else ""


def _columns(grid: Grid, row: int) -> dict[str, int]:
    """What the columns hold if this is a row of headings, empty if it is not."""
    own = [plain(cell_text(cell)) for cell in grid[row]]
    if sum(bool(text) for text in own) < 3 or any(isinstance(cell, float) for cell in grid[row]):
        return {}
    above = _spread([plain(cell_text(cell)) for cell in grid[row - 1]] if row else [], len(own))
    below = grid[row + 1 : row + 30]
    found: dict[str, int] = {}
    last_number = ""
    for column, text in enumerate(own):
        words = f"{above[column]} {text}".strip() if text else ""
        role = _role(text, words, found, [line[column] for line in below if column < len(line)], last_number)
        if role and role not in found:
            found[role] = column
            if role in ("activity_rate", "factor_default", "factor_used", "factor_low", "factor_high"):
                last_number = role
    return found if _is_table(found) else {}


def _is_table(found: Mapping[str, int]) -> bool:
    shares = sum(role.startswith("share_") for role in found)
    outputs = sum(role.startswith("output_") for role in found)
    factors = bool(found.keys() & {"factor_default", "factor_low", "factor_used"})
    told = bool(found.keys() & {"code", "name"})
    return told and (factors or shares >= 4 or outputs >= 4 or {"activity_rate", "input_kg"} <= found.keys())


def _spread(texts: list[str], width: int) -> list[str]:
    """A heading over several columns stands in the first of them; it holds up to the next."""
    spread, held = [], ""
    for text in (texts + [""] * width)[:width]:
        held = text or held
        spread.append(held)
    return spread


def _role(own: str, words: str, found: Mapping[str, int], cells: Sequence[Cell], last_number: str) -> str:
    if not own:
        return ""
    if _UNIT.search(own):
        unit_of = {"activity_rate": "activity_unit"}.get(last_number, "factor_unit" if last_number else "")
        return unit_of if unit_of not in found else ""
    pathway = next((name for name, pattern in _PATHWAY_WORDS.items() if re.search(pattern, own)), "")
    if pathway and not re.search(r"\b(factor|input|category|activity)\b", own):
        return _pathway_role(pathway, words, found, cells)
    for role, pattern in _PATTERNS:
        if pattern.search(own):
            return role
    # The upper heading tells what a mere 'low end' or 'default' is of.
    return next((role for role, pattern in _PATTERNS[:6] if words != own and pattern.search(words)), "")


def _pathway_role(pathway: str, words: str, found: Mapping[str, int], cells: Sequence[Cell]) -> str:
    """Whether a column with the name of a pathway holds shares or kilograms."""
    numbers = [cell for cell in cells if isinstance(cell, float)]
    fractions = all(0 <= number <= 1 for number in numbers)
    is_share = _SHARES.search(words) is not None and fractions
    is_output = _OUTPUTS.search(words.replace("output distribution", "")) is not None
    if is_share or (not is_output and fractions and f"share_{pathway}" not in found):
        return f"share_{pathway}"
    return f"output_{pathway}"


def _last_row(grid: Grid, header: int, end: int) -> int:
    last, empty = header, 0
    for row in range(header + 1, min(end, len(grid))):
        if any(cell_text(cell) for cell in grid[row]):
            last, empty = row, 0
        else:
            empty += 1
            if empty >= _GAP:
                break
    return last


#: The roles of the six shares and of the six outputs, in the order of the pathways.
SHARES: Final = tuple(f"share_{pathway}" for pathway in PATHWAYS)
OUTPUTS: Final = tuple(f"output_{pathway}" for pathway in PATHWAYS)
