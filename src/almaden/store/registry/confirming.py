"""Offers that somebody confirms: the provider by a link, or who leads an area. Nothing that they tell changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db.models import QuerySet

from almaden.partnership.matching.catalogue import is_old
from almaden.partnership.records.exchange import OfferRecord
from almaden.store.acting import now
from almaden.store.journal import Work, writing
from almaden.store.models import RegistryLink, RegistryRow, User
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of
from almaden.store.registry.rows import change_row, fresh
from almaden.store.registry.who import check_sees, where_of
from almaden.store.rights import Person, RightsError, may
from almaden.wording import n_

#: Who confirmed an offer, in the words of its record.
PROVIDER: Final = "provider"
LEAD: Final = "lead"


def own_offers(partner: str) -> QuerySet[RegistryRow]:
    """The published offers of a partner, by its key."""
    named = RegistryLink.objects.filter(target_kind="partner", target=partner, field="provider")
    rows = RegistryRow.objects.filter(kind="offer", state=RegistryState.PUBLISHED, pk__in=named.values("row"))
    return rows.order_by("key")


def confirmation(by: str) -> Mapping[str, str]:
    """The fields of an offer that say that it was confirmed today."""
    return {"confirmed_on": now().date().isoformat(), "confirmed_by": by}


def confirm_within(work: Work, row: RegistryRow, by: str) -> None:
    """Note within an entry of the journal that an offer is still right."""
    change_row(work, row, None, record_of(row).model_copy(update=dict(confirmation(by))))


def confirm(actor: User | None, row: RegistryRow, expected: int | None = None) -> RegistryRow:
    """Note that an offer is still right, as somebody says who leads an area of it.

    Args:
        actor: who confirms it; None for the program.
        row: the offer.
        expected: the version that the person saw.

    Raises:
        RightsError: the person may not publish records of any of its areas.
        ConflictError: somebody else changed it meanwhile.
        ClosedError: it is not published.
    """
    check_sees(actor, row)
    if actor is not None and not may_confirm(actor, row):
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))
    with writing(actor, "registry.confirm") as work:
        fresh(row, expected, RegistryState.PUBLISHED)
        confirm_within(work, row, LEAD)
    return row


def may_confirm(user: Person, row: RegistryRow) -> bool:
    """Whether a person may confirm an offer: for its country and area, or for one of its several areas."""
    record = record_of(row, personal=False)
    if not isinstance(record, OfferRecord) or row.state != RegistryState.PUBLISHED:
        return False
    country, area = where_of((row.area, row.country))
    areas = record.areas or _areas_of(record.provider)
    return any(may(user, "publish_registry", country, one) for one in (area, *areas))


def stale_offers(on: date) -> Mapping[str, int]:
    """By key of a partner how many of its published offers nobody is known to have confirmed lately, on a day."""
    found = RegistryRow.objects.filter(kind="offer", state=RegistryState.PUBLISHED)
    # Read whole: a database may give a year that is asked for alone as a number.
    told = ((one.get("provider"), one.get("confirmed_on", "")) for one in found.values_list("values", flat=True))
    return Counter(provider for provider, confirmed in told if provider and is_old(confirmed, on))


def _areas_of(partner: str) -> tuple[str, ...]:
    found = RegistryRow.objects.filter(kind="partner", key=partner, state=RegistryState.PUBLISHED)
    return tuple(found.values_list("values__areas", flat=True).first() or ())
