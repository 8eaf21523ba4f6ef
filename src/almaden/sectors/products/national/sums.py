"""Which cells of a balance are sums and differences of others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from almaden.sectors.products.national.words import DEMAND, SUPPLY, categories, processes

#: Terms that are told by category, and the one that is told by process.
BY_CATEGORY: Final = ("products", "product_import", "product_export", "product_sold")
BY_PROCESS: Final = ("processes",)


@cache
def sums() -> Mapping[str, Mapping[str, int]]:
    """Each sum by its key: the cells that it is made of with their signs, before the sums that need it."""
    found: dict[str, Mapping[str, int]] = {}
    for term in (*BY_CATEGORY, *BY_PROCESS):
        found[term] = {f"{term}/{part}": 1 for part in parts_of(term)}
    found["supply"] = dict.fromkeys(SUPPLY, 1)
    found["demand"] = dict.fromkeys(DEMAND, 1)
    found["unexplained"] = {"supply": 1, "demand": -1}
    for part in categories():
        found[f"market/{part}"] = {f"products/{part}": 1, f"product_import/{part}": 1, f"product_export/{part}": -1}
    found["market"] = {f"market/{part}": 1 for part in categories()}
    return MappingProxyType(found)


def parts_of(term: str) -> tuple[str, ...]:
    """The categories or processes that a term is told by; nothing where it has no parts."""
    if term in BY_PROCESS:
        return tuple(processes())
    return tuple(categories()) if term in (*BY_CATEGORY, "market") else ()
