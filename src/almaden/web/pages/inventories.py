"""National inventories: the list, a new one, and the addresses of the pages of one."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.inventory.blank import blank_rows
from almaden.inventory.readers.form import checked_header
from almaden.inventory.records import Header, InventoryData
from almaden.reference.countries import all_countries
from almaden.store.inventories import from_data, new_version
from almaden.store.models import Inventory
from almaden.store.models.inventories import InventoryState, Standing
from almaden.store.rights import countries_with, visible_inventories
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.faults_in_forms import tell
from almaden.web.language import translate
from almaden.web.navigation import address_of
from almaden.web.pages import (
    inventory_compare,
    inventory_origin,
    inventory_papers,
    inventory_results,
    inventory_review,
    inventory_rows,
    inventory_settings,
)
from almaden.web.pages.inventory_page import found
from almaden.web.shown import country, standing_choices
from almaden.web.states import STATE_WORDS
from almaden.wording import n_

_PAGE: Final = 50
_FILTERS: Final = ("country", "year", "state", "standing")


class NewForm(forms.Form):
    """What an inventory is of."""

    country = forms.CharField(label=n_("Country"))
    year = forms.CharField(
        label=n_("Year"), widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
        help_text=n_("The year that the figures are for."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=n_("Level"), choices=(("1", "1"), ("2", "2")), widget=forms.RadioSelect, initial="1",
        help_text=n_("Level 1 asks for about fifty sources with default factors; Level 2 for all, in parts."),
    )  # fmt: skip
    title = forms.CharField(label=n_("Title"), required=False, max_length=300)
    standing = forms.ChoiceField(label=n_("Whose figures these are"))

    def __init__(self, *args: Any, allowed: frozenset[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = sorted(allowed if allowed is not None else [one.iso3 for one in all_countries()], key=country)
        self.fields["country"].widget = forms.Select(choices=[("", "–"), *((one, country(one)) for one in chosen)])
        self.fields["standing"].choices = standing_choices()  # type: ignore[attr-defined]  # a field of choices


@open_to_all
def inventories(request: HttpRequest) -> HttpResponse:
    """The list, with filters."""
    shown = visible_inventories(request.user)
    asked = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    rows = _filtered(shown, asked).select_related("organisation", "author")
    start = _start(request)
    page = list(rows[start : start + _PAGE + 1])
    kept: dict[str, str | int] = {name: value for name, value in asked.items() if value}
    context = {
        "inventories": page[:_PAGE],
        "page": {
            "next": urlencode({**kept, "from": start + _PAGE}) if len(page) > _PAGE else "",
            "first": (urlencode(kept) or "from=0") if start else "",
        },
        "asked": asked,
        "countries": sorted(
            {(one, country(one)) for one in shown.values_list("country", flat=True)}, key=lambda c: c[1]
        ),
        "years": sorted(set(shown.values_list("year", flat=True)), reverse=True),
        "states": [(one.value, STATE_WORDS[one.value].text) for one in InventoryState],
        "standings": standing_choices(),
    }
    return render(request, "inventories/list.html", context)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make an inventory in which nothing is known yet."""
    allowed = countries_with(request.user, "write_inventory")
    form = NewForm(request.POST if request.method == "POST" else None, allowed=allowed)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("inventory_rows", _make(request, form.cleaned_data).pk)
        except InputError as error:
            tell(form, error.faults)
    status = 422 if request.method == "POST" else 200
    return render(
        request, "inventories/new.html", {"form": form, "import_page": address_of("import_new")}, status=status
    )


def _make(request: HttpRequest, values: dict[str, Any]) -> Inventory:
    year = values["year"].strip()
    header = Header(
        values["country"], int(year) if year.isdecimal() and len(year) < 9 else -1, int(values["level"]),
        title=values["title"].strip(),
    )  # fmt: skip
    data = InventoryData(checked_header(header), blank_rows(header.level))
    return from_data(person_of(request), data, standing=values["standing"])


@needs("write_inventory")
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new version of a published inventory."""
    inventory = found(request, pk)
    later = new_version(person_of(request), inventory, request.POST.get("reason", "").strip())
    messages.success(request, translate(n_("A new version was begun. It starts with the rows of the published one.")))
    return redirect("inventory_rows", later.pk)


def _filtered(rows: QuerySet[Inventory], asked: dict[str, str]) -> QuerySet[Inventory]:
    if asked["country"]:
        rows = rows.filter(country=asked["country"].upper()[:3])
    if asked["year"].isascii() and asked["year"].isdecimal() and len(asked["year"]) < 5:
        rows = rows.filter(year=int(asked["year"]))
    if asked["state"] in InventoryState.values:
        rows = rows.filter(state=asked["state"])
    if asked["standing"] in Standing.values:
        rows = rows.filter(standing=asked["standing"])
    return rows.order_by("country", "-year", "-number", "-id")


def _start(request: HttpRequest) -> int:
    text = request.GET.get("from", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else 0


_ONE: Final = "inventories/<int:pk>/"
urlpatterns = [
    path("inventories/", inventories, name="inventories"),
    path("inventories/new/", new, name="inventory_new"),
    path(_ONE, inventory_results.results, name="inventory"),
    path(f"{_ONE}origin/", inventory_origin.origin, name="inventory_origin"),
    path(f"{_ONE}source/", inventory_origin.source, name="inventory_source"),
    path(f"{_ONE}rows/", inventory_rows.rows, name="inventory_rows"),
    path(f"{_ONE}rows/<int:row_pk>/", inventory_rows.row, name="inventory_row"),
    path(f"{_ONE}rows/<int:row_pk>/remove/", inventory_rows.remove, name="inventory_row_remove"),
    path(f"{_ONE}rows/new/<str:table>/", inventory_rows.new_row, name="inventory_row_new"),
    path(f"{_ONE}settings/", inventory_settings.settings_page, name="inventory_settings"),
    path(f"{_ONE}checks/", inventory_papers.checks, name="inventory_checks"),
    path(f"{_ONE}compare/", inventory_compare.compare_page, name="inventory_compare"),
    path(f"{_ONE}report/", inventory_papers.report, name="inventory_report"),
    path(f"{_ONE}report/file/", inventory_papers.report_file, name="inventory_report_file"),
    path(f"{_ONE}report/<int:job>/", inventory_papers.report_making, name="inventory_report_making"),
    path(f"{_ONE}review/", inventory_review.review, name="inventory_review"),
    path(f"{_ONE}review/step/", inventory_review.step, name="inventory_step"),
    path(f"{_ONE}review/comment/", inventory_review.say, name="inventory_comment"),
    path(f"{_ONE}review/resolve/", inventory_review.settle, name="inventory_resolve"),
    path(f"{_ONE}history/", inventory_papers.history, name="inventory_history"),
    path(f"{_ONE}correct/", correct, name="inventory_correct"),
]
