"""Forms for facilities and units: new ones, and changes that do not overwrite what others changed."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.urls import path

from almaden.reference.records import FacilityRecord, UnitRecord
from almaden.store.places import change_facility, change_unit, make_facility, make_unit
from almaden.store.rights import area_of, require, visible_facilities, visible_units
from almaden.web.access import needs, person_of
from almaden.web.pages.place_edit import add_place, added, changed
from almaden.web.pages.places_shared import found
from almaden.wording import n_


@needs("write_data")
def facility_new(request: HttpRequest) -> HttpResponse:
    """Add a facility by hand."""
    return add_place(request, FacilityRecord, make_facility, n_("New facility"))


@needs("write_data")
def facility_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a facility."""
    facility = found(visible_facilities(request.user).select_related("dataset"), pk)
    require(request.user, "write_data", facility.country, facility.dataset.area)
    return changed(request, facility, FacilityRecord, change_facility, n_("Change the facility"))


@needs("write_data")
def unit_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a unit to a facility."""
    facility = found(visible_facilities(request.user).select_related("dataset"), pk)
    require(request.user, "write_data", facility.country, facility.dataset.area)
    keep = partial(make_unit, person_of(request), facility)
    return added(request, UnitRecord, keep, n_("New unit"), facility=f"almaden:{facility.pk}")


@needs("write_data")
def unit_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a unit."""
    unit = found(visible_units(request.user).select_related("facility__dataset"), pk)
    require(request.user, "write_data", unit.facility.country, area_of(unit))
    return changed(
        request, unit, UnitRecord, change_unit, n_("Change the unit"), facility=f"almaden:{unit.facility_id}"
    )


urlpatterns = [
    path("facilities/new/", facility_new, name="facility_new"),
    path("facilities/<int:pk>/edit/", facility_edit, name="facility_edit"),
    path("facilities/<int:pk>/units/new/", unit_new, name="unit_new"),
    path("units/<int:pk>/edit/", unit_edit, name="unit_edit"),
]
