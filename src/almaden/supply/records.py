"""What is told of supply, stocks, uses and trade of mercury: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.reference.record import Record, described
from almaden.supply.terms import SourceKind, UseKind

MineKind = Literal["primary", "by-product"]
MineState = Literal["operating", "idle", "closed", "not known"]
PartyState = Literal["Party", "not a Party", "not known"]
YesNo = Literal["yes", "no", "not known"]
StockHolder = Literal["government", "industry", "trader", "facility", "other"]
Way = Literal["growth", "ends"]
Status = Literal["verified", "unverified", "user"]

_YEAR: Final[dict[str, Any]] = {"ge": 1500, "le": 2200}
_AREA: Final[dict[str, Any]] = {"min_length": 1, "max_length": 100}


class Told(Record):
    """What every row may say of where it was read."""

    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Made-up statistics", default="")
    seen: str = described("Page or address where it was read.", "page 12", default="")
    note: str = described("Anything a reader should know.", "", default="")


class AmountRecord(Told):
    """An amount of mercury with its range. An empty amount is not known, never zero; 0 means none."""

    amount: float | None = described("Mercury; empty is not known, 0 is none.", "120", default=None, ge=0)
    low: float | None = described("Low end of its 95 % range.", "90", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "160", default=None, ge=0)
    unit: str = described("Unit of the three: t, kg, lb, flask or l.", "t", default="t", max_length=20)


class MineRecord(Told):
    """A mine that gives mercury."""

    id: str = described("Identifier of the mine.", "MADE-UP-1", min_length=1, max_length=100)
    area: str = described("Country: ISO 3166 code of three letters, or a region's name.", "Made-up land", **_AREA)
    name: str = described("Name of the mine.", "Made-up hill", default="", max_length=300)
    kind: MineKind = described("primary: dug for mercury; by-product: dug for another metal.", "primary")
    state: MineState = described("operating, idle, closed or not known.", "operating", default="not known")
    state_year: int | None = described("Year that the state was told for.", "2024", default=None, **_YEAR)
    opened: int | None = described("First year of mining.", "1950", default=None, **_YEAR)
    closed: int | None = described("Last year of mining.", "", default=None, **_YEAR)
    existed_at_entry: YesNo = described(
        "Whether it was worked on the day the Convention entered into force for the country: yes, no or not known.",
        "yes", default="not known",
    )  # fmt: skip
    party: PartyState = described(
        "Whether the country is a Party to the Convention: Party, not a Party or not known.", "Party",
        default="not known",
    )  # fmt: skip
    in_force: date | None = described(
        "Day on which the Convention entered into force for the country.", "2018-01-01", default=None
    )


class MineOutputRecord(AmountRecord):
    """The mercury of a mine in a year."""

    mine: str = described("Identifier of the mine.", "MADE-UP-1", min_length=1, max_length=100)
    year: int = described("Year.", "2024", **_YEAR)


class SourceRecord(AmountRecord):
    """Mercury that a source gave in a year."""

    area: str = described("Country: ISO 3166 code of three letters, or a region's name.", "Made-up land", **_AREA)
    year: int = described("Year.", "2024", **_YEAR)
    kind: SourceKind = described(
        "primary (where no mine is told), by-product smelting, oil and gas, recycling, chlor-alkali surplus, "
        "stock release, seized or other.",
        "recycling",
    )
    name: str = described("Which source, where there are several of a kind.", "Made-up smelter", default="")


class StockRecord(AmountRecord):
    """A stock of mercury on a day."""

    area: str = described("Country: ISO 3166 code of three letters, or a region's name.", "Made-up land", **_AREA)
    holder: StockHolder = described("Who holds it: government, industry, trader, facility or other.", "industry")
    place: str = described("Where it is.", "Made-up store", min_length=1, max_length=300)
    day: date = described("Day it was counted.", "2024-12-31")


class UseRecord(AmountRecord):
    """Mercury used, stored or disposed of in a year."""

    area: str = described("Country: ISO 3166 code of three letters, or a region's name.", "Made-up land", **_AREA)
    year: int = described("Year.", "2024", **_YEAR)
    use: UseKind = described(
        "ASGM, VCM, chlor-alkali, batteries, dental, measuring, lamps, electrical, other, or stored or disposed of.",
        "ASGM",
    )
    allowed: YesNo = described(
        "Whether the country allows this use under the Convention: yes, no or not known.", "yes", default="not known"
    )


class TradeRecord(AmountRecord):
    """Imports or exports of a country in a year, of all partners together."""

    area: str = described("Country: ISO 3166 code of three letters, or a region's name.", "Made-up land", **_AREA)
    year: int = described("Year.", "2024", **_YEAR)
    flow: Literal["imports", "exports"] = described("imports or exports.", "imports")


class AssumptionRecord(Told):
    """How one driver of supply or demand goes on under a named scenario."""

    scenario: str = described("Name of the scenario.", "Made-up scenario", min_length=1, max_length=100)
    driver: str = described(
        "Which supply or use: primary, by-product, recycling, stock release, seized, other supply, ASGM, VCM ...",
        "ASGM", min_length=1, max_length=100,
    )  # fmt: skip
    from_year: int = described("First year in which it changes.", "2026", **_YEAR)
    to_year: int = described("Last year in which it changes.", "2050", **_YEAR)
    kind: Way = described("growth: a share each year; ends: falls evenly to nothing by a year.", "growth")
    value: float = described("Share a year (-0.05 is 5 % less each year), or the year in which it ends.", "-0.05")
    low: float | None = described("Low end of its 95 % range.", "-0.08", default=None)
    high: float | None = described("High end of its 95 % range.", "-0.02", default=None)


class WasteStreamRecord(AmountRecord):
    """Mercury in the waste of an industry in a year, and what is known of where it went."""

    area: str = described("Country: ISO 3166 code of three letters, or a region's name.", "Made-up land", **_AREA)
    year: int = described("Year.", "2024", **_YEAR)
    stream: str = described("Which waste: oil and gas, smelting ...", "oil and gas", min_length=1, max_length=100)
    disposed_share: float | None = described(
        "Share that is documented as properly disposed of, 0 to 1.", "0.6", default=None, ge=0, le=1
    )
    disposed_low: float | None = described("Low end of it.", "0.5", default=None, ge=0, le=1)
    disposed_high: float | None = described("High end of it.", "0.7", default=None, ge=0, le=1)
    informal_share: float | None = described(
        "Share of what is not documented that goes to the informal market, 0 to 1; empty where nobody knows.",
        "0.3", default=None, ge=0, le=1,
    )  # fmt: skip
    informal_low: float | None = described("Low end of it.", "0.1", default=None, ge=0, le=1)
    informal_high: float | None = described("High end of it.", "0.6", default=None, ge=0, le=1)


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "mines": MineRecord,
        "mine_output": MineOutputRecord,
        "sources": SourceRecord,
        "stocks": StockRecord,
        "uses": UseRecord,
        "trade": TradeRecord,
        "assumptions": AssumptionRecord,
        "wastes": WasteStreamRecord,
    }
)
