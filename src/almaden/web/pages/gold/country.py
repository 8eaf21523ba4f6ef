"""Small-scale gold mining of one country: values over the years, studies, inventories, what partners do there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reference.countries import all_countries
from almaden.sectors.gold.budgets import CAUTION, ThemeSum, published_budgets, totals
from almaden.store.models import CountryStage, Inventory, InventoryRow
from almaden.store.models.countries import PlanKind
from almaden.store.registry.lists import Asked, activities
from almaden.store.rights import Person, visible_inventories
from almaden.store.studies import visible_studies
from almaden.web.access import open_to_all
from almaden.web.gold_countries import table_of
from almaden.web.gold_pictures import history
from almaden.web.registry_words import value_word

#: The code of small-scale gold mining by amalgamation in the Toolkit.
_CODE: Final = "5.2.2"
#: Activities that a page shows; the list of the registry has all.
_MOST: Final = 20


@dataclass(frozen=True)
class GoldRows:
    """The rows of an inventory that are of small-scale gold mining."""

    inventory: Inventory
    rows: tuple[InventoryRow, ...]


@dataclass(frozen=True)
class Budget:
    """What a published plan of the country spends by theme, and its place among the totals, the largest first."""

    lines: tuple[ThemeSum, ...]
    total_usd: float
    rank: int
    of: int


@open_to_all
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    """What is known of a country."""
    if iso3 not in {one.iso3 for one in all_countries()}:
        raise Http404
    found = table_of(request.user)
    line = next((one for one in found.table.lines if one.country == iso3), None)
    done = activities(request.user, Asked(area="ASGM", country=iso3))
    context: dict[str, Any] = {
        "iso3": iso3,
        "line": line,
        "history": history(line) if line is not None else None,
        "brought_by": found.study_of,
        "studies": visible_studies(request.user).filter(country=iso3, sector="gold").defer("tables"),
        "inventories": _inventories(request.user, iso3),
        "stages": CountryStage.objects.filter(country=iso3, kind=PlanKind.NAP).select_related("document"),
        "activities": done[:_MOST],
        "value_word": value_word,
        "budget": _budget(iso3),
        "caution": CAUTION,
        "activity_count": done.count(),
    }
    return render(request, "gold/country.html", context)


def _budget(iso3: str) -> Budget | None:
    """The budget of the country's plan among those that are published; None where it has none there."""
    lines = tuple(one for one in published_budgets() if one.country == iso3)
    whole = totals(published_budgets())
    if not lines:
        return None
    order = sorted(whole, key=lambda country: -whole[country])
    return Budget(lines, whole[iso3], order.index(iso3) + 1, len(order))


def _inventories(user: Person, iso3: str) -> list[GoldRows]:
    seen = visible_inventories(user).filter(country=iso3).exclude(state="superseded")
    rows = InventoryRow.objects.filter(inventory__in=seen, table="activity_rates", data__code=_CODE)
    found: dict[int, list[InventoryRow]] = {}
    for row in rows.order_by("position", "pk"):
        found.setdefault(row.inventory_id, []).append(row)
    return [GoldRows(one, tuple(found[one.pk])) for one in seen if one.pk in found]


urlpatterns = [path("gold/country/<str:iso3>/", country, name="gold_country")]
