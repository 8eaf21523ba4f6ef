"""What a user may say about ways to win gold: own methods, prices and the operation, declared once."""

from __future__ import annotations

from typing import Any, Final, Literal

from almaden.reference.record import Record, described

_SHARE: Final[dict[str, Any]] = {"default": None, "ge": 0, "le": 1}
_AMOUNT: Final[dict[str, Any]] = {"default": None, "ge": 0}

#: Names of prices and of the numbers of the operation.
PriceKey = Literal[
    "gold_usd_per_g",
    "mercury_usd_per_kg",
    "wage_usd_per_day",
    "ore_t_per_day",
    "grade_g_per_t",
    "days_per_year",
    "miners",
]


class MethodRecord(Record):
    """A way to win gold: one of the program's with numbers of one's own, or a new one."""

    method: str = described("Identifier of the method; one of the program's is changed.", "borax", min_length=1)
    name: str = described("Name of a new method.", "Shaking table of the co-operative", default="")
    like: str = described("Method that the empty cells of a new one are taken from.", "gravity", default="")
    recovery: float | None = described("Share of the gold in the ore that is won, 0 to 1.", "0.55", **_SHARE)
    recovery_low: float | None = described("Low end of its 95 % range.", "0.45", **_SHARE)
    recovery_high: float | None = described("High end of its 95 % range.", "0.65", **_SHARE)
    mercury_ratio: float | None = described(
        "Mercury added for gold won, before any is given back.", "1.3", "kg/kg", **_AMOUNT
    )
    in_amalgam: float | None = described("Share of that mercury that is in the amalgam, 0 to 1.", "0.75", **_SHARE)
    retort_efficiency: float | None = described(
        "Share of the mercury in the amalgam that a retort gives back; 0 without one.", "0.85", **_SHARE
    )
    paid_share: float | None = described(
        "Share of the value of the fine gold that the buyer pays, purity and margin taken off.", "0.85", **_SHARE
    )
    kept_share: float | None = described("Share of the gold that a processing centre keeps.", "0.35", **_SHARE)
    other_usd_per_t: float | None = described(
        "Fuel, water, wear, reagents and transport for ore.", "12", "USD/t", **_AMOUNT
    )
    labour_days_per_t: float | None = described("Work of processing for ore.", "1.2", "d/t", **_AMOUNT)
    capital_usd: float | None = described(
        "What has to be bought beside mill and sluice, for all who share it.", "4000", "USD", **_AMOUNT
    )
    life_years: float | None = described("Years that it lasts.", "5", "y", default=None, gt=0, le=100)
    source: str = described("Where this was read.", "Own tests 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


class PriceRecord(Record):
    """A price, or a number of the operation."""

    key: PriceKey = described(
        "gold_usd_per_g, mercury_usd_per_kg, wage_usd_per_day, ore_t_per_day, grade_g_per_t, days_per_year or miners.",
        "gold_usd_per_g",
    )
    value: float = described("The number, in the unit that its name tells.", "75", ge=0)
    low: float | None = described("Low end of its 95 % range.", "70", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "80", default=None, ge=0)
    source: str = described("Where this was read.", "Price of the shop in May", default="")
    note: str = described("Anything a reader should know.", "", default="")


#: The tables of a miner's own numbers by name of their sheet or file.
METHOD_TABLES: Final[dict[str, type[Record]]] = {"methods": MethodRecord, "prices": PriceRecord}
