"""How far numbers of a quality class spread when nobody has stated a range."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from almaden.reference.tables import number_or_none, read_table


@dataclass(frozen=True)
class SpreadClass:
    """One row of ``default_spread.csv``.

    Attributes:
        name: the quality class.
        upper_ratio: 97.5 % quantile over median, None for classes that only state a quantile.
        quantile: the quantile that the high end of a range of this class stands for.
        shared_share: share of the variance (of the logarithm) that all users of the number have in common.
        source, seen, status: where the choice comes from.
    """

    name: str
    upper_ratio: float | None
    quantile: float
    shared_share: float
    source: str
    seen: str
    status: str


@functools.cache
def spread_classes() -> Mapping[str, SpreadClass]:
    """All quality classes by name."""
    return MappingProxyType(
        {
            row["quality_class"]: SpreadClass(
                name=row["quality_class"],
                upper_ratio=number_or_none(row["upper_ratio"]),
                quantile=number_or_none(row["quantile"]) or 0.975,
                shared_share=number_or_none(row["shared_share"]) or 0.0,
                source=row["source"],
                seen=row["seen"],
                status=row["status"],
            )
            for row in read_table("default_spread")
        }
    )
