"""What was read of the sales of mercury-added products, before anything is calculated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from almaden.reference.tables import read_table
from almaden.sectors.products.records import (
    ContentRecord,
    FateFactorRecord,
    FateRecord,
    LifeRecord,
    PhaseOutRecord,
    SalesRecord,
    StockAboutRecord,
)
from almaden.wording import Text, n_

#: Said with all that is made up.
MADE_UP: Final = n_("Made-up figures: they describe no real country.")


@dataclass(frozen=True)
class StockData:
    """Sales of products and what holds for them.

    Attributes:
        about: what was sold before, how waste is handled.
        sales: at most one line for each country, kind and year.
        contents, lives, fates, fate_factors, phase_outs: own numbers in place of the defaults.
        notes: how the input was understood.
        sha256: of what was read; empty where nothing was.
        notice: said on every page and export, as of a made-up example.
    """

    about: StockAboutRecord
    sales: tuple[SalesRecord, ...]
    contents: tuple[ContentRecord, ...] = ()
    lives: tuple[LifeRecord, ...] = ()
    fates: tuple[FateRecord, ...] = ()
    fate_factors: tuple[FateFactorRecord, ...] = ()
    phase_outs: tuple[PhaseOutRecord, ...] = ()
    notes: tuple[Text | str, ...] = ()
    sha256: str = ""
    notice: str = ""


@cache
def example() -> StockData:
    """Made-up sales of a country that does not exist, to see what comes out."""
    (about,) = read_table("products/stock_example_about")
    beside = ("source", "seen", "status")
    told = {name: text for name, text in about.items() if name not in beside}
    rows = ({**row, "status": "user"} for row in read_table("products/stock_example"))
    return StockData(
        StockAboutRecord.model_validate(told), tuple(map(SalesRecord.model_validate, rows)), notice=MADE_UP
    )
