"""What field work, registers and documents tell of small-scale gold mining: the tables of the template, declared once.

Names of persons have no column: miners and participants are numbered.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final, Literal

from almaden.reference.record import Record, described
from almaden.sectors.gold.terms import DataClass, GoldUnit, MercuryUnit, Period, Practice, RatioUnit

Status = Literal["verified", "unverified", "user"]

_SHARE: Final[dict[str, Any]] = {"ge": 0, "le": 1}


class AboutRecord(Record):
    """What the tables are of: one row."""

    country: str = described("Country, as ISO 3166 code of three letters.", "GHA", pattern="^[A-Z]{3}$")
    year: int = described("Year that the figures are for.", "2024", ge=1900, le=2200)
    title: str = described("Title of the study.", "Baseline of small-scale gold mining", default="")
    made_up: bool = described("y where the figures are made up, as in an example.", "n", default=False)
    notice: str = described(
        "Said on every page and export of an example.",
        "worked example, not a plan of the country",
        default="",
    )
    source: str = described("Where this was read.", "Baseline study 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


class StratumRecord(Record):
    """A part of the sampling frame: sites of one kind in one region, of which some were visited."""

    id: str = described("Identifier of the stratum.", "north-alluvial", min_length=1, max_length=100)
    region: str = described("Region or province that it lies in.", "North", min_length=1)
    sites: int | None = described("Sites of the stratum in the frame, visited or not.", "60", default=None, ge=0)
    units: int | None = described("Processing units of the stratum in the frame.", "25", default=None, ge=0)
    buyers: int | None = described("Buyers of gold of the stratum in the frame.", "12", default=None, ge=0)
    design_effect: float = described(
        "By how much the design of the sample makes variances larger than simple random sampling; 1 for none.",
        "1.5", default=1.0, gt=0, le=100,
    )  # fmt: skip
    source: str = described("Where the frame was read.", "Register of the ministry 2023", default="")
    note: str = described("Anything a reader should know.", "", default="")


class SiteRecord(Record):
    """A site of small-scale mining as it was visited."""

    id: str = described("Identifier of the site.", "S001", min_length=1, max_length=100)
    stratum: str = described("Stratum of the frame; empty where every site was visited.", "north-alluvial", default="")
    region: str = described("Region or province.", "North", default="")
    name: str = described("Name of the site.", "Made-up creek", default="", max_length=300)
    latitude: float | None = described("Latitude, north positive.", "5.91", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "-2.03", "degree", default=None, ge=-180, le=180)
    visited: date | None = described("Day of the visit.", "2024-03-14", default=None)
    weight: float | None = described(
        "Survey weight: how many sites of the stratum this one stands for. Empty: all of a stratum alike.",
        "", default=None, gt=0,
    )  # fmt: skip
    miners: float | None = described("Miners who work there on a working day, all.", "40", default=None, ge=0)
    men: float | None = described("Men among them, 18 and older.", "26", default=None, ge=0)
    women: float | None = described("Women among them, 18 and older.", "12", default=None, ge=0)
    children: float | None = described("Persons under 18 among them.", "2", default=None, ge=0)
    gold_per_miner: float | None = described(
        "Gold that a miner wins, on average of the site.", "0.4", default=None, ge=0
    )
    gold_unit: GoldUnit = described("Unit of gold: g, kg, t or troy oz.", "g", default="g")
    gold_period: Period = described("What that gold is for: day, week, month or year.", "day", default="day")
    days_per_year: float | None = described(
        "Days of work in a year, season and rain considered.", "220", "d/y", default=None, ge=0, le=366
    )
    days_per_week: float | None = described(
        "Days of work in a week of the season; amounts of a week or month need them.", "6", "d",
        default=None, gt=0, le=7,
    )  # fmt: skip
    season: str = described("Months of work, as numbers.", "11-5", default="")
    ore: str = described("Kind of ore: alluvial, hard rock, tailings ...", "alluvial", default="")
    equipment: str = described("Equipment, separated by semicolons.", "sluice; pump; ball mill", default="")
    whole_ore_share: float | None = described(
        "Share of its gold won by adding mercury to the whole ore, 0 to 1.", "0.2", default=None, **_SHARE
    )
    concentrate_share: float | None = described(
        "Share of its gold won by adding mercury to a concentrate, 0 to 1.", "0.7", default=None, **_SHARE
    )
    mercury_free_share: float | None = described(
        "Share of its gold won without mercury, 0 to 1.", "0.1", default=None, **_SHARE
    )
    retort_share: float | None = described(
        "Share of the amalgam that is burnt in retorts, 0 to 1.", "0.3", default=None, **_SHARE
    )
    retort_efficiency: float | None = described(
        "Share of the mercury that the retorts give back, 0 to 1.", "0.85", default=None, **_SHARE
    )
    residential_burning: bool | None = described(
        "y where amalgam is burnt where people live, n where not.", "y", default=None
    )
    cyanide_after_mercury: bool | None = described(
        "y where tailings with mercury in them are leached with cyanide, n where not.", "n", default=None
    )
    industrial_mine: str = described("Name of a large mine beside which people work there.", "", default="")
    industrial_relation: Literal["", "none", "agreement", "tolerated", "conflict"] = described(
        "How it stands with that mine: none, agreement, tolerated or conflict.", "tolerated", default=""
    )
    data_class: DataClass | None = described("Quality of the figures in classes 1 to 4.", "4", default=None, ge=1, le=4)
    source: str = described("Where this was read.", "Field visit", default="")
    note: str = described("Anything a reader should know.", "", default="")


class MinerRecord(Record):
    """What one miner of a site wins; without a name."""

    site: str = described("Identifier of the site.", "S001", min_length=1)
    miner: str = described("Number of the miner within the site; never a name.", "1", min_length=1, max_length=40)
    gold: float = described("Gold that the miner wins.", "0.5", ge=0)
    gold_unit: GoldUnit = described("Unit of gold: g, kg, t or troy oz.", "g", default="g")
    gold_period: Period = described("What that gold is for: day, week, month or year.", "day", default="day")
    sex: Literal["", "female", "male"] = described("female or male.", "female", default="")
    note: str = described("Anything a reader should know.", "", default="")


class ProcessingRecord(Record):
    """A processing unit: mill, sluice or centre."""

    id: str = described("Identifier of the unit.", "U01", min_length=1, max_length=100)
    stratum: str = described("Stratum of the frame; empty where every unit was visited.", "north-alluvial", default="")
    region: str = described("Region or province.", "North", default="")
    site: str = described("Identifier of the site that it belongs to.", "S001", default="")
    kind: str = described("mill, sluice, centre ...", "mill", default="")
    weight: float | None = described("Survey weight; empty: all of a stratum alike.", "", default=None, gt=0)
    ore_t_per_day: float | None = described("Ore that passes through it.", "3.5", "t/d", default=None, ge=0)
    grade_g_per_t: float | None = described("Gold in that ore.", "6", "g/t", default=None, ge=0)
    recovery: float | None = described("Share of that gold that is won, 0 to 1.", "0.4", default=None, **_SHARE)
    days_per_year: float | None = described("Days of work in a year.", "220", "d/y", default=None, ge=0, le=366)
    data_class: DataClass | None = described("Quality of the figures in classes 1 to 4.", "4", default=None, ge=1, le=4)
    source: str = described("Where this was read.", "Field visit", default="")
    note: str = described("Anything a reader should know.", "", default="")


class BuyerRecord(Record):
    """Who buys gold: a shop, a trader or an exporter."""

    id: str = described("Identifier of the buyer; no name.", "B01", min_length=1, max_length=100)
    stratum: str = described("Stratum of the frame; empty where all were asked.", "north-alluvial", default="")
    region: str = described("Region or province.", "North", default="")
    kind: Literal["shop", "trader", "exporter"] = described("shop, trader or exporter.", "shop")
    weight: float | None = described("Survey weight; empty: all of a stratum alike.", "", default=None, gt=0)
    gold: float | None = described("Gold bought from small-scale miners.", "1.2", default=None, ge=0)
    gold_unit: GoldUnit = described("Unit of gold: g, kg, t or troy oz.", "kg", default="g")
    gold_period: Period = described("What that gold is for: day, week, month or year.", "month", default="month")
    sponge_mercury_percent: float | None = described(
        "Mercury left in the gold that comes in.", "5", "%", default=None, ge=0, lt=100
    )
    capture_system: bool | None = described("y where a capture system is used, n where not.", "n", default=None)
    capture_efficiency: float | None = described(
        "Share of the vapour that it holds back, 0 to 1.", "0.8", default=None, **_SHARE
    )
    data_class: DataClass | None = described("Quality of the figures in classes 1 to 4.", "4", default=None, ge=1, le=4)
    source: str = described("Where this was read.", "Interview", default="")
    note: str = described("Anything a reader should know.", "", default="")


class MercuryRecord(Record):
    """Mercury that a site bought."""

    site: str = described("Identifier of the site.", "S001", min_length=1)
    mercury: float = described("Mercury bought.", "1.5", ge=0)
    mercury_unit: MercuryUnit = described("Unit of mercury: g, kg, t, lb or flask (34.5 kg).", "kg", default="kg")
    period: Period = described("What that mercury is for: day, week, month or year.", "month", default="month")
    source: str = described("Where this was read.", "Interview", default="")
    note: str = described("Anything a reader should know.", "", default="")


class PracticeRecord(Record):
    """How the gold of a region, or of the whole country, is won."""

    region: str = described("Region; empty for the whole country.", "North", default="")
    practice: Practice = described("whole_ore, concentrate or mercury_free.", "concentrate")
    share: float = described("Share of the gold won so, 0 to 1; the shares of a region add to 1.", "0.7", **_SHARE)
    retort_share: float | None = described(
        "Share of the amalgam that is burnt in retorts, 0 to 1.", "0.2", default=None, **_SHARE
    )
    retort_share_low: float | None = described("Low end of its 95 % range.", "0.1", default=None, **_SHARE)
    retort_share_high: float | None = described("High end of its 95 % range.", "0.35", default=None, **_SHARE)
    retort_efficiency: float | None = described(
        "Share of the mercury that the retorts give back, 0 to 1.", "0.85", default=None, **_SHARE
    )
    observations: int | None = described(
        "Sites that the shares were seen at; fewer make them less certain.", "30", default=None, ge=1
    )
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Baseline study 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


class RatioRecord(Record):
    """A ratio of mercury used to gold won, of the country's own."""

    practice: Practice = described("whole_ore or concentrate.", "concentrate")
    value: float = described("Mercury used for gold won, where no retort gives any back.", "1.3", ge=0)
    low: float | None = described("Low end of its 95 % range.", "1.0", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "1.7", default=None, ge=0)
    unit: RatioUnit = described("g/g, kg/kg, g/kg or kg/t.", "g/g", default="g/g")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Field tests 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


