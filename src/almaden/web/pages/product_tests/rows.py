"""The rows of a campaign for those who may read them: lists, and one form for each row."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from almaden.errors import InputError
from almaden.reports.campaign_tables import SELLERS
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.testing.records import OUTCOMES, SAMPLINGS
from almaden.store.acting import now
from almaden.store.journal import ConflictError
from almaden.store.models import ProductCampaign, ProductPhoto
from almaden.store.product_tests import rows as store
from almaden.store.product_tests.campaigns import allow_rows, may_read_rows
from almaden.store.product_tests.photos import MOST_BYTES, add_photo
from almaden.store.product_tests.shape import KEPT, cells_of, record_of, records_of, rows_of
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.conflicts import both_versions
from almaden.web.file_forms import takes_file
from almaden.web.language import translate
from almaden.web.pages.product_tests.campaign import head_of
from almaden.web.product_test_forms import ANSWER, ProductRowForm, start_of
from almaden.web.product_test_results import campaign_of
from almaden.web.product_test_words import LABELS, LISTED, TABLE_WORDS
from almaden.web.study_forms import version_sent
from almaden.wording import n_

#: What the next test has from the one before, so that a day in the field is not typed twice.
_LIKE_BEFORE: Final = (
    "campaign", "bought_on", "country", "seller_kind", "platform", "currency", "laboratory", "method", "unit",
    "detection_limit", "tested_on",
)  # fmt: skip
#: Photographs that come with a test at once.
_PHOTOS: Final = 4


@open_to_all
def listed(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    """The rows of a table."""
    one = _readable(request, pk, table)
    rows = rows_of(one, table)
    context = {
        **head_of(request, one), "table": table, "columns": LISTED[table], "labels": LABELS,
        "rows": list(zip(rows, records_of(one, table), strict=True)), "samplings": SAMPLINGS, "outcomes": OUTCOMES,
        "sellers": SELLERS, "kinds": product_kinds(),
        "photos": Counter(ProductPhoto.objects.filter(test__campaign=one).values_list("test_id", flat=True)),
    }  # fmt: skip
    return render(request, "product_tests/rows.html", context)


@needs("write_data")
@require_http_methods(["GET", "HEAD", "POST"])
def _new(request: HttpRequest, pk: int, table: str) -> HttpResponse:
    one = _readable(request, pk, table)
    allow_rows(person_of(request), one)
    form = ProductRowForm(table, one, request.POST if request.method == "POST" else None, _start(request, one, table))
    if request.method == "POST":
        try:
            added = store.add_rows(person_of(request), one, {table: [form.cells()]})
        except InputError as error:
            form.show(error.faults)
        else:
            return _added(request, one, table, added)
    return _form(request, one, table, form, TABLE_WORDS[table][1])


#: A new row. Photographs may come with a test.
new = takes_file(_new, _PHOTOS * MOST_BYTES)


@open_to_all
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, pk: int, table: str, row_pk: int) -> HttpResponse:
    """One row: its form, saved by sending it; of a request also its answer alone."""
    one = _readable(request, pk, table)
    found = _row(one, table, row_pk)
    answer = table == "takedowns" and "answer" in request.GET
    part = ANSWER if answer else ()
    start = start_of(cells_of(record_of(found)))
    title = n_("Note the answer") if answer else TABLE_WORDS[table][2]
    if request.method != "POST":
        return _form(request, one, table, ProductRowForm(table, one, None, start, part), title, found)
    form = ProductRowForm(table, one, request.POST, {}, part)
    try:
        notes = store.change_row(person_of(request), found, version_sent(request), form.cells())
    except InputError as error:
        form.show(error.faults)
        return _form(request, one, table, form, title, found)
    except ConflictError as error:
        return _both(request, one, table, error)
    messages.success(request, translate(n_("Saved.")))
    for note in notes:
        messages.warning(request, translate(note))
    return redirect("product_campaign", pk) if answer else _back(one, table)


@needs("write_data")
@require_POST
def remove(request: HttpRequest, pk: int, table: str, row_pk: int) -> HttpResponse:
    """Take a row out."""
    one = _readable(request, pk, table)
    found = _row(one, table, row_pk)
    try:
        store.remove_row(person_of(request), found, version_sent(request))
    except ConflictError as error:
        return _both(request, one, table, error)
    messages.success(request, translate(n_("The row was removed. The history keeps what it said.")))
    return _back(one, table)


def _start(request: HttpRequest, one: ProductCampaign, table: str) -> dict[str, Any]:
    """With what a new row begins: what its address names, what the row before it had, today."""
    asked = {name: request.GET[name][:300] for name in ("product", "platform", "takedown") if request.GET.get(name)}
    today = now().date().isoformat()
    if table == "tests":
        last = one.tests.order_by("-pk").first()
        before = cells_of(record_of(last)) if last is not None else {"seller_kind": "shop"}
        return {**{name: before[name] for name in _LIKE_BEFORE if name in before}, **asked}
    first = one.rounds.first()
    by = {"requested_by": first.organiser, "requested_on": today} if table == "takedowns" and first else {}
    return {"kind": "cosmetic", "sampling": "not told", "year": today[:4], "checked_on": today, **by, **asked}


def _added(request: HttpRequest, one: ProductCampaign, table: str, added: Any) -> HttpResponse:
    """What was done, and on to what comes next."""
    for note in added.notes:
        messages.warning(request, translate(note))
    if not added.new:
        messages.info(request, translate(n_("This stands there already, word for word.")))
        return _back(one, table)
    messages.success(request, translate(n_("The row was added.")))
    if table == "products":
        return redirect(f"{reverse('product_row_new', args=[one.pk, 'tests'])}?product={added.new[table][0].id}")
    if table == "tests":
        test = one.tests.get(key=added.new[table][0].id)
        _photographs(request, test)
        return redirect("product_row", one.pk, table, test.pk)
    return redirect("product_campaign", one.pk)


def _photographs(request: HttpRequest, test: Any) -> None:
    """Keep photographs that came with a test; one that cannot be kept is told, the test stays."""
    for file in request.FILES.getlist("photograph")[:_PHOTOS]:
        try:
            add_photo(person_of(request), test, file, file.name or "")  # type: ignore[arg-type]  # read once
        except InputError as error:
            messages.error(request, error.say(translate))


def _form(
    request: HttpRequest, one: ProductCampaign, table: str, form: ProductRowForm, title: str, found: Any = None
) -> HttpResponse:
    head = head_of(request, one)
    if not head["may_change"]:
        for field in form.fields.values():
            field.disabled = True
    context = {
        **head, "form": form, "title": title, "table": table, "row": found,
        "row_version": request.POST.get("version", found.version if found is not None else ""),
        "photos": list(found.photos.all()) if table == "tests" and found is not None else [],
        "most_mb": MOST_BYTES // 1_000_000,
    }  # fmt: skip
    return render(request, "product_tests/form.html", context, status=422 if form.errors else 200)


def _both(request: HttpRequest, one: ProductCampaign, table: str, error: ConflictError) -> HttpResponse:
    """What was typed beside what stands now."""
    theirs = start_of(cells_of(record_of(error.record)))
    lines = [
        (LABELS[name], _said(error.mine.get(name, theirs[name])), _said(theirs[name]))
        for name in theirs
        if name not in ("id", "photographs")
    ]
    back = reverse("product_campaign_rows", args=[one.pk, table])
    return both_versions(request, error, lines, title=TABLE_WORDS[table][2], back=back)


def _said(value: Any) -> str:
    return {True: "y", False: "n", None: ""}.get(value, str(value)) if not isinstance(value, float) else f"{value:g}"


def _readable(request: HttpRequest, pk: int, table: str) -> ProductCampaign:
    """A campaign whose rows the person may read.

    Raises:
        Http404: there is none, or no such table.
    """
    one = campaign_of(request, pk)
    if table not in KEPT or not may_read_rows(request.user, one):
        raise Http404
    return one


def _row(one: ProductCampaign, table: str, pk: int) -> Any:
    found = getattr(one, KEPT[table].rows).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def _back(one: ProductCampaign, table: str) -> HttpResponse:
    return redirect("product_campaign_rows", one.pk, table)


urlpatterns = [
    path("products/tests/<int:pk>/<str:table>/", listed, name="product_campaign_rows"),
    path("products/tests/<int:pk>/<str:table>/new/", new, name="product_row_new"),
    path("products/tests/<int:pk>/<str:table>/<int:row_pk>/", row, name="product_row"),
    path("products/tests/<int:pk>/<str:table>/<int:row_pk>/remove/", remove, name="product_row_remove"),
]
