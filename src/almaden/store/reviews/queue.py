"""What waits for a person: records to review, returned to them, or with comments that nobody answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from almaden.store.journal import record_type
from almaden.store.models import Comment, Dataset, FactorLayer, Inventory, ProductCampaign, Study, User
from almaden.store.models.inventories import InventoryState
from almaden.store.reviews.authors import Reviewed, may_review
from almaden.store.rights import may

_MODELS: tuple[type[Reviewed], ...] = (Inventory, Dataset, FactorLayer, Study, ProductCampaign)


@dataclass(frozen=True)
class Waiting:
    """One record that waits for a person, and why: ``review``, ``in_review``, ``returned`` or ``comment``."""

    record: Reviewed
    why: Literal["review", "in_review", "returned", "comment"]


def queue_for(user: User) -> tuple[Reviewed, ...]:
    """The records that wait for a person, each once."""
    return tuple({(type(one.record), one.record.pk): one.record for one in waiting_for(user)}.values())


def waiting_for(user: User) -> tuple[Waiting, ...]:
    """What waits for a person, with the reason: first what they review, then what came back to them."""
    return (*_to_review(user), *_returned(user), *_commented(user))


def _to_review(user: User) -> Iterator[Waiting]:
    for model in _MODELS:
        for record in model._default_manager.filter(state="submitted").order_by("pk"):
            if may_review(user, record):
                yield Waiting(record, "review")
        if model is not Dataset:
            taken = model._default_manager.filter(state=InventoryState.IN_REVIEW, reviewer=user).order_by("pk")
            yield from (Waiting(record, "in_review") for record in taken if may(user, "publish", record.country))


def _returned(user: User) -> Iterator[Waiting]:
    for model in (Inventory, FactorLayer, Study, ProductCampaign):
        for record in model._default_manager.filter(author=user, state=InventoryState.RETURNED).order_by("pk"):
            yield Waiting(record, "returned")


def _commented(user: User) -> Iterator[Waiting]:
    """Records of the person with comments of others that are neither settled nor answered by the person."""
    for model in _MODELS:
        asked = (
            Comment.objects.filter(record_type=record_type(model), answers=None, resolved_by=None)
            .exclude(author=user)
            .exclude(replies__author=user)
        )
        ids = asked.order_by().values("record_id")
        own = model._default_manager.filter(author=user, pk__in=ids).order_by("pk")
        yield from (Waiting(record, "comment") for record in own)