#: Quantities of a country or a region that documents tell.
Quantity = Literal[
    "miners",
    "gold per miner",
    "gold traded",
    "national gold",
    "formal gold",
    "small-scale gold",
    "mercury imports",
    "mercury exports",
    "mercury domestic supply",
    "mercury other uses",
    "mercury used",
]


class FigureRecord(Record):
    """A figure from a document. Several for one quantity stand side by side; one of them is chosen."""

    quantity: Quantity = described(
        "miners, gold per miner, gold traded, national gold, formal gold, small-scale gold, mercury imports, "
        "mercury exports, mercury domestic supply, mercury other uses or mercury used.",
        "national gold",
    )
    region: str = described("Region; empty for the whole country.", "", default="")
    value: float = described("The figure, for a year.", "128457", ge=0)
    low: float | None = described("Low end of its 95 % range.", "", default=None, ge=0)
    high: float | None = described("High end of its 95 % range.", "", default=None, ge=0)
    unit: str = described("g, kg, t, troy oz or flask; persons for miners; g for gold per miner.", "kg")
    year: int | None = described("Year that it is for.", "2016", default=None, ge=1500, le=2200)
    data_class: DataClass | None = described(
        "Quality in classes 1 to 4; gives the range where there is none.", "3", default=None, ge=1, le=4
    )
    chosen: bool = described("y on the one of several that counts.", "y", default=False)
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where it was read; figures of one source err together.", "Chamber of Mines", min_length=1)
    seen: str = described("Page or address where it was read.", "page 12", default="")
    note: str = described("Anything a reader should know.", "", default="")


