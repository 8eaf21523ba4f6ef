"""What the workbook library does not tell about a sheet: its true extent, and cells that hold errors.

The library gives an empty text for ``#N/A`` and for a formula that was never calculated, so that both would
pass as "not given"; and it sets aside room for the whole rectangle from the first cell to the last.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import unfold
from almaden.wording import Text

#: Cells of the rectangle of a sheet: about a million rows of the widest table of an inventory.
MAX_AREA: Final = 30_000_000
#: What stands for the value of a formula that no program has calculated.
NEVER_CALCULATED: Final = "formula without a value"
_OVERLAP: Final = 8192
_PIECE: Final = 8 << 20

_TAG: Final = re.compile(rb"<(?:\w+:)?(sheet|Relationship)\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ROW: Final = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d+)"')
_WIDE: Final = re.compile(rb' r="([A-Z]{2,3})\d')
_FILLED: Final = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*(?<!/)>(?!</(?:\w+:)?c>)')
_ERROR: Final = re.compile(rb"""\bt\s*=\s*["']e["'][^>]*>(?=(.{0,400}))""", re.DOTALL)
_NEVER: Final = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^<>]*)?/>)(?:<(?:\w+:)?v></(?:\w+:)?v>|<(?:\w+:)?v/>)?</(?:\w+:)?c>"
)
_PLACE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d+)"')
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
_DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True)
class SheetScan:
    """What was found in one sheet: broken cells by (row, column), both counted from 1."""

    broken: Mapping[tuple[int, int], str]


def sheet_parts(path: Path, name: str) -> Mapping[str, str]:
    """The member of the archive for each sheet title; empty for formats that are not taken apart here."""
    with zipfile.ZipFile(path) as archive:
        members = {member.filename: member for member in archive.infolist()}
    if "xl/workbook.xml" not in members or "xl/_rels/workbook.xml.rels" not in members:
        return {}
    targets = {}
    for tag in _tags(_whole(path, members["xl/_rels/workbook.xml.rels"], name)):
        target = tag.get("Target", "")
        targets[tag.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    parts = {}
    for tag in _tags(_whole(path, members["xl/workbook.xml"], name)):
        link = next((value for key, value in tag.items() if key == "id" or key.endswith(":id")), "")
        if "name" in tag and targets.get(link) in members:
            parts[tag["name"]] = targets[link]
    return parts


def scan_sheet(path: Path, part: str, name: str, sheet: str) -> SheetScan:
    """Read one sheet of an XLSX workbook as bytes, before the library does.

    Raises:
        InputError: the rectangle of the sheet is too large, or the sheet declares entities.
    """
    with zipfile.ZipFile(path) as archive:
        member = archive.getinfo(part)
    rows, columns = 0, 26
    broken: dict[tuple[int, int], str] = {}
    for piece in _pieces(path, member):
        _refuse_declaration(piece, name)
        rows = max(rows, _last_row(piece))
        columns = max(columns, max((column_number(hit) for hit in set(_WIDE.findall(piece))), default=0))
        _find_broken(piece, broken)
    if rows * columns > MAX_AREA:
        _refuse_area(path, member, name, sheet)
    return SheetScan(broken)


def column_number(letters: bytes) -> int:
    """Number of a column, counted from 1, from its letters."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """Letters of a column from its number, counted from 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _last_row(piece: bytes) -> int:
    """Number of the last row that starts in a piece; rows of a sheet come in order."""
    start = max(piece.rfind(b"<row "), piece.rfind(b":row "))
    hit = _ROW.search(piece, max(0, start - 20)) if start >= 0 else None
    return int(hit[1]) if hit else 0


def _find_broken(piece: bytes, broken: dict[tuple[int, int], str]) -> None:
    # Most sheets have neither errors nor formulas; a plain search says so ten times faster than the patterns.
    for hit in _ERROR.finditer(piece) if b'="e"' in piece or b"='e'" in piece else ():
        place = _place_before(piece, hit.start())
        value = _VALUE.search(hit[1])
        if place:
            broken[place] = value[1].decode("ascii", "replace") if value else "#ERROR"
    for hit in _NEVER.finditer(piece) if b"<f" in piece or b":f" in piece else ():
        place = _place_before(piece, hit.start())
        if place and place not in broken:
            broken[place] = NEVER_CALCULATED


def _place_before(piece: bytes, position: int) -> tuple[int, int] | None:
    """Row and column of the cell whose tag is open at a position."""
    start = max(piece.rfind(b"<c ", 0, position), piece.rfind(b":c ", 0, position))
    hit = _PLACE.search(piece, start, start + 200) if start >= 0 else None
    return (int(hit[2]), column_number(hit[1])) if hit else None


def _refuse_area(path: Path, member: zipfile.ZipInfo, name: str, sheet: str) -> None:
    """Cells that are only formatted cost nothing; find the last ones with content and judge those."""
    rows = columns = 0
    last_row = last_column = ""
    for piece in _pieces(path, member):
        for letters, digits in _FILLED.findall(piece):
            row, column = int(digits), column_number(letters)
            if row > rows:
                rows, last_row = row, f"{letters.decode()}{row}"
            if column > columns:
                columns, last_column = column, f"{letters.decode()}{row}"
    if rows * columns > MAX_AREA:
        stray = ", ".join(sorted({last_row, last_column}))
        raise InputError(too_wide(name, sheet, rows, columns, stray))


def too_wide(name: str, sheet: str, rows: int, columns: int, stray: str) -> Fault:
    """The fault of a sheet whose rectangle is too large to be opened."""
    return Fault(
        Text(
            "the sheet reaches to row {row} and column {column}; it was not opened",
            row=str(rows),
            column=column_letters(columns),
        ),
        file=name,
        sheet=sheet,
        accepted=Text("sheets of at most {most} cells from the first to the last", most=MAX_AREA),
        advice=Text("delete the stray content in {places}, or give the table as a CSV file", places=stray),
    )


def _pieces(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member in large pieces that overlap, so that no tag is lost between two."""
    held = bytearray()
    for chunk in unfold(path, member):
        held += chunk
        if len(held) > _PIECE:
            yield bytes(held)
            del held[:-_OVERLAP]
    yield bytes(held)


def _whole(path: Path, member: zipfile.ZipInfo, name: str) -> bytes:
    content = b"".join(unfold(path, member))
    _refuse_declaration(content, name)
    return content


def _refuse_declaration(content: bytes, name: str) -> None:
    if _DECLARATION.search(content):
        raise InputError(
            Fault(
                "the workbook declares XML entities, which no spreadsheet program writes",
                file=name,
                accepted="a workbook saved by a spreadsheet program",
                advice="open it in a spreadsheet program and save it under a new name",
            )
        )


def _tags(content: bytes) -> Iterator[dict[str, str]]:
    for hit in _TAG.finditer(content):
        yield {
            found[1].decode(): html.unescape((found[2] or found[3] or b"").decode("utf-8", "replace"))
            for found in _ATTRIBUTE.finditer(hit[2])
        }
