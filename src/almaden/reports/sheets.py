"""The data behind a report as plain tables for a workbook: unrounded, with the column names of the JSON output."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from almaden.inventory.result import Result, amounts_record, row_record

Value: TypeAlias = str | float | int | None


@dataclass(frozen=True)
class DataSheet:
    """A sheet of records: column names and values."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def data_sheets(result: Result) -> tuple[DataSheet, ...]:
    """Rows, totals, factors, key sources, variance, checks, unverified numbers, and how the result was made."""
    return (
        sheet_of("rows", (row_record(row) for row in result.rows)),
        sheet_of("totals", _totals(result)),
        sheet_of("factors", _factors(result)),
        sheet_of("key_sources", map(asdict, result.key_sources)),
        sheet_of("variance", map(asdict, result.variance)),
        sheet_of("checks", map(asdict, result.checks)),
        sheet_of("unverified", map(asdict, result.unverified)),
        sheet_of("meta", _meta(result)),
    )


def _totals(result: Result) -> Iterable[Mapping[str, Any]]:
    for name, total in result.totals.items():
        yield {"total": name, "group": "", **amounts_record(total.amounts)}
    for group in result.groups:
        yield {"total": "group", "group": group.key, **amounts_record(group.amounts)}


def _factors(result: Result) -> Iterable[Mapping[str, Any]]:
    for row in result.rows:
        for origin in row.origins:
            yield {"row": row.id, "code": row.code, **asdict(origin)}


def _meta(result: Result) -> Iterable[Mapping[str, Any]]:
    for key, value in asdict(result.meta).items():
        yield {"key": key, "value": value}
    for key, value in (("country", result.country), ("year", result.year), ("level", result.level)):
        yield {"key": key, "value": value}
    for key, value in result.context.items():
        yield {"key": f"context.{key}", "value": value}


def sheet_of(name: str, records: Iterable[Mapping[str, Any]]) -> DataSheet:
    """Records as a sheet; the columns are those of the first record."""
    found = list(records)
    columns = tuple(found[0]) if found else ()
    return DataSheet(name, columns, tuple(tuple(_plain(record[column]) for column in columns) for record in found))


def _plain(value: Any) -> Value:
    """A value that a cell can hold: lists and mappings become text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return "; ".join(f"{key} = {one}" for key, one in value.items())
    return "; ".join(str(one) for one in value)
