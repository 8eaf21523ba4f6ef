"""Reads a full list of the Harmonized System: section, code, description, parent and level of every code."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.faults import Faults
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import cell_text, unguard
from almaden.supply.trade.editions import HS_DIGITS
from almaden.wording import n_

#: Columns that must be there.
_COLUMNS: Final = ("hscode", "description")
#: The row of all goods, which some lists end with.
_ALL: Final = "TOTAL"
#: Digits of chapters, headings and codes.
_LEVELS: Final = (2, 4, HS_DIGITS)


def read_hs_list(path: Path) -> dict[str, str]:
    """Read a list of codes with their texts, such as the open one of ``datasets/harmonized-system``.

    Args:
        path: a text table with the columns ``hscode`` and ``description``; others are passed over.

    Returns:
        Descriptions of the codes of six digits, in the order of the file. Chapters and headings are left out.

    Raises:
        InputError: with every fault: no such columns, codes that are none, codes twice.
    """
    table, faults = read_csv(path), Faults()
    places = {plain(name): place for place, name in enumerate(table.header)}
    for name in _COLUMNS:
        if name not in places:
            faults.add(table.fault(n_("a column is missing"), table.header_row, name, "", ", ".join(_COLUMNS),
                                   n_("give the list as it is published, with these columns")))  # fmt: skip
    faults.raise_if_any()
    found: dict[str, str] = {}
    seen: set[str] = set()
    for item in table.read():
        if isinstance(item, Fault):
            faults.add(item)
            continue
        row, cells = item
        code, text = (unguard(cell_text(cells[places[name]])) for name in _COLUMNS)
        if code == _ALL:
            continue
        problem = _problem(code, seen)
        if problem:
            faults.add(table.fault(problem, row, "hscode", code, n_("two, four or six digits, each code once"),
                                   n_("check that no zeros at the start were cut off")))  # fmt: skip
        seen.add(code)
        if len(code) == HS_DIGITS:
            found[code] = text
    faults.raise_if_any()
    return found


def _problem(code: str, seen: set[str]) -> str:
    if not (code.isascii() and code.isdigit() and len(code) in _LEVELS):
        return n_("a customs code has another number of digits")
    return n_("this code stands here already") if code in seen else ""
