"""A country beside its partners: what it says, what they say of it, and what that may hide."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reference.countries import is_country
from almaden.store.trade_studies import for_all, partners_by_year, signs_for_all
from almaden.supply.trade.explore import country_years, gaps, partners, repairs
from almaden.supply.trade.mirror_result import MirrorResult
from almaden.web.access import open_to_all
from almaden.web.pages.trade.explorer import GAPS, base
from almaden.web.trade_explorers import Explorer, check_partner, explorer_called
from almaden.web.trade_pictures import mirror_bars

#: Repairs and partners that the page shows.
_REPAIRS = 50
_PARTNERS = 40


@open_to_all
def country(request: HttpRequest, key: str, iso3: str) -> HttpResponse:
    """One country."""
    one = explorer_called(request, key)
    context = {**base(request, one), "iso3": check_partner(iso3), "true_country": is_country(iso3)}
    if context["found"] is not None:
        context |= _shown(context["found"], one, iso3)
    return render(request, "trade/country.html", context, status=422 if context["problem"] else 200)


def _shown(found: MirrorResult, one: Explorer, iso3: str) -> dict[str, Any]:
    years, told = country_years(found, iso3), partners_by_year(found, iso3)
    into, out = (
        [year for year in years if one.whole or for_all(told.get(year.year, (0, 0))[side])] for side in (0, 1)
    )  # fmt: skip
    signs = found.countries if one.whole else signs_for_all(found)
    context: dict[str, Any] = {
        "years": years,
        "inward": mirror_bars(into, inward=True),
        "outward": mirror_bars(out, inward=False),
        "few": len(into) < len(years) or len(out) < len(years),
        "sign": next((sign for sign in signs if sign.country == iso3), None),
        "partners": (),
        "gaps": (),
        "rows": (),
    }
    if one.whole:
        context["partners"] = partners(found, iso3)[:_PARTNERS]
        context["gaps"] = gaps(found, iso3, GAPS)
        context["rows"] = tuple(repairs(found, iso3, _REPAIRS))
    return context


urlpatterns = [path("trade/explorer/<str:key>/country/<str:iso3>/", country, name="trade_country")]
