"""What people tell of storage of mercury: the tables of its template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal, get_args

from almaden.reference.record import Record, described

#: Kinds of facilities.
FacilityKind = Literal[
    "interim store", "permanent store", "stabilisation plant", "salt mine", "engineered landfill", "retort"
]
FACILITY_KINDS: Final[tuple[FacilityKind, ...]] = get_args(FacilityKind)
#: Kinds of facilities in which mercury stays for good.
FINAL_KINDS: Final = frozenset({"permanent store", "salt mine", "engineered landfill"})

#: Classes of mercury that is stored; the first is a commodity, the others are those of Article 11.
WasteClass = Literal["not waste", "consisting", "containing", "contaminated"]
WASTE_CLASSES: Final[tuple[WasteClass, ...]] = get_args(WasteClass)

YesNo = Literal["yes", "no"]
YesNoUnknown = Literal["yes", "no", "unknown"]
Status = Literal["verified", "unverified", "user"]

#: Parts of the cost of an option; the unit follows from the name, see ``option_items``.
CostItem = Literal[
    "capital_lump", "capital_per_t", "running_lump", "running_per_t", "packaging_per_t", "treatment_per_t",
    "disposal_per_t", "formalities_per_t", "transport_per_t_km", "incident_per_year", "incident_cost",
]  # fmt: skip

MercuryUnit = Literal["kg", "g", "t", "lb", "flask", "l"]

_YEAR: Final[dict[str, Any]] = {"ge": 1900, "le": 2200}
_SCORE: Final[dict[str, Any]] = {"default": None, "ge": 1, "le": 5}


def _country(meaning: str, example: str) -> Any:
    return described(meaning, example, pattern="^[A-Z]{3}$")


class _Told(Record):
    """What every row ends with."""

    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Made-up register", default="")
    note: str = described("Anything a reader should know.", "", default="")


class FacilityRecord(_Told):
    """A facility that stores, treats or disposes of mercury."""

    id: str = described("Identifier of the facility.", "MADE-UP-STORE", min_length=1, max_length=100)
    name: str = described("Name of the facility.", "Made-up store", default="", max_length=300)
    country: str = _country("Country, as ISO 3166 code of three letters.", "PHL")
    latitude: float | None = described("Latitude, north positive.", "14.7", "degree", default=None)
    longitude: float | None = described("Longitude, east positive.", "120.9", "degree", default=None)
    kind: FacilityKind = described(
        "interim store, permanent store, stabilisation plant, salt mine, engineered landfill or retort.",
        "interim store",
    )
    capacity_t: float | None = described(
        "Mercury that it can hold, or take in all; empty: not known.", "120", "t", default=None, gt=0
    )
    filled_t: float | None = described(
        "Mercury in it now; empty: not known, which is not zero.", "35", "t", default=None, ge=0
    )
    accepts: str = described(
        "Classes that it takes, with semicolons: not waste; consisting; containing; contaminated.",
        "consisting; not waste", min_length=1,
    )  # fmt: skip
    containment_l: float | None = described(
        "Volume of trays and floor that hold spills.", "900", "l", default=None, ge=0
    )
    largest_container_l: float | None = described("Volume of the largest container.", "93", "l", default=None, gt=0)
    all_containers_l: float | None = described("Volume of all containers together.", "4000", "l", default=None, gt=0)
    from_abroad: YesNoUnknown = described(
        "Whether it takes mercury from abroad: yes, no or unknown.", "no", default="unknown"
    )
    opens: int | None = described("First year that it takes mercury.", "2015", default=None, **_YEAR)
    closes: int | None = described("Last year that it takes mercury.", "2060", default=None, **_YEAR)


class PermitRecord(_Told):
    """A permit of a facility."""

    facility: str = described("Identifier of the facility.", "MADE-UP-STORE", min_length=1)
    authority: str = described("Authority that gave it.", "Made-up environment agency", default="")
    valid_from: date | None = described("First day of the permit.", "2020-01-01", default=None)
    valid_until: date | None = described("Last day of the permit; empty: without an end.", "2027-06-30", default=None)


class SourceRecord(_Told):
    """Where surplus mercury comes free."""

    id: str = described("Identifier of the source.", "MADE-UP-SMELTER", min_length=1, max_length=100)
    country: str = _country("Country, as ISO 3166 code of three letters.", "PHL")
    latitude: float | None = described("Latitude, north positive.", "10.3", "degree", default=None)
    longitude: float | None = described("Longitude, east positive.", "123.9", "degree", default=None)
    mercury_t: float = described("Mercury that comes free in all of its years together.", "40", "t", gt=0)
    year: int = described("First year.", "2026", **_YEAR)
    until: int | None = described(
        "Last year; the mercury comes free evenly. Empty: all in the first.", "2035", default=None, **_YEAR
    )
    kind: str = described("What it is: chlor-alkali, smelter, seized ...", "non-ferrous metals", default="")
    waste_class: WasteClass = described("not waste, consisting, containing or contaminated.", "consisting")


class OptionRecord(_Told):
    """A way to deal with surplus mercury."""

    id: str = described("Identifier of the option.", "WAREHOUSE", min_length=1, max_length=100)
    name: str = described(
        "The option in words.", "Warehouse for twenty years, disposal later", default="", max_length=300
    )
    kind: str = described("warehouse, stabilisation, export ...", "warehouse", default="")
    storage_years: float = described(
        "Years in which mercury is stored before it is treated or disposed of; 0: at once.", "20", "year", ge=0, le=500
    )
    life_years: float | None = described(
        "Life of what the capital buys; it is bought anew while storage goes on. Empty: it lasts.",
        "30", "year", default=None, gt=0,
    )  # fmt: skip
    capacity_t: float | None = described(
        "Mercury that one lump of capital is enough for; more mercury needs further ones. Empty: no limit.",
        "150", "t", default=None, gt=0,
    )  # fmt: skip
    latitude: float | None = described("Latitude of the store, north positive.", "-6.4", "degree", default=None)
    longitude: float | None = described("Longitude of the store, east positive.", "106.9", "degree", default=None)
    distance_km: float | None = described(
        "Way from the sources to the store; empty: from the places.", "300", "km", default=None, ge=0
    )
    disposal_latitude: float | None = described("Latitude of the place of disposal.", "51.3", "degree", default=None)
    disposal_longitude: float | None = described("Longitude of the place of disposal.", "12.1", "degree", default=None)
    disposal_distance_km: float | None = described(
        "Way from the store to the place of disposal; empty: from the places.", "12000", "km", default=None, ge=0
    )
    long_term: int | None = described("Safety in the long term, 1 best to 5 worst.", "4", **_SCORE)
    spill: int | None = described("Safety from spills, 1 best to 5 worst.", "4", **_SCORE)
    readiness: int | None = described("How soon it can begin, 1 best to 5 worst.", "2", **_SCORE)
    law: int | None = described("Legal hurdles, 1 lowest to 5 highest.", "2", **_SCORE)
    control: int | None = described("Control by the country, 1 best to 5 worst.", "1", **_SCORE)
    reversibility: int | None = described("Whether it can be undone, 1 best to 5 worst.", "1", **_SCORE)


class CostRecord(_Told):
    """One cost of an option: told here, or a price of the table of the program."""

    option: str = described("Identifier of the option.", "WAREHOUSE", min_length=1)
    item: CostItem = described(
        "capital_lump, capital_per_t, running_lump, running_per_t, packaging_per_t, treatment_per_t, disposal_per_t, "
        "formalities_per_t, transport_per_t_km, incident_per_year or incident_cost; running costs are for a year.",
        "capital_per_t",
    )
    price: str = described("A price of the table of the program; then the value stays empty.", "", default="")
    value: float | None = described("Value.", "750", default=None, ge=0)
    low: float | None = described("Low end of its 95 % range.", "500", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "1000", default=None, ge=0)
    currency: str = described(
        "Money, as code of three letters; empty: USD.", "USD", default="", pattern="^([A-Z]{3})?$"
    )
    per_usd: float | None = described(
        "How many units of this money were paid for one USD in the year of the money.", "", default=None, gt=0
    )
    money_year: int | None = described("Year of the money.", "2019", default=None, **_YEAR)
    shared: str = described(
        "A name that costs of several options have in common: then their errors are one.", "freight", default=""
    )


class CandidateRecord(_Told):
    """A place where a store could be built."""

    id: str = described("Identifier of the place.", "MADE-UP-HARBOUR", min_length=1, max_length=100)
    name: str = described("Name of the place.", "Made-up harbour", default="", max_length=300)
    country: str = _country("Country, as ISO 3166 code of three letters.", "IDN")
    latitude: float = described("Latitude, north positive.", "-6.2", "degree")
    longitude: float = described("Longitude, east positive.", "106.8", "degree")
    capacity_t: float = described("Mercury that it could hold.", "150", "t", gt=0)
    fixed_cost: float = described("Cost of building and running it, whatever it holds.", "900000", "USD", ge=0)
    cost_per_t: float = described("Cost for each tonne that it holds.", "600", "USD/t", default=0.0, ge=0)
    money_year: int = described("Year of the money.", "2019", **_YEAR)


class CrossingRecord(_Told):
    """Whether mercury may go from one country to another; what is not told is not allowed."""

    from_country: str = _country("Country that it leaves.", "PHL")
    to_country: str = _country("Country that it goes to.", "IDN")
    allowed: YesNo = described("yes or no.", "yes")


class HoldingRecord(_Told):
    """Mercury that a group of miners holds."""

    id: str = described("Identifier of the group or its place; no names of persons.", "MADE-UP-GROUP-1", min_length=1)
    country: str = _country("Country, as ISO 3166 code of three letters.", "PHL")
    latitude: float = described("Latitude, north positive.", "8.1", "degree")
    longitude: float = described("Longitude, east positive.", "126.2", "degree")
    held: float | None = described("Mercury held now; empty: not known.", "60", default=None, ge=0)
    recovered_per_year: float | None = described(
        "Mercury recovered in a year, by retorts for example.", "40", default=None, ge=0
    )
    unit: MercuryUnit = described("Unit of these two: kg, g, t, lb, flask or l.", "kg", default="kg")
    container: str = described("Kind of container: bottle, flask or tonne; empty: a fitting one.", "flask", default="")
    containers: int | None = described("How many containers there are.", "2", default=None, ge=0)
    largest_container_l: float | None = described("Volume of the largest container.", "3", "l", default=None, gt=0)
    containment_l: float | None = described("Volume of the tray under them.", "4", "l", default=None, ge=0)
    vapour_mg_m3: float | None = described("Mercury measured in the air there.", "0.008", "mg/m3", default=None, ge=0)


class StocktakeRecord(_Told):
    """Stocktaking of a place in one year."""

    place: str = described("Identifier of the facility or group.", "MADE-UP-STORE", min_length=1)
    year: int = described("Year.", "2025", **_YEAR)
    opening_kg: float = described("Mercury at its beginning, as weighed.", "31000", "kg", ge=0)
    in_kg: float = described("Mercury that came in.", "4100", "kg", ge=0)
    out_kg: float = described("Mercury that went out.", "0", "kg", ge=0)
    closing_kg: float = described("Mercury at its end, as weighed.", "35060", "kg", ge=0)
    weighings: int = described("How many weighings make the largest of these sums.", "130", default=1, ge=1)
    error_kg: float | None = described(
        "Standard error of one weighing; empty: the share of the table.", "0.2", "kg", default=None, gt=0
    )


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType(
    {
        "facilities": FacilityRecord,
        "permits": PermitRecord,
        "sources": SourceRecord,
        "options": OptionRecord,
        "costs": CostRecord,
        "candidates": CandidateRecord,
        "crossings": CrossingRecord,
        "holdings": HoldingRecord,
        "stocktakes": StocktakeRecord,
    }
)
