"""Events, meetings and deadlines as a calendar that other programs subscribe to (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from almaden.partnership.dates import first_day, last_day
from almaden.partnership.records.areas import TargetRecord
from almaden.partnership.records.meetings import ConsultationRecord, DecisionRecord, MeetingRecord
from almaden.partnership.records.outputs import CommitmentRecord, EventRecord
from almaden.partnership.registry import Registry
from almaden.reference.countries import country_name
from almaden.wording import n_

#: Longest line of the file in octets.
_LONGEST: Final = 75
_DAY: Final = len("2019-11-23")
_MONTH: Final = len("2019-11")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]")
_STATES: Final = {"planned": "TENTATIVE", "pipeline": "TENTATIVE", "postponed": "TENTATIVE", "cancelled": "CANCELLED"}
#: What is done or given up has no deadline any more.
_CLOSED: Final = ("done", "dropped", "kept", "not kept")
_ADDRESS: Final = re.compile(r"https?://[!-~]+")


@dataclass(frozen=True)
class Entry:
    """One entry of the calendar: whole days, from ``start`` to and with ``end``."""

    kind: str
    key: str
    title: str
    start: date
    end: date
    place: str = ""
    description: str = ""
    website: str = ""
    state: str = "CONFIRMED"


def entries(registry: Registry) -> Iterator[Entry]:
    """What stands in the calendar: what is known to the day or the month; a year is no date of a calendar."""
    for event in registry.all(EventRecord):
        if len(event.start) >= _MONTH:
            yield Entry(
                "event",
                event.id,
                event.title,
                first_day(event.start),
                _end(event.start, event.end),
                _place(event.place, event.country),
                "\n".join(filter(None, (event.follow_up, *event.documents))),
                event.website,
                _STATES.get(event.status, "CONFIRMED"),
            )
    for meeting in registry.all(MeetingRecord):
        if len(meeting.start) >= _MONTH:
            yield Entry(
                "meeting",
                meeting.id,
                meeting.title,
                first_day(meeting.start),
                _end(meeting.start, meeting.end),
                _place(meeting.place, meeting.country),
                "\n".join(meeting.documents),
            )
    yield from _deadlines(registry)


def _deadlines(registry: Registry) -> Iterator[Entry]:
    due: list[tuple[str, str, str, str]] = [
        *(("decision", one.id, one.text, one.due) for one in registry.all(DecisionRecord) if one.state not in _CLOSED),
        *(("consultation", one.id, one.title, one.closes) for one in registry.all(ConsultationRecord)),
        *(
            ("commitment", one.id, one.text, one.due)
            for one in registry.all(CommitmentRecord)
            if one.state not in _CLOSED
        ),
        *(("target", one.id, one.statement, one.due) for one in registry.all(TargetRecord)),
    ]
    for kind, key, text, on in due:
        # By a month or a year means by its last day.
        if on:
            yield Entry(kind, key, f"{n_('Due')}: {text}", last_day(on), last_day(on))


def _end(start: str, end: str) -> date:
    return max(last_day(end) if len(end) >= _MONTH else last_day(start), first_day(start))


def _place(place: str, country: str) -> str:
    name = country_name(country) if country and place != "online" else ""
    return ", ".join(filter(None, (place, name)))


def write_calendar(registry: Registry, publisher: str, made_at: datetime) -> bytes:
    """The calendar.

    Args:
        registry: what stands in it.
        publisher: what makes the marks of the entries unlike those of others: ``XM-DAC-41304``.
        made_at: moment that the file bears.
    """
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Almaden//Partnership//EN", "CALSCALE:GREGORIAN"]
    for entry in entries(registry):
        lines += _event(entry, publisher, stamp)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(entry: Entry, publisher: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(f'{entry.kind}-{entry.key}@{publisher}')}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
    # The end of whole days is the first day after them.
    yield f"DTEND;VALUE=DATE:{_after(entry.end):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.title)}"
    if entry.place:
        yield f"LOCATION:{_escaped(entry.place)}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    if _ADDRESS.fullmatch(entry.website):
        yield f"URL:{entry.website}"
    yield f"STATUS:{entry.state}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _escaped(text: str) -> str:
    plain = _CONTROL.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.encode("utf-8", "replace").decode()
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets; no character is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _LONGEST:
            pieces.append(piece)
            # The blank that begins a further line counts.
            piece, size = " ", 1
        piece += letter
        size += octets
    return "\r\n".join([*pieces, piece])
