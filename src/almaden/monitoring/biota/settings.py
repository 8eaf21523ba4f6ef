"""Numbers that the evaluation of tissue samples rests on."""

from __future__ import annotations

from functools import cache

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

_TABLE = "monitoring/biota_settings"


@cache
def setting(name: str) -> float:
    """A number of the table ``biota_settings``."""
    return float(next(row["value"] for row in read_table(_TABLE) if row["name"] == name))


def setting_origins() -> tuple[Origin, ...]:
    """Where they were read."""
    return tuple(
        Origin(row["meaning"], float(row["value"]), row["unit"], None, None, _TABLE, row["source"], row["seen"],
               row["status"])
        for row in read_table(_TABLE)
    )  # fmt: skip
