"""Drafts of a newsletter and of stories: what is new in a period, as blocks that a page or a mail is made of.

The registry that is given holds what is approved; of it only public kinds and named fields are used, none of which
tells of a person. A date that is known to the month or the year counts at its last day, so that nothing is told twice.
What partners tell late, or without a date, is news on the day on which it was approved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from almaden.partnership.dates import last_day
from almaden.partnership.records.activities import ActivityRecord, BeneficiaryRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.outputs import EventRecord, PublicationRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.registry import Registry
from almaden.partnership.results import results
from almaden.reference.areas import areas
from almaden.wording import Exact, Text, n_

SectionName = Literal["highlights", "newly told", "resources", "new partners", "past events", "coming events"]
TITLES: Final[Mapping[SectionName, str]] = {
    "highlights": n_("Highlights"),
    "newly told": n_("Newly told"),
    "resources": n_("New to read"),
    "new partners": n_("New partners"),
    "past events": n_("Events that took place"),
    "coming events": n_("Coming events"),
}
_CALLED_OFF: Final = ("cancelled", "postponed")
#: A plan is no news of what was done; plans stand in the reports.
_PLANS: Final = ("pipeline", "planned")


@dataclass(frozen=True)
class Block:
    """One piece of news.

    Attributes:
        id: key of the record it comes from.
        title: its heading, in the words of the record.
        text: what is said of it, in the words of the record.
        facts: short lines of the program: when, where, who.
        countries: where, as ISO 3166 codes.
        link: page about it; only addresses of the web.
    """

    id: str
    title: str
    text: str = ""
    facts: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    link: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {**vars(self), "facts": list(self.facts), "countries": list(self.countries)}


@dataclass(frozen=True)
class Section:
    """The news of one sort; none is left out of a draft, an empty one says that there is nothing."""

    name: SectionName
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """Its heading."""
        return TITLES[self.name]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"name": self.name, "blocks": [block.to_json() for block in self.blocks]}


@dataclass(frozen=True)
class Newsletter:
    """What is new from one day to another, both included.

    Attributes:
        start: first day.
        end: last day.
        sections: the news, by sort.
        title: title of its own; empty for one that names the days.
        introduction: words of whoever sends it, in paragraphs.
    """

    start: date
    end: date
    sections: tuple[Section, ...]
    title: str = ""
    introduction: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        sections = [section.to_json() for section in self.sections]
        own = {"title": self.title, "introduction": self.introduction}
        return {"start": self.start.isoformat(), "end": self.end.isoformat(), "sections": sections} | {
            name: text for name, text in own.items() if text
        }


@dataclass(frozen=True)
class Story:
    """The draft of a story about one activity: its blocks in the order in which they are told."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    introduction: str = ""

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {"id": self.id, "title": self.title, "blocks": [block.to_json() for block in self.blocks]}


def of_area(letter: Newsletter, registry: Registry, area: str) -> Newsletter:
    """The news of one area; a new partner is news of each area that it works in."""

    def belongs(section: Section, block: Block) -> bool:
        records = (registry.get(record_type, block.id) for record_type in _RECORDS[section.name])
        return any(
            area in (getattr(record, "areas", None) or (getattr(record, "area", ""),))
            for record in records
            if record is not None
        )

    sections = tuple(
        Section(section.name, tuple(block for block in section.blocks if belongs(section, block)))
        for section in letter.sections
    )
    return replace(letter, sections=sections)


_RECORDS: Final[Mapping[SectionName, tuple[type[RegistryRecord], ...]]] = {
    "highlights": (ActivityRecord,),
    "newly told": (ActivityRecord, PublicationRecord, EventRecord, PartnerRecord),
    "resources": (PublicationRecord,),
    "new partners": (PartnerRecord,),
    "past events": (EventRecord,),
    "coming events": (EventRecord,),
}


