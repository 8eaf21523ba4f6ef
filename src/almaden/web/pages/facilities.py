"""Facilities and their units: list, map, one facility, one unit."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from almaden.reference.records import FacilityRecord, UnitRecord
from almaden.store.coal import stored_unit
from almaden.store.history import file_names, history_of
from almaden.store.place_lists import facilities as listed
from almaden.store.place_lists import page
from almaden.store.places import may_change
from almaden.store.points import facility_points, tag_of
from almaden.store.registry.of_facility import of_facility
from almaden.store.reviews import comments_on
from almaden.store.rights import visible_facilities, visible_units
from almaden.web.access import open_to_all
from almaden.web.maps import facility_map
from almaden.web.pages.partnership.shared import page_of_record
from almaden.web.pages.places_shared import asked_of, csv_address, found, page_of, points_answer, query_of, told_fields
from almaden.web.record_form import LABELS, category_choices, choice_text, country_choices, status_choices
from almaden.web.shown import country
from almaden.web.templating import address


@open_to_all
def facilities(request: HttpRequest) -> HttpResponse:
    """A list of facilities, or their map."""
    asked = asked_of(request)
    as_map = request.GET.get("view") == "map"
    rows = listed(request.user, asked).select_related("dataset")
    shown: dict[str, Any] = {"state": asked.status, "category": asked.category, "focus_country": asked.country}
    context = {
        "asked": asked,
        "as_map": as_map,
        "query": query_of(request),
        "csv": csv_address(request, "facilities"),
        "page": None if as_map else page_of(request, page(rows, asked.order, request.GET.get("after", ""))),
        "map": facility_map(**shown) if as_map else None,
        "countries": country_choices(),
        "categories": category_choices(),
        "states": status_choices(),
        "choice_text": choice_text,
    }
    return render(request, "facilities/list.html", context)


@open_to_all
def facilities_of_category(request: HttpRequest, category: str) -> HttpResponse:
    """The facilities of a source category."""
    return redirect(address("facilities", category=category))


@open_to_all
def facility(request: HttpRequest, pk: int) -> HttpResponse:
    """One facility: its fields with where they come from, units, place, history."""
    shown = found(visible_facilities(request.user).select_related("dataset__source"), pk)
    versions = history_of(shown)
    placed = shown.latitude is not None and shown.longitude is not None
    context = {
        "facility": shown,
        "units": shown.units.order_by("name", "id"),
        "fields": told_fields(shown, FacilityRecord, versions),
        "versions": versions,
        "files": file_names(version.entry for version in versions),
        "comments": comments_on(request.user, shown),
        "labels": LABELS,
        "map": facility_map(focus_place=(shown.latitude, shown.longitude)) if placed else None,
        "may_change": may_change(request.user, shown.dataset, shown.country),
        "choice_text": choice_text,
        "in_registry": of_facility(request.user, shown),
        "page_of_record": page_of_record,
    }
    return render(request, "facilities/facility.html", context)


@open_to_all
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit of a facility."""
    shown = found(visible_units(request.user).select_related("facility__dataset__source"), pk)
    versions = history_of(shown)
    context = {
        "unit": shown,
        "facility": shown.facility,
        "fields": told_fields(shown, UnitRecord, versions),
        "versions": versions,
        "files": file_names(version.entry for version in versions),
        "labels": LABELS,
        "burns_coal": stored_unit(request.user, pk) is not None,
        "may_change": may_change(request.user, shown.facility.dataset, shown.facility.country),
    }
    return render(request, "facilities/unit.html", context)


@open_to_all
def points(request: HttpRequest) -> HttpResponseBase:
    """The facilities as points of a map."""
    return points_answer(request, lambda user, part: tag_of(user, "facility", part), facility_points)


@open_to_all
def card(request: HttpRequest, pk: int) -> JsonResponse:
    """What a map tells about one point."""
    shown = found(visible_facilities(request.user), pk)
    lines = [country(shown.country), choice_text(shown.status), shown.kind]
    return JsonResponse({"title": shown.name, "lines": lines, "href": reverse("facility", args=[pk])})


urlpatterns = [
    path("facilities/", facilities, name="facilities"),
    path("facilities/points.bin", points, name="facility_points"),
    path("facilities/category/<str:category>/", facilities_of_category, name="facilities_of_category"),
    path("facilities/<int:pk>/", facility, name="facility"),
    path("facilities/<int:pk>/card.json", card, name="facility_card"),
    path("units/<int:pk>/", unit, name="unit"),
]
