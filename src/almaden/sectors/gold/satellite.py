"""Numbers of the satellite layer that the program brings: one row of its table for each."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import n_

Setting = Literal["stock_year", "factor_range", "blur_cell"]


def setting(key: Setting) -> float:
    """A number of the table."""
    return settings()[key].value


@functools.cache
def settings() -> Mapping[str, Origin]:
    """All numbers of the table, with where they were read."""
    names = {
        "stock_year": n_("year until which mined land is a stock"),
        "factor_range": n_("ratio of the end of the range to the factor"),
        "blur_cell": n_("cell in which a place is hidden"),
    }
    found = {
        row["key"]: Origin(
            quantity=names[row["key"]],
            value=float(row["value"]),
            unit=row["unit"],
            low=None,
            high=None,
            layer="satellite",
            source=row["source"],
            seen=row["seen"],
            status=row["status"],
            note=row["note"],
        )
        for row in read_table("gold/satellite")
    }
    return MappingProxyType(found)