def newsletter(
    registry: Registry,
    start: date,
    end: date,
    coming_until: date | None = None,
    told_on: Mapping[tuple[str, str], date] | None = None,
) -> Newsletter:
    """The draft of a newsletter.

    Args:
        registry: what is approved and public.
        start: first day of the period.
        end: last day of the period.
        coming_until: last day of the events that are announced; without it all that are known.
        told_on: by kind and key the day on which a record was approved, or last told something new. What was told in
            the period and stands nowhere else gets a section of its own; without this there is none.

    Highlights are canonical activities, no plans, that began or ended in the period, and those without a date of their
    own whose report ends in it. What stands below as an event or as something to read is no highlight too.
    """

    def within(text: str) -> bool:
        return bool(text) and start <= last_day(text) <= end

    def coming(text: str) -> bool:
        return bool(text) and end < last_day(text) <= (coming_until or date.max)

    held, read = _held(registry.all(EventRecord), within), _publications(registry, within)
    told = {record.activity for record in held} | {record.activity for record in read}
    highlights = [record for record in _highlights(registry, within) if record.id not in told]
    ahead, joined = _ahead(registry.all(EventRecord), coming), _joined(registry, within)
    sections = [
        Section("highlights", _blocks(highlights, _highlight, registry)),
        Section("resources", _blocks(read, _publication, registry)),
        Section("new partners", _blocks(joined, _partner, registry)),
        Section("past events", _blocks(held, _event, registry)),
        Section("coming events", _blocks(ahead, _event, registry)),
    ]
    if told_on is not None:
        days = {key: day for key, day in told_on.items() if start <= day <= end}
        stands = [*highlights, *read, *joined, *held, *ahead]
        sections.insert(1, Section("newly told", _newly_told(registry, days, stands)))
    return Newsletter(start, end, tuple(sections))


def story(registry: Registry, key: str) -> Story | None:
    """The draft of a story about an activity; None where there is none with this key."""
    record = registry.get(ActivityRecord, key)
    if record is None:
        return None
    reached = [one for one in registry.all(BeneficiaryRecord) if one.activity == key]
    figures = [one for one in results(registry).mercury if one.activity == key]
    people = tuple(Text("{number} {unit}", number=Exact(one.number), unit=one.unit) for one in reached)
    kept = tuple(
        Text("{number} kg mercury per year (grade {grade})", number=Exact(one.value), grade=one.grade or "-")
        for one in figures
    )
    about = Block(
        key,
        n_("What it is about"),
        record.description,
        _about(record, registry),
        record.countries,
        _web(record.website),
    )
    blocks = (
        about,
        Block(key, n_("What came of it"), record.outputs, kept),
        Block(key, n_("Whom it reached"), "", people),
        Block(key, n_("What stood in the way"), record.obstacles),
    )
    return Story(key, record.title, tuple(block for block in blocks if block.text or block.facts))


Within = Callable[[str], bool]


def _blocks(records: Iterable[Any], make: Callable[[Any, Registry], Block], registry: Registry) -> tuple[Block, ...]:
    return tuple(make(record, registry) for record in records)


def _highlights(registry: Registry, within: Within) -> list[ActivityRecord]:
    """Activities that are news, by area; their parts stand in the news of the whole."""
    new = [record for record in registry.all(ActivityRecord) if not record.same_as and _is_new(record, within)]
    keys = {record.id for record in new}
    return sorted((record for record in new if record.parent not in keys), key=lambda record: (record.area, record.id))


def _is_new(record: ActivityRecord, within: Within) -> bool:
    if record.status in (*_CALLED_OFF, *_PLANS):
        return False
    if record.start or record.end:
        return within(record.start) or within(record.end)
    return within(record.reported_to)


def _publications(registry: Registry, within: Within) -> list[PublicationRecord]:
    new = [
        record
        for record in registry.all(PublicationRecord)
        if record.status == "completed" and record.year and within(str(record.year))
    ]
    return sorted(new, key=lambda record: (record.area, record.id))


def _joined(registry: Registry, within: Within) -> list[PartnerRecord]:
    new = [record for record in registry.all(PartnerRecord) if record.standing == "partner" and within(record.joined)]
    return sorted(new, key=lambda record: (record.name, record.id))


