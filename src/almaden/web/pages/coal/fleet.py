"""The coal-fired units of a country or of the world: map, order, sums by status, until they close."""

from __future__ import annotations

import csv
import io
from dataclasses import asdict, dataclass
from typing import Any, Final, cast, get_args

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode

from almaden.errors import StateError
from almaden.reference.countries import all_countries
from almaden.reports.coal.write import render_fleet
from almaden.sectors.coal.ranked import RankedUnit, RankResult
from almaden.sectors.coal.result import FleetUnit
from almaden.sectors.coal.terms import By
from almaden.sectors.flat import flat
from almaden.store import waiting
from almaden.store.coal import has_units
from almaden.web.access import open_to_all
from almaden.web.coal_fleets import WORLD, Fleet, fleet_of, projections_of, ranking_of
from almaden.web.coal_pictures import circles, concentration, lines, percent
from almaden.web.coal_words import field_word, word
from almaden.web.downloads import CSV, REPORTS, attachment
from almaden.web.language import report_language
from almaden.web.maps import coal_map
from almaden.web.pages.places_shared import Page
from almaden.wording import n_

#: Units of one page of the ranking.
ROWS: Final = 50
#: How the world is called where an address has a country.
_WORLD: Final = "world"
#: Seconds that somebody waits for a file.
_LONG: Final = 60.0
_ORDERS: Final = (
    ("lifetime", n_("By remaining life")),
    ("kg", n_("By a year")),
    ("rate", n_("By output")),
)


@dataclass(frozen=True)
class Shown:
    """A unit at its place, with its row."""

    place: RankedUnit
    unit: FleetUnit
    row: int | None


@open_to_all
def world(request: HttpRequest) -> HttpResponse:
    """All units."""
    return _page(request, WORLD)


@open_to_all
def fleet(request: HttpRequest, iso3: str) -> HttpResponse:
    """The units of a country."""
    return _page(request, _country(iso3))


def _page(request: HttpRequest, iso3: str) -> HttpResponse:
    by = _order(request.GET.get("by", "lifetime"))
    context: dict[str, Any] = {"iso3": iso3, "by": by, "orders": _ORDERS, "word": word, "field_word": field_word}
    context |= {"percent": percent, "fleet": None, "waiting": False, "address": _address(iso3)}
    if not has_units(request.user, iso3):
        return render(request, "coal/fleet.html", context)
    found = fleet_of(request.user, iso3)
    ranked = ranking_of(found, by) if found is not None else None
    projections = projections_of(found) if ranked is not None and found is not None else None
    if found is None or ranked is None or projections is None:
        context["waiting"] = True
        return render(request, "coal/fleet.html", context)
    context |= {
        "fleet": found,
        "ranked": ranked,
        "page": _rows(request, found, ranked),
        "map": coal_map(reverse("coal_circles", args=[iso3 or _WORLD]), iso3),
        "totals": _totals(found, iso3),
        "running": found.operating.get(iso3),
        "counts": list(ranked.counts.items()),
        "curve": concentration(ranked),
        "projection": lines(projections),
        "projections": projections,
        "zip": zip,
        "years": _years(projections[0].years) if projections else (),
    }
    return render(request, "coal/fleet.html", context)


def _totals(found: Fleet, iso3: str) -> tuple[Any, ...]:
    return tuple(one for one in found.result.totals if one.country == iso3)


def _years(years: tuple[int, ...]) -> tuple[int, ...]:
    """Every fifth year, for the table of a chart that has them all."""
    return tuple(year for year in years if year % 5 == 0)


def _rows(request: HttpRequest, found: Fleet, ranked: RankResult) -> Page:
    text = request.GET.get("after", "0")
    start = int(text) if text.isdecimal() and len(text) < 9 else 0
    units = found.by_id
    rows = [Shown(one, units[one.gem_id], found.rows.get(one.gem_id)) for one in ranked.units[start : start + ROWS]]
    kept = {"by": ranked.by}
    following = urlencode({**kept, "after": start + ROWS}) if start + ROWS < len(ranked.units) else ""
    return Page(rows, following, urlencode(kept) if start else "")


@open_to_all
def circle_points(request: HttpRequest, iso3: str) -> JsonResponse:
    """What the map draws: a circle for the units of a plant in one status."""
    found = _found(request, iso3)
    return JsonResponse(circles(found.result.units, found.rows), safe=False)


@open_to_all
def units_file(request: HttpRequest, iso3: str) -> HttpResponse:
    """Every unit with its numbers as CSV."""
    found = _found(request, iso3)
    text = io.StringIO()
    rows = [flat(asdict(unit)) for unit in found.result.units]
    writer = csv.DictWriter(text, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return attachment(text.getvalue().encode("utf-8-sig"), f"coal-{iso3}.csv", CSV)


@open_to_all
def report_file(request: HttpRequest, iso3: str, kind: str) -> HttpResponse:
    """The report of a fleet as a document or workbook."""
    if kind not in REPORTS:
        raise Http404
    found = _found(request, iso3)
    ranked, projections = ranking_of(found, "lifetime", _LONG), projections_of(found, _LONG)
    if ranked is None or projections is None:
        raise _busy()
    lang = report_language()
    key = ("report", found.ready.sha256, kind, lang)
    content = waiting.ask(key, lambda: render_fleet(found.result, ranked, projections, None, kind, lang), _LONG)
    if content is None:
        raise _busy()
    return attachment(content, f"coal-{iso3}.{kind}", REPORTS[kind])


def _busy() -> StateError:
    return StateError(n_("The figures are being computed. Ask again in a minute."))


def _found(request: HttpRequest, iso3: str) -> Fleet:
    """A fleet that was reckoned before, or can be reckoned now.

    Raises:
        Http404: there are no units that the person may see.
    """
    code = WORLD if iso3 == _WORLD else _country(iso3)
    if not has_units(request.user, code):
        raise Http404
    found = fleet_of(request.user, code, _LONG)
    if found is None:
        raise _busy()
    return found


def _country(iso3: str) -> str:
    if iso3 not in {one.iso3 for one in all_countries()}:
        raise Http404
    return iso3


def _order(text: str) -> By:
    return cast("By", text) if text in get_args(By) else "lifetime"


def _address(iso3: str) -> str:
    return reverse("coal_fleet", args=[iso3]) if iso3 else reverse("coal_world")


urlpatterns = [
    path("coal/fleet/", world, name="coal_world"),
    path("coal/fleet/<str:iso3>/", fleet, name="coal_fleet"),
    path("coal/fleet/<str:iso3>/circles.json", circle_points, name="coal_circles"),
    path("coal/fleet/<str:iso3>/units.csv", units_file, name="coal_fleet_file"),
    path("coal/fleet/<str:iso3>/report.<str:kind>", report_file, name="coal_fleet_report"),
]
