"""The entries of a ledger, the latest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.ledger_reading import undone_of
from almaden.store.ledger_rows import posting_of
from almaden.store.models import LedgerEntryRow
from almaden.supply.ledger.records import KIND_NAMES
from almaden.web.access import signed_in
from almaden.web.pages.ledger.shared import read_ledger, words
from almaden.web.paging import page_by


@signed_in
def ledger_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """The entries."""
    one = read_ledger(request, pk)
    found = LedgerEntryRow.objects.filter(ledger=one)
    kind = request.GET.get("kind", "")
    if kind in KIND_NAMES:
        found = found.filter(kind=kind)
    page = page_by(found, "sequence", request.GET, newest_first=True)
    context = {
        **words(request, one),
        "page": page,
        "kind": kind,
        "entries": [posting_of(row) for row in page.rows],
        "undone": undone_of(one, [row.key for row in page.rows]),
    }
    return render(request, "ledger/entries.html", context)


urlpatterns = [path("supply/ledger/<int:pk>/entries/", ledger_entries, name="ledger_entries")]
