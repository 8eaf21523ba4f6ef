"""What the visited sites of a study tell: people, practices, large mines beside them, tailings, biomonitoring.

Everybody sees results alone: no exact places, no group of few persons. Who may read the tables sees it all.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import AlmadenError, Fault, InputError
from almaden.monitoring.people.small_groups import least_persons
from almaden.sectors.gold.biomonitoring import biomonitoring
from almaden.sectors.gold.coexistence import RELATIONS, coexistence
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.few_persons import untold_regions
from almaden.sectors.gold.people_told import PARTS, coexistence_for_all, people_for_all, people_of
from almaden.sectors.gold.sites import SitesResult, sites_result
from almaden.sectors.gold.tailings import rank_tailings
from almaden.sectors.gold.tailings_factors import factors
from almaden.sectors.gold.told import PRACTICE_NAMES
from almaden.store.studies import gold_data, may_read_tables
from almaden.web.access import open_to_all
from almaden.web.coal_pictures import figures, percent
from almaden.web.faults_in_forms import said_of
from almaden.web.gold_form import number_of
from almaden.web.gold_maps import circle, circle_map, count_circle
from almaden.web.gold_studies import study_of
from almaden.web.gold_work_pictures import deposit_dots, month_rows
from almaden.web.language import translate
from almaden.wording import n_

PART_WORDS: Final[Mapping[str, str]] = {
    "men": n_("Men"),
    "women": n_("Women"),
    "children": n_("Under 18"),
    "sex_not_told": n_("Sex or age not told"),
}
PIECE_WORDS: Final[Mapping[str, str]] = {"source": n_("source"), "pathway": n_("pathway"), "receptor": n_("receptor")}
#: Sites for which a circle of the map has its full size.
_FULL: Final = 10.0
#: Deposits of the table.
ROWS: Final = 200


@open_to_all
def sites(request: HttpRequest, pk: int) -> HttpResponse:
    """All that the field data of a study tell."""
    study = study_of(request, pk)
    data, asked = gold_data(study), request.GET
    whole = may_read_tables(request.user, study)
    quick = "HX-Request" in request.headers
    ranking = _tailings(asked, data) | {"untold": frozenset() if whole else untold_regions(data)}
    if quick:
        return render(request, "gold/sites_tailings.html", {"whole": whole, "study": study, "asked": asked, **ranking})
    found = sites_result(data)
    people = people_of(found) if whole else people_for_all(found)
    # Of fewer than ten miners in all nothing is told but that.
    few = people.whole["miners"] is None
    beside = coexistence(data)
    context: dict[str, Any] = {
        "study": study, "asked": asked, "whole": whole, "notice": data.notice, "percent": percent, "figures": figures,
        "found": found if data.sites and not few else None, "few": few, "people": people,
        "regions": [one for one, _told in people.by_region],
        "parts_of_people": [(part, PART_WORDS[part]) for part in PARTS], "least": least_persons(),
        "practices": PRACTICE_NAMES, "months": month_rows(found.whole),
        "beside": beside if whole else coexistence_for_all(beside), "relations": RELATIONS,
        "map": None if few else _map(data, found, exact=whole), **ranking, **_biomonitoring(data, whole=whole),
    }  # fmt: skip
    return render(request, "gold/sites.html", context, status=422 if ranking["problem"] else 200)


def _tailings(asked: Mapping[str, str], data: GoldData) -> dict[str, Any]:
    """The ranking with the weights of the address."""
    shown: dict[str, Any] = {"factors": factors(), "pieces": PIECE_WORDS, "problem": "", "ranked": None, "rows": ROWS}
    shown |= {"percent": percent, "factor_names": {one.key: one.name for one in factors()}}
    if not data.tailings:
        return shown
    faults: list[Fault] = []
    weights = {one.key: number_of(asked, f"t-{one.key}", faults, most=1000.0) for one in factors()}
    try:
        if faults:
            raise InputError(faults)
        ranked = rank_tailings(data, weights={key: one for key, one in weights.items() if one is not None})
    except InputError as error:
        return {**shown, "problem": said_of(error, {f"t-{one.key}": one.name for one in factors()})}
    return {**shown, "ranked": ranked, "dots": deposit_dots(ranked.deposits[:ROWS])}


def _biomonitoring(data: GoldData, *, whole: bool) -> dict[str, Any]:
    if not data.biomonitoring:
        return {"trainings": None, "training_problem": ""}
    try:
        return {"trainings": biomonitoring(data), "training_problem": ""}
    except AlmadenError as error:
        # What is wrong names participants by their numbers.
        told = said_of(error) if whole else translate(n_("The values have faults and are not shown."))
        return {"trainings": None, "training_problem": told}


def _map(data: GoldData, found: SitesResult, *, exact: bool) -> dict[str, Any] | None:
    """Sites by cell for everybody; for those who may read the tables where they are, with the deposits."""
    if not exact:
        rows = [count_circle(one.latitude, one.longitude, one.sites) for one in found.cells]
        return (
            circle_map(rows, n_("Visited sites in a cell"), focus_country=data.about.country, full=_FULL)
            if rows
            else None
        )
    rows = [
        circle(one.latitude, one.longitude, 1.0, one.name or one.id, one.region)
        for one in data.sites
        if one.latitude is not None and one.longitude is not None
    ]
    rows += [
        circle(one.latitude, one.longitude, 1.0, one.id, one.region, mark=1)
        for one in data.tailings
        if one.latitude is not None and one.longitude is not None
    ]
    labels = (n_("Visited site, exact"), n_("Deposit, exact"))
    return circle_map(rows, *labels, focus_country=data.about.country, full=_FULL) if rows else None


urlpatterns = [path("gold/studies/<int:pk>/sites/", sites, name="gold_sites")]
