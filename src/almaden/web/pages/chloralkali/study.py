"""A register that a user brought: the answer for its plants, its tables for those who may read them, its review."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.reference.record import columns
from almaden.sectors.chloralkali.records import PlantRecord
from almaden.store import reviews, studies
from almaden.store.models import Study
from almaden.web.access import open_to_all, person_of, signed_in
from almaden.web.chloralkali_registers import register_of, study_of
from almaden.web.language import translate
from almaden.web.pages.chloralkali.home import shown
from almaden.web.pages.inventory_review import NEED_TEXT, STEPS, steps_of, take_step
from almaden.wording import n_

#: Plants of the table that a page shows.
_ROWS = 500


@open_to_all
def study(request: HttpRequest, pk: int) -> HttpResponse:
    """The register of a study."""
    one = study_of(request, pk)
    context, status = shown(request, register_of(one))
    return render(request, "chloralkali/study.html", {**context, **_of_study(request, one)}, status=status)


@signed_in
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the review."""
    take_step(request, study_of(request, pk))
    return redirect("chloralkali_study", pk)


@signed_in
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a draft away."""
    studies.remove(person_of(request), study_of(request, pk))
    messages.success(request, translate(n_("The draft was thrown away.")))
    return redirect("chloralkali")


def _of_study(request: HttpRequest, one: Study) -> dict[str, Any]:
    reads = studies.may_read_tables(request.user, one)
    return {
        "study": one,
        "rows": studies.records_of(one).get("plants", ())[:_ROWS] if reads else (),
        "columns": columns(PlantRecord) if reads else (),
        "may_change": studies.may_change(request.user, one),
        "steps": steps_of(request, one),
        "step_words": STEPS,
        "need_text": NEED_TEXT,
        "decisions": reviews.decisions_on(one),
    }


urlpatterns = [
    path("chloralkali/studies/<int:pk>/", study, name="chloralkali_study"),
    path("chloralkali/studies/<int:pk>/step/", step, name="chloralkali_study_step"),
    path("chloralkali/studies/<int:pk>/remove/", remove, name="chloralkali_study_remove"),
]
