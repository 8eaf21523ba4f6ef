"""Bringing studies of products in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import re_path, reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reports.national_balance_template import NATIONAL_BALANCE_TEMPLATE
from almaden.reports.product_switch_templates import SWITCH_TEMPLATES
from almaden.reports.products_template import PRODUCTS_TEMPLATE
from almaden.sectors.products.national.readers.national import read_national
from almaden.sectors.products.readers.amalgam import read_amalgam
from almaden.sectors.products.readers.stock import read_stock
from almaden.store import product_studies
from almaden.store.models import Study
from almaden.store.models.studies import StudySector
from almaden.store.read_study import ReadStudy
from almaden.web.access import needs, open_to_all
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language
from almaden.web.product_stocks import study_of
from almaden.web.study_bringing import Bringing
from almaden.web.study_forms import form_shown
from almaden.wording import n_


@dataclass(frozen=True)
class Sort:
    """A sort of study: how it is read and filled in, and where it is shown.

    Attributes:
        sector: its sector.
        read: reads its file.
        template: its workbook to be filled in, in a language.
        page: of a study of it.
        home: the page above.
        title: what is done, as a heading.
        text: what the file holds.
    """

    sector: StudySector
    read: Callable[[Path, str], ReadStudy]
    template: Callable[[str], bytes]
    page: str
    home: str
    title: str
    text: str


def _stock(place: Path, name: str) -> ReadStudy:
    return product_studies.kept_stock(read_stock(place, name))


def _amalgam(place: Path, name: str) -> ReadStudy:
    return product_studies.kept_amalgam(read_amalgam(place, name))


def _balance(place: Path, name: str) -> ReadStudy:
    return product_studies.kept_balance(read_national(place, name))


#: Sorts of studies by the word in their address.
SORTS: Final[Mapping[str, Sort]] = {
    "stock": Sort(
        StudySector.PRODUCTS, _stock, PRODUCTS_TEMPLATE.content, "product_stock_study", "product_stock",
        n_("Bring sales of products"),
        n_("Sales of mercury-added products over the years, with what is known of their mercury, lives and fates."),
    ),
    "amalgam": Sort(
        StudySector.AMALGAM, _amalgam, SWITCH_TEMPLATES["amalgam"].content,
        "product_amalgam_study", "product_amalgam", n_("Bring measures and indicators of amalgam"),
        n_("Measures taken with their evidence, and indicators of years."),
    ),
    "balance": Sort(
        StudySector.PRODUCT_BALANCE, _balance, NATIONAL_BALANCE_TEMPLATE.content,
        "product_balance_study", "product_balance", n_("Bring a national balance"),
        n_("What reporters of a country tell of mercury imported, made, used, traded and stored. In public no amount "
           "of fewer than three reporters is shown or can be reckoned."),
    ),
}  # fmt: skip


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def new(request: HttpRequest, sort: str) -> HttpResponse:
    """Choose a file."""
    return _bringing(sort).new(request)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, sort: str, pk: str) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    return _bringing(sort).replace(request, study_of(request, int(pk[:19]), SORTS[sort].sector))


@open_to_all
def template(request: HttpRequest, sort: str) -> HttpResponse:
    """The workbook to be filled in."""
    lang = report_language()
    return attachment(SORTS[sort].template(lang), f"products-{sort}.xlsx", XLSX)


def _bringing(word: str) -> Bringing:
    one = SORTS[word]

    def form(request: HttpRequest, study: Study | None, problem: InputError | None) -> HttpResponse:
        context = form_shown(request, study, problem) | {
            "sort": one,
            "template": reverse("product_template", args=[word]),
        }
        return render(request, "products/new.html", context, status=422 if problem else 200)

    return Bringing(one.sector, one.read, one.page, form, n_("The study was kept as a draft."))


#: Other pages of products have templates and forms of their own.
_SORT: Final = f"(?P<sort>{'|'.join(SORTS)})"

urlpatterns = [
    re_path(rf"^products/{_SORT}/template\.xlsx$", template, name="product_template"),
    re_path(rf"^products/{_SORT}/new/$", new, name="product_study_new"),
    re_path(rf"^products/{_SORT}/(?P<pk>[0-9]+)/replace/$", replace, name="product_study_replace"),
]
