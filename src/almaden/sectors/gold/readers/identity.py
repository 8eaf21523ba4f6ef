"""What tells one row of a table from the others."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.reference.record import Record

#: The fields that name a row, by table; where there are none the table has one row.
KEYS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "strata": ("id",),
        "sites": ("id",),
        "miners": ("site", "miner"),
        "units": ("id",),
        "buyers": ("id",),
        "mercury": ("site",),
        "practices": ("region", "practice"),
        "shops": ("region",),
        "ratios": ("practice", "source"),
        "figures": ("quantity", "region", "source"),
        "tailings": ("id",),
        "biomonitoring": ("training", "participant", "matrix"),
        "targets": ("year", "practice"),
        "measures": ("name",),
        "annex_c": ("item",),
        "budget": ("theme", "strategy", "item"),
        "formalisation": ("year", "dimension"),
    }
)
#: Tables in which a row may stand only once; the others may hold several figures of one thing.
ONCE: Final = (
    "strata", "sites", "miners", "units", "buyers", "practices", "shops", "tailings", "biomonitoring", "targets",
    "measures", "annex_c", "formalisation",
)  # fmt: skip


def key_of(table: str, record: Record) -> str:
    """The identity of a row of a table: the fields that name it, joined by strokes."""
    return "/".join(str(getattr(record, name)) for name in KEYS.get(table, ()))
