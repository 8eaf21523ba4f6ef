"""Which groups of people are too small to be told, and what must not be told with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

_TABLE = "monitoring/people_settings"


@cache
def setting(name: str) -> float:
    """A number of the table ``people_settings``."""
    return float(next(row["value"] for row in read_table(_TABLE) if row["name"] == name))


def least_persons() -> int:
    """Persons that a group or cell needs to be told."""
    return int(setting("least_persons"))


def setting_origins(*names: str) -> tuple[Origin, ...]:
    """Where numbers of the table were read; all where none is named."""
    return tuple(
        Origin(row["meaning"], float(row["value"]), row["unit"], None, None, _TABLE, row["source"], row["seen"],
               row["status"])
        for row in read_table(_TABLE) if not names or row["name"] in names
    )  # fmt: skip


def cell(count: int, of: int) -> float | None:
    """Share of a group that a count is, None where it, or what is left of the group, is less than a cell may be."""
    return count / of if min(count, of - count) >= least_persons() else None


def hidden_groups(counts: Mapping[str, float]) -> frozenset[str]:
    """Groups that are not told: those of fewer than ten persons, and others until those not told have ten together.

    Args:
        counts: persons by group; 0 where nobody told them, and they may be few.
    """
    order = sorted(counts, key=lambda name: (counts[name], name))
    hidden = [name for name in order if counts[name] < least_persons()]
    while hidden and sum(counts[name] for name in hidden) < least_persons() and len(hidden) < len(order):
        hidden.append(order[len(hidden)])
    return frozenset(hidden)
