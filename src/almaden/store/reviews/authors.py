"""Who wrote a record: they cannot review it."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q, QuerySet

from almaden.store.journal import record_type
from almaden.store.models import (
    Change,
    Dataset,
    Facility,
    FactorLayer,
    Inventory,
    Ledger,
    ProductCampaign,
    QualityDecision,
    Site,
    Study,
    Unit,
    User,
)
from almaden.store.rights import RightsError, area_of, may
from almaden.wording import n_

#: What goes through review.
Reviewed = Inventory | Dataset | FactorLayer | Study | ProductCampaign
#: What a reviewer does to a record without writing it.
_DECISIONS = ("ledger.publish", "ledger.withdraw")


def authors_of(record: Reviewed | Ledger) -> frozenset[int]:
    """Ids of the people who wrote a record: its author, and whoever changed it or a row of it by the journal."""
    changes = _changes_of(record).exclude(entry__action__startswith="review.").exclude(entry__action__in=_DECISIONS)
    people = set(changes.order_by().values_list("entry__actor_id", flat=True).distinct())
    return frozenset(one for one in {*people, record.author_id} if one is not None)


def is_own(actor: User | None, record: Reviewed | Ledger) -> bool:
    """Whether the record is the actor's own work; the program counts as the author of what it publishes."""
    return actor is None or actor.pk in authors_of(record)


def works_alone(actor: User | None) -> bool:
    """Whether one's own work may be published: by the program, or the owner of an installation for one person."""
    return actor is None or (settings.ALMADEN_SINGLE_USER and may(actor, "manage_accounts"))


def may_review(actor: User, record: Reviewed) -> bool:
    """Whether a person may take a record into review and publish it."""
    return may(actor, "publish", record.country, area_of(record)) and (works_alone(actor) or not is_own(actor, record))


def check_four_eyes(actor: User | None, record: Reviewed | Ledger) -> None:
    """Refuse the review of one's own work.

    Raises:
        RightsError: the person wrote it, or a row of it.
    """
    if not works_alone(actor) and is_own(actor, record):
        raise RightsError(n_("You wrote this, or a part of it. Somebody else has to review it."))


def _changes_of(record: Reviewed | Ledger) -> QuerySet[Change]:
    found = Q(record_type=record_type(type(record)), record_id=record.pk)
    if isinstance(record, Inventory):
        ids = record.rows.order_by().values("pk")
        # A row that was taken out is found by what the journal says of it.
        removed = Change.objects.filter(
            record_type="inventory_row", kind="removed", content__contains=f'"inventory_id":{record.pk},'
        )
        taken_out = removed.order_by().values("record_id")
        found |= Q(record_type="inventory_row") & (Q(record_id__in=ids) | Q(record_id__in=taken_out))
    if isinstance(record, Dataset):
        found |= Q(record_type="facility", record_id__in=Facility.objects.filter(dataset=record).values("pk"))
        found |= Q(record_type="unit", record_id__in=Unit.objects.filter(facility__dataset=record).values("pk"))
        found |= Q(record_type="site", record_id__in=Site.objects.filter(dataset=record).values("pk"))
        decided = QualityDecision.objects.filter(dataset=record).values("pk")
        found |= Q(record_type="quality_decision", record_id__in=decided)
        found |= Q(record_type="archive_file", record_id__in=record.files.values("pk"))
    return Change.objects.filter(found)
