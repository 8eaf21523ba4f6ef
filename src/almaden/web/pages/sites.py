"""Sites: stations, contaminated sites, informal mines. Informal mines are shown in public at a blurred place."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse

from almaden.reference.records import SiteRecord
from almaden.store.history import Version, file_names, history_of
from almaden.store.observations.measured import identifiers_of, sites_measured
from almaden.store.place_lists import page
from almaden.store.place_lists import sites as listed
from almaden.store.places import change_site, instead, is_blurred, make_site, may_change, position
from almaden.store.points import site_points, tag_of
from almaden.store.reviews import comments_on
from almaden.store.rights import require, visible_sites
from almaden.web.access import needs, open_to_all
from almaden.web.maps import site_map
from almaden.web.monitoring_asked import choices_of, what_words
from almaden.web.pages.place_edit import add_place, changed
from almaden.web.pages.places_shared import asked_of, csv_address, found, page_of, points_answer, query_of, told_fields
from almaden.web.record_form import LABELS, choice_text, country_choices, kind_choices
from almaden.web.shown import country
from almaden.wording import n_


@open_to_all
def sites(request: HttpRequest) -> HttpResponse:
    """A list of sites, or their map."""
    asked = asked_of(request)
    as_map = request.GET.get("view") == "map"
    rows = listed(request.user, asked).select_related("dataset")
    context = {
        "asked": asked,
        "as_map": as_map,
        "query": query_of(request),
        "csv": csv_address(request, "sites"),
        "page": None if as_map else page_of(request, page(rows, asked.order, request.GET.get("after", ""))),
        "map": site_map(category=asked.kind, focus_country=asked.country) if as_map else None,
        "countries": country_choices(),
        "kinds": kind_choices(),
        "choice_text": choice_text,
        "position": lambda site: position(request.user, site),
    }
    return render(request, "sites/list.html", context)


@open_to_all
def site(request: HttpRequest, pk: int) -> HttpResponse:
    """One site: its fields with where they come from, place, history."""
    shown = found(visible_sites(request.user).select_related("dataset__source"), pk)
    blurred = instead(request.user, shown)
    for name, value in blurred.items():
        setattr(shown, name, value)
    where = shown.latitude, shown.longitude
    versions = history_of(shown)
    context = {
        "site": shown,
        "blurred": bool(blurred),
        "hidden": _hidden(versions, blurred) if blurred else (),
        "fields": told_fields(shown, SiteRecord, versions),
        "versions": versions,
        "files": file_names(version.entry for version in versions),
        "comments": comments_on(request.user, shown),
        "labels": LABELS,
        "map": site_map(focus_place=where) if None not in where else None,
        "may_change": may_change(request.user, shown.dataset, shown.country) and not blurred,
        "choice_text": choice_text,
        "measured": [one for place in sites_measured(request.user, identifiers_of(shown)) for one in choices_of(place)],
        "what_words": what_words,
    }
    return render(request, "sites/site.html", context)


def _hidden(versions: tuple[Version, ...], blurred: Collection[str]) -> frozenset[str]:
    """Fields whose earlier values would tell where a site is: history tells attributes one by one, by their names."""
    told = {part.field for version in versions for part in version.fields}
    return frozenset(told - (set(SiteRecord.model_fields) - set(blurred)))


@open_to_all
def points(request: HttpRequest) -> HttpResponseBase:
    """The sites as points of a map."""
    return points_answer(request, lambda user, part: tag_of(user, "site", part), site_points)


@open_to_all
def card(request: HttpRequest, pk: int) -> JsonResponse:
    """What a map tells about one point."""
    shown = found(visible_sites(request.user), pk)
    lines = [country(shown.country), choice_text(shown.kind), shown.network]
    return JsonResponse({"title": shown.name, "lines": lines, "href": reverse("site", args=[pk])})


@needs("write_data")
def site_new(request: HttpRequest) -> HttpResponse:
    """Add a site by hand."""
    return add_place(request, SiteRecord, make_site, n_("New site"))


@needs("write_data")
def site_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a site."""
    shown = found(visible_sites(request.user).select_related("dataset"), pk)
    require(request.user, "write_data", shown.country, shown.dataset.area)
    if is_blurred(request.user, shown):
        require(request.user, "read_drafts", shown.country)
    return changed(request, shown, SiteRecord, change_site, n_("Change the site"))


urlpatterns = [
    path("sites/", sites, name="sites"),
    path("sites/points.bin", points, name="site_points"),
    path("sites/new/", site_new, name="site_new"),
    path("sites/<int:pk>/", site, name="site"),
    path("sites/<int:pk>/edit/", site_edit, name="site_edit"),
    path("sites/<int:pk>/card.json", card, name="site_card"),
]
