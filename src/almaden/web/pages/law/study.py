"""The laws that a country brought: its gaps, its laws, its tables for those who may read them, its review."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.gaps import gap_table
from almaden.convention.law import known_law
from almaden.convention.law_records import TABLES
from almaden.reference.record import columns
from almaden.store import studies
from almaden.store.models import Study
from almaden.web.access import open_to_all
from almaden.web.law_asked import law_study
from almaden.web.pages.law.gaps import gap_context
from almaden.web.pages.law.laws import territory
from almaden.web.pages.studies import review_of
from almaden.web.reading import today

#: Rows of a table that a page shows.
_ROWS = 500
#: Gaps of more countries than this are looked at one country after the other.
_MANY = 2


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The study."""
    one = law_study(request.user, pk)
    data = studies.law_data(one)
    law = known_law(data)
    told = sorted(law.told)
    found = gap_table([law.party(code) for code in told], law, today()) if len(told) <= _MANY else None
    context: dict[str, Any] = {
        "on": today(),
        "told": [(code, territory(code)) for code in told],
        "found": found,
        "measures_of_study": data.measures,
        "most": _ROWS,
        "where": {row.country: territory(row.country) for row in data.measures},
        **(gap_context(found, law) if found else {}),
        **_tables(request, one),
        **review_of(request, one),
    }
    return render(request, "law/study.html", context)


def _tables(request: HttpRequest, one: Study) -> dict[str, Any]:
    """The tables, for those who may read them."""
    if not studies.may_read_tables(request.user, one):
        return {"tables": ()}
    kept = studies.records_of(one)
    return {"tables": [(name, columns(TABLES[name]), rows[:_ROWS], len(rows)) for name, rows in kept.items() if rows]}


urlpatterns = [path("supply/laws/studies/<int:pk>/", study, name="law_study")]
