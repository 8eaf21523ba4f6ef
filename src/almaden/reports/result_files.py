"""A result as files that other programs read: one JSON object and CSV tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from almaden.inventory.readers.toolkit_export import export_in_order
from almaden.inventory.readers.toolkit_map import ToolkitMap
from almaden.inventory.result import Result, amounts_record, row_record
from almaden.reference.pathways import AMOUNTS
from almaden.reports.files import write_atomically


def write_result(result: Result, folder: Path) -> list[Path]:
    """Write ``result.json`` and the tables rows, totals, key_sources, variance, checks and unverified.

    Raises:
        OutputError: if the folder cannot be written.
    """
    tables: dict[str, Iterable[Mapping[str, Any]]] = {
        "rows": [row_record(row) for row in result.rows],
        "totals": [{"total": name, **amounts_record(total.amounts)} for name, total in result.totals.items()],
        "key_sources": [asdict(one) for one in result.key_sources],
        "variance": [asdict(one) for one in result.variance],
        "checks": [asdict(one) for one in result.checks],
        "unverified": [asdict(one) for one in result.unverified],
    }
    written = [write_atomically(folder / "result.json", result.to_json().encode())]
    for name, records in tables.items():
        written.append(write_atomically(folder / f"{name}.csv", table_bytes(records)))
    return written


def write_in_order(result: Result, workbook_map: ToolkitMap, path: Path) -> Path:
    """Write the source categories in the order of a Toolkit workbook, to be copied into it.

    Raises:
        OutputError: if the file cannot be written.
    """
    records = []
    for row in export_in_order(result, workbook_map):
        amounts = dict(zip(AMOUNTS, row.amounts, strict=True)) if row.amounts else dict.fromkeys(AMOUNTS, "?")
        rate = "?" if row.activity_rate is None else row.activity_rate
        records.append(
            {
                "sheet": row.sheet,
                "row": row.row or "",
                "code": row.code,
                "name": row.name,
                "present": row.present,
                "activity_rate": rate,
                "unit": row.unit,
                **amounts,
            }
        )
    return write_atomically(path, table_bytes(records))


def table_bytes(records: Iterable[Mapping[str, Any]]) -> bytes:
    """Records as CSV with a header, readable by spreadsheets; lists are joined by semicolons."""
    records = list(records)
    text = io.StringIO()
    if records:
        writer = csv.DictWriter(text, list(records[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in record.items()} for record in records)
    # The byte order mark tells spreadsheets that the file is UTF-8.
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return _safe("; ".join(map(str, value)))
    if isinstance(value, dict):
        return _safe("; ".join(f"{key}={one}" for key, one in value.items()))
    return _safe(value) if isinstance(value, str) else value


def _safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
