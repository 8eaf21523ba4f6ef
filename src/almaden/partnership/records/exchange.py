"""Who can help whom: offers and needs, in words that both share."""

from __future__ import annotations

from typing import Literal

from almaden.partnership.dates import PartDate
from almaden.partnership.records.activities import Grade
from almaden.partnership.records.base import (
    Area,
    Areas,
    Countries,
    Country,
    Currency,
    Key,
    Link,
    Links,
    RegistryRecord,
    Website,
    Words,
    personal,
)
from almaden.reference.record import described

Amount = float | None


class OfferRecord(RegistryRecord):
    """What a partner can give: a technology, a service, knowledge, money."""

    title: str = described("What is offered.", "Retorts for small-scale miners", min_length=1, max_length=500)
    provider: Link = described("Key of the partner.", "P001", default="")
    provider_text: str = described("Who offers, where it is no partner of the registry.", "", default="")
    kind: Literal["technology", "product", "service", "finance", "expertise", "training", "data"] = described(
        "technology, product, service, finance, expertise, training or data.", "service", default="service"
    )
    steps: Words = described("Steps of the life cycle, from the list of steps.", "stabilisation", default=())
    materials: Words = described("Materials, from the list of materials.", "elemental mercury", default=())
    topics: Words = described("Topics, separated by semicolons.", "retort; mercury-free processing", default=())
    areas: Areas = described("Areas of the Partnership, separated by semicolons.", "WASTE", default=())
    countries: Countries = described("Countries served, separated by semicolons.", "", default=())
    regions: Words = described("Regions served, from the list of regions; global for all.", "LAC", default=())
    mercury_low_mg_per_kg: Amount = described("Least mercury content.", "", "mg/kg", default=None, ge=0, le=1e6)
    mercury_high_mg_per_kg: Amount = described("Largest mercury content.", "", "mg/kg", default=None, ge=0, le=1e6)
    capacity_t_per_year: Amount = described("What it can take in a year.", "500", "t/year", default=None, ge=0, le=1e12)
    least_lot_t: Amount = described("Smallest lot.", "1", "t", default=None, ge=0, le=1e12)
    mobile: Literal["", "yes", "no"] = described("Whether it can come to the place: yes or no.", "yes", default="")
    readiness_level: int | None = described("Technology readiness level, 1 to 9.", "9", default=None, ge=1, le=9)
    references: Words = described("Where it was done, as country year.", "JPN 2015", default=())
    grade: Grade = described("How well its performance is known: A, B, C or D.", "B", default="")
    performance: str = described("What it reaches, with the method of the test.", "", default="")
    demonstrations: Links = described(
        "Keys of the activities that showed it at work, separated by semicolons.", "A-0008", default=()
    )
    cost_per_t: Amount = described("What a tonne costs.", "2000", default=None, ge=0, le=1e12)
    capital_cost: Amount = described("What it costs to set up.", "", default=None, ge=0, le=1e15)
    currency: Currency = described("Currency of the costs.", "USD", default="")
    gives_finance: Literal["", "yes", "no"] = described("Whether money comes with it: yes or no.", "no", default="")
    gives_training: Literal["", "yes", "no"] = described(
        "Whether training comes with it: yes or no.", "yes", default=""
    )
    export_needed: Literal["", "yes", "no"] = described(
        "Whether waste has to leave the country: yes or no.", "no", default=""
    )
    constraints: str = described("Permits, law, what it must not be used for.", "", default="")
    languages: Words = described("Languages, separated by semicolons.", "en; es", default=())
    confirmed_on: PartDate = described("When the provider last confirmed it.", "2026-05", default="")
    confirmed_by: Literal["", "provider", "lead", "document"] = described(
        "By whom it was confirmed: provider, lead (of an area) or document.", "provider", default=""
    )
    contact: str = personal("Who answers questions.", "", default="")
    email: str = personal("How to reach them.", "", default="", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    alerts: bool = personal(
        "Whether the contact person asked to be told by e-mail of new matches.", "no", default=False
    )
    website: Website = described("Page about it.", "", default="", max_length=1000)


class NeedRecord(RegistryRecord):
    """What somebody asks for. An empty field means that it was not said; ``unknown`` names what is not known."""

    title: str = described("What is needed.", "Storage of national stocks", min_length=1, max_length=500)
    country: Country = described("Country, as ISO 3166 code.", "PER", default="")
    areas: Areas = described("Areas of the Partnership, separated by semicolons.", "WASTE", default=())
    organisation: str = described("Who asks.", "A made-up ministry", default="")
    facility: str = described("The facility that it is for, as system:identifier.", "gem:L1000", default="")
    steps: Words = described("Steps of the life cycle, from the list of steps.", "interim storage", default=())
    materials: Words = described("Materials, from the list of materials.", "elemental mercury", default=())
    topics: Words = described("Topics, separated by semicolons.", "storage; disposal", default=())
    stock_t: Amount = described("How much there is.", "30", "t", default=None, ge=0, le=1e12)
    quantity_t_per_year: Amount = described("How much is added in a year.", "2", "t/year", default=None, ge=0, le=1e12)
    mercury_mg_per_kg: Amount = described("Mercury content.", "", "mg/kg", default=None, ge=0, le=1e6)
    known_by: Literal["", "measured", "estimated", "unknown"] = described(
        "How that is known: measured, estimated or unknown.", "estimated", default=""
    )
    budget: Amount = described("What can be spent.", "", default=None, ge=0, le=1e15)
    currency: Currency = described("Currency of the budget.", "USD", default="")
    wants_finance: Literal["", "yes", "no"] = described("Whether money is looked for: yes or no.", "yes", default="")
    wants_training: Literal["", "yes", "no"] = described("Whether training is looked for: yes or no.", "", default="")
    preference: Literal["", "in-country", "regional", "export"] = described(
        "Where it should be done: in-country, regional or export.", "in-country", default=""
    )
    export_allowed: Literal["", "yes", "no"] = described("Whether waste may leave: yes or no.", "", default="")
    article: str = described("Article of the Convention.", "10", default="")
    due: PartDate = described("By when.", "2028", default="")
    languages: Words = described("Languages, separated by semicolons.", "es", default=())
    priority: int | None = described("1 urgent, 2 important, 3 later.", "1", default=None, ge=1, le=3)
    reason: str = described("Why.", "", default="")
    unknown: Words = described("What is not known, by the names of the fields.", "stock_t", default=())
    public: bool = described("Whether it may be shown.", "no", default=False)
    contact: str = personal("Who answers questions.", "", default="")
    email: str = personal("How to reach them.", "", default="", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    alerts: bool = personal(
        "Whether the contact person asked to be told by e-mail of new matches.", "no", default=False
    )
    stated_on: PartDate = described("When it was said.", "2026-09", default="")


class CallRecord(RegistryRecord):
    """A call for ideas: somebody asks for solutions, and may reward the best."""

    title: str = described("What it is called.", "Challenge on mercury-free processing", min_length=1, max_length=500)
    area: Area = described("Code of the area.", "ASGM", default="")
    organisers: Links = described("Keys of who calls, separated by semicolons.", "P001", default=())
    topics: Words = described("Topics, separated by semicolons.", "mercury-free processing", default=())
    countries: Countries = described("Countries that it is open to; empty for all.", "", default=())
    opens: PartDate = described("From when.", "2026-03-01", default="")
    closes: PartDate = described("Until when.", "2026-09-30", default="")
    criteria: str = described("By what the answers are judged.", "Recovery, cost, safety", default="")
    prize: Amount = described("The reward in all.", "100000", default=None, ge=0, le=1e15)
    currency: Currency = described("Its currency.", "USD", default="")
    website: Website = described("Page about it.", "", default="", max_length=1000)


class SubmissionRecord(RegistryRecord):
    """An answer to a call."""

    call: Key = described("Key of the call.", "K-0001")
    title: str = described("What is proposed.", "Shaking table with retort", min_length=1, max_length=500)
    partner: Link = described("Key of the partner that proposes it.", "P001", default="")
    proposed_by: str = described("Who proposes it, where it is no partner of the registry.", "", default="")
    offer: Link = described("Key of the offer in the catalogue that it became.", "O-0001", default="")
    sent_on: PartDate = described("When it came.", "2026-05-04", default="")
    state: Literal["", "received", "shortlisted", "chosen", "not chosen"] = described(
        "received, shortlisted, chosen or not chosen.", "received", default=""
    )
    points: float | None = described("Points of the jury, 0 to 100.", "", default=None, ge=0, le=100)
    judgement: str = described("What the jury said.", "", default="")
