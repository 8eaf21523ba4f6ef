"""A record from the values that a reader found, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from almaden.errors import Fault
from almaden.reference.readers.located import Located
from almaden.reference.record import Record
from almaden.wording import Text


def made(
    record: type[Record], values: Mapping[str, Any], name: str, column: str = "", row: int | None = None
) -> Located | Fault:
    """A record of some values.

    Args:
        record: its type.
        values: what was found, by the names of the fields.
        name: of the file.
        column: where in the file it stood, otherwise the field that is wrong is named.
        row: its row, where there are rows.
    """
    try:
        return Located(record.model_validate(values), row=row)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"])) or record.__name__
        problem = Text("{field} cannot be used: {reason}", field=field, reason=first["msg"])
        return Fault(problem, name, row=row, column=column or field, value=str(first["input"])[:80])
