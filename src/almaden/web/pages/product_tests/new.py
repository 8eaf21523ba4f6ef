"""A new campaign, by a form; and files with many rows at once."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reports.product_tests_template import PRODUCT_TESTS_TEMPLATE
from almaden.store.acting import now
from almaden.store.models import User
from almaden.store.product_tests import campaigns, rows
from almaden.store.product_tests.checked import Checked
from almaden.store.rights import may
from almaden.store.study_files import tables_at
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.downloads import XLSX, attachment
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language, translate
from almaden.web.pages.product_tests.campaign import head_of
from almaden.web.product_test_forms import ProductRowForm
from almaden.web.product_test_results import campaign_of
from almaden.web.record_form import country_choices
from almaden.web.study_forms import upload_sent
from almaden.wording import Text, n_

#: Name of the field of the country that a campaign is run in; products and tests have countries of their own.
_WHERE: Final = "run_in"


@needs("write_data")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begin a campaign with its first round."""
    person = person_of(request)
    sent = request.POST if request.method == "POST" else None
    form = ProductRowForm("campaigns", None, sent, {"sampling": "not told", "year": now().year})
    form.fields = {_WHERE: _where(person), **form.fields}
    if request.method == "POST":
        cells = form.cells()
        country = str(cells.pop(_WHERE, "") or "")
        try:
            made = campaigns.make(person, cells, country=country, organisation=person.organisation)
        except InputError as error:
            form.show(error.faults)
        else:
            messages.success(request, translate(n_("The campaign has begun. Now add the first product.")))
            return redirect("product_campaign", made.pk)
    context = {"form": form, "title": n_("New campaign"), "campaign": None}
    return render(request, "product_tests/form.html", context, status=422 if form.errors else 200)


@needs("write_data")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the rows of a file to a draft: all of them, or none."""
    one = campaign_of(request, pk)
    campaigns.allow_rows(person_of(request), one)
    problem = None
    if request.method == "POST":
        try:
            kept = upload_sent(request)
            with tables_at(kept) as place:
                name = "" if place.is_dir() else kept.name
                found = rows.import_tables(person_of(request), one, place, name, kept)
        except InputError as error:
            problem = error
        else:
            say(request, found)
            return redirect("product_campaign", pk)
    context = {**head_of(request, one), "problem": problem, "most_mb": MAX_FILE_BYTES // 1_000_000}
    return render(request, "product_tests/upload.html", context, status=422 if problem else 200)


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to be filled in."""
    return attachment(PRODUCT_TESTS_TEMPLATE.content(report_language()), "product-tests.xlsx", XLSX)


def say(request: HttpRequest, found: Checked) -> None:
    """What was added, and what looks odd."""
    added = sum(len(each) for each in found.new.values())
    messages.success(request, translate(Text("{count} rows were added.", count=added)))
    if found.unchanged:
        text = Text("{count} rows stood there already, word for word.", count=found.unchanged)
        messages.info(request, translate(text))
    for note in found.notes[:20]:
        messages.warning(request, translate(note))


def _where(person: User) -> forms.Field:
    """The countries that the person may write for."""
    choices: list[tuple[str, Any]] = [one for one in country_choices() if may(person, "write_data", one[0])]
    if may(person, "write_data"):
        choices = [("", translate(n_("several countries"))), *choices]
    return forms.ChoiceField(
        label=n_("Country that it is run in"),
        choices=choices,
        required=False,
        help_text=n_("Who works on this country may see and write it."),
    )


urlpatterns = [
    path("products/tests/new/", new, name="product_campaign_new"),
    path("products/tests/template.xlsx", template, name="product_tests_template"),
    path("products/tests/<int:pk>/upload/", upload, name="product_campaign_upload"),
]
