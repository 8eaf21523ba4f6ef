"""Files of a campaign: reports for everybody who sees it, its tables for those who may read them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from almaden.reports.campaign import render_campaign
from almaden.reports.product_tests_files import product_tests_archive, product_tests_workbook
from almaden.store.product_tests.campaigns import may_read_rows
from almaden.store.product_tests.results import public_result, result_of
from almaden.store.product_tests.shape import data_of
from almaden.web.access import open_to_all
from almaden.web.downloads import REPORTS, XLSX, attachment
from almaden.web.language import report_language
from almaden.web.product_test_results import asked_of, campaign_of

_REPORTS = {**REPORTS, "html": "text/html; charset=utf-8"}


@open_to_all
def report(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report; it tells no addresses of listings."""
    if kind not in _REPORTS:
        raise Http404
    one = campaign_of(request, pk)
    asked = asked_of(request)
    if not one.tests.exists():
        raise Http404
    found = result_of(one, asked.on, asked.ppm)
    if not may_read_rows(request.user, one):
        found = public_result(found)
    content = render_campaign(found, kind, report_language())
    return attachment(content, f"product-tests-{pk}.{kind}", _REPORTS[kind])


@open_to_all
def tables(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The tables, as a workbook like the template or as CSV packed as ZIP."""
    one = campaign_of(request, pk)
    if kind not in ("xlsx", "zip") or not may_read_rows(request.user, one):
        raise Http404
    data, name = data_of(one), f"product-tests-{pk}"
    if kind == "xlsx":
        return attachment(product_tests_workbook(data), f"{name}.xlsx", XLSX)
    return attachment(product_tests_archive(data, name), f"{name}.zip", "application/zip")


urlpatterns = [
    path("products/tests/<int:pk>/report.<str:kind>", report, name="product_campaign_report"),
    path("products/tests/<int:pk>/tables.<str:kind>", tables, name="product_campaign_tables"),
]
