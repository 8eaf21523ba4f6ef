"""Physical counts beside the ledger, and whether the ledger is what was written."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.store.ledger_checking import altered
from almaden.store.ledger_reading import balances_now, findings_of, reconciliation
from almaden.store.models import Ledger, LedgerEntryRow
from almaden.web.access import signed_in
from almaden.web.language import translate
from almaden.web.pages.ledger.shared import read_ledger, words
from almaden.web.paging import page_by

#: Entries that a page checks while the person waits; of larger ledgers the command line does.
MOST_CHECKED: Final = 20_000


@signed_in
def ledger_counts(request: HttpRequest, pk: int) -> HttpResponse:
    """The counts, the latest first."""
    one = read_ledger(request, pk)
    page = page_by(
        LedgerEntryRow.objects.filter(ledger=one, kind="count"), "sequence", request.GET, newest_first=True
    )  # fmt: skip
    keys = [row.key for row in page.rows]
    beside = {count.entry: count for count in reconciliation(one, {row.source for row in page.rows}).counts}
    context = {**words(request, one), "page": page, "counts": [beside[key] for key in keys if key in beside]}
    return render(request, "ledger/counts.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ledger_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Check hashes, masses and counts; asked for by a button, since it reads every entry."""
    one = read_ledger(request, pk)
    small = one.entries <= MOST_CHECKED
    found = _checked(one) if request.method == "POST" and small else None
    return render(request, "ledger/check.html", {**words(request, one), "small": small, "found": found})


def _checked(ledger: Ledger) -> dict[str, Any]:
    problem = altered(ledger)
    beside = reconciliation(ledger)
    return {
        "problem": "" if problem is None else translate(problem),
        "sums": balances_now(ledger),
        "wrong": beside.discrepancies,
        "counts": len(beside.counts),
        "uncounted": beside.uncounted,
        "findings": [translate(text) for text in findings_of(ledger)],
    }


urlpatterns = [
    path("supply/ledger/<int:pk>/counts/", ledger_counts, name="ledger_counts"),
    path("supply/ledger/<int:pk>/check/", ledger_check, name="ledger_check"),
]
