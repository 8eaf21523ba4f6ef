"""Small-scale gold mining: the table of countries, studies, and ways on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reports.gold.write import render_countries
from almaden.reports.gold_template import gold_template
from almaden.reports.gold_xlsform import gold_xlsform
from almaden.store.studies import visible_studies
from almaden.web.access import open_to_all
from almaden.web.downloads import CSV, REPORTS, XLSX, attachment
from almaden.web.gold_countries import table_of
from almaden.web.language import language, report_language
from almaden.web.maps import figure_map

#: Languages that the template is made in.
_TEMPLATES = ("en", "fr", "es")


@open_to_all
def gold(request: HttpRequest) -> HttpResponse:
    """What there is of countries and studies."""
    found = table_of(request.user)
    context: dict[str, Any] = {
        "table": found.table,
        "brought_by": found.study_of,
        "map": figure_map(found.figures),
        "studies": visible_studies(request.user).filter(sector__in=("gold", "gold_countries")).defer("tables"),
    }
    return render(request, "gold/home.html", context)


@open_to_all
def values_csv(request: HttpRequest) -> HttpResponse:
    """Every value of the table."""
    text = table_of(request.user).table.to_frame().to_csv(index=False, lineterminator="\n")
    return attachment(text.encode("utf-8-sig"), "gold-countries.csv", CSV)


@open_to_all
def values_json(request: HttpRequest) -> HttpResponse:
    """The table with histories, sum and anchors."""
    return attachment(table_of(request.user).table.to_json().encode(), "gold-countries.json", "application/json")


@open_to_all
def report(request: HttpRequest, kind: str) -> HttpResponse:
    """The table as a document or workbook."""
    if kind not in REPORTS:
        raise Http404
    content = render_countries(table_of(request.user).table, kind, report_language())
    return attachment(content, f"gold-countries.{kind}", REPORTS[kind])


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook that is filled in, with the sheets of a plan."""
    lang = language() if language() in _TEMPLATES else "en"
    return attachment(gold_template(plan=True, lang=lang), "gold-template.xlsx", XLSX)


@open_to_all
def form(request: HttpRequest) -> HttpResponse:
    """The form of a site, or of a buyer, for phones without a network and servers that take XLSForms."""
    if request.GET.get("kind") == "buyer":
        return attachment(gold_xlsform("buyer"), "gold-xlsform-buyer.xlsx", XLSX)
    return attachment(gold_xlsform(), "gold-xlsform.xlsx", XLSX)


urlpatterns = [
    path("gold/", gold, name="gold"),
    path("gold/countries.csv", values_csv, name="gold_values_csv"),
    path("gold/countries.json", values_json, name="gold_values_json"),
    path("gold/countries-report.<str:kind>", report, name="gold_values_report"),
    path("gold/template.xlsx", template, name="gold_template"),
    path("gold/xlsform.xlsx", form, name="gold_xlsform"),
]
