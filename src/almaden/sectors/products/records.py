"""What is told of the sales of mercury-added products: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.reference.record import Record, described

#: What was sold before the first year that is told.
Before = Literal["zero", "constant", "growth"]
#: What was sold between two years that are told.
Between = Literal["", "straight line"]
#: How waste is handled in a country.
Handling = Literal["controlled", "informal", "separate"]
SalesUnit = Literal["items", "t", "kg Hg"]
ContentUnit = Literal["mg/item", "g/item", "ppm", "%"]
LawName = Literal["fixed", "normal", "weibull"]
#: Where what leaves use goes, as in :data:`almaden.sectors.products.stock.FATES`.
FateName = Literal["broken", "collected", "landfill", "incineration", "open_burning", "sewer"]
Status = Literal["verified", "unverified", "user"]

_YEAR: Final[dict[str, Any]] = {"ge": 1700, "le": 2200}
_COUNTRY: Final[dict[str, Any]] = {"pattern": "^[A-Z]{3}$"}
#: More than a hundred items a year for each human being are sold nowhere: a slip of the pen.
_AMOUNT: Final[dict[str, Any]] = {"ge": 0, "le": 10**12}


class StockAboutRecord(Record):
    """What holds for all sales of the file: one line."""

    title: str = described("Title of the estimate.", "Lamps and thermometers", default="", max_length=300)
    before: Before = described(
        "What was sold before the first year told: zero (nothing), constant (as in that year) or growth (less, the "
        "further back).",
        "growth",
    )
    since: int | None = described("First year with sales, for constant and growth.", "1985", default=None, **_YEAR)
    growth: float | None = described(
        "Growth of sales a year before the first year told, as a share.", "0.03", default=None, gt=-1, le=1
    )
    between: Between = described(
        "What was sold in years between two that are told: straight line; empty where no year may be missing.",
        "straight line",
        default="",
    )
    handling: Handling = described(
        "How waste is handled: controlled (collected under public control), informal (much is dumped and burned) or "
        "separate (much of it is collected separately).",
        "informal",
    )
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    note: str = described("Anything a reader should know.", "", default="")


class SalesRecord(Record):
    """Products of one kind sold in a country in one year. An empty cell is not known, 0 means none."""

    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", **_COUNTRY)
    kind: str = described("Kind of product.", "cfl", min_length=1)
    year: int = described("Year.", "2010", **_YEAR)
    sold: float | None = described("Amount sold.", "1200000", default=None, **_AMOUNT)
    production: float | None = described("Amount made, where sales are not told.", "", default=None, **_AMOUNT)
    imports: float | None = described("Amount imported, where sales are not told.", "", default=None, **_AMOUNT)
    exports: float | None = described("Amount exported, where sales are not told.", "", default=None, **_AMOUNT)
    unit: SalesUnit = described(
        "Unit of the amounts: items, t (of product) or kg Hg (mercury in the products).", "items"
    )
    share_mercury_added: float = described(
        "Share of these products that have mercury in them.", "1", default=1.0, ge=0, le=1
    )
    low: float | None = described("Low end of the 95 % range of the amount sold.", "1000000", default=None, **_AMOUNT)
    high: float | None = described("High end of the 95 % range of the amount sold.", "1500000", default=None, **_AMOUNT)
    source: str = described("Where this was read.", "Customs statistics 2010", default="")
    seen: str = described("Page or address where it was read.", "page 12", default="")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")


class ContentRecord(Record):
    """Own mercury content of a kind of product in place of the default; straight lines between its years."""

    kind: str = described("Kind of product.", "cfl", min_length=1)
    country: str = described("Country, where it holds for one only.", "", default="", pattern="^([A-Z]{3})?$")
    year: int = described("Year of sale.", "2010", **_YEAR)
    value: float = described("Mercury content.", "3", ge=0)
    low: float | None = described("Low end of its 95 % range.", "2", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "5", default=None, ge=0)
    unit: ContentUnit = described("mg/item, g/item, ppm or %.", "mg/item")
    source: str = described("Where this was read.", "Measured by the institute 2011", default="")
    seen: str = described("Page or address where it was read.", "page 3", default="")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")


class LifeRecord(Record):
    """Own life of a kind of product in place of the default."""

    kind: str = described("Kind of product.", "cfl", min_length=1)
    country: str = described("Country, where it holds for one only.", "", default="", pattern="^([A-Z]{3})?$")
    law: LawName = described("Law of the ages: fixed, normal or weibull.", "weibull")
    mean: float = described("Mean life.", "5", "years", gt=0, le=200)
    spread: float | None = described(
        "Standard deviation in years of a normal law, shape of a Weibull law.", "2", default=None, gt=0
    )
    low: float | None = described("Low end of the 95 % range of the mean.", "3", "years", default=None, gt=0)
    high: float | None = described("High end of the 95 % range of the mean.", "8", "years", default=None, gt=0)
    source: str = described("Where this was read.", "Survey of households", default="")
    seen: str = described("Page or address where it was read.", "page 3", default="")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")


class FateRecord(Record):
    """Own shares of where products go when they leave use; the last five add to 1."""

    kind: str = described("Kind of product.", "cfl", min_length=1)
    country: str = described("Country, where it holds for one only.", "", default="", pattern="^([A-Z]{3})?$")
    broken: float = described("Share that leaves use by breaking.", "0.05", default=0.0, ge=0, le=1)
    broken_low: float | None = described("Low end of its 95 % range.", "0.02", default=None, ge=0, le=1)
    broken_high: float | None = described("High end of its 95 % range.", "0.1", default=None, ge=0, le=1)
    collected: float = described("Of the rest, share that is collected for treatment.", "0.1", ge=0, le=1)
    collected_low: float | None = described("Low end of its 95 % range.", "0.05", default=None, ge=0, le=1)
    collected_high: float | None = described("High end of its 95 % range.", "0.2", default=None, ge=0, le=1)
    landfill: float = described("Of the rest, share to landfills and dumps.", "0.6", ge=0, le=1)
    incineration: float = described("Of the rest, share to incinerators.", "0.2", ge=0, le=1)
    open_burning: float = described("Of the rest, share burned in the open.", "0.1", ge=0, le=1)
    sewer: float = described("Of the rest, share to sewers.", "0", ge=0, le=1)
    source: str = described("Where this was read.", "Waste survey 2019", default="")
    seen: str = described("Page or address where it was read.", "page 3", default="")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")


class FateFactorRecord(Record):
    """Own shares of where the mercury of a fate ends in place of the defaults; they add to 1."""

    fate: FateName = described("broken, collected, landfill, incineration, open_burning or sewer.", "incineration")
    country: str = described("Country, where it holds for one only.", "", default="", pattern="^([A-Z]{3})?$")
    air: float = described("Share to air.", "0.2", ge=0, le=1)
    air_low: float | None = described("Low end of its 95 % range.", "0.1", default=None, ge=0, le=1)
    air_high: float | None = described("High end of its 95 % range.", "0.4", default=None, ge=0, le=1)
    water: float = described("Share to water.", "0.01", ge=0, le=1)
    land: float = described("Share to land.", "0.01", ge=0, le=1)
    landfilled: float = described("Share kept in landfills and deposits.", "0.78", ge=0, le=1)
    recovered: float = described("Share recovered as metal.", "0", ge=0, le=1)
    source: str = described("Where this was read.", "Measured at the stack 2021", default="")
    seen: str = described("Page or address where it was read.", "page 3", default="")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")


class PhaseOutRecord(Record):
    """The end of the sales of a kind of product in a country, for years that are not told."""

    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", **_COUNTRY)
    kind: str = described("Kind of product.", "cfl", min_length=1)
    year: int = described("Last year with full sales.", "2025", **_YEAR)
    lag: float = described("Years until legal sales have ended; 0 means at once.", "3", "years", default=0.0, ge=0)
    illegal_share: float = described(
        "Share of the sales of that year that goes on illegally.", "0.05", default=0.0, ge=0, le=1
    )
    illegal_low: float | None = described("Low end of its 95 % range.", "0.01", default=None, ge=0, le=1)
    illegal_high: float | None = described("High end of its 95 % range.", "0.15", default=None, ge=0, le=1)
    source: str = described("Where this was read.", "Own assumption", default="")


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "about": StockAboutRecord,
        "sales": SalesRecord,
        "contents": ContentRecord,
        "lives": LifeRecord,
        "fates": FateRecord,
        "fate_factors": FateFactorRecord,
        "phase_outs": PhaseOutRecord,
    }
)
