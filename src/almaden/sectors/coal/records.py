"""What users tell of coal-fired units: the tables of the template, declared once.

Everything but the identifier, the country and the capacity may be empty: what is missing is filled from default
tables and marked.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from almaden.reference.record import Record, described
from almaden.reference.records import FacilityStatus
from almaden.sectors.coal.terms import Basis, Boiler, Rank, Sorbent


class Place(NamedTuple):
    """Where a record was told: file, sheet and row as a spreadsheet counts it; empty where it came from no file."""

    file: str = ""
    sheet: str = ""
    row: int | None = None


class UnitBase(Record):
    """What power plant units and industrial boilers have in common."""

    id: str = described("Identifier of the unit, unique in the file.", "MADE-UP-1", min_length=1, max_length=100)
    plant: str = described("Name of the plant or works.", "Made-up power station", default="", max_length=300)
    name: str = described("Name of the unit within the plant.", "Unit 1", default="", max_length=300)
    country: str = described("Country, as ISO 3166 code of three letters.", "IDN", pattern="^[A-Z]{3}$")
    subdivision: str = described("Province or state.", "Banten", default="")
    latitude: float | None = described("Latitude, north positive.", "-5.89", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "106.03", "degree", default=None, ge=-180, le=180)
    status: FacilityStatus = described("State of the unit.", "operating", default="operating")
    start_year: int | None = described("First year of operation.", "2011", default=None, ge=1880, le=2100)
    retired_year: int | None = described("Last year of operation, past.", "", default=None, ge=1880, le=2100)
    planned_retirement: int | None = described(
        "Last year of operation, planned.", "2047", default=None, ge=1880, le=2200
    )
    boiler: Literal[Boiler, ""] = described(
        "Kind of boiler: pulverised, cyclone, fluidised bed, stoker or gasifier.", "pulverised", default=""
    )
    controls: str = described(
        "Devices on the flue gas in their order, joined by +; none where there are none; empty where not known.",
        "SCR + ACI + CS-ESP + wFGD",
        default="",
    )
    sorbent: Sorbent = described("Carbon that is injected: plain or brominated.", "brominated", default="")
    sorbent_mg_per_m3: float | None = described(
        "Carbon injected, per cubic metre of flue gas as it is.", "48", "mg/m3", default=None, ge=0, le=2000
    )
    bromine_added_mg_per_kg: float | None = described(
        "Bromine added to the coal.", "100", "mg/kg", default=None, ge=0, le=5000
    )
    reemission_additive: bool = described(
        "y where the scrubber has an additive against re-emission.", "n", default=False
    )
    esp_inlet_celsius: float | None = described(
        "Temperature of the gas before the particle control.", "145", "degC", default=None, ge=50, le=500
    )
    unburned_carbon_percent: float | None = described(
        "Unburned carbon in fly ash.", "4", "%", default=None, ge=0, le=60
    )
    washed_share: float | None = described("Share of the coal that is washed, 0 to 1.", "0", default=None, ge=0, le=1)
    washing_removal: float | None = described(
        "Share of its mercury that washing takes out, 0 to 1.", "0.3", default=None, ge=0, le=1
    )
    ash_sold_share: float | None = described(
        "Share of the fly ash that is sold, 0 to 1.", "0.5", default=None, ge=0, le=1
    )
    rank: Literal[Rank, ""] = described(
        "Rank of the coal: anthracite, bituminous, subbituminous, lignite or waste coal.", "subbituminous", default=""
    )
    coal_source: str = described("Mine, basin or country of the coal.", "Kalimantan", default="")
    source: str = described("Where this was read.", "Environmental report 2023", default="")
    note: str = described("Anything a reader should know.", "", default="")


class CoalUnitRecord(UnitBase):
    """A unit of a power plant."""

    # The largest unit that runs has about 1,350 MW, but registers hold proposed phases of several units as one.
    capacity_mw: float = described("Electric capacity, gross.", "660", "MW", gt=0, le=10_000)
    technology: str = described(
        "Steam cycle: subcritical, supercritical, ultra-supercritical.", "supercritical", default=""
    )
    efficiency_percent: float | None = described(
        "Electric efficiency on the higher heating value; or give the heat rate.", "36", "%", default=None, gt=5, lt=65
    )
    heat_rate_mj_per_kwh: float | None = described(
        "Heat of coal (higher heating value) per kWh of gross output.", "10.0", "MJ/kWh", default=None, gt=5, lt=40
    )
    capacity_factor: float | None = described(
        "Share of the year at full output, 0 to 1.", "0.65", default=None, ge=0, le=1
    )


class IndustrialBoilerRecord(UnitBase):
    """A boiler that makes steam or heat for a works."""

    thermal_mw: float | None = described("Thermal capacity (fuel input).", "60", "MW", default=None, gt=0, le=5000)
    steam_t_per_h: float | None = described(
        "Steam capacity, where the thermal one is not known.", "75", "t/h", default=None, gt=0, le=5000
    )
    coal_t_per_year: float | None = described("Coal burned in a year, as received.", "42000", "t/y", default=None, ge=0)
    operating_hours: float | None = described(
        "Hours at full load in a year.", "5500", "h/y", default=None, ge=0, le=8784
    )
    industry: str = described("What the works makes.", "textiles", default="")


#: Stands for a unit where a coal is one that units could burn.
ANY_UNIT: Final = "*"


class CoalRecord(Record):
    """A coal that a unit burns; several lines of a unit are a blend."""

    unit: str = described(
        "Identifier of the unit that burns it; * for a coal that units could burn.", "MADE-UP-1", min_length=1
    )
    name: str = described("Name of the coal.", "Kalimantan blend", default="")
    share: float = described(
        "Share of the mass of coal, 0 to 1; shares of a unit add to 1.", "1", default=1.0, gt=0, le=1
    )
    rank: Literal[Rank, ""] = described("Rank of the coal.", "subbituminous", default="")
    basis: Basis = described("What contents are related to: as_received, dry or dry_ash_free.", "dry", default="dry")
    mercury_mg_per_kg: float | None = described("Mercury.", "0.05", "mg/kg", default=None, ge=0, le=1_000_000)
    mercury_low: float | None = described("Low end of its 95 % range.", "0.03", "mg/kg", default=None, ge=0)
    mercury_high: float | None = described("High end of its 95 % range.", "0.08", "mg/kg", default=None, ge=0)
    chlorine_mg_per_kg: float | None = described("Chlorine.", "100", "mg/kg", default=None, ge=0, le=1_000_000)
    bromine_mg_per_kg: float | None = described("Bromine.", "2", "mg/kg", default=None, ge=0, le=1_000_000)
    sulphur_percent: float | None = described("Sulphur.", "0.4", "%", default=None, ge=0, le=100)
    ash_percent: float | None = described(
        "Ash, dry or as received as the basis says.", "6", "%", default=None, ge=0, le=100
    )
    moisture_percent: float | None = described("Moisture as received.", "25", "%", default=None, ge=0, le=100)
    hhv_mj_per_kg: float | None = described("Higher heating value.", "24", "MJ/kg", default=None, gt=0, le=45)
    source: str = described("Where this was read.", "Laboratory report 12", default="")


#: Streams of a plant in which mercury is measured.
Stream = Literal[
    "coal", "bottom ash", "fly ash", "FGD solid", "FGD water", "spent sorbent", "stack", "before device", "after device"
]
#: How a measured result was had.
TestMethod = Literal["laboratory", "sorbent trap", "manual method", "continuous monitor"]


class PlantTestRecord(Record):
    """One measured result of a unit: a flow of mercury, or a content and the flow of what it is in."""

    unit: str = described("Identifier of the unit.", "MADE-UP-1", min_length=1)
    test: str = described("Name of the test campaign.", "2024-06", default="")
    stream: Stream = described(
        "Where it was measured: coal, bottom ash, fly ash, FGD solid, FGD water, spent sorbent, stack, "
        "before device or after device.",
        "stack",
    )
    device: str = described("The device, for measurements before or after one.", "CS-ESP", default="")
    method: TestMethod = described(
        "laboratory, sorbent trap, manual method or continuous monitor.", "sorbent trap", default="laboratory"
    )
    value: float = described("The result.", "1.9", ge=0)
    unit_of_value: str = described("Its unit: mg/kg, ug/m3, ug/l, g/h, kg/y, lb/TBtu or mg/GJ.", "ug/m3")
    error_percent: float | None = described(
        "Standard error of the result, in percent of it; a class of the method where empty.",
        "10",
        "%",
        default=None,
        gt=0,
        le=500,
    )
    flow: float | None = described("Flow of the stream that a content is in.", "12.5", default=None, ge=0)
    flow_unit: str = described("Unit of the flow: t/h, t/y, m3/h (dry, 0 degC) or l/h.", "t/h", default="")
    flow_error_percent: float | None = described(
        "Standard error of the flow, in percent.", "5", "%", default=None, gt=0, le=500
    )
    oxygen_percent: float | None = described(
        "Oxygen of the dry gas that a concentration is related to.", "6", "%", default=None, ge=0, lt=20.9
    )
    species: Literal["", "total", "Hg0", "Hg2+", "Hgp"] = described(
        "Form measured; total when empty.", "total", default=""
    )
    source: str = described("Where this was read.", "Test report 7", default="")
