"""Local interim storage of the mercury that groups of gold miners give up: a form for a few groups, or a study."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError, StateError
from almaden.reference.readers.named_cells import tables_of_rows
from almaden.store.models.studies import StudySector
from almaden.store.study_results import SEED
from almaden.supply.storage.data import StorageData
from almaden.supply.storage.data import example as storage_example
from almaden.supply.storage.interim import plan_interim
from almaden.supply.storage.interim_kinds import container_kinds
from almaden.supply.storage.readers.storage import storage_of
from almaden.supply.storage.records import TABLES
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.faults_in_forms import said, said_of
from almaden.web.language import translate
from almaden.web.record_form import country_choices
from almaden.web.supply_data import EXAMPLE, choices, query_of, storage_chosen
from almaden.web.supply_words import INTERIM_PARTS, SEVERITIES
from almaden.wording import n_

#: Groups that the form has room for.
GROUPS: Final = 5
FIELDS: Final = {
    "id": n_("Name of the group, not of a person"),
    "country": n_("Country"),
    "latitude": n_("Latitude"),
    "longitude": n_("Longitude"),
    "held": n_("Mercury held now"),
    "recovered_per_year": n_("Mercury recovered in a year"),
    "unit": n_("Unit of both"),
    "container": n_("Kind of container"),
    "containers": n_("Containers that are there"),
    "largest_container_l": n_("Largest container, l"),
    "containment_l": n_("Tray under them, l"),
    "vapour_mg_m3": n_("Mercury in the air, mg/m3"),
}
#: Tables of the form.
_TOLD: Final = ("holdings", "facilities")
UNITS: Final = ("kg", "g", "t", "lb", "flask", "l")
_USUAL: Final = {"years": "5", "months": "12", "max_km": "0", "store_latitude": "14.7", "store_longitude": "120.9"}


@open_to_all
def interim(request: HttpRequest) -> HttpResponse:
    """The form with its answer."""
    chosen = storage_chosen(request)
    query, form = query_of(request, chosen), chosen.study is None
    is_example = form and not any(name[:1].isdigit() for name in query)
    asked = Asked(query, {**_USUAL, **_example()} if is_example else _USUAL)
    context: dict[str, Any] = {
        "chosen": chosen, "choices": choices(request.user, StudySector.STORAGE, EXAMPLE), "asked": asked,
        "fields": FIELDS, "groups": range(1, GROUPS + 1) if form else (), "unit_pairs": [(one, one) for one in UNITS],
        "countries": country_choices(), "found": None, "refused": "", "parts_of": INTERIM_PARTS,
        "severities": SEVERITIES, "is_example": is_example,
        "kinds": [("", "–"), *((key, translate(one.name)) for key, one in container_kinds().items())],
    }  # fmt: skip
    years, months = asked.whole("years", 1, 50) or 5, asked.number("months", 0.25, 120.0)
    max_km = asked.number("max_km", 0.0, 20_000.0) or 0.0
    try:
        data = _data(asked) if form else chosen.data
        if not asked.problems:
            context["found"] = chosen.reckon(
                ("interim", years, months, max_km),
                lambda: plan_interim(data, years=years, months=months, max_km=max_km, seed=SEED),
            )
    except StateError as error:
        context["refused"] = said_of(error)
    status = 422 if asked.problems or context["refused"] else 200
    return render(request, "supply/interim.html", context, status=status)


def _example() -> dict[str, str]:
    """The groups of the example as the form holds them."""
    found = {}
    for place, one in enumerate(storage_example().holdings, 1):
        for name in FIELDS:
            value = getattr(one, name)
            found[f"{place}_{name}"] = "" if value is None else str(value)
    return found


def _data(asked: Asked) -> StorageData:
    """The groups of the form and the national store, read as a file would be; what is wrong stands at its fields."""
    filled = [
        place
        for place in range(1, GROUPS + 1)
        if any(asked.text(f"{place}_{name}") for name in FIELDS if name not in ("unit", "country", "container"))
    ]
    rows = [{name: asked.text(f"{place}_{name}") for name in FIELDS} for place in filled]
    store = {
        "id": "NATIONAL-STORE", "country": rows[0]["country"] if rows else "PHL", "kind": "interim store",
        "accepts": "consisting; not waste", "latitude": asked.text("store_latitude"),
        "longitude": asked.text("store_longitude"),
    }  # fmt: skip
    try:
        read = tables_of_rows({"holdings": rows, "facilities": [store]}, {name: TABLES[name] for name in _TOLD})
        return storage_of(read)
    except InputError as error:
        for fault in error.faults:
            place = filled[fault.row - 1] if fault.sheet == "holdings" and fault.row else "store"
            asked.problems.setdefault(f"{place}_{fault.column}", said(fault))
        return StorageData()


urlpatterns = [path("supply/storage/interim/", interim, name="supply_interim")]
