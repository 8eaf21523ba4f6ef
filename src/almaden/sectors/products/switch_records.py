"""What is told of a facility that switches to products without mercury: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.reference.record import Record, described

FacilityKind = Literal["hospital", "clinic", "school", "laboratory", "office", "factory", "other"]

_RANGE: Final[dict[str, Any]] = {"default": None, "ge": 0}


class FacilityRecord(Record):
    """The facility: one line."""

    name: str = described("Name of the facility.", "District hospital", min_length=1, max_length=300)
    kind: FacilityKind = described(
        "Kind of facility: hospital, clinic, school, laboratory, office, factory or other.", "hospital"
    )
    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", default="", pattern="^([A-Z]{3})?$")
    currency: str = described("Currency of all prices, three letters.", "USD", pattern="^[A-Z]{3}$")
    money_year: int = described("Year of the prices.", "2024", ge=1990, le=2200)
    discount: float | None = described(
        "Real rate per year at which later costs are brought to today; empty takes that of the program.", "0.05",
        default=None, ge=0, le=1,
    )  # fmt: skip
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    note: str = described("Anything a reader should know.", "", default="")


class SwitchItemRecord(Record):
    """Devices or lamps of one sort in use, and what would replace them. Prices are in the currency of the facility."""

    id: str = described("A word for the sort, used once.", "bp-wards", min_length=1)
    kind: str = described("Kind of product.", "sphygmomanometer", min_length=1)
    number: int = described("Number in use.", "120", "items", ge=1)
    mercury: float | None = described("Mercury in one; empty takes the default.", "100", "g", default=None, gt=0)
    mercury_low: float | None = described("Low end of its 95 % range.", "80", "g", **_RANGE)
    mercury_high: float | None = described("High end of its 95 % range.", "120", "g", **_RANGE)
    broken: float = described("Number that breaks in a year.", "6", "items", ge=0)
    broken_low: float | None = described("Low end of its 95 % range.", "3", "items", **_RANGE)
    broken_high: float | None = described("High end of its 95 % range.", "12", "items", **_RANGE)
    replaced: float = described(
        "Number that is taken out of use whole in a year and bought again.", "4", "items", default=0.0, ge=0
    )
    price: float = described("Price of a new one with mercury.", "60", ge=0)
    price_low: float | None = described("Low end of its 95 % range.", "50", **_RANGE)
    price_high: float | None = described("High end of its 95 % range.", "75", **_RANGE)
    clean_up: float = described("Cost of cleaning up after one has broken.", "30", default=0.0, ge=0)
    clean_up_low: float | None = described("Low end of its 95 % range.", "10", **_RANGE)
    clean_up_high: float | None = described("High end of its 95 % range.", "100", **_RANGE)
    upkeep: float = described(
        "Upkeep of one with mercury in a year: calibration, repair, electricity.", "5", default=0.0, ge=0
    )
    disposal: float = described("Cost of storing and disposing of one with mercury.", "10", default=0.0, ge=0)
    alternative: str = described("What would replace it, a word of the catalogue or a name.", "aneroid", default="")
    new_number: int | None = described(
        "Number of new ones that replace all; empty takes as many as are in use.", "120", "items", default=None, ge=1
    )
    new_price: float = described("Price of one without mercury.", "70", ge=0)
    new_price_low: float | None = described("Low end of its 95 % range.", "50", **_RANGE)
    new_price_high: float | None = described("High end of its 95 % range.", "100", **_RANGE)
    new_life: float = described("Life of one without mercury.", "8", "years", gt=0, le=100)
    new_life_low: float | None = described("Low end of its 95 % range.", "5", "years", **_RANGE)
    new_life_high: float | None = described("High end of its 95 % range.", "12", "years", **_RANGE)
    new_upkeep: float = described(
        "Upkeep of one without mercury in a year: calibration, batteries, electricity.", "6", default=0.0, ge=0
    )
    source: str = described("Where this was read.", "Stores of the hospital, 2024", default="")


class BudgetRecord(Record):
    """Money for the switch in a year."""

    year: int = described("Year.", "2026", ge=1990, le=2200)
    budget: float = described("Money for the switch in this year; what is left of it lapses.", "5000", ge=0)


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {"facility": FacilityRecord, "items": SwitchItemRecord, "budgets": BudgetRecord}
)
#: Numbers of an item that may have a range.
RANGED: Final = ("mercury", "broken", "price", "clean_up", "new_price", "new_life")
