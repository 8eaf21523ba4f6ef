"""What partners bring out: publications, events, training, commitments, and who paid."""

from __future__ import annotations

from typing import Literal

from almaden.partnership.dates import PartDate
from almaden.partnership.records.activities import Status
from almaden.partnership.records.base import (
    Area,
    Countries,
    Country,
    Currency,
    Key,
    Link,
    Links,
    RegistryRecord,
    Website,
    Websites,
    Words,
)
from almaden.reference.record import described


class PublicationRecord(RegistryRecord):
    """Something to read: guidance, a report, an article."""

    title: str = described("Title.", "Guidance on national action plans", min_length=1, max_length=500)
    activity: Link = described("Key of the activity that it belongs to.", "A-0002", default="")
    kind: str = described("guidance, report, publication ...", "guidance", default="publication")
    area: Area = described("Code of the area.", "ASGM", default="")
    year: int | None = described("Year of publication.", "2017", default=None, ge=1500, le=2200)
    authors: Links = described("Keys of the partners that wrote it, separated by semicolons.", "P001", default=())
    languages: Words = described("Languages, separated by semicolons.", "en; fr", default=())
    status: Status = described("State of the publication.", "completed", default="completed")
    website: Website = described("Where it can be read.", "", default="", max_length=1000)


class EventRecord(RegistryRecord):
    """A meeting, a workshop, a webinar."""

    title: str = described("What it is called.", "Webinar on coal", min_length=1, max_length=500)
    activity: Link = described("Key of the activity that it belongs to.", "A-0003", default="")
    type: str = described("meeting, workshop, webinar, conference ...", "webinar", default="meeting")
    area: Area = described("Code of the area.", "COAL", default="")
    start: PartDate = described("First day.", "2020-06-16", default="")
    end: PartDate = described("Last day.", "2020-06-16", default="")
    place: str = described("Town, or online.", "online", default="")
    country: Country = described("Country, as ISO 3166 code.", "CHE", default="")
    organisers: Links = described("Keys of who organised it, separated by semicolons.", "P100", default=())
    status: Status = described("State of the event.", "completed", default="planned")
    attendance: int | None = described("How many people came.", "120", default=None, ge=0, le=10_000_000)
    website: Website = described("Programme, papers, recording.", "", default="", max_length=1000)
    documents: Websites = described(
        "Addresses of its materials, separated by semicolons.", "https://example.org/slides.pdf", default=()
    )
    follow_up: str = described("What followed from it.", "Two countries asked for a visit", default="")


class TrainingRecord(RegistryRecord):
    """Training that was given, and how many people it reached."""

    activity: Key = described("Key of the activity.", "A-0001")
    title: str = described("What was taught.", "Use of retorts", min_length=1, max_length=500)
    start: PartDate = described("First day.", "2020-02-03", default="")
    end: PartDate = described("Last day.", "2020-02-07", default="")
    countries: Countries = described("Countries, separated by semicolons.", "GIN", default=())
    people: int | None = described("People reached.", "40", default=None, ge=0, le=10_000_000)
    women: int | None = described("Women among them.", "12", default=None, ge=0, le=10_000_000)


class CommitmentRecord(RegistryRecord):
    """What somebody promised of their own will."""

    partner: Link = described("Key of the partner.", "P010", default="")
    area: Area = described("Code of the area.", "CHLOR", default="")
    text: str = described("What was promised.", "No new plants with mercury cells", min_length=1)
    made_on: PartDate = described("When.", "2011", default="")
    due: PartDate = described("By when it is to be kept.", "2020", default="")
    state: Literal["", "going on", "kept", "not kept", "unknown"] = described(
        "going on, kept, not kept or unknown.", "going on", default=""
    )
    result: str = described("What came of it.", "", default="")


class FundingRecord(RegistryRecord):
    """Money or help in kind, as it was stated; sums may overlap, and ``part_of`` says where they do."""

    item: str = described("What it is for.", "Demonstration in South Africa", min_length=1)
    level: Literal["programme", "share", "project", "named"] = described(
        "programme: a sum of the Partnership; share: of its expenditure; project: a sum of its own; "
        "named: who pays is named, the sum is not.",
        "project",
    )
    kind: str = described("grant, contribution, prize, total ...", "grant", default="")
    in_kind: bool = described("Whether it is help in kind.", "no", default=False)
    amount: float | None = described("The sum.", "125000", default=None, ge=0, le=1e15)
    currency: Currency = described("Its currency; empty for a share.", "USD", default="")
    percent: float | None = described("The share.", "38", "%", default=None, ge=0, le=100)
    certainty: Literal["", "stated", "approximate", "estimated"] = described(
        "stated, approximate or estimated.", "approximate", default=""
    )
    part_of: Link = described("Key of the sum that holds it.", "F01", default="")
    funder: Link = described("Key of who pays.", "P040", default="")
    funder_text: str = described("Who pays, in the words of the document.", "European Commission", default="")
    recipient: str = described("Who gets it.", "", default="")
    area: Area = described("Code of the area; empty for all.", "COAL", default="")
    activity: Link = described("Key of the activity.", "A-0008", default="")
    start: PartDate = described("Begin of the period.", "2010-07", default="")
    end: PartDate = described("End of the period.", "2012-06", default="")


class FactRecord(RegistryRecord):
    """A figure that a document states."""

    topic: str = described("What it is about.", "Partnership areas", min_length=1)
    value: str = described("The figure as it is written.", "over 140", min_length=1)
    unit: str = described("Its unit.", "t/yr", default="")
    statement: str = described("What is said.", "", default="")
    doubt: str = described(
        "What does not fit together in it, or is not told.", "the table lists seven areas, without cement", default=""
    )
    area: Area = described("Code of the area.", "ASGM", default="")
