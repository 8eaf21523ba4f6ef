"""What registers and balances tell of chlor-alkali plants with mercury cells: the tables of the template."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final, Literal

from almaden.reference.record import Record, described
from almaden.wording import n_

#: How a plant stands. ``conversion planned`` still runs.
State = Literal["operating", "conversion planned", "mothballed", "closed", "converted"]
STATES: Final[tuple[State, ...]] = ("operating", "conversion planned", "mothballed", "closed", "converted")
#: States after which there are no mercury cells any more.
ENDED: Final[tuple[State, ...]] = ("closed", "converted")

#: Units of capacity, and what the tonnes are of.
CapacityUnit = Literal["kt/y", "t/y", "t/d"]
CapacityOf = Literal["Cl2", "NaOH"]

#: Where the mercury of a plant went that closed.
Destination = Literal[
    "stored on site",
    "stabilised and disposed",
    "exported",
    "sold",
    "transferred within company",
    "not known",
]
#: Their names as people read them.
DESTINATION_NAMES: Final[Mapping[Destination, str]] = MappingProxyType(
    {
        "stored on site": n_("stored on site"),
        "stabilised and disposed": n_("stabilised and disposed"),
        "exported": n_("exported"),
        "sold": n_("sold"),
        "transferred within company": n_("transferred within company"),
        "not known": n_("not known"),
    }
)
NOT_KNOWN: Final[Destination] = "not known"
DESTINATIONS: Final[tuple[Destination, ...]] = tuple(DESTINATION_NAMES)

#: Units of mercury in a balance.
BalanceUnit = Literal["kg", "t"]

Status = Literal["verified", "unverified", "user"]

_YEAR: Final[dict[str, Any]] = {"ge": 1880, "le": 2200}


class PlantRecord(Record):
    """A plant with mercury cells, running or not."""

    id: str = described("Identifier of the plant.", "MADE-UP-1", min_length=1, max_length=100)
    country: str = described("Country, as ISO 3166 code of three letters.", "BRA", pattern="^[A-Z]{3}$")
    operator: str = described("Company that runs or ran it.", "Made-up Chemicals", default="", max_length=300)
    site: str = described("Town or name of the site.", "Made-up harbour", default="", max_length=300)
    subdivision: str = described("State or province.", "", default="", max_length=200)
    latitude: float | None = described("Latitude, north positive.", "-23.9", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "-46.4", "degree", default=None, ge=-180, le=180)
    capacity: float | None = described(
        "Capacity of the mercury cells; leave empty where it is not known.", "100", default=None, gt=0
    )
    capacity_unit: CapacityUnit = described("kt/y, t/y or t/d.", "kt/y", default="kt/y")
    capacity_of: CapacityOf = described(
        "What these tonnes are of: Cl2 (chlorine) or NaOH (caustic soda, as pure).", "Cl2", default="Cl2"
    )
    utilisation: float | None = described(
        "Share of the capacity that is used, 0 to 1.", "0.85", default=None, ge=0, le=1.2
    )
    cells: int | None = described("Number of mercury cells.", "60", default=None, ge=1)
    mercury_per_cell_kg: float | None = described("Mercury in one cell.", "3300", "kg", default=None, gt=0)
    mercury_inventory_t: float | None = described("Mercury in all cells, as measured.", "198", "t", default=None, ge=0)
    start_year: int | None = described("First year with mercury cells.", "1965", default=None, **_YEAR)
    state: State = described("operating, conversion planned, mothballed, closed or converted.", "operating")
    state_year: int | None = described(
        "Year that this state was told for; empty: it holds now.", "2025", default=None, **_YEAR
    )
    closure_year: int | None = described(
        "Year in which the mercury cells were or will be shut down.", "2026", default=None, **_YEAR
    )
    technology_after: str = described("Technology in their place: membrane, diaphragm, none.", "membrane", default="")
    exemption_until: date | None = described(
        "Last day of an exemption that is registered under Article 6.", "2030-12-31", default=None
    )
    exemption_source: str = described("Where the exemption was read.", "", default="")
    mercury_destination: Destination = described(
        "Where the mercury went: stored on site, stabilised and disposed, exported, sold, transferred within company "
        "or not known.",
        "not known",
        default="not known",
    )
    mercury_destination_t: float | None = described("Mercury that went there.", "150", "t", default=None, ge=0)
    closure_waste_t: float | None = described(
        "Waste contaminated with mercury that closing it makes, without the metal itself.",
        "2500", "t", default=None, ge=0,
    )  # fmt: skip
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Register of the ministry 2024", default="")
    seen: str = described("Page or address where it was read.", "page 12", default="")
    note: str = described("Anything a reader should know.", "", default="")


class BalanceRecord(Record):
    """The mercury of a plant in one year. An empty cell is not known, never zero."""

    plant: str = described("Identifier of the plant.", "MADE-UP-1", min_length=1)
    year: int = described("Year.", "2024", **_YEAR)
    unit: BalanceUnit = described("Unit of the mercury in this row: kg or t.", "kg", default="kg")
    purchases: float | None = described("Mercury that came in.", "800", default=None, ge=0)
    stock_start: float | None = described(
        "Mercury in cells and store at the beginning of the year.", "210000", default=None, ge=0
    )
    sales: float | None = described("Mercury that left as metal.", "0", default=None, ge=0)
    stock_end: float | None = described(
        "Mercury in cells and store at the end of the year.", "209500", default=None, ge=0
    )
    consumption: float | None = described(
        "Mercury used up, where the plant tells it; otherwise it follows from the four before.",
        "1300", default=None, ge=0,
    )  # fmt: skip
    air: float | None = described("Mercury emitted to air.", "90", default=None, ge=0)
    water: float | None = described("Mercury released to water.", "10", default=None, ge=0)
    products: float | None = described("Mercury in chlorine, caustic soda and hydrogen.", "5", default=None, ge=0)
    solid_waste: float | None = described("Mercury in solid waste.", "700", default=None, ge=0)
    chlorine_t: float | None = described("Chlorine produced in the year.", "85000", "t", default=None, ge=0)
    naoh_t: float | None = described("Caustic soda produced, as pure NaOH.", "95800", "t", default=None, ge=0)
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Report of the plant", default="")
    seen: str = described("Page or address where it was read.", "page 4", default="")
    note: str = described("Anything a reader should know.", "", default="")


#: The tables of the template by name of their sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"plants": PlantRecord, "balances": BalanceRecord})