def _newly_told(
    registry: Registry, days: Mapping[tuple[str, str], date], stands: Iterable[RegistryRecord]
) -> tuple[Block, ...]:
    """What was told in the period, the latest first, whenever it happened; not what stands in the letter anyway."""
    passed = {(type(record), record.id) for record in stands}
    found = []
    for kind, (record_type, make) in _TOLD.items():
        for record in registry.all(record_type):
            day = days.get((kind, record.id))
            # Parts stand in the news of the whole, here as in the highlights.
            part = (kind, getattr(record, "parent", "")) in days
            if day is not None and not part and (record_type, record.id) not in passed and _is_told(record):
                found.append((-day.toordinal(), kind, record.id, make(record, registry)))
    return tuple(block for *_, block in sorted(found, key=lambda one: one[:3]))


def _is_told(record: RegistryRecord) -> bool:
    """Whether a record is news of what was done, and of itself."""
    if isinstance(record, PartnerRecord):
        return record.standing == "partner"
    status = getattr(record, "status", "")
    return not getattr(record, "same_as", "") and status not in (*_CALLED_OFF, *_PLANS)


def _held(events: Iterable[EventRecord], within: Within) -> list[EventRecord]:
    held = [event for event in events if event.status not in _CALLED_OFF and within(event.end or event.start)]
    return sorted(held, key=lambda event: (event.end or event.start, event.id))


def _ahead(events: Iterable[EventRecord], coming: Within) -> list[EventRecord]:
    ahead = [event for event in events if event.status not in _CALLED_OFF and coming(event.start or event.end)]
    return sorted(ahead, key=lambda event: (event.start or event.end, event.id))


def _highlight(record: ActivityRecord, registry: Registry) -> Block:
    text = record.outputs or record.description
    return Block(record.id, record.title, text, _about(record, registry), record.countries, _web(record.website))


def _about(record: ActivityRecord, registry: Registry) -> tuple[str, ...]:
    named = record.partners if record.partners_basis in ("stated", "partly stated") else ()
    facts = (
        _area(record.area),
        _when(record.start, record.end),
        _names(named, registry),
    )
    return tuple(fact for fact in facts if fact)


def _publication(record: PublicationRecord, registry: Registry) -> Block:
    facts = (_area(record.area), str(record.year or ""), _names(record.authors, registry), ", ".join(record.languages))
    return Block(record.id, record.title, "", tuple(fact for fact in facts if fact), (), _web(record.website))


def _partner(record: PartnerRecord, registry: Registry) -> Block:
    facts = tuple(_area(area) for area in record.areas)
    return Block(record.id, record.name, record.contribution, facts, _one(record.country), _web(record.website))


def _event(record: EventRecord, registry: Registry) -> Block:
    facts = (_area(record.area), _when(record.start, record.end), record.place, _names(record.organisers, registry))
    kept = tuple(fact for fact in facts if fact)
    return Block(record.id, record.title, "", kept, _one(record.country), _web(record.website))


def _one(country: str) -> tuple[str, ...]:
    return (country,) if country else ()


def _area(code: str) -> str:
    return Text(areas()[code]) if code in areas() else ""


def _when(start: str, end: str) -> str:
    if start and end and start != end:
        return Text("{start} to {end}", start=start, end=end)
    return start or end


def _names(keys: Iterable[str], registry: Registry) -> str:
    found = (registry.get(PartnerRecord, key) for key in keys)
    return ", ".join(record.name for record in found if record is not None)


def _web(address: str) -> str:
    """The address if it is one of the web; another could run something."""
    return address if address.lower().startswith(("https://", "http://")) else ""


#: Of what news are told by the day of approval, and how.
_TOLD: Final[Mapping[str, tuple[type[RegistryRecord], Callable[[Any, Registry], Block]]]] = {
    "activity": (ActivityRecord, _highlight),
    "publication": (PublicationRecord, _publication),
    "event": (EventRecord, _event),
    "partner": (PartnerRecord, _partner),
}
