"""Numbers that the models of monitoring rest on: rows of a table, each with its source."""

from __future__ import annotations

from functools import cache

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

_TABLE = "monitoring/model_constants"


@cache
def constants() -> dict[str, Origin]:
    """The numbers by their keys."""
    return {
        row["key"]: Origin(
            row["name"], float(row["value"]), row["unit"], None, None, _TABLE,
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for row in read_table(_TABLE)
    }  # fmt: skip


def constant(key: str) -> float:
    """The value of one of them."""
    return constants()[key].value


def unverified(*keys: str) -> tuple[Origin, ...]:
    """Those of some numbers that were not read in their source."""
    return tuple(one for key in keys if (one := constants()[key]).status == "unverified")
