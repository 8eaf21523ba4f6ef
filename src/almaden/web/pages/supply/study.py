"""A study of supply or of storage: what can be reckoned from it, its tables for those who may read them, its review."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reference.record import columns
from almaden.store import studies
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.web.access import open_to_all
from almaden.web.pages.studies import review_of
from almaden.web.supply_data import study_of, title_of
from almaden.wording import n_

#: Rows of a table that a page shows.
_ROWS: Final = 200
#: Pages that reckon with a study: name, what it is, and tables of which one is needed.
_PAGES: Final = {
    StudySector.SUPPLY: (
        ("supply_balance", n_("Balance"), ("mine_output", "sources", "uses", "trade")),
        ("supply_surplus", n_("Surplus to come"), ("uses",)),
        ("supply_mines", n_("Mines"), ("mines",)),
    ),
    StudySector.STORAGE: (
        ("supply_storage", n_("Stores and disposal sites"), ("facilities", "sources")),
        ("supply_compare", n_("Storage options compared"), ("options",)),
        ("supply_siting", n_("Sites of stores"), ("candidates",)),
        ("supply_interim", n_("Local points of gold miners"), ("holdings",)),
    ),
}


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The study."""
    one = study_of(request, pk)
    pages = [(view, name) for view, name, needed in _PAGES[StudySector(one.sector)] if any(map(one.tables.get, needed))]
    context = {**review_of(request, one), "title": title_of(one), "pages": pages, "tables": _tables(request, one)}
    return render(request, "supply/study.html", context)


def _tables(request: HttpRequest, one: Study) -> list[tuple[str, list[str], list[Any], int]]:
    """The tables with the columns that any row fills in, for those who may read them."""
    if not studies.may_read_tables(request.user, one):
        return []
    found = []
    for name, rows in studies.records_of(one).items():
        told = [each for each in columns(studies.TABLES[one.sector][name]) if any(getattr(row, each) for row in rows)]
        found.append((name, told, [[getattr(row, each) for each in told] for row in rows[:_ROWS]], len(rows)))
    return found


urlpatterns = [path("supply/studies/<int:pk>/", study, name="supply_study")]
