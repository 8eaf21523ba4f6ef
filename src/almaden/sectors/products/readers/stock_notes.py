"""What is to be known of sales that were read, though it is no fault."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from almaden.sectors.products.data import StockData
from almaden.sectors.products.defaults import KG_PER, content_of
from almaden.wording import Exact, Text

#: Own contents that lie further than this from the default, as a ratio, are asked about.
_FAR: Final = 30.0


def notes_on(data: StockData) -> Iterator[Text]:
    """Parts of a trade balance that are not told; contents far from the usual ones, as where mg and g are confused."""
    for name in ("production", "imports", "exports"):
        without = sum(one.sold is None and getattr(one, name) is None for one in data.sales)
        if without:
            yield Text("rows in which {name} is not told and counts as none: {count}", name=name, count=without)
    for one in data.contents:
        (usual,) = content_of(one.kind, "").drawn(np.array([float(one.year)]), lambda number: number.value)
        kg = one.value * KG_PER[one.unit]
        if kg > 0.0 and usual > 0.0 and not 1 / _FAR <= kg / usual <= _FAR:
            yield Text(
                "{kind} {year}: {value} {unit} is far from the usual {usual} {unit}; is the unit right?",
                kind=one.kind, year=str(one.year), value=Exact(one.value), unit=one.unit,
                usual=float(usual / KG_PER[one.unit]),
            )  # fmt: skip
