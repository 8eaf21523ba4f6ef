"""How the Partnership is led: members, meetings, decisions, consultations, questions, missions."""

from __future__ import annotations

from typing import Literal

from almaden.partnership.dates import PartDate
from almaden.partnership.records.base import Area, Countries, Country, Key, Link, Links, RegistryRecord, Words, personal
from almaden.reference.record import described


class MemberRecord(RegistryRecord):
    """A member of the advisory group."""

    partner: Key = described("Key of the partner that the member speaks for.", "P100")
    role: Literal["member", "co-chair", "observer"] = described(
        "member, co-chair or observer.", "member", default="member"
    )
    person: str = personal("Name of the person.", "", default="")
    start: PartDate = described("From when.", "2019", default="")
    end: PartDate = described("Until when.", "", default="")


class MeetingRecord(RegistryRecord):
    """A meeting of the advisory group or of an area."""

    title: str = described("What it is called.", "Tenth meeting of the advisory group", min_length=1)
    area: Area = described("Code of the area; empty for the advisory group.", "", default="")
    start: PartDate = described("First day.", "2019-11-23", default="")
    end: PartDate = described("Last day.", "2019-11-23", default="")
    place: str = described("Town, or online.", "Geneva", default="")
    country: Country = described("Country, as ISO 3166 code.", "CHE", default="")
    documents: Words = described("Its papers, separated by semicolons.", "PAG.10/1", default=())


class DecisionRecord(RegistryRecord):
    """What a meeting decided or asked for, and what became of it."""

    meeting: Key = described("Key of the meeting.", "M-PAG-10")
    text: str = described("What was decided.", "Share information on waste technologies", min_length=1)
    responsible: Links = described("Keys of who sees to it, separated by semicolons.", "P100", default=())
    due: PartDate = described("By when.", "2021", default="")
    state: Literal["open", "in progress", "done", "dropped", "unknown"] = described(
        "open, in progress, done, dropped or unknown.", "open", default="open"
    )
    follow_up: str = described("What became of it.", "", default="")
    activity: Link = described("Key of the activity that answers it.", "", default="")


class ConsultationRecord(RegistryRecord):
    """A question put to many."""

    title: str = described("What it is about.", "Consultation on oil and gas", min_length=1)
    area: Area = described("Code of the area.", "CROSS", default="")
    opens: PartDate = described("From when.", "2020-06", default="")
    closes: PartDate = described("Until when.", "2020-09", default="")
    documents: Words = described("What is to be read, separated by semicolons.", "PAG.11/4", default=())
    summary: str = described("What came of it.", "", default="")


class CommentRecord(RegistryRecord):
    """One line of the table of comments of a consultation."""

    consultation: Key = described("Key of the consultation.", "C-2020-1")
    document: str = described("Which document.", "PAG.11/4", default="")
    place: str = described("Page, line or paragraph.", "paragraph 12", default="")
    partner: Link = described("Key of the partner that says it.", "P001", default="")
    author: str = personal("Who says it.", "", default="")
    text: str = described("What is said.", "The figure is of 2015", min_length=1)
    answer: str = described("What is done about it.", "", default="")


class QuestionRecord(RegistryRecord):
    """A question to the help desk."""

    text: str = described("What is asked.", "Where can lamps be treated?", min_length=1)
    country: Country = described("Country that asks.", "PER", default="")
    area: Area = described("Code of the area.", "WASTE", default="")
    asked_on: PartDate = described("When.", "2026-03-01", default="")
    person: str = personal("Who asks.", "", default="")
    email: str = personal("Where the answer goes.", "", default="", pattern=r"^$|^[^@\s]+@[^@\s]+\.[^@\s]+$")
    answer: str = described("What was answered.", "", default="")
    answered_on: PartDate = described("When.", "", default="")
    public: bool = described("Whether question and answer may be shown, without who asked.", "no", default=False)


class MissionRecord(RegistryRecord):
    """A visit to a country or a works."""

    title: str = described("What it was for.", "Visit of chlor-alkali works", min_length=1)
    activity: Link = described("Key of the activity that it belongs to.", "", default="")
    area: Area = described("Code of the area.", "CHLOR", default="")
    countries: Countries = described("Countries, separated by semicolons.", "URY", default=())
    partners: Links = described("Keys of who went, separated by semicolons.", "P100", default=())
    start: PartDate = described("First day.", "2019-10-14", default="")
    end: PartDate = described("Last day.", "2019-10-18", default="")
    needs: str = described("What the visited need, and what stands in their way.", "", default="")
    actions: str = described("What is to be done about it, and by whom.", "", default="")
    outcome: str = described("What came of it.", "", default="")
