"""Partners: who they are, since when, whom they represent, and who asks to become one."""

from __future__ import annotations

from typing import Literal

from almaden.partnership.dates import PartDate
from almaden.partnership.records.base import Areas, Country, Key, Link, RegistryRecord, Website, Words, personal
from almaden.reference.record import described

Category = Literal["", "government", "igo", "ngo", "industry", "academia", "other"]
#: What an organisation is to the Partnership.
Standing = Literal["partner", "named", "former"]


class PartnerRecord(RegistryRecord):
    """An organisation that is a partner, or that documents name."""

    name: str = described("Name by which it is known.", "Artisanal Gold Council", min_length=1, max_length=300)
    full_name: str = described("Full name.", "", default="", max_length=500)
    other_names: Words = described("Earlier and other names, separated by semicolons.", "Blacksmith", default=())
    category: Category = described("government, igo, ngo, industry, academia or other.", "ngo", default="")
    country: Country = described("Country of its seat, as ISO 3166 code.", "CAN", default="")
    areas: Areas = described("Areas in which it works, separated by semicolons.", "ASGM", default=())
    standing: Standing = described(
        "partner: joined by letter; named: told of in documents; former: has left.", "partner", default="named"
    )
    joined: PartDate = described("When it joined.", "2012-05", default="")
    left: PartDate = described("When it left.", "", default="")
    contribution: str = described("How it said that it would contribute.", "", default="")
    kind: str = described("What it is, in the words of the document.", "network", default="")
    website: Website = described("Its page.", "", default="", max_length=1000)
    identifier: str = described("Its identifier in lists of organisations.", "XM-DAC-41116", default="")
    contact: str = personal("Who speaks for it.", "", default="")
    email: str = personal("Where it is asked for news.", "", default="", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    language: str = described("Language in which it is written to.", "fr", default="")


class MembershipRecord(RegistryRecord):
    """Whom an umbrella partner represents."""

    umbrella: Key = described("Key of the partner that represents others.", "P070")
    member: str = described("Who is represented.", "A national association", min_length=1)
    country: Country = described("Country of the member.", "PHL", default="")
    partner: Link = described("Key of the member, where it is in the registry.", "", default="")


class PartnerCountRecord(RegistryRecord):
    """How many partners a document counts at a date; kept as it is stated, beside what is counted here."""

    on: PartDate = described("At which date.", "2020-12-14", min_length=4)
    category: str = described("total, or a category in the words of the document.", "government", min_length=1)
    count: int = described("How many.", "36", ge=0, le=1_000_000)


class ApplicationRecord(RegistryRecord):
    """Somebody asks to become a partner."""

    name: str = described("Name of the organisation.", "A made-up institute", min_length=1, max_length=300)
    category: Category = described("government, igo, ngo, industry, academia or other.", "academia", default="")
    country: Country = described("Country of its seat, as ISO 3166 code.", "GHA", default="")
    areas: Areas = described("Areas in which it would work, separated by semicolons.", "ASGM", default=())
    contribution: str = described("How it will contribute.", "Analyses of hair samples", min_length=1)
    website: Website = described("Its page.", "", default="", max_length=1000)
    contact: str = personal("Who asks.", "", min_length=1)
    email: str = personal("Where the answer goes.", "", pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
    sent_on: PartDate = described("When it was sent.", "2026-11-21", default="")
    state: Literal["new", "accepted", "declined"] = described("new, accepted or declined.", "new", default="new")
    answer: str = described("What was answered.", "", default="")
    partner: Link = described("Key of the partner that it became.", "", default="")


class ResourcePersonRecord(RegistryRecord):
    """Somebody who gives advice, with their consent."""

    name: str = personal("Name of the person.", "", min_length=1)
    partner: Link = described("Key of the partner they belong to.", "", default="")
    country: Country = described("Country where they work.", "KEN", default="")
    areas: Areas = described("Areas in which they give advice, separated by semicolons.", "WASTE", default=())
    topics: Words = described("What about, separated by semicolons.", "stabilisation; storage", default=())
    languages: Words = described("Languages, separated by semicolons.", "en; fr", default=())
    email: str = personal("How to reach them.", "", default="", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    consent_on: PartDate = described("When they agreed to be listed; empty: they are not shown.", "", default="")
