"""What is told of a producer that converts lines to products without mercury: the table of the template."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from almaden.reference.record import Record, described

_END: Final[dict[str, Any]] = {"default": None}


class ProducerRecord(Record):
    """A line of a factory that makes a product with mercury, and its conversion."""

    id: str = described("A word for the line, used once.", "line-1", min_length=1)
    kind: str = described("Kind of product.", "thermometer_medical", min_length=1)
    currency: str = described("Currency of all sums, three letters.", "USD", pattern="^[A-Z]{3}$")
    money_year: int = described("Year of the prices.", "2024", ge=1990, le=2200)
    investment: float = described("What the conversion costs at once.", "400000", gt=0)
    investment_low: float | None = described("Low end of its 95 % range.", "300000", ge=0, **_END)
    investment_high: float | None = described("High end of its 95 % range.", "600000", ge=0, **_END)
    volume: float = described("Items sold in a year after the conversion.", "500000", "items", gt=0)
    volume_low: float | None = described("Low end of its 95 % range.", "300000", "items", ge=0, **_END)
    volume_high: float | None = described("High end of its 95 % range.", "600000", "items", ge=0, **_END)
    price: float = described("Price that the producer gets for a new item.", "1.2", ge=0)
    price_low: float | None = described("Low end of its 95 % range.", "1", ge=0, **_END)
    price_high: float | None = described("High end of its 95 % range.", "1.5", ge=0, **_END)
    cost: float = described("Cost of making a new item, without the investment.", "0.9", ge=0)
    cost_low: float | None = described("Low end of its 95 % range.", "0.8", ge=0, **_END)
    cost_high: float | None = described("High end of its 95 % range.", "1", ge=0, **_END)
    old_volume: float = described("Items with mercury that could still be sold in a year.", "400000", "items", ge=0)
    old_price: float = described("Price that the producer gets for one with mercury.", "0.6", ge=0)
    old_cost: float = described("Cost of making one with mercury.", "0.45", ge=0)
    old_years: float = described(
        "Years for which those with mercury may still be made; 0 where that is over.", "2", "years", ge=0
    )
    years: int = described("Years that the new line works.", "10", "years", ge=1, le=60)
    discount: float | None = described(
        "Real rate per year; empty takes that of the program.", "0.08", default=None, ge=0, le=1
    )
    mercury: float | None = described(
        "Mercury in one; empty takes the default of the kind.", "1", "g", default=None, gt=0
    )
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    source: str = described("Where this was read.", "Business plan of the producer", default="")


TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"lines": ProducerRecord})
#: Numbers of a line that may have a range.
RANGED: Final = ("investment", "volume", "price", "cost")
