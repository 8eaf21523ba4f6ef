"""Partners: the list with its filters, and one partner."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.records.kinds import KINDS
from almaden.partnership.records.partners import PartnerRecord
from almaden.store.models import RegistryRow
from almaden.store.place_lists import page
from almaden.store.registry import lists
from almaden.store.registry.lists import naming
from almaden.web.access import open_to_all
from almaden.web.pages.partnership.shared import (
    area_options,
    area_title,
    asked_of,
    belonging,
    choices_of,
    history,
    options,
    page_of_record,
    record_shown,
    row_of,
    told,
)
from almaden.web.pages.places_shared import page_of
from almaden.web.record_form import country_choices
from almaden.web.registry_words import value_word

#: Records of each kind that name a partner and are told on its page.
_MOST = 50
_IN_HEAD = ("name", "category", "standing")
#: Ways of how documents tell who took part that do not name the partner.
_FILLED_IN = ("area lead", "group")


@open_to_all
def partners(request: HttpRequest) -> HttpResponse:
    """The partners, and organisations that documents name."""
    asked = asked_of(request)
    found = lists.records(request.user, "partner", asked)
    context = {
        "asked": asked,
        "page": page_of(request, page(found, "title", request.GET.get("after", ""))),
        "areas": area_options(),
        "categories": options(choices_of("partner", "category")),
        "standings": options(choices_of("partner", "standing")),
        "countries": country_choices(),
        "area_title": area_title,
        "value_word": value_word,
    }
    return render(request, "partnership/partners.html", context)


def _offices(rows: Iterable[RegistryRow]) -> list[RegistryRow]:
    """Each office once, with the last day at which a document says that it was held."""
    found: dict[tuple[str, ...], RegistryRow] = {}
    for one in sorted(rows, key=lambda one: str(one.values.get("known_on", ""))):
        found[one.area, one.type, str(one.values.get("start", "")), str(one.values.get("end", ""))] = one
    return list(found.values())


@open_to_all
def partner(request: HttpRequest, key: str) -> HttpResponse:
    """One partner: its names, areas, activities, offers, and whom it represents."""
    row = row_of(request.user, "partner", key)
    record = record_shown(request.user, row)
    assert isinstance(record, PartnerRecord)
    named = naming(request.user, "partner", key, _MOST)
    taking = named.pop(("activity", "partners"), [])
    filled_in = [one for one in taking if one.values.get("partners_basis") in _FILLED_IN]
    context = {
        "row": row,
        "record": record,
        "fields": told("partner", record, {}, _IN_HEAD),
        "taking": [one for one in taking if one not in filled_in],
        "filled_in": filled_in,
        "paying": named.pop(("activity", "funders"), []),
        "leads": _offices(named.pop(("lead", "partner"), [])),
        "offers": named.pop(("offer", "provider"), []),
        "members": named.pop(("membership", "umbrella"), []),
        "named": [(kind, rows) for (kind, _field), rows in named.items()],
        "most": _MOST,
        "belongs": belonging("partner", key),
        "kinds": KINDS,
        "area_title": area_title,
        "page_of_record": page_of_record,
        "value_word": value_word,
        **history(row),
    }
    return render(request, "partnership/partner.html", context)


urlpatterns = [
    path("partnership/partners/", partners, name="partnership_partners"),
    path("partnership/partners/<path:key>/", partner, name="partnership_partner"),
]
