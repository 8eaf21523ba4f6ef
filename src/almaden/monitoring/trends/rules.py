"""What a series must have for a verdict: the table ``monitoring/trend_rules``."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

_TABLE = "monitoring/trend_rules"


@functools.cache
def rules() -> Mapping[str, float]:
    """The numbers by their keys."""
    return {row["key"]: float(row["value"]) for row in read_table(_TABLE)}


def origins() -> tuple[Origin, ...]:
    """Where the numbers come from."""
    return tuple(
        Origin(
            row["meaning"], float(row["value"]), row["unit"], None, None, _TABLE,
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for row in read_table(_TABLE)
    )  # fmt: skip
