"""What is new and what is due at addresses that other programs ask again and again: a feed and a calendar."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zlib import crc32

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import condition

from almaden.partnership.records.activities import ActivityRecord
from almaden.reports.partnership import atom, calendar
from almaden.store.models import Entry, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of
from almaden.store.registry.lists import part
from almaden.store.registry.reading import visible_rows
from almaden.web.access import open_to_all
from almaden.web.language import language, translate
from almaden.web.pages.partnership.shared import page_of_record
from almaden.wording import n_

#: The kinds that a calendar holds: what happens on a day, and what is due on one.
_DATED: Final = ("event", "meeting", "decision", "consultation", "commitment", "target")
_BEGIN: Final = datetime(1970, 1, 1, tzinfo=UTC)


def _tag(request: HttpRequest) -> str:
    """Changes with every entry of the journal, and with the language."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first()
    return f'"{last or 0}-{language()}-{crc32(request.get_host().encode()):08x}"'


@open_to_all
@condition(etag_func=_tag)
def feed(request: HttpRequest) -> HttpResponse:
    """The latest activities, publications and events (Atom, RFC 4287)."""
    rows = visible_rows(None).filter(kind__in=atom.NEWS, state=RegistryState.PUBLISHED, same_as="")
    news = [_new(request, row) for row in rows.order_by("-changed_on", "-pk")[: atom.MOST]]
    title = translate(n_("What is new in the Global Mercury Partnership"))
    moment = max((one.updated for one in news), default=_BEGIN)
    own = request.build_absolute_uri(reverse("partnership_feed"))
    content = atom.write_feed(news, title, request.get_host(), moment, language(), own)
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


@open_to_all
@condition(etag_func=_tag)
def ics(request: HttpRequest) -> HttpResponse:
    """Events, meetings and what is due (iCalendar, RFC 5545)."""
    dated = part(None, {kind: Q() for kind in _DATED})
    rows = visible_rows(None).filter(kind__in=_DATED, state=RegistryState.PUBLISHED)
    moment = rows.order_by("-changed_on").values_list("changed_on", flat=True).first()
    content = calendar.write_calendar(dated, request.get_host(), moment or _BEGIN)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _new(request: HttpRequest, row: RegistryRow) -> atom.New:
    record = record_of(row, personal=False)
    summary = record.description if isinstance(record, ActivityRecord) else ""
    address = request.build_absolute_uri(page_of_record(row.kind, row.key))
    return atom.New(row.kind, row.key, row.title or row.key, summary, row.changed_on, address)


urlpatterns = [
    path("partnership/feed.atom", feed, name="partnership_feed"),
    path("partnership/calendar.ics", ics, name="partnership_calendar"),
]
