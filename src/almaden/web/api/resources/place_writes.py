"""Makes and changes facilities, units and sites."""

from __future__ import annotations

from typing import Any, Final, TypeVar

from django.http import HttpRequest, HttpResponse
from pydantic import Field

from almaden.reference.record import Record
from almaden.reference.records import FacilityRecord, SiteRecord, UnitRecord
from almaden.store import places as store
from almaden.store.models import Facility, Site, Unit
from almaden.store.rights import visible_datasets, visible_facilities, visible_sites, visible_units
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import made, reply
from almaden.web.api.resources.places import FACILITIES, SITES, UNITS, as_shown, router

R = TypeVar("R", bound=Record)

_OF_UNITS: Final = frozenset({"facility"})
_DATASET: Final = (schemas.Number, Field(description="Number of the data set that it goes into."))
_FACILITY: Final = (schemas.Number, Field(description="Number of the facility that it belongs to."))

NewFacility = schemas.taken("NewFacility", FacilityRecord, dataset=_DATASET)
NewUnit = schemas.taken("NewUnit", UnitRecord, _OF_UNITS, facility=_FACILITY)
NewSite = schemas.taken("NewSite", SiteRecord, dataset=_DATASET)
FacilityChange = schemas.changes_of("FacilityChange", FacilityRecord)
UnitChange = schemas.changes_of("UnitChange", UnitRecord, _OF_UNITS)
SiteChange = schemas.changes_of("SiteChange", SiteRecord)


@router.post("/facilities", response={201: schemas.Facility}, operation_id="make_facility", auth=signed_in)
def make_facility(request: HttpRequest, body: NewFacility) -> HttpResponse:  # type: ignore[valid-type]  # made above
    """Make a facility."""
    sent: Any = body
    dataset = asking.one(visible_datasets(request.user), sent.dataset)
    record = FacilityRecord(**sent.model_dump(exclude={"dataset", "reason"}))
    found = store.make_facility(actor(request), dataset, record, reason=sent.reason)
    return made(FACILITIES.one(Facility.objects.all(), found.pk), f"/api/v1/facilities/{found.pk}")


@router.patch("/facilities/{key}", response=schemas.Facility, operation_id="change_facility", auth=signed_in)
def change_facility(
    request: HttpRequest,
    key: schemas.Id,
    body: FacilityChange,  # type: ignore[valid-type]  # made above
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of a facility."""
    found = asking.one(visible_facilities(request.user), key)
    sent: Any = body
    expected = asking.version_seen(if_match, sent.version)
    store.change_facility(actor(request), found, expected, changed(FacilityRecord, found, sent), reason=sent.reason)
    return reply(FACILITIES.one(Facility.objects.all(), key))


@router.post("/units", response={201: schemas.Unit}, operation_id="make_unit", auth=signed_in)
def make_unit(request: HttpRequest, body: NewUnit) -> HttpResponse:  # type: ignore[valid-type]  # made above
    """Make a unit of a facility."""
    sent: Any = body
    facility = asking.one(visible_facilities(request.user), sent.facility)
    record = UnitRecord(facility=str(facility.pk), **sent.model_dump(exclude={"facility", "reason"}))
    found = store.make_unit(actor(request), facility, record, reason=sent.reason)
    return made(UNITS.one(Unit.objects.all(), found.pk), f"/api/v1/units/{found.pk}")


@router.patch("/units/{key}", response=schemas.Unit, operation_id="change_unit", auth=signed_in)
def change_unit(
    request: HttpRequest,
    key: schemas.Id,
    body: UnitChange,  # type: ignore[valid-type]  # made above
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of a unit."""
    found = asking.one(visible_units(request.user), key)
    sent: Any = body
    expected = asking.version_seen(if_match, sent.version)
    record = changed(UnitRecord, found, sent, facility=str(found.facility_id))
    store.change_unit(actor(request), found, expected, record, reason=sent.reason)
    return reply(UNITS.one(Unit.objects.all(), key))


@router.post("/sites", response={201: schemas.Site}, operation_id="make_site", auth=signed_in)
def make_site(request: HttpRequest, body: NewSite) -> HttpResponse:  # type: ignore[valid-type]  # made above
    """Make a site."""
    sent: Any = body
    dataset = asking.one(visible_datasets(request.user), sent.dataset)
    record = SiteRecord(**sent.model_dump(exclude={"dataset", "reason"}))
    found = store.make_site(actor(request), dataset, record, reason=sent.reason)
    shown = SITES.one(Site.objects.all(), found.pk, as_shown(request.user))
    return made(shown, f"/api/v1/sites/{found.pk}")


@router.patch("/sites/{key}", response=schemas.Site, operation_id="change_site", auth=signed_in)
def change_site(
    request: HttpRequest,
    key: schemas.Id,
    body: SiteChange,  # type: ignore[valid-type]  # made above
    if_match: asking.IfMatch = None,
) -> HttpResponse:
    """Change fields of a site."""
    found = asking.one(visible_sites(request.user), key)
    sent: Any = body
    expected = asking.version_seen(if_match, sent.version)
    store.change_site(actor(request), found, expected, changed(SiteRecord, found, sent), reason=sent.reason)
    return reply(SITES.one(Site.objects.all(), key, as_shown(request.user)))


def changed(record: type[R], found: Any, sent: Any, **others: Any) -> R:
    """A record as it stands, with the fields that were sent."""
    now = {name: getattr(found, name) for name in record.model_fields if name not in others}
    return record.model_validate({**now, **sent.values(), **others})
