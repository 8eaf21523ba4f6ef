"""What a table of an edition is: its columns, each with type, unit and meaning, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.fields import FieldInfo

#: Types of columns: the name in a data package, and the name in DuckDB.
TYPES: Final = {"string": "VARCHAR", "number": "DOUBLE", "integer": "BIGINT", "date": "DATE", "boolean": "BOOLEAN"}


@dataclass(frozen=True)
class Column:
    """A column: its name, its type (a key of :data:`TYPES`), its unit and what it means."""

    name: str
    type: str
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table of an edition; ``rows`` starts reading it."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[], Iterator[tuple[Any, ...]]]


def unit_of(info: FieldInfo) -> str:
    """The unit of a field of a record type."""
    unit = info.json_schema_extra.get("unit", "") if isinstance(info.json_schema_extra, dict) else ""
    return str(unit)


def type_of(annotation: Any) -> str:
    """The type of a column from the annotation of a field; lists and maps are written as text."""
    if isinstance(annotation, UnionType):
        (annotation,) = (one for one in get_args(annotation) if one is not NoneType)
    if get_origin(annotation) in (dict, tuple, Literal):
        return "string"
    return {str: "string", float: "number", int: "integer", date: "date", bool: "boolean"}[annotation]
