"""Bringing studies of products in: what is read becomes a draft, what is wrong is told, row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import re_path, reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.languages import LANGUAGES
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reports.national_balance_template import NATIONAL_BALANCE_TEMPLATE
from almaden.reports.product_switch_templates import SWITCH_TEMPLATES
from almaden.reports.products_template import PRODUCTS_TEMPLATE
from almaden.sectors.products.national.readers.national import read_national
from almaden.sectors.products.readers.amalgam import read_amalgam
from almaden.sectors.products.readers.stock import read_stock
from almaden.store import product_studies, studies
from almaden.store.models import Study, Upload
from almaden.store.models.studies import StudySector
from almaden.store.product_studies import ReadStudy
from almaden.store.rights import require
from almaden.store.study_files import tables_at
from almaden.store.study_input import check_same_country
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import language, translate
from almaden.web.product_stocks import study_of
from almaden.web.study_forms import upload_sent, version_sent
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
    one = SORTS[sort]
    if request.method != "POST":
        return _form(request, one)
    try:
        upload = upload_sent(request)
        read = _read(one, upload)
        made = studies.make(
            person_of(request), one.sector, read.tables, country=read.country, year=read.year,
            title=request.POST.get("title", "") or read.title, made_up="made_up" in request.POST or read.made_up,
            upload=upload, sha256=read.sha256,
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, problem=error)
    messages.success(request, translate(n_("The study was kept as a draft.")))
    return redirect(one.page, made.pk)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def replace(request: HttpRequest, sort: str, pk: str) -> HttpResponse:
    """Put other tables in the place of those of a draft."""
    one = SORTS[sort]
    study = study_of(request, int(pk[:19]), one.sector)
    require(request.user, "write_inventory", study.country)
    if request.method != "POST":
        return _form(request, one, study)
    try:
        upload = upload_sent(request)
        read = _read(one, upload)
        check_same_country(study, read.country)
        studies.replace(
            person_of(request), study, version_sent(request), read.tables, sha256=read.sha256, upload=upload,
            year=read.year, title=request.POST.get("title", "") or read.title,
            made_up="made_up" in request.POST or read.made_up,
        )  # fmt: skip
    except InputError as error:
        return _form(request, one, study, error)
    messages.success(request, translate(n_("The tables were replaced.")))
    return redirect(one.page, study.pk)


@open_to_all
def template(request: HttpRequest, sort: str) -> HttpResponse:
    """The workbook to be filled in."""
    lang = language() if language() in LANGUAGES else "en"
    return attachment(SORTS[sort].template(lang), f"products-{sort}.xlsx", XLSX)


def _read(one: Sort, upload: Upload) -> ReadStudy:
    """Read a file.

    Raises:
        InputError: with every fault.
    """
    with tables_at(upload) as place:
        return one.read(place, "" if place.is_dir() else upload.name)


def _form(
    request: HttpRequest, one: Sort, study: Study | None = None, problem: InputError | None = None
) -> HttpResponse:
    posted = request.method == "POST"
    word = next(word for word, sort in SORTS.items() if sort is one)
    context = {
        "sort": one,
        "template": reverse("product_template", args=[word]),
        "study": study,
        "title": request.POST.get("title", study.title if study else ""),
        "made_up": "made_up" in request.POST if posted else bool(study and study.made_up),
        "version_seen": request.POST.get("version", study.version if study else ""),
        "problem": problem,
        "most_mb": MAX_FILE_BYTES // 1_000_000,
    }
    return render(request, "products/new.html", context, status=422 if problem else 200)


#: Other pages of products have templates and forms of their own.
_SORT: Final = f"(?P<sort>{'|'.join(SORTS)})"

urlpatterns = [
    re_path(rf"^products/{_SORT}/template\.xlsx$", template, name="product_template"),
    re_path(rf"^products/{_SORT}/new/$", new, name="product_study_new"),
    re_path(rf"^products/{_SORT}/(?P<pk>[0-9]+)/replace/$", replace, name="product_study_replace"),
]
