"""Mercury in people: studies in groups of at least ten, and nobody of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.monitoring.people.result import PeopleCell, PeopleResult
from almaden.monitoring.people.small_groups import least_persons
from almaden.reports.monitoring.people_template import PEOPLE_TEMPLATE
from almaden.store import waiting
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.tissue_studies import people_found
from almaden.web.access import needs, open_to_all
from almaden.web.biota_asked import PATIENCE
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language, translate
from almaden.web.pages.studies import review_of
from almaden.web.tissue_study_forms import BRINGING_PEOPLE, studies_of, study_of
from almaden.wording import n_


@open_to_all
def people(request: HttpRequest) -> HttpResponse:
    """How samples of people are dealt with, and the studies that the person may see."""
    context = {"studies": studies_of(request.user, StudySector.PEOPLE), "least": least_persons()}
    return render(request, "monitoring/people.html", context)


@open_to_all
def people_study(request: HttpRequest, pk: int) -> HttpResponse:
    """What a study tells of groups, and its review; its samples are on no page."""
    one = study_of(request, pk, StudySector.PEOPLE)
    found = _result(one)
    context: dict[str, Any] = {**review_of(request, one), "waiting": found is None, "found": found}
    if found is not None:
        context |= {"series": series_shown(found.cells), "least": found.least_persons,
                    "unverified": [one for one in found.origins if one.status == "unverified"]}  # fmt: skip
    return render(request, "monitoring/people_study.html", context)


def _result(one: Study) -> PeopleResult | None:
    return waiting.ask(("people study", one.pk, one.version), lambda: people_found(one), PATIENCE)


def series_shown(cells: Sequence[PeopleCell]) -> list[dict[str, Any]]:
    """The cells by country, matrix, analyte, unit and method, each series with its chart."""
    shown = []
    for key, group in groupby(cells, key=lambda one: (one.country, one.matrix, one.analyte, one.unit, one.method)):
        told = list(group)
        shares = sorted({share for one in told if one.statistics is not None for share in one.statistics.percentiles})
        levels = {each.name: each for one in told if one.statistics is not None for each in one.statistics.above}
        shown.append({"key": key, "cells": told, "shares": shares, "levels": list(levels.values()),
                      "chart": _chart(key[3], told)})  # fmt: skip
    return shown


def _chart(unit: str, cells: Sequence[PeopleCell]) -> dict[str, Any] | None:
    rows = [
        {"name": cell_name(one), "value": mean.value, "low": mean.low, "high": mean.high}
        for one in cells
        if one.statistics is not None and (mean := one.statistics.geometric_mean) is not None
    ]
    label = translate(n_("Geometric means of groups with their 95 % intervals."))
    return {"kind": "bars", "label": label, "unit": unit, "rows": rows} if len(rows) > 1 else None


def cell_name(one: PeopleCell) -> str:
    """Year and group, or that it is all of them together."""
    return translate(n_("all together")) if one.year is None else f"{one.year} {one.group}".strip()


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def people_new(request: HttpRequest) -> HttpResponse:
    """Choose a file."""
    return BRINGING_PEOPLE.new(request)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def people_replace(request: HttpRequest, pk: int) -> HttpResponse:
    """Put other samples in the place of those of a draft."""
    return BRINGING_PEOPLE.replace(request, study_of(request, pk, StudySector.PEOPLE))


@open_to_all
def people_template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    return attachment(PEOPLE_TEMPLATE.content(report_language()), "mercury-in-people.xlsx", XLSX)


urlpatterns = [
    path("monitoring/people/", people, name="monitoring_people"),
    path("monitoring/people/template.xlsx", people_template, name="monitoring_people_template"),
    path("monitoring/people/studies/new/", people_new, name="monitoring_people_study_new"),
    path("monitoring/people/studies/<int:pk>/", people_study, name="monitoring_people_study"),
    path("monitoring/people/studies/<int:pk>/replace/", people_replace, name="monitoring_people_study_replace"),
]
