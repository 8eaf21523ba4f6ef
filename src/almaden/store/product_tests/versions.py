"""What becomes of a campaign: it goes on in a new version, or a draft of it is thrown away."""

from __future__ import annotations

from typing import Any

from almaden.store.acting import now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import writing
from almaden.store.models import ProductCampaign, ProductPhoto, User
from almaden.store.models.inventories import InventoryState
from almaden.store.product_tests.campaigns import allow_rows, still_open
from almaden.store.product_tests.photos import drop
from almaden.store.product_tests.shape import KEPT, rows_of
from almaden.wording import n_


def new_version(actor: User | None, campaign: ProductCampaign, reason: str) -> ProductCampaign:
    """Go on with a published campaign: a draft with its rows and photographs, next in its series.

    Raises:
        ClosedError: it is not the published version, or a later one was begun already.
    """
    allow_rows(actor, campaign)
    with writing(actor, "product_campaign.new_version", reason=plain_text(reason)) as work:
        current = ProductCampaign.objects.select_for_update().get(pk=campaign.pk)
        if current.state != InventoryState.PUBLISHED:
            raise ClosedError(n_("A new version is made of the published one."))
        if ProductCampaign.objects.filter(series=current.series, number__gt=current.number).exists():
            raise ClosedError(n_("There is a later version already. Go on with that one."))
        copied = ("series", "title", "country", "organisation_id")
        values = {name: getattr(current, name) for name in copied}
        later = work.add(
            ProductCampaign(**values, number=current.number + 1, author=actor, made_on=now(), changed_on=now())
        )
        copies: dict[tuple[type, int], Any] = {}
        for table, kept in KEPT.items():
            rows = rows_of(current, table)
            new = [kept.model(**_copied(row, later, copies)) for row in rows]
            work.add_many(new)
            copies |= {(kept.model, row.pk): one for row, one in zip(rows, new, strict=True)}
        photos = ProductPhoto.objects.filter(test__campaign=current).order_by("pk")
        tests = KEPT["tests"].model
        work.add_many(
            [ProductPhoto(test=copies[tests, one.test_id], name=one.name, upload_id=one.upload_id) for one in photos]
        )
    return later


def _copied(row: Any, campaign: ProductCampaign, copies: dict[tuple[type, int], Any]) -> dict[str, Any]:
    """The fields of a row for another campaign, led to the copies of the rows that it leads to."""
    values: dict[str, Any] = {"campaign": campaign}
    for field in row._meta.concrete_fields:
        if field.name in ("id", "version", "campaign"):
            continue
        if field.is_relation:
            values[field.name] = copies[field.related_model, getattr(row, field.attname)]
        else:
            values[field.name] = getattr(row, field.name)
    return values


def remove(actor: User | None, campaign: ProductCampaign, *, reason: str = "") -> None:
    """Throw a draft away with all its rows; the journal keeps what they said.

    Raises:
        ClosedError: it was submitted or published.
    """
    allow_rows(actor, campaign)
    with writing(actor, "product_campaign.remove", reason=plain_text(reason)) as work:
        current = still_open(campaign)
        for photo in ProductPhoto.objects.filter(test__campaign=current):
            drop(work, photo)
        for table in reversed(list(KEPT)):
            for row in rows_of(current, table):
                work.remove(row)
        work.remove(current)
