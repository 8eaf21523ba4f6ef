"""What the pages of facilities and sites have in common."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import urlencode
from django.views.decorators.http import condition

from almaden.reference.categories import categories
from almaden.reference.countries import all_countries
from almaden.reference.record import Record
from almaden.store.field_origins import origins_of
from almaden.store.history import Version
from almaden.store.models import Entry
from almaden.store.models.recorded import Recorded
from almaden.store.place_lists import Asked, Listed, box_of
from almaden.store.points import Part, PointFile
from almaden.store.record_input import written_identifiers
from almaden.store.rights import Person
from almaden.web.language import translate
from almaden.web.links import address_if_any
from almaden.web.record_form import LABELS, choice_text, fields_of
from almaden.web.shown import country, number

#: How the API calls the filters of a list.
_ASKED_OF_API = {
    "facilities": {"country": "country", "category": "category", "status": "status", "text": "name", "box": "bbox"},
    "sites": {"country": "country", "kind": "kind", "text": "name", "box": "bbox"},
}
#: Points of a map that is one part of a page: with d3 and the outlines the page stays below 500 kB.
_FEW = 20_000
_FILTERS = ("country", "category", "status", "kind", "text", "dataset")


@dataclass(frozen=True)
class Page:
    """Rows of one page with the queries of the next and the first page."""

    rows: Any
    next: str
    first: str


def asked_of(request: HttpRequest) -> Asked:
    """What the address asks of a list.

    Raises:
        InputError: the box is none.
    """
    given = {name: request.GET.get(name, "").replace("\0", "").strip()[:300] for name in _FILTERS}
    return Asked(box=box_of(request.GET.get("box", "")), order=request.GET.get("order", "name"), **given)


def page_of(request: HttpRequest, listed: Listed[Any]) -> Page:
    """A page of a list as the macro ``ui.pager`` wants it."""
    kept = {name: str(value) for name, value in request.GET.items() if name != "after"}
    following = urlencode({**kept, "after": listed.next}) if listed.next else ""
    return Page(listed.rows, following, urlencode(kept) or "page=1" if "after" in request.GET else "")


def found(rows: QuerySet[Any], pk: int) -> Any:
    """A row that the person may see.

    Raises:
        Http404: there is none.
    """
    row = rows.filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404
    return row


def query_of(request: HttpRequest) -> str:
    """The filters of a list as a query, for the list and the map of the same places."""
    return urlencode({name: value for name in (*_FILTERS, "box") if (value := request.GET.get(name))})


def csv_address(request: HttpRequest, collection: str) -> str:
    """Where the API gives the same places as CSV; empty where there is no API."""
    names = _ASKED_OF_API[collection].items()
    asked = {name: value for given, name in names if (value := request.GET.get(given))}
    root = address_if_any("api:api-root")
    return f"{root}{collection}?{urlencode({'format': 'csv', **asked})}" if root else ""


@dataclass(frozen=True)
class ToldField:
    """One field of a record: its label, its value as text, and the entry of the journal that set it."""

    name: str
    label: str
    value: str
    meaning: str
    entry: Entry | None


def told_fields(
    place: Recorded, record: type[Record], versions: tuple[Version, ...], hidden: Collection[str] = ()
) -> list[ToldField]:
    """The fields of a place that have a value, with where they come from."""
    origins = origins_of(versions)
    told = []
    for name in fields_of(record):
        text = shown_value(name, getattr(place, name))
        if text and name not in hidden:
            meaning = record.model_fields[name].description or ""
            told.append(ToldField(name, LABELS[name], text, meaning, origins.get(name)))
    return told


def shown_value(name: str, value: Any) -> str:
    """A value of a field as a page shows it."""
    if value in (None, "", {}):
        return ""
    if name == "country":
        return country(value)
    if name == "category":
        known = categories().get(value)
        return f"{value} {translate(known.name)}" if known else str(value)
    if name == "identifiers":
        return written_identifiers(value)
    if name in ("latitude", "longitude"):
        return f"{value:.6g}°"
    if isinstance(value, float):
        return number(value)
    return choice_text(value) if isinstance(value, str) else str(value)


def points_answer(
    request: HttpRequest, tag: Callable[[Person, Part], str], made: Callable[[Person, Part], PointFile]
) -> HttpResponseBase:
    """Points as prepared bytes, of a country or thinned out where asked; a browser that has them is told so."""
    country = request.GET.get("country", "")
    part = Part(
        country if country in {one.iso3 for one in all_countries()} else "", _FEW if "few" in request.GET else 0
    )

    def answer(request: HttpRequest) -> HttpResponse:
        file = made(request.user, part)
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(file.gzipped if packed else file.content, content_type="application/octet-stream")
        if packed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding, Cookie"
        response.headers["Cache-Control"] = "private, no-cache"
        return response

    return condition(etag_func=lambda request: f'"{tag(request.user, part)}"')(answer)(request)
