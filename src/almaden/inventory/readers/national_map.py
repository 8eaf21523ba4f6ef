"""The map of a national spreadsheet: which sheet, row and column holds what, and which name is which source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.matching import SURE, match_category
from almaden.inventory.records import ActivityRow
from almaden.reference.categories import categories
from almaden.reference.readers.csv import decode_text
from almaden.reference.readers.names import plain
from almaden.reference.readers.safety import check_file
from almaden.reference.readers.toml import toml_key, toml_value
from almaden.reference.record import columns
from almaden.wording import Text

KIND: Final = "national"
FORMAT: Final = 1
#: What a column of the spreadsheet may be: a column of the activity table, or the name of the source.
NAME: Final = "name"
ROLES: Final = (NAME, *columns(ActivityRow))
#: Stands before a code that was proposed with doubt; somebody has to look at it and take it away.
DOUBT: Final = "?"
#: Stands for the code where a row is not wanted.
LEFT_OUT: Final = "-"

_TOTAL: Final = re.compile(r"(sub ?total|grand total|total|sum|somme|suma)\b")

_INTRODUCTION: Final = """\
# Map of a national spreadsheet for: almaden inventory import FILE --map THIS-FILE
#
# [inventory]        country (ISO code or name), year and level of the new inventory
# [[tables]]         one for each table of the spreadsheet; delete those that hold no activity rates
#   header_row       row of the headings, counted as in the spreadsheet; last_row may be added
#   columns          what it is in the inventory = heading, or letter of the column in the spreadsheet
#   constants        what is the same in all rows: unit = "t", source = "..."
#   codes            name in the spreadsheet = code of the source category. A code with ? before it is a guess:
#                    take the ? away if it is right. An empty code is still to be filled in;
#                    "-" leaves the row out (totals, headings).
"""


@dataclass(frozen=True)
class TableMap:
    """One table of a national spreadsheet.

    Attributes:
        sheet: title of its sheet, empty for a text file.
        header_row: row of its headings, counted from 1.
        columns: heading or letter of the column for each role in ``ROLES``.
        constants: values that are the same in all rows, by role.
        codes: code for each name; with ``?`` before it a guess, ``-`` for rows that are left out, empty where it
            is still to be filled in.
        last_row: last row that is read, None for all.
    """

    sheet: str
    header_row: int
    columns: Mapping[str, str]
    constants: Mapping[str, str | float] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    last_row: int | None = None


@dataclass(frozen=True)
class NationalMap:
    """How a national spreadsheet becomes an inventory.

    Attributes:
        country: ISO code or name, empty if not known yet.
        year: year of the inventory, None if not known yet.
        level: level of the inventory.
        tables: the tables to read.
    """

    country: str
    year: int | None
    level: int
    tables: tuple[TableMap, ...]

    def to_toml(self) -> str:
        """The map as text that a person can correct."""
        lines = [_INTRODUCTION, f"format = {FORMAT}", f"kind = {toml_value(KIND)}", "", "[inventory]"]
        lines += [f"country = {toml_value(self.country)}", f"year = {self.year or 0}", f"level = {self.level}"]
        for table in self.tables:
            lines += ["", *_table_lines(table)]
        return "\n".join(lines) + "\n"

    @classmethod
    def from_toml(cls, text: str, name: str) -> NationalMap:
        """Read a map.

        Raises:
            InputError: it is not a map of this kind, with every fault of it.
        """
        tree = map_tree(text, name, KIND)
        faults: list[Fault] = []
        inventory = tree.get("inventory", {})
        tables = tuple(_table(one, name, place, faults) for place, one in enumerate(tree.get("tables", []), 1))
        if not tables:
            faults.append(Fault("the map has no [[tables]]", name, advice="make a new one by leaving --map out"))
        if faults:
            raise InputError(faults)
        year = inventory.get("year")
        return cls(str(inventory.get("country", "")), int(year) if year else None, inventory.get("level", 1), tables)


def read_map(path: Path) -> NationalMap:
    """Read the map of a national spreadsheet.

    Raises:
        InputError: with every fault of the file.
    """
    check_file(path, path.name)
    return NationalMap.from_toml(decode_text(path.read_bytes(), path.name), path.name)


def map_tree(text: str, name: str, kind: str) -> dict[str, Any]:
    """The TOML of a map of one kind.

    Raises:
        InputError: it is not TOML, or not a map of this kind.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(
            Fault(
                Text("the map is not valid TOML: {error}", error=str(error)),
                name,
                advice="put texts in quotation marks",
            )
        ) from None
    if tree.get("format") != FORMAT or tree.get("kind") != kind:
        raise InputError(
            Fault(
                "the file is not a map of this kind",
                name,
                accepted=f"format = {FORMAT}, kind = {toml_value(kind)}",
                advice="make a new one by leaving --map out",
            )
        )
    return tree


def _table_lines(table: TableMap) -> Iterator[str]:
    yield "[[tables]]"
    yield f"sheet = {toml_value(table.sheet)}"
    yield f"header_row = {table.header_row}"
    if table.last_row is not None:
        yield f"last_row = {table.last_row}"
    yield "[tables.columns]"
    yield from (f"{role} = {toml_value(column)}" for role, column in table.columns.items())
    yield "[tables.constants]"
    yield from (f"{role} = {toml_value(value)}" for role, value in table.constants.items())
    yield "[tables.codes]"
    for name, code in table.codes.items():
        yield f"{toml_key(name)} = {toml_value(code)}{_comment(name, code)}"


def _comment(name: str, code: str) -> str:
    known = categories().get(code.removeprefix(DOUBT))
    if known is None:
        return ""
    match = match_category(name)
    score = f", score {match.score:.2f}" if match is not None and match.code == known.code else ""
    return f"  # {known.name}{score}"


def guess(name: str) -> str:
    """The code proposed for a name: with ``?`` if it must be looked at, empty if none is near, ``-`` for totals."""
    if _TOTAL.match(plain(name)):
        return LEFT_OUT
    match = match_category(name)
    if match is None:
        return ""
    return match.code if match.score >= SURE else f"{DOUBT}{match.code}"


def _table(tree: Any, name: str, place: int, faults: list[Fault]) -> TableMap:
    where = f"[[tables]] {place}"

    def say(problem: str, accepted: str, advice: str, value: str = "") -> None:
        faults.append(Fault(problem, name, "", None, where, value, accepted, advice))

    columns_of = tree.get("columns", {})
    constants = tree.get("constants", {})
    for role in (*columns_of, *constants):
        if role not in ROLES:
            say(Text("{role} is not known", role=role), ", ".join(ROLES), "correct or delete it", role)
    header_row = tree.get("header_row")
    if not isinstance(header_row, int) or header_row < 1:
        say("header_row is missing", "the row of the headings, counted from 1", "write it", str(header_row))
        header_row = 1
    given = {*columns_of, *constants}
    if not given & {NAME, "code"}:
        say("nothing tells which source a row is", "name or code under columns", "name the column")
    if "activity_rate" not in given:
        say("nothing tells the activity rate", "activity_rate under columns", "name the column")
    return TableMap(
        sheet=str(tree.get("sheet", "")),
        header_row=header_row,
        columns={role: str(column) for role, column in columns_of.items()},
        constants={role: _constant(value) for role, value in constants.items()},
        codes={key: str(code) for key, code in tree.get("codes", {}).items()},
        last_row=last_row if isinstance(last_row := tree.get("last_row"), int) else None,
    )


def _constant(value: Any) -> str | float:
    """A value of TOML as a cell."""
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else str(value)
