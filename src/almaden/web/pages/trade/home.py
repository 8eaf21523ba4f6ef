"""Trade: what can be asked, the studies, and the template."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.reports.trade_statistics_template import TRADE_STATISTICS_TEMPLATE
from almaden.web.access import open_to_all
from almaden.web.downloads import XLSX, attachment
from almaden.web.language import language
from almaden.web.trade_explorers import EXAMPLE, studies_of

#: Languages that the template is made in.
_TEMPLATES = ("en", "fr", "es")


@open_to_all
def trade(request: HttpRequest) -> HttpResponse:
    """What there is."""
    return render(request, "trade/home.html", {"studies": studies_of(request.user), "example": EXAMPLE})


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    lang = language() if language() in _TEMPLATES else "en"
    return attachment(TRADE_STATISTICS_TEMPLATE.content(lang), "trade.xlsx", XLSX)


urlpatterns = [
    path("trade/", trade, name="trade"),
    path("trade/template.xlsx", template, name="trade_template"),
]
