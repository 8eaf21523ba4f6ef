"""Where the tables of a Toolkit workbook stand: sheet, row of the headings, and the column of each thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.national_map import FORMAT, map_tree
from almaden.reference.pathways import PATHWAYS
from almaden.reference.readers.csv import decode_text
from almaden.reference.readers.safety import check_file
from almaden.reference.readers.toml import toml_value
from almaden.wording import Text

KIND: Final = "toolkit"
#: What a column of a Toolkit workbook may hold. Shares are distribution factors, outputs are in kg per year.
ROLES: Final = (
    "code",
    "name",
    "variant",
    "scenario",
    "present",
    "activity_rate",
    "activity_unit",
    "factor_low",
    "factor_high",
    "factor_default",
    "factor_used",
    "factor_unit",
    "input_kg",
    *(f"share_{pathway}" for pathway in PATHWAYS),
    *(f"output_{pathway}" for pathway in PATHWAYS),
)
_LETTERS: Final = re.compile(r"[A-Z]{1,3}")

_INTRODUCTION: Final = """\
# Map of a Toolkit workbook for: almaden factors import WORKBOOK --map THIS-FILE
#
# [[tables]]     one for each table of the workbook; delete those that are wrong, correct the letters of columns
#   header_row   row of the headings (the lower one, where there are two), last_row the last row of the table
#   columns      what a column holds = its letter
#   rows         filled in by the program: row in the workbook and source category, for exports in this order
"""


@dataclass(frozen=True)
class ToolkitTable:
    """One table of a Toolkit workbook.

    Attributes:
        sheet: title of its sheet.
        header_row: row of its headings, counted from 1; of the lower ones where there are two rows.
        last_row: its last row.
        columns: letter of the column for each role in ``ROLES``.
        rows: row and code of each source category in it, in the order of the workbook.
    """

    sheet: str
    header_row: int
    last_row: int
    columns: Mapping[str, str]
    rows: tuple[tuple[int, str], ...] = field(default=(), compare=False)


@dataclass(frozen=True)
class ToolkitMap:
    """The tables of a Toolkit workbook."""

    tables: tuple[ToolkitTable, ...]

    def to_toml(self) -> str:
        """The map as text that a person can correct."""
        lines = [_INTRODUCTION, f"format = {FORMAT}", f"kind = {toml_value(KIND)}"]
        for table in self.tables:
            lines += ["", *_lines(table)]
        return "\n".join(lines) + "\n"

    @classmethod
    def from_toml(cls, text: str, name: str) -> ToolkitMap:
        """Read a map.

        Raises:
            InputError: it is not a map of this kind, with every fault of it.
        """
        tree = map_tree(text, name, KIND)
        faults: list[Fault] = []
        tables = tuple(_table(one, name, place, faults) for place, one in enumerate(tree.get("tables", []), 1))
        if faults:
            raise InputError(faults)
        return cls(tables)


def read_toolkit_map(path: Path) -> ToolkitMap:
    """Read the map of a Toolkit workbook.

    Raises:
        InputError: with every fault of the file.
    """
    check_file(path, path.name)
    return ToolkitMap.from_toml(decode_text(path.read_bytes(), path.name), path.name)


def _lines(table: ToolkitTable) -> Iterator[str]:
    yield "[[tables]]"
    yield f"sheet = {toml_value(table.sheet)}"
    yield f"header_row = {table.header_row}"
    yield f"last_row = {table.last_row}"
    yield "rows = " + toml_value([list(row) for row in table.rows])
    yield "[tables.columns]"
    yield from (f"{role} = {toml_value(letter)}" for role, letter in table.columns.items())


def _table(tree: Any, name: str, place: int, faults: list[Fault]) -> ToolkitTable:
    where = f"[[tables]] {place}"

    def say(problem: str, accepted: str, value: object) -> None:
        faults.append(Fault(problem, name, "", None, where, str(value), accepted, "correct the map"))

    columns = {role: str(letter).upper() for role, letter in tree.get("columns", {}).items()}
    for role, letter in columns.items():
        if role not in ROLES:
            say(Text("{role} is not known", role=role), ", ".join(ROLES), role)
        if not _LETTERS.fullmatch(letter):
            say(Text("{role} is not the letter of a column", role=role), "A, B, ... AA", letter)
    if not columns.keys() & {"code", "name"}:
        say("nothing tells which source a row is", "code or name under columns", "")
    numbers = {key: tree.get(key) for key in ("header_row", "last_row")}
    for key, value in numbers.items():
        if not isinstance(value, int) or value < 1:
            say(Text("{key} is missing", key=key), "a row of the sheet, counted from 1", value)
    return ToolkitTable(
        sheet=str(tree.get("sheet", "")),
        header_row=numbers["header_row"] or 1,
        last_row=numbers["last_row"] or 1,
        columns=columns,
        rows=tuple((int(row), str(code)) for row, code in tree.get("rows", [])),
    )