class ShopsRecord(Record):
    """Gold shops of a region, or of the whole country, as far as they are not visited one by one."""

    region: str = described("Region; empty for the whole country.", "", default="")
    sponge_mercury_percent: float | None = described(
        "Mercury left in the gold that comes in.", "5", "%", default=None, ge=0, lt=100
    )
    capture_share: float | None = described(
        "Share of the gold that passes shops with a capture system, 0 to 1.", "0.1", default=None, **_SHARE
    )
    capture_efficiency: float | None = described(
        "Share of the vapour that these systems hold back, 0 to 1.", "0.8", default=None, **_SHARE
    )
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    source: str = described("Where this was read.", "Survey of shops 2024", default="")
    note: str = described("Anything a reader should know.", "", default="")


class TailingsRecord(Record):
    """Tailings or ground with mercury left from mining."""

    id: str = described("Identifier of the deposit.", "T01", min_length=1, max_length=100)
    site: str = described("Identifier of the site that it belongs to.", "S001", default="")
    region: str = described("Region or province.", "North", default="")
    latitude: float | None = described("Latitude, north positive.", "5.91", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "-2.03", "degree", default=None, ge=-180, le=180)
    mass_t: float | None = described("Mass of the deposit.", "1200", "t", default=None, ge=0)
    mercury_mg_per_kg: float | None = described("Mercury in it, dry.", "45", "mg/kg", default=None, ge=0, le=1_000_000)
    cyanide: bool | None = described("y where it was leached with cyanide, n where not.", "n", default=None)
    confined: bool | None = described("y where a dam or cover holds it, n where not.", "n", default=None)
    water_distance_m: float | None = described("Distance to the next stream or well.", "80", "m", default=None, ge=0)
    people_within_1km: float | None = described("People who live within 1 km.", "350", default=None, ge=0)
    food_grown: bool | None = described("y where food is grown or fish caught there, n where not.", "y", default=None)
    source: str = described("Where this was read.", "Field visit", default="")
    note: str = described("Anything a reader should know.", "", default="")


