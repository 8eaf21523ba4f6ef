"""Activities of the Partnership: the list with its filters, and one activity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import path

from almaden.partnership.codes import activity_types
from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.models import RegistryRow
from almaden.store.place_lists import page
from almaden.store.registry import lists, places
from almaden.store.registry.changed_places import Changed, changed_places
from almaden.store.registry.lists import naming, titles
from almaden.store.registry.programme import programme
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person
from almaden.web.access import open_to_all
from almaden.web.maps import activity_map
from almaden.web.pages.partnership.record_tables import Table, table_of
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
from almaden.web.pages.places_shared import page_of, points_answer
from almaden.web.record_form import country_choices
from almaden.web.registry_words import FIELD_WORDS, value_word

#: Records of each kind that name an activity and are told on its page.
_MOST = 200
#: What the page tells in lists of its own.
_IN_LISTS = ("parent", "same_as", "partners", "partners_basis", "funders", "title", "area", "type", "status")
#: Kinds whose records are told with several fields, in the order of the page.
_TABLES = ("result", "beneficiary", "training", "budget", "transaction", "funding", "mission")


@dataclass(frozen=True)
class Taking:
    """A partner that takes part in an activity: its key, its name and its roles in words."""

    key: str
    name: str
    roles: tuple[str, ...]


@open_to_all
def activities(request: HttpRequest) -> HttpResponse:
    """The activities, each once, with filters."""
    asked = asked_of(request)
    listed = page(lists.activities(request.user, asked), "title", request.GET.get("after", ""))
    partner = titles(request.user, [("partner", asked.partner)]).get(("partner", asked.partner), asked.partner)
    counts = places.by_country(request.user, asked)
    context = {
        "asked": asked,
        "partner": partner,
        "map": activity_map(counts, asdict(asked), points=places.any_placed()),
        "by_country": counts,
        "kept": {name: value for name, value in asdict(asked).items() if value and name != "country"},
        "page": page_of(request, listed),
        "areas": area_options(),
        "types": options(sorted(activity_types())),
        "statuses": options(choices_of("activity", "status")),
        "countries": country_choices(),
        "area_title": area_title,
        "value_word": value_word,
    }
    return render(request, "partnership/activities.html", context)


@open_to_all
def points(request: HttpRequest) -> HttpResponseBase:
    """The activities that are asked for as points of a map."""
    asked = asked_of(request)
    return points_answer(
        request, lambda user, part: places.tag_of(user, asked), lambda user, part: places.activity_points(user, asked)
    )


@open_to_all
def card(request: HttpRequest, pk: int) -> JsonResponse:
    """What a map tells about one activity."""
    row = visible_rows(request.user, "activity").filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404
    lines = [area_title(row.area), value_word(row.type), value_word(row.status)]
    return JsonResponse({"title": row.title, "lines": lines, "href": page_of_record("activity", row.key)})


@open_to_all
def activity(request: HttpRequest, key: str) -> HttpResponse:
    """One activity: parts, tellings, partners, money, results, where it was read."""
    row = row_of(request.user, "activity", key)
    record = record_shown(request.user, row)
    assert isinstance(record, ActivityRecord)
    named = naming(request.user, "activity", key, _MOST)
    # Its parts are told by the programme that it is.
    named.pop(("activity", "parent"), None)
    above = titles(request.user, [("activity", one) for one in (record.parent, record.same_as) if one])
    context = {
        "row": row,
        "record": record,
        "fields": told("activity", record, {}, _IN_LISTS),
        "above": {one: above.get(("activity", one), "") for one in (record.parent, record.same_as)},
        "tellings": named.pop(("activity", "same_as"), []),
        "partners": _partners(request.user, record, named.pop(("participation", "activity"), [])),
        "programme": programme(request.user, key),
        "changed": _changed(request.user, named),
        "tables": _tables(request.user, named),
        "named": [(kind, rows) for (kind, _field), rows in named.items()],
        "kinds": KINDS,
        "field_words": FIELD_WORDS,
        "belongs": belonging("activity", key),
        "area_title": area_title,
        "page_of_record": page_of_record,
        "value_word": value_word,
        **history(row),
    }
    return render(request, "partnership/activity.html", context)


def _partners(user: Person, record: ActivityRecord, roles: list[RegistryRow]) -> list[Taking]:
    """Those who take part or pay, as far as the person sees them."""
    played: dict[str, list[str]] = {key: [] for key in record.partners}
    for row in roles:
        played.setdefault(str(row.values.get("partner", "")), []).append(value_word(row.type))
    for key in record.funders:
        played.setdefault(key, []).append(value_word("funding"))
    names = titles(user, [("partner", key) for key in played])
    return [
        Taking(key, names["partner", key], tuple(dict.fromkeys(roles)))
        for key, roles in played.items()
        if ("partner", key) in names
    ]


def _tables(user: Person, named: dict[tuple[str, str], list[RegistryRow]]) -> list[Table]:
    """Records of some kinds, each with several of its fields; taken out of what names the activity."""
    made = [table_of(user, kind, named.pop((kind, "activity"), []), ("activity",)) for kind in _TABLES]
    return [one for one in made if one.rows]


def _changed(user: Person, named: Mapping[tuple[str, str], list[RegistryRow]]) -> tuple[Changed, ...]:
    """What the results of an activity changed."""
    stated = [record_shown(user, row) for row in named.get(("result", "activity"), [])]
    return changed_places(user, [one for one in stated if isinstance(one, ResultRecord)])


urlpatterns = [
    path("partnership/activities/", activities, name="partnership_activities"),
    path("partnership/map/points.bin", points, name="partnership_points"),
    path("partnership/map/<int:pk>/card.json", card, name="partnership_card"),
    path("partnership/activities/<path:key>/", activity, name="partnership_activity"),
]
