"""What partners do: activities with their partners, money, results and people reached."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from almaden.partnership.dates import PartDate, first_day, last_day
from almaden.partnership.records.base import (
    Area,
    Areas,
    Countries,
    Currency,
    Key,
    Link,
    Links,
    RegistryRecord,
    Website,
    Words,
)
from almaden.reference.record import described
from almaden.wording import n_

Status = Literal["pipeline", "planned", "ongoing", "completed", "postponed", "cancelled", "in force", "unknown"]
Scope = Literal["", "global", "regional", "national", "subnational"]
#: Between whom help flows, as far as the registry tells it apart.
Cooperation = Literal["", "bilateral", "multilateral", "triangular", "private"]
#: How a document tells who took part.
Basis = Literal["", "stated", "partly stated", "group", "area lead"]
#: A measured, B calculated from measured activity data, C estimated by an expert, D claimed.
Grade = Literal["", "A", "B", "C", "D"]


class ActivityRecord(RegistryRecord):
    """One thing that partners do, did or plan."""

    title: str = described("What it is.", "Training of miners in Guinea", min_length=1, max_length=500)
    parent: Link = described("Key of the activity that it is a part of.", "", default="")
    same_as: Link = described("Key of the activity that it tells once more.", "", default="")
    area: Area = described("Code of its area; CROSS overarches them.", "ASGM", min_length=1)
    other_areas: Areas = described("Further areas, separated by semicolons.", "SUPPLY", default=())
    type: str = described("Kind of activity, one of the list of types.", "training", min_length=1)
    status: Status = described("State at the date of its document or of its last change.", "ongoing")
    start: PartDate = described("Begin.", "2019-11", default="")
    end: PartDate = described("End.", "2020", default="")
    reported_from: PartDate = described("Begin of the period of the report that tells of it.", "2019-10", default="")
    reported_to: PartDate = described("End of that period.", "2020-11", default="")
    countries: Countries = described("Countries, separated by semicolons.", "GIN", default=())
    scope: Scope = described("global, regional, national or subnational.", "national", default="")
    cooperation: Cooperation = described(
        "bilateral, multilateral, triangular (two developing countries and a third that pays) or private.",
        "bilateral", default="",
    )  # fmt: skip
    partners: Links = described("Keys of the partners, separated by semicolons.", "P001; P017", default=())
    partners_basis: Basis = described(
        "stated, partly stated, group, or area lead: filled in from the lead of the area.", "stated", default=""
    )
    funders: Links = described("Keys of those who pay, separated by semicolons.", "P040", default=())
    language: str = described("Language of the texts.", "en", default="en")
    description: str = described("What is done, and for whom.", "", default="")
    outputs: str = described("What came of it.", "Trainers who teach others", default="")
    obstacles: str = described("What stood in the way.", "", default="")
    tags: Words = described("Topics, separated by semicolons.", "training; retorts", default=())
    articles: Words = described("Articles of the Convention, separated by semicolons.", "7", default=())
    sdg_targets: Words = described("Targets of the Sustainable Development Goals.", "12.4", default=())
    sectors: Words = described("Codes of DAC sectors, separated by semicolons.", "41020", default=())
    policy_markers: Words = described(
        "DAC policy markers, as code:significance from 0 to 4, separated by semicolons.", "2:2", default=()
    )
    other_identifiers: Words = described(
        "Identifiers that others gave it, as system:identifier.", "gef:6959", default=()
    )
    latitude: float | None = described("Latitude, north positive.", "", "degree", default=None, ge=-90, le=90)
    longitude: float | None = described("Longitude, east positive.", "", "degree", default=None, ge=-180, le=180)
    website: Website = described("Page about it.", "", default="", max_length=1000)
    cost: float | None = described("What it costs in all.", "500000", default=None, ge=0, le=1e15)
    secured: float | None = described("What is secured of it.", "120000", default=None, ge=0, le=1e15)
    cofinance: float | None = described("What others put beside it.", "", default=None, ge=0, le=1e15)
    currency: Currency = described("Currency of the sums.", "USD", default="")
    readiness: Literal["", "idea", "concept", "proposal", "ready"] = described(
        "idea, concept, proposal or ready, for what still looks for money.", "proposal", default=""
    )

    @model_validator(mode="after")
    def _dates_follow(self) -> ActivityRecord:
        if self.start and self.end and first_day(self.start) > last_day(self.end):
            raise ValueError(n_("it ends before it begins"))
        if self.reported_from and self.reported_to and first_day(self.reported_from) > last_day(self.reported_to):
            raise ValueError(n_("the period of the report ends before it begins"))
        return self

    @model_validator(mode="after")
    def _sums_have_a_currency(self) -> ActivityRecord:
        if not self.currency and any(sum_ is not None for sum_ in (self.cost, self.secured, self.cofinance)):
            raise ValueError(n_("a sum needs its currency"))
        return self

    @model_validator(mode="after")
    def _is_not_its_own(self) -> ActivityRecord:
        if self.id in (self.parent, self.same_as):
            raise ValueError(n_("it cannot be a part of itself, or tell itself once more"))
        return self


class ParticipationRecord(RegistryRecord):
    """The role of a partner in an activity, where it is more than taking part."""

    activity: Key = described("Key of the activity.", "A-0001")
    partner: Key = described("Key of the partner.", "P001")
    role: Literal["funding", "accountable", "extending", "implementing"] = described(
        "funding, accountable, extending or implementing.", "implementing"
    )


class BudgetRecord(RegistryRecord):
    """What was planned to be spent in a period."""

    activity: Key = described("Key of the activity.", "A-0001")
    start: PartDate = described("Begin of the period.", "2020-01-01", min_length=4)
    end: PartDate = described("End of the period.", "2020-12-31", min_length=4)
    amount: float = described("The sum.", "50000", ge=0, le=1e15)
    currency: str = described("Its currency.", "USD", pattern="^[A-Z]{3}$")
    valued_on: PartDate = described("Day of the rate of exchange.", "2020-01-01", default="")


class TransactionRecord(RegistryRecord):
    """Money that moved, or was promised."""

    activity: Key = described("Key of the activity.", "A-0001")
    kind: Literal["incoming", "commitment", "disbursement", "expenditure", "incoming commitment", "pledge"] = described(
        "incoming, commitment, disbursement, expenditure, incoming commitment or pledge.", "disbursement"
    )
    on: PartDate = described("When.", "2020-06-01", min_length=4)
    amount: float = described("The sum; negative takes one back.", "25000", ge=-1e15, le=1e15)
    currency: str = described("Its currency.", "USD", pattern="^[A-Z]{3}$")
    provider: Link = described("Key of who gave it.", "P040", default="")
    receiver: Link = described("Key of who got it.", "P001", default="")


class ResultRecord(RegistryRecord):
    """What an activity changed, and how well that is known."""

    activity: Key = described("Key of the activity.", "A-0001")
    kind: Literal["output", "outcome", "impact", "other"] = described("output, outcome, impact or other.", "outcome")
    indicator: str = described("What is counted.", "Miners who use retorts", min_length=1)
    unit: str = described("Unit of the values.", "miners", default="")
    baseline: float | None = described("Value before.", "0", default=None, ge=-1e15, le=1e15)
    baseline_on: PartDate = described("When it was so.", "2018", default="")
    target: float | None = described("Value to be reached.", "300", default=None, ge=-1e15, le=1e15)
    due: PartDate = described("By when.", "2021", default="")
    actual: float | None = described("Value that was reached.", "240", default=None, ge=-1e15, le=1e15)
    actual_low: float | None = described("Lower end of its range.", "", default=None, ge=-1e15, le=1e15)
    actual_high: float | None = described("Upper end of its range.", "", default=None, ge=-1e15, le=1e15)
    on: PartDate = described("When it was so.", "2020-12", default="")
    grade: Grade = described("A measured, B calculated, C estimated, D claimed.", "B", default="")
    contribution: Literal["", "sole", "major", "minor"] = described(
        "How much of it the activity brought about: sole, major or minor.", "major", default=""
    )
    mercury_kg_per_year: float | None = described(
        "Mercury that is no longer used or released.", "120", "kg/year", default=None, ge=0, le=1e12
    )
    mercury_low_kg_per_year: float | None = described(
        "Lower end of its range.", "", "kg/year", default=None, ge=0, le=1e12
    )
    mercury_high_kg_per_year: float | None = described(
        "Upper end of its range.", "", "kg/year", default=None, ge=0, le=1e12
    )
    inventory_rows: Words = described("Rows of inventories that it changed, as inventory:row.", "", default=())
    facilities: Words = described("Facilities that it changed, as system:identifier.", "gem:L1000", default=())

    @model_validator(mode="after")
    def _ranges_hold_their_value(self) -> ResultRecord:
        kg = (self.mercury_low_kg_per_year, self.mercury_kg_per_year, self.mercury_high_kg_per_year)
        for ends in ((self.actual_low, self.actual, self.actual_high), kg):
            known = [value for value in ends if value is not None]
            if known != sorted(known):
                raise ValueError(n_("the value must lie between the lower and the upper end of its range"))
        return self


class BeneficiaryRecord(RegistryRecord):
    """How many people or things an activity reached."""

    activity: Key = described("Key of the activity.", "A-0001")
    number: float = described("How many.", "300", ge=0, le=1e12)
    unit: str = described("Of whom or of what.", "miners", min_length=1)
    kind: str = described("direct, indirect, target, result or reach.", "direct", default="")


class CashFlowRecord(RegistryRecord):
    """What a project pays or earns in one year of its life: the years together are its cash flow."""

    activity: Key = described("Key of the activity.", "A-0001")
    item: str = described("What is paid or earned.", "Equipment", min_length=1, max_length=500)
    year: int = described("The year.", "2027", ge=1900, le=2200)
    amount: float = described(
        "The sum: what comes in is positive, what goes out negative.", "-25000", ge=-1e15, le=1e15
    )
    currency: str = described("Its currency.", "USD", pattern="^[A-Z]{3}$")
    certainty: Literal["", "stated", "approximate", "estimated"] = described(
        "stated, approximate or estimated.", "estimated", default=""
    )
