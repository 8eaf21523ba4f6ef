"""Records as CSV cells and as Parquet, for the API and for exports."""

from __future__ import annotations

import csv
import json
import typing
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import UnionType
from typing import Any, Final

from pydantic import BaseModel

Row = Mapping[str, Any]

#: Cells that begin so are formulas to a spreadsheet; an apostrophe makes them text.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: How no value is written on the way to Parquet, where it differs from an empty text.
_NULL: Final = "\\N"


def guarded(value: Any) -> Any:
    """A cell of a CSV file that no spreadsheet takes for a formula."""
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def cell_text(value: Any) -> str:
    """A value as text, dates as ISO 8601 has them."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def write_parquet(
    path: Path, schema: type[BaseModel], rows: Iterable[Row], about: Mapping[str, str] | None = None
) -> None:
    """Write records as Parquet, by way of a CSV file beside it so that memory does not grow with them.

    Args:
        path: where to.
        schema: the type of a record, whose fields are the columns.
        rows: the records.
        about: texts that are kept with the file, by their names.
    """
    import duckdb

    table = path.with_suffix(".csv")
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for row in rows:
            writer.writerow([_NULL if row[name] is None else cell_text(row[name]) for name in schema.model_fields])
    types = {name: _duckdb_type(field.annotation) for name, field in schema.model_fields.items()}
    with duckdb.connect(config={"threads": "1", "memory_limit": "256MB", "temp_directory": str(path.parent)}) as engine:
        engine.execute(_copy(types, table, path, about or {}))
    table.unlink()


def _copy(types: Mapping[str, str], table: Path, path: Path, about: Mapping[str, str]) -> str:
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    source, target = (str(one).replace("'", "''") for one in (table, path))
    texts = {name: text.replace("'", "''") for name, text in about.items()}
    told = ", ".join(f"{name}: '{text}'" for name, text in texts.items())
    kept = f", KV_METADATA {{{told}}}" if told else ""
    return (
        f"COPY (SELECT * FROM read_csv('{source}', header=false, auto_detect=false, delim=',', quote='\"', "
        f"escape='\"', nullstr='{_NULL}', columns={{{columns}}})) "
        f"TO '{target}' (FORMAT parquet, COMPRESSION zstd{kept})"
    )


def _duckdb_type(annotation: Any) -> str:
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        annotation = next(one for one in typing.get_args(annotation) if one is not type(None))
    types = {int: "BIGINT", float: "DOUBLE", bool: "BOOLEAN", datetime: "TIMESTAMP", date: "DATE"}
    return types.get(annotation, "VARCHAR")
