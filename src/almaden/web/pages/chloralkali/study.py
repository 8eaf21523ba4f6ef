"""A register that a user brought: the answer for its plants, its tables for those who may read them, its review."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reference.record import columns
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.store import studies
from almaden.store.models import Study
from almaden.web.access import open_to_all
from almaden.web.chloralkali_registers import register_of, study_of
from almaden.web.pages.chloralkali.home import shown
from almaden.web.pages.studies import review_of

#: Plants of the table that a page shows.
_ROWS = 500


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The register of a study."""
    one = study_of(request, pk)
    context, status = shown(request, register_of(one))
    context |= {**review_of(request, one), **_tables(request, one)}
    return render(request, "chloralkali/study.html", context, status=status)


def _tables(request: HttpRequest, one: Study) -> dict[str, Any]:
    """The table of plants, for those who may read it."""
    if not studies.may_read_tables(request.user, one):
        return {"rows": (), "columns": ()}
    return {"rows": studies.records_of(one).get("plants", ())[:_ROWS], "columns": columns(PlantRecord)}


urlpatterns = [path("chloralkali/studies/<int:pk>/", study, name="chloralkali_study")]
