"""One ledger: what is there, where and whose; of a published one of others the totals alone."""

from __future__ import annotations

from itertools import islice
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.store.ledger_reading import balances_now, totals
from almaden.store.ledger_stock import stock_by_year
from almaden.store.ledgers import may_read, publish_totals
from almaden.store.models import LedgerEntryRow
from almaden.supply.ledger.balances import Balances
from almaden.web.access import open_to_all, person_of, signed_in
from almaden.web.language import translate
from almaden.web.ledger_pictures import stock_chart
from almaden.web.pages.ledger.shared import seen_ledger, words
from almaden.web.study_forms import version_sent
from almaden.wording import n_

#: Owners and places that are shown, the largest first.
_MOST: Final = 20
#: Entries that are shown, the latest first.
_LATEST: Final = 10


@open_to_all
def ledger_page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is there."""
    one = seen_ledger(request, pk)
    own = may_read(request.user, one)
    sums = balances_now(one) if own else totals(one)
    years = stock_by_year(one)
    latest = LedgerEntryRow.objects.filter(ledger=one).order_by("-sequence")[:_LATEST] if own else ()
    context = {
        **words(request, one),
        "sums": sums,
        "groups": _groups(sums) if own else (),
        "accounts": list(sums.accounts.items()),
        "years": years,
        "chart": stock_chart(years),
        "latest": latest,
    }
    return render(request, "ledger/ledger.html", context)


@signed_in
@require_POST
def ledger_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the totals, or take them back; a second person does it."""
    one = seen_ledger(request, pk)
    publish = request.POST.get("publish") == "yes"
    publish_totals(person_of(request), one, version_sent(request), publish, request.POST.get("reason", "")[:2000])
    text = n_("The totals are published.") if publish else n_("The totals are no longer published.")
    messages.success(request, translate(text))
    return redirect("ledger_page", pk)


def _groups(sums: Balances) -> list[dict[str, Any]]:
    """Owners and places with what they hold, the largest first, and how many more there are."""
    told = (("owner", n_("By owner"), n_("Owner"), sums.owners), ("place", n_("By place"), n_("Place"), sums.places))
    return [
        {
            "field": field,
            "title": title,
            "heading": heading,
            "rows": list(islice(held.items(), _MOST)),
            "more": max(0, len(held) - _MOST),
        }
        for field, title, heading, held in told
    ]


urlpatterns = [
    path("supply/ledger/<int:pk>/", ledger_page, name="ledger_page"),
    path("supply/ledger/<int:pk>/publish/", ledger_publish, name="ledger_publish"),
]
