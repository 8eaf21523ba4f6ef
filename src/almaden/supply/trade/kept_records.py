"""What a store keeps of lines of trade statistics: the tables of a study of trade."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.reference.record import Record, described
from almaden.supply.trade.records import TradeRecord


class TradeLine(TradeRecord):
    """A line as it is kept: what the template has, and where it stood."""

    code: str = described("Code of the commodity, as digits.", "280540", min_length=1)
    estimated: bool = described("Whether the weight is an estimate of the publisher.", "no", default=False)
    file: str = described("File that the line stood in.", "trade.csv", default="", max_length=300)
    row: int = described("Row of that file.", "2", default=0, ge=0)


class ToldRecord(Record):
    """What the reader had to say of lines of one kind, with one of them as an example."""

    kind: str = described("What the lines are.", "world", min_length=1)
    lines: int = described("How many lines.", "12", ge=1)
    problem: str = described("What was noticed.", "this is the sum over all partners", default="")
    file: str = described("File of the example.", "trade.csv", default="")
    row: int | None = described("Row of the example.", "2", default=None)
    column: str = described("Column of the example.", "partner", default="")
    value: str = described("What stands there.", "World", default="")
    accepted: str = described("What would be taken.", "", default="")
    advice: str = described("What to do.", "nothing; the partners are taken one by one", default="")


#: The record of each table that is kept.
KEPT_TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"trade": TradeLine, "told": ToldRecord})
