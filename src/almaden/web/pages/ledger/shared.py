"""What the pages of one ledger have in common: which ledger, and who may see more of it than its totals."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest

from almaden.store.ledgers import may_publish, may_read, may_write, visible_ledgers
from almaden.store.models import Ledger
from almaden.store.models.ledgers import LedgerState
from almaden.supply.ledger.records import KIND_NAMES
from almaden.web.ledger_form import forms_of_mercury
from almaden.web.ledger_pictures import account_name, origin_name, shown_kg


def seen_ledger(request: HttpRequest, pk: int) -> Ledger:
    """A ledger of whose totals the person may know.

    Raises:
        Http404: there is none.
    """
    found = visible_ledgers(request.user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404
    return found


def read_ledger(request: HttpRequest, pk: int) -> Ledger:
    """A ledger whose lots and entries the person may see.

    Raises:
        Http404: there is none.
    """
    found = seen_ledger(request, pk)
    if not may_read(request.user, found):
        raise Http404
    return found


def words(request: HttpRequest, ledger: Ledger) -> dict[str, Any]:
    """What every page of a ledger shows."""
    return {
        "ledger": ledger,
        "published": ledger.state == LedgerState.PUBLISHED,
        "may_read": may_read(request.user, ledger),
        "may_write": may_write(request.user, ledger),
        "may_publish": may_publish(request.user, ledger),
        "kinds": KIND_NAMES,
        "forms": forms_of_mercury(),
        "account_name": account_name,
        "origin_name": origin_name,
        "kg": shown_kg,
    }
