"""The groups of source categories in which a Toolkit report sums its results."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.reference.tables import read_table

#: Lines of products with phase ``production`` are summed here, whatever the group of their category.
PRODUCTION_GROUP: Final = "product_manufacture"


@dataclass(frozen=True)
class Group:
    """One row of the executive table of a Level 1 report.

    Attributes:
        key: short name used in tables and results, such as ``other_fuels``.
        name: name as printed, in English.
        order: place in the executive table, from 1.
    """

    key: str
    name: str
    order: int


@functools.cache
def groups() -> Mapping[str, Group]:
    """All groups by key, in the order of the executive table."""
    found = [Group(row["key"], row["name"], int(row["order"])) for row in read_table("groups")]
    return MappingProxyType({group.key: group for group in sorted(found, key=lambda group: group.order)})
