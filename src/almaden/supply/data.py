"""What is told of supply and demand, as one object; what comes with the program; a made-up example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast

from almaden.reference.record import Record
from almaden.reference.tables import read_table
from almaden.supply.records import (
    AssumptionRecord,
    MineOutputRecord,
    MineRecord,
    SourceRecord,
    StockRecord,
    TradeRecord,
    UseRecord,
    WasteStreamRecord,
)
from almaden.supply.terms import SourceKind, UseKind
from almaden.wording import Text, n_

R = TypeVar("R", bound=Record)

#: Name of the area in data of the whole world.
WORLD = "world"


@dataclass(frozen=True)
class SupplyData:
    """The tables of one input.

    Attributes:
        mines, outputs: mines and their mercury year by year.
        sources, stocks, uses, trade: what else is told.
        assumptions: scenarios of the user's own.
        wastes: wastes of industries.
        notes: how the file was understood.
        sha256: of what was read; empty where nothing was.
        notice: said on every page and export, as of a made-up example.
    """

    mines: tuple[MineRecord, ...] = ()
    outputs: tuple[MineOutputRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()
    stocks: tuple[StockRecord, ...] = ()
    uses: tuple[UseRecord, ...] = ()
    trade: tuple[TradeRecord, ...] = ()
    assumptions: tuple[AssumptionRecord, ...] = ()
    wastes: tuple[WasteStreamRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""


def _rows(record: type[R], table: str, **fixed: str) -> tuple[R, ...]:
    """The rows of a package table as records; a blank cell is a field that is not told."""
    return tuple(
        record.model_validate({**fixed, **{key: value for key, value in row.items() if value}})
        for row in read_table(f"supply/{table}")
    )


@cache
def bundled_mines() -> SupplyData:
    """The mines that come with the program. The register is not complete, and it has no output series."""
    note = n_("Only mines that public pages tell of, each as it was told there: no register of the world.")
    return SupplyData(mines=_rows(MineRecord, "mines"), notes=(note,))


@cache
def bundled_assumptions() -> tuple[AssumptionRecord, ...]:
    """The scenarios that come with the program: assumptions of its own, to be replaced by those of the user."""
    return _rows(AssumptionRecord, "assumptions")


@cache
def world(year: int) -> SupplyData:
    """Supply and demand of the world as published for 2005 (supply alone) or 2015; nothing for any other year.

    Supply is told as ranges; the middle of a range counts as its value.
    """
    sources = tuple(
        SourceRecord(
            area=WORLD, year=year, kind=cast(SourceKind, row["term"]), name=row["name"], low=float(row["low_t"]),
            high=float(row["high_t"]), **_told(row),
        )
        for row in read_table("supply/world_supply")
        if int(row["year"]) == year
    )  # fmt: skip
    uses = tuple(
        UseRecord(
            area=WORLD, year=year, use=cast(UseKind, row["use"]), amount=float(row["value_t"]),
            low=float(row["low_t"]), high=float(row["high_t"]), **_told(row),
        )
        for row in read_table("supply/world_demand")
        if int(row["year"]) == year
    )  # fmt: skip
    note = n_("of supply only ranges are published: the middle of each counts as its value")
    return SupplyData(sources=sources, uses=uses, notes=(note,) if sources else ())


def _told(row: Mapping[str, str]) -> dict[str, Any]:
    return {name: row[name] for name in ("source", "seen", "status", "note")}


@cache
def example() -> SupplyData:
    """A made-up country, so that every command gives a result at once."""
    return SupplyData(
        mines=_rows(MineRecord, "example_mines"),
        outputs=_rows(MineOutputRecord, "example_mine_output"),
        sources=_rows(SourceRecord, "example_sources"),
        stocks=_rows(StockRecord, "example_stocks"),
        uses=_rows(UseRecord, "example_uses"),
        trade=_rows(TradeRecord, "example_trade"),
        wastes=_rows(WasteStreamRecord, "example_wastes"),
        notice=n_("Made-up example: no number in it is of a real country."),
    )
