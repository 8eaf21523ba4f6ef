"""Adding to a ledger: which kind of entry, its form, and a file of many entries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from almaden.errors import InputError
from almaden.reference.readers.safety import MAX_FILE_BYTES
from almaden.reports.ledger_template import KIND_TEXTS
from almaden.store.acting import now
from almaden.store.ledger_reading import lots_now, next_key, reconciliation
from almaden.store.ledger_writing import add_entries
from almaden.store.models import Ledger
from almaden.store.rights import require
from almaden.store.study_files import tables_at
from almaden.supply.ledger.entries import LedgerEntry
from almaden.supply.ledger.readers.entries import read_entries
from almaden.supply.ledger.records import KIND_NAMES
from almaden.web.access import needs, person_of
from almaden.web.file_forms import takes_file
from almaden.web.language import plural, translate
from almaden.web.ledger_form import FIELDS, EntryForm
from almaden.web.links import address_if_any
from almaden.web.pages.ledger.shared import read_ledger, words
from almaden.web.study_forms import upload_sent
from almaden.wording import n_

#: Lots that a field offers; a ledger with more would make the page heavy.
_OFFERED: Final = 200
#: Fields that an address may fill in.
_FROM_ADDRESS: Final[tuple[str, ...]] = ("lot", "reverses")


@needs("write_inventory")
def ledger_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the kind of entry."""
    one = _writable(request, pk)
    texts = [(kind, KIND_NAMES[kind], KIND_TEXTS[kind]) for kind in FIELDS]
    return render(request, "ledger/add.html", {**words(request, one), "texts": texts, "lot": _lot_asked(request)})


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_add_kind(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Add one entry of a kind."""
    one = _writable(request, pk)
    if kind not in FIELDS:
        raise Http404
    if request.method == "POST":
        form = EntryForm(kind, request.POST)
        entry = form.entry()
        if entry is not None:
            try:
                added = add_entries(person_of(request), one, [entry])
            except InputError as error:
                form.tell(error)
            else:
                _say(request, one, entry, (*form.notes, *map(translate, added.notes)))
                return redirect(_after(one, entry))
    else:
        first: dict[str, str] = {
            name: request.GET.get(name, "")[:100] for name in _FROM_ADDRESS if name in FIELDS[kind]
        }
        form = EntryForm(kind, initial={"day": now().date().isoformat(), "unit": "kg", "id": next_key(one), **first})
    offered = [row.lot for row in lots_now(one)[: _OFFERED + 1]]
    context = {
        **words(request, one),
        "form": form,
        "kind": kind,
        "kind_name": KIND_NAMES[kind],
        "kind_text": KIND_TEXTS[kind],
        "offered": offered if len(offered) <= _OFFERED else (),
    }
    return render(request, "ledger/entry.html", context, status=422 if form.errors else 200)


@needs("write_inventory")
@require_http_methods(["GET", "HEAD", "POST"])
@takes_file
def ledger_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the entries of a file, all of them or none."""
    one = _writable(request, pk)
    problem = None
    if request.method == "POST":
        try:
            upload = upload_sent(request)
            with tables_at(upload) as place:
                read = read_entries(place, "" if place.is_dir() else upload.name)
            added = add_entries(
                person_of(request), one, read.entries, place=read.place, source_sha256=read.sha256
            )  # fmt: skip
        except InputError as error:
            problem = error
        else:
            for note in (*read.notes, *added.notes):
                messages.info(request, translate(note))
            told = plural("{count} entry was added", "{count} entries were added", added.added)
            known = plural("{count} was there already", "{count} were there already", added.known)
            messages.success(request, f"{told}; {known}.")
            return redirect("ledger_page", pk)
    context = {**words(request, one), "problem": problem, "most_mb": MAX_FILE_BYTES // 1_000_000}
    return render(request, "ledger/import.html", context, status=422 if problem else 200)


def _writable(request: HttpRequest, pk: int) -> Ledger:
    one = read_ledger(request, pk)
    require(request.user, "write_inventory", one.country)
    return one


def _lot_asked(request: HttpRequest) -> str:
    return request.GET.get("lot", "")[:100]


def _say(request: HttpRequest, ledger: Ledger, entry: LedgerEntry, notes: Iterable[str]) -> None:
    messages.success(request, translate(n_("Kept as entry {id}."), id=entry.id))
    for note in notes:
        messages.info(request, note)
    beside = reconciliation(ledger, (entry.lot,)).counts if entry.kind == "count" else ()
    for compared in beside:
        if compared.entry == entry.id:
            say = messages.info if compared.agrees else messages.warning
            say(request, translate(compared.text))


def _after(ledger: Ledger, entry: LedgerEntry) -> str:
    """Where the person goes on: at the lot that the entry is about, or at the ledger."""
    from urllib.parse import urlencode

    if not entry.lot:
        return reverse("ledger_page", args=[ledger.pk])
    return f"{address_if_any('ledger_lot', ledger.pk)}?{urlencode({'lot': entry.lot})}"


urlpatterns = [
    path("supply/ledger/<int:pk>/add/", ledger_add, name="ledger_add"),
    path("supply/ledger/<int:pk>/add/<str:kind>/", ledger_add_kind, name="ledger_add_kind"),
    path("supply/ledger/<int:pk>/import/", ledger_import, name="ledger_import"),
]
