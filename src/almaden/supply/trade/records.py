"""What a line of trade statistics tells: the table of the template."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from almaden.reference.record import Record, described

#: Flows as their reporter sees them; imports hold the re-imports, exports hold the re-exports.
Flow = Literal["import", "export", "re-export", "re-import"]
FLOWS: Final[tuple[Flow, ...]] = ("import", "export", "re-export", "re-import")


class TradeRecord(Record):
    """A flow of one commodity between two countries in a year, as one of them reports it."""

    year: int = described("Year.", "2018", ge=1960, le=2200)
    reporter: str = described("Country that reports, as ISO 3166 code of three letters.", "NLD", min_length=1)
    partner: str = described(
        "Country on the other side, as ISO 3166 code of three letters; 899 where it is not specified.",
        "PER",
        min_length=1,
    )
    flow: Flow = described("import, export, re-export or re-import, as the reporter sees it.", "export")
    code: str = described("Code of the commodity, six digits or more.", "280540", min_length=2)
    edition: str = described(
        "Edition of the Harmonized System of the code, such as HS2012.", "HS2012", default="", max_length=40
    )
    net_weight_kg: float | None = described(
        "Net weight in kg; empty where it is not known, 0 only where nothing moved.", "1725", "kg", default=None, ge=0
    )
    quantity: float | None = described("Quantity in its own unit.", "50", default=None, ge=0)
    quantity_unit: str = described("Unit of the quantity: kg, t, flasks, litres, items.", "flasks", default="")
    value_usd: float | None = described("Value in US dollars of the year.", "94000", "USD", default=None, ge=0)
    source: str = described("Where the line comes from.", "Made-up example", default="", max_length=300)


#: The record of each table of an input.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"trade": TradeRecord})
