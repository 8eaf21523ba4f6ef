"""Made-up tables of field work, and how to write them as a workbook or a folder."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]

ABOUT: Row = {"country": "GHA", "year": 2024, "made_up": "y"}
STRATUM: Row = {"id": "north", "region": "North", "sites": 10}
SITE: Row = {
    "id": "S1", "stratum": "north", "region": "North", "miners": 40, "men": 26, "women": 12, "children": 2,
    "gold_per_miner": 0.4, "gold_unit": "g", "gold_period": "day", "days_per_year": 220, "weight": "",
    "whole_ore_share": 0.2, "concentrate_share": 0.7, "mercury_free_share": 0.1, "retort_efficiency": 0.85,
    "latitude": 5.9, "longitude": -2.0,
}  # fmt: skip
PARTICIPANT: Row = {
    "training": "T", "participant": "17", "consent": "y", "matrix": "urine", "before": 24, "after": 12,
    "unit": "ug/g creatinine",
}  # fmt: skip


def book(tables: Tables) -> io.BytesIO:
    """The tables as a workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as made:
        for title, rows in tables.items():
            sheet = made.add_worksheet(title)
            sheet.write_row(0, 0, list(rows[0]))
            for number, row in enumerate(rows, 1):
                sheet.write_row(number, 0, list(row.values()))
    content.seek(0)
    return content


def text(rows: Sequence[Row], delimiter: str = ",") -> str:
    """One table as text."""
    lines = [list(rows[0]), *(row.values() for row in rows)]
    return "".join(delimiter.join(str(cell) for cell in line) + "\r\n" for line in lines)


def folder(path: Path, tables: Tables) -> Path:
    """The tables as text files of a folder."""
    for title, rows in tables.items():
        (path / f"{title}.csv").write_text(text(rows), encoding="utf-8")
    return path
