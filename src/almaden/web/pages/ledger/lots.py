"""The lots of a ledger, and one lot: where it came from, where it went, its entries, its chain of custody."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.store.ledger_reading import (
    ancestry_of,
    custody_of,
    destinations_of,
    lot_now,
    lots_now,
    reconciliation,
    rows_of,
    undone_of,
)
from almaden.store.ledger_rows import posting_of
from almaden.web.access import signed_in
from almaden.web.ledger_pictures import came_from, went_to
from almaden.web.pages.ledger.shared import read_ledger, words
from almaden.web.paging import page_by

#: Origins and destinations in the tables, the largest first; the API has all.
_MOST: Final = 50


@signed_in
def ledger_lots(request: HttpRequest, pk: int) -> HttpResponse:
    """The lots, by name."""
    one = read_ledger(request, pk)
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("owner", "place", "name", "closed")}
    found = lots_now(one, asked["owner"], asked["place"], closed=bool(asked["closed"]))
    if asked["name"]:
        # Between two names, which the index finds.
        found = found.filter(lot__gte=asked["name"], lot__lt=asked["name"] + "\U0010fffd")
    page = page_by(found, "lot", request.GET)
    return render(request, "ledger/lots.html", {**words(request, one), "page": page, "asked": asked})


@signed_in
def ledger_lot(request: HttpRequest, pk: int) -> HttpResponse:
    """One lot."""
    one = read_ledger(request, pk)
    name = request.GET.get("lot", "").replace("\0", "")
    rows = rows_of(one, name)
    page = page_by(rows, "sequence", request.GET, newest_first=True)
    if not page.rows:
        raise Http404
    state = lot_now(one, name)
    context: dict[str, Any] = {
        **words(request, one),
        "name": name,
        "state": state,
        "page": page,
        "entries": [posting_of(row) for row in page.rows],
        "undone": undone_of(one, [row.key for row in page.rows]),
        "origins": (),
        "parts_of": (),
        "most": _MOST,
        # Only seized mercury has a case, and a long line of entries is not gone through in vain.
        "chain": custody_of(one, name) if state is not None and state.case else None,
        "counts": reconciliation(one, (name,)).counts,
    }
    back, ahead = ancestry_of(one, name), destinations_of(one, name)
    if back is not None:
        context |= {"back": back, "back_picture": came_from(back), "origins": back.origins[:_MOST]}
    if ahead is not None:
        context |= {"ahead": ahead, "ahead_picture": went_to(ahead), "parts_of": ahead.parts[:_MOST]}
    return render(request, "ledger/lot.html", context)


urlpatterns = [
    path("supply/ledger/<int:pk>/lots/", ledger_lots, name="ledger_lots"),
    path("supply/ledger/<int:pk>/lot/", ledger_lot, name="ledger_lot"),
]
