"""Facilities, units and sites."""

from __future__ import annotations

from typing import Any, Literal

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from ninja import Query, Router

from almaden.reference.records import FacilityStatus, SiteKind
from almaden.store import boxes
from almaden.store.models import Facility, Site
from almaden.store.places import blurred
from almaden.store.rights import Person, visible_facilities, visible_sites, visible_units
from almaden.web.api import asking, schemas
from almaden.web.api.listing import Finish, Listing, Row, reply
from almaden.web.api.negotiation import PlaceFormat, TableFormat, format_field
from almaden.web.api.paging import Paging

router = Router(tags=["places"])

FACILITIES = Listing("facilities", schemas.Facility, {"dataset": "dataset_id"}, geometry=True)
UNITS = Listing("units", schemas.Unit, {"facility": "facility_id", "country": "facility__country"})
SITES = Listing("sites", schemas.Site, {"dataset": "dataset_id", "blurred": "kind"}, geometry=True)

PLACES = {"x-formats": ["json", "csv", "geojson", "xlsx", "parquet"]}
TABLES = {"x-formats": ["json", "csv", "xlsx", "parquet"]}


class FacilitiesAsked(Paging):
    """What facilities can be asked by."""

    country: asking.Country = None
    category: str | None = None
    status: FacilityStatus | None = None
    dataset: schemas.Number | None = None
    area: asking.Area = None
    name: asking.Contains = None
    bbox: asking.BBox = None
    sort: Literal["id", "-id", "name", "-name", "country", "-country"] = "id"
    format: PlaceFormat | None = format_field()


class UnitsAsked(Paging):
    """What units can be asked by."""

    facility: schemas.Number | None = None
    country: asking.Country = None
    area: asking.Area = None
    status: FacilityStatus | None = None
    name: asking.Contains = None
    sort: Literal["id", "-id", "name", "-name"] = "id"
    format: TableFormat | None = format_field()


class SitesAsked(Paging):
    """What sites can be asked by."""

    country: asking.Country = None
    kind: SiteKind | None = None
    network: str | None = None
    dataset: schemas.Number | None = None
    area: asking.Area = None
    name: asking.Contains = None
    bbox: asking.BBox = None
    sort: Literal["id", "-id", "name", "-name", "country", "-country"] = "id"
    format: PlaceFormat | None = format_field()


def facilities_asked(user: Person, asked: Any) -> QuerySet[Facility]:
    """The facilities that a person may see and asked for."""
    found = asking.equal(visible_facilities(user), asked, "country", "category", "status", dataset="dataset_id")
    return _named_in_box(found, user, asked)


def sites_asked(user: Person, asked: Any) -> QuerySet[Site]:
    """The sites that a person may see and asked for."""
    found = asking.equal(visible_sites(user), asked, "country", "kind", "network", dataset="dataset_id")
    return _named_in_box(found, user, asked)


def _named_in_box(found: Any, user: Person, asked: Any) -> Any:
    found = asking.in_area(found, asked.area, "dataset__area")
    if asked.name is not None:
        found = found.filter(name__icontains=asked.name)
    if asked.bbox is not None:
        box = asking.box_of(asked.bbox)
        found = found.filter(boxes.in_box(found.model, box, boxes.known_to(user)))
    return found


def as_shown(user: Person) -> Finish:
    """Changes a site to what a person may see of it: informal mines at a rough place, without what the source says."""
    known = boxes.known_to(user)

    def finish(row: Row) -> Row:
        row["blurred"] = boxes.is_hidden(row["kind"], row["country"], known)
        if row["blurred"]:
            row["attributes"] = {}
            row["elevation_m"] = None
            for name in ("latitude", "longitude"):
                row[name] = None if row[name] is None else blurred(row[name])
        return row

    return finish


@router.get("/facilities", response=schemas.page_of(schemas.Facility), operation_id="facilities", openapi_extra=PLACES)
def facilities(request: HttpRequest, asked: Query[FacilitiesAsked]) -> HttpResponseBase:
    """Facilities: plants, mines, works."""
    return FACILITIES.answer(request, facilities_asked(request.user, asked), asked)


@router.get("/facilities/{key}", response=schemas.Facility, operation_id="facility")
def facility(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One facility."""
    return reply(FACILITIES.one(visible_facilities(request.user), key))


@router.get("/units", response=schemas.page_of(schemas.Unit), operation_id="units", openapi_extra=TABLES)
def units(request: HttpRequest, asked: Query[UnitsAsked]) -> HttpResponseBase:
    """Units of facilities: boilers, kilns, furnaces."""
    found = asking.equal(
        visible_units(request.user), asked, "status", facility="facility_id", country="facility__country"
    )
    found = asking.in_area(found, asked.area, "facility__dataset__area")
    return UNITS.answer(request, found if asked.name is None else found.filter(name__icontains=asked.name), asked)


@router.get("/units/{key}", response=schemas.Unit, operation_id="unit")
def unit(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One unit."""
    return reply(UNITS.one(visible_units(request.user), key))


@router.get("/sites", response=schemas.page_of(schemas.Site), operation_id="sites", openapi_extra=PLACES)
def sites(request: HttpRequest, asked: Query[SitesAsked]) -> HttpResponseBase:
    """Sites: monitoring stations, contaminated sites, informal mines (in public at a rough place)."""
    return SITES.answer(request, sites_asked(request.user, asked), asked, as_shown(request.user))


@router.get("/sites/{key}", response=schemas.Site, operation_id="site")
def site(request: HttpRequest, key: schemas.Id) -> HttpResponseBase:
    """One site."""
    return reply(SITES.one(visible_sites(request.user), key, as_shown(request.user)))
