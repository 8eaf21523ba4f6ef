"""What every record type is made of: fields that say their meaning, an example and their unit."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Record(BaseModel):
    """Base of the record types: frozen, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def described(meaning: str, example: str, unit: str = "", **kwargs: Any) -> Any:
    """A field of a record: validation, templates, the API and the data dictionary are made from it.

    Args:
        meaning: what stands in the column, as a sentence.
        example: a value as a user would write it.
        unit: unit of the number, empty where there is none.
        **kwargs: further arguments of :func:`pydantic.Field`.
    """
    return Field(description=meaning, examples=[example], json_schema_extra={"unit": unit}, **kwargs)


@cache
def columns(record: type[Record]) -> tuple[str, ...]:
    """Names of the columns of a record type, in the order of its table.

    Fields that records carry along but tables do not hold have no meaning for users, and so no description.
    """
    return tuple(name for name, info in record.model_fields.items() if info.description)