class BiomonitoringRecord(Record):
    """Mercury in one participant before and after a training; without a name."""

    training: str = described("Name of the training or project.", "Retorts 2024", min_length=1)
    participant: str = described("Number of the participant; never a name.", "17", min_length=1, max_length=40)
    consent: bool = described("y where the participant agreed to the use of the results.", "y")
    matrix: Literal["hair", "urine", "blood"] = described("hair, urine or blood.", "urine")
    before: float | None = described("Total mercury before the training.", "24.0", default=None, ge=0)
    after: float | None = described("Total mercury after the training.", "11.5", default=None, ge=0)
    unit: str = described("ug/g for hair; ug/l or ug/g creatinine for urine; ug/l for blood.", "ug/g creatinine")
    group: str = described("Group that is compared, such as trained or not trained.", "trained", default="")
    weeks_between: float | None = described("Weeks between both.", "26", "weeks", default=None, gt=0)
    note: str = described("Anything a reader should know.", "", default="")


#: The tables of field data by name of their sheet or file.
FIELD_TABLES: Final[dict[str, type[Record]]] = {
    "about": AboutRecord,
    "strata": StratumRecord,
    "sites": SiteRecord,
    "miners": MinerRecord,
    "units": ProcessingRecord,
    "buyers": BuyerRecord,
    "mercury": MercuryRecord,
    "practices": PracticeRecord,
    "shops": ShopsRecord,
    "ratios": RatioRecord,
    "figures": FigureRecord,
    "tailings": TailingsRecord,
    "biomonitoring": BiomonitoringRecord,
}
