"""The tables of an inventory, column by column, from the record types that declare them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import NoneType
from typing import Literal, get_args, get_origin

from annotated_types import Ge
from pydantic.fields import FieldInfo

from almaden.inventory.readers.tables import TABLES, TableKind
from almaden.reference.record import Record, columns
from tools.reference_pages.markdown import cell, code, table

#: Whole numbers that cannot be below this are years.
_FIRST_YEAR = 1000


def record_tables() -> str:
    """One section for each table of an inventory."""
    return "\n".join(_section(kind) for kind in TABLES)


def _section(kind: TableKind) -> str:
    meaning = (kind.record.__doc__ or "").strip().replace("``", "`")
    rows = [column_row(kind.record, name, name in kind.must_have) for name in columns(kind.record)]
    return f"## {kind.name}\n\n{meaning}\n\n{table(('column', 'holds', 'unit', 'meaning', 'example'), rows)}"


def record_sections(kinds: Mapping[str, type[Record]]) -> str:
    """One section for each table, with what a row is and its columns."""
    return "\n".join(_record_section(name, record) for name, record in kinds.items())


def _record_section(name: str, record: type[Record]) -> str:
    required = {field for field, info in record.model_fields.items() if info.is_required()}
    rows = [column_row(record, column, column in required) for column in columns(record)]
    meaning = (record.__doc__ or "").strip()
    return f"## {name}\n\n{meaning}\n\n{table(('column', 'holds', 'unit', 'meaning', 'example'), rows)}"


def column_row(record: type[Record], name: str, must_have: bool) -> tuple[str, str, str, str, str]:
    """The line of one column: name, what it holds, unit, meaning, example."""
    info = record.model_fields[name]
    return (
        f"**{code(name)}**" if must_have else code(name),
        _type(info),
        cell(_unit(info)),
        cell(info.description or ""),
        cell(str((info.examples or [""])[0])),
    )


def _unit(info: FieldInfo) -> str:
    extra = info.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def _type(info: FieldInfo) -> str:
    """What a cell of the column may hold, in words."""
    kinds = [kind for kind in (get_args(info.annotation) or (info.annotation,)) if kind is not NoneType]
    if get_origin(info.annotation) is Literal:
        words = ", ".join(code(str(kind)) for kind in kinds if kind)
        return f"{words} or empty" if "" in kinds else words
    if bool in kinds:
        return "`y` or empty"
    if int in kinds:
        return "year" if _is_year(info) else "whole number"
    if date in kinds or datetime in kinds:
        return "date" if date in kinds else "date and time, ISO 8601"
    return "number" if float in kinds else "text"


def _is_year(info: FieldInfo) -> bool:
    least = [rule.ge for rule in info.metadata if isinstance(rule, Ge)]
    return any(isinstance(one, int) and one >= _FIRST_YEAR for one in least)


PARTS: Mapping[str, Callable[[], str]] = {"records": record_tables}
