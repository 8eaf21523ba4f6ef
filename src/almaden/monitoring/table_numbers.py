"""Numbers of the tables of monitoring, by their keys, each with where it was read."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table


@cache
def constants(table: str) -> dict[str, float]:
    """The numbers of a table with columns ``key`` and ``value``.

    Args:
        table: its name below ``reference/tables/monitoring``.
    """
    return {row["key"]: float(row["value"]) for row in read_table(f"monitoring/{table}")}


def origins(table: str, keys: Iterable[str] | None = None) -> tuple[Origin, ...]:
    """Where numbers of a table were read.

    Args:
        table: its name below ``reference/tables/monitoring``.
        keys: which of them; None for all.
    """
    wanted = None if keys is None else set(keys)
    return tuple(
        Origin(
            row["name"], float(row["value"]), row["unit"], None, None, f"monitoring/{table}", row["source"],
            row["seen"], row["status"], note=row["note"],
        )
        for row in read_table(f"monitoring/{table}")
        if wanted is None or row["key"] in wanted
    )  # fmt: skip
