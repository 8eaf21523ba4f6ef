"""The tables of an inventory, declared once: readers, templates, help and documentation follow from here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from almaden.reference.record import Record, described

FORMAT = 1

Present = Literal["Y", "N", "?"]
Phase = Literal["", "production", "use", "disposal"]
Distribution = Literal["", "lognormal", "normal", "triangular", "uniform", "fixed"]
Status = Literal["verified", "unverified", "user"]

ContextValue = float | str | bool


class ActivityRow(Record):
    """One line of ``activity_rates.csv``: how much of one source category is done in a year."""

    id: str = described(
        "Name of the activity, unique in the inventory. Lines that share an id are one activity split by share. "
        "Left empty, it is made from code, variant and line.",
        "coal-power",
        default="",
    )
    code: str = described("Code of the source category in the Toolkit.", "5.1.1")
    variant: str = described("Kind of fuel, ore or product within the category.", "coal, all ranks", default="")
    phase: Phase = described(
        "Life-cycle phase of a product: production, use or disposal; empty for use and disposal together.",
        "disposal",
        default="",
    )
    facility: str = described("Plant or place, where the line is for one of several.", "Plant 1", default="")
    present: Present = described("Is the source present in the country? Y yes, N no, ? not known.", "Y")
    activity_rate: float | None = described(
        "How much is done in the year, in the unit of the next column. Empty or ? when not known.",
        "26101000",
        default=None,
    )
    unit: str = described("Unit of the activity rate, alone (t) or as in the list of categories (t coal/y).", "t")
    low: float | None = described("Low end of the 95 % range of the activity rate.", "25000000", default=None)
    high: float | None = described("High end of the 95 % range of the activity rate.", "28654000", default=None)
    distribution: Distribution = described(
        "Shape of the range: lognormal (when empty), normal, triangular, uniform, or fixed for no spread.",
        "lognormal",
        default="",
    )
    year: int | None = described("Year that the activity rate is for, if not the inventory's.", "2018", default=None)
    scenario: str = described(
        "Abatement or waste practice: a scenario row of the distribution factors.", "esp", default=""
    )
    share: float | None = described(
        "Share of the activity under this line's scenario, 0 to 1; lines of one id add to 1.",
        "0.4",
        default=None,
    )
    input_factor: float | None = described("Own input factor in place of the default.", "0.12", default=None)
    factor_low: float | None = described("Low end of the 95 % range of the own factor.", "0.08", default=None)
    factor_high: float | None = described("High end of the 95 % range of the own factor.", "0.2", default=None)
    factor_unit: str = described("Unit of the own input factor.", "g/t", default="")
    source: str = described(
        "Where the activity rate was read: title, publisher, year.", "Energy balance 2018", default=""
    )
    seen: str = described("Page or address where it was read.", "page 12", default="")
    status: Status = described("verified, unverified or user (when empty).", "user", default="user")
    candidate_of: str = described(
        "Id of the activity for which this line is another sourced value.", "coal-power", default=""
    )
    chosen: bool = described("y on the one candidate that is to be used.", "y", default=False)
    note: str = described("Anything a reader should know.", "as received, moisture not stated", default="")

    #: File and row that the line came from, for messages and explanations; not a column.
    place: Annotated[str, Field(exclude=True)] = ""
    #: Whether the id was made by the program; such a line keeps its random streams when it moves; not a column.
    id_made: Annotated[bool, Field(exclude=True)] = False


class FactorRow(Record):
    """One line of ``factors.csv`` or of a national layer file: a factor that lies over the factor set.

    ``kind`` is ``input`` (value, low, high, unit) or ``distribution`` (the six shares).
    """

    kind: Literal["input", "distribution"] = described("input or distribution.", "input")
    code: str = described("Code of the source category.", "5.1.1")
    variant: str = described("Variant that the factor is for; empty for all of the category.", "lignite", default="")
    scenario: str = described("Scenario row, for distribution factors.", "esp", default="")
    value: float | None = described("The input factor.", "0.12", default=None)
    low: float | None = described("Low end of its range.", "0.05", default=None)
    high: float | None = described("High end of its range.", "0.3", default=None)
    unit: str = described("Unit of the input factor.", "g/t", default="")
    air: float | None = described("Share of the input that leaves to air.", "0.75", default=None)
    water: float | None = described("Share that leaves to water.", "0", default=None)
    land: float | None = described("Share that leaves to land.", "0", default=None)
    products: float | None = described("Share in by-products and impurities.", "0", default=None)
    general_waste: float | None = described("Share in general waste.", "0", default=None)
    sector_treatment: float | None = described("Share in sector-specific waste treatment.", "0.25", default=None)
    concentration: float | None = described(
        "Dirichlet concentration of the six shares; empty for fixed shares.", "50", default=None
    )
    remainder: Literal["", "passes_on", "retained"] = described(
        "Why the six shares do not add to 1: the rest passes_on to the next stage, or is retained.",
        "retained",
        default="",
    )
    range_is: Literal["", "95%", "extremes"] = described(
        "What low and high are: a 95 % range (when empty) or extremes.", "95%", default=""
    )
    source: str = described("Where the factor was read.", "National coal survey 2019", default="")
    seen: str = described("Page or address where it was read.", "page 34", default="")
    status: Status = described("verified, unverified or user (when empty).", "verified", default="user")
    checked_by: str = described("Who checked the factor in the document.", "", default="")
    checked_on: str = described("Date of the check, year-month-day.", "2026-03-01", default="")
    note: str = described("Anything a reader should know.", "", default="")

    place: Annotated[str, Field(exclude=True)] = ""


class SourceRow(Record):
    """One line of ``sources.csv``: a citation that rows may name by its id in their ``source`` column."""

    id: str = described("Short name used in the source column of other tables.", "energy-2018")
    citation: str = described("Author, title, publisher, year.", "Department of Energy, Energy balance 2018")
    url: str = described("Address or page.", "https://example.org/balance.pdf", default="")
    note: str = described("Anything a reader should know.", "", default="")

    place: Annotated[str, Field(exclude=True)] = ""


class PublishedRow(Record):
    """One line of ``published.csv``: a figure that somebody published, to be compared with the result."""

    quantity: str = described("What was published; totals have the word total in it.", "total mercury input")
    value: float = described("The figure.", "81060")
    unit: str = described("Its unit.", "kg/y")
    source: str = described("Where it was published; parts and total of one table name the same source.", "MIA 2018")

    place: Annotated[str, Field(exclude=True)] = ""


class LawRow(Record):
    """One line of ``law.csv``: whether an obligation of the Convention stands in national law."""

    obligation: str = described("Id of the obligation, as in the list of obligations.", "OB013")
    in_law: Literal["Y", "partly", "N", "?"] = described("Is it in national law: Y, partly, N or ?.", "partly")
    instrument: str = described("The law, decree or rule.", "Chemicals Act, section 12", default="")
    note: str = described("What is missing, or planned.", "import licence only", default="")

    place: Annotated[str, Field(exclude=True)] = ""


class PriorityRow(Record):
    """One line of ``priorities.csv``: an action of the implementation plan with its cost."""

    action: str = described("What is to be done.", "Collect and store mercury thermometers of hospitals")
    code: str = described("Source category that it acts on.", "5.5.1.1", default="")
    article: str = described("Article of the Convention.", "4", default="")
    responsible: str = described("Who does it.", "Ministry of Health", default="")
    start_year: int | None = described("First year.", "2027", default=None)
    end_year: int | None = described("Last year.", "2029", default=None)
    cost_usd: float | None = described("Cost over the whole time.", "250000", unit="USD", default=None)
    cost_low: float | None = described("Low end of the cost.", "200000", unit="USD", default=None)
    cost_high: float | None = described("High end of the cost.", "400000", unit="USD", default=None)
    reduction_kg: float | None = described(
        "Mercury input or output avoided per year once done.", "50", unit="kg/y", default=None
    )
    note: str = described("Anything a reader should know.", "", default="")

    place: Annotated[str, Field(exclude=True)] = ""


class PopulationRow(Record):
    """One line of ``populations.csv``: people who are exposed to mercury more than others."""

    group: str = described("Who they are.", "small-scale gold miners")
    persons: float | None = described("How many; empty when not known.", "30000", default=None)
    women: float | None = described("How many of them are women.", "9000", default=None)
    children: float | None = described("How many of them are under 18.", "2000", default=None)
    exposure: str = described("How mercury reaches them.", "vapour from burning amalgam", default="")
    place_name: str = described("Where.", "mining districts", default="")
    source: str = described("Where the number was read.", "baseline study 2019", default="")
    note: str = described("Anything a reader should know.", "", default="")

    place: Annotated[str, Field(exclude=True)] = ""


@dataclass(frozen=True)
class ContextEntry:
    """One value of ``[context]``: a number, a text or yes/no, with range and source where given.

    In ``inventory.toml`` it is written bare (``population = 1000``) or as a table
    (``population = { value = 1000, low = 900, high = 1100, year = 2018, source = "...", status = "verified" }``).
    """

    value: ContextValue
    low: float | None = None
    high: float | None = None
    year: int | None = None
    source: str = ""
    seen: str = ""
    status: str = "user"


@dataclass(frozen=True)
class Header:
    """``inventory.toml``: what the inventory is of and how it is to be computed.

    ``years`` names the reporting years when the inventory holds several; empty means ``year`` alone, and
    then the ``year`` column of a row only tells which year its figure is for.
    """

    country: str
    year: int
    level: int = 1
    factor_set: str = "toolkit-2019"
    title: str = ""
    notice: str = ""
    years: tuple[int, ...] = ()
    layers: tuple[str, ...] = ()
    context: Mapping[str, ContextEntry] = field(default_factory=dict)


@dataclass(frozen=True)
class InventoryData:
    """Everything a reader found in a folder or workbook, validated; nothing computed yet.

    ``layers`` are the factor layers, lowest first, each with its name; ``factors.csv`` of the
    inventory itself is the last. ``sha256`` is over the content of all files that were read.
    """

    header: Header
    rows: tuple[ActivityRow, ...]
    layers: tuple[tuple[str, tuple[FactorRow, ...]], ...] = ()
    sources: tuple[SourceRow, ...] = ()
    published: tuple[PublishedRow, ...] = ()
    law: tuple[LawRow, ...] = ()
    priorities: tuple[PriorityRow, ...] = ()
    populations: tuple[PopulationRow, ...] = ()
    sha256: str = ""
    path: str = ""
