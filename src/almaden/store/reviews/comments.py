"""Comments on records and their rows, answers, and when they are settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.db.models import QuerySet

from almaden.errors import AlmadenError, Fault, InputError
from almaden.store.acting import now, plain_text
from almaden.store.factor_layers import visible_layers
from almaden.store.journal import record_type, writing
from almaden.store.models import (
    Comment,
    Dataset,
    Facility,
    FactorLayer,
    Inventory,
    InventoryRow,
    ProductCampaign,
    Site,
    Study,
    User,
)
from almaden.store.product_tests.campaigns import visible_campaigns
from almaden.store.rights import (
    Person,
    RightsError,
    area_of,
    may,
    visible_datasets,
    visible_facilities,
    visible_inventories,
    visible_sites,
)
from almaden.store.studies import visible_studies
from almaden.wording import Text, n_

#: What may be commented on.
Commented = Inventory | Dataset | FactorLayer | Study | ProductCampaign | Facility | Site
_LONGEST: Final = 10_000
_VISIBLE: Final[dict[type, Callable[[Person], QuerySet[Any]]]] = {
    Inventory: visible_inventories,
    Dataset: visible_datasets,
    FactorLayer: visible_layers,
    Study: visible_studies,
    ProductCampaign: visible_campaigns,
    Facility: visible_facilities,
    Site: visible_sites,
}


def comment(
    actor: User | None,
    record: Commented,
    text: str,
    row: InventoryRow | None = None,
    answers: Comment | None = None,
) -> Comment:
    """Write a comment.

    Args:
        actor: who says it.
        record: what it is on, which the person must be able to see.
        text: what they say.
        row: the row of an inventory that it is on.
        answers: the comment that it answers.

    Raises:
        InputError: nothing is said, or row or comment belong to another record.
        RightsError: the person may not comment here.
    """
    if actor is not None:
        _check_visible(actor, record)
        if not _is_own(actor, record) and not may(actor, "comment", record.country, area_of(record)):
            raise RightsError(n_("You may not comment here."))
    said = plain_text(text)
    _check(record, said, row, answers)
    made = Comment(
        record_type=record_type(type(record)),
        record_id=record.pk,
        row_id=row.pk if row is not None else answers.row_id if answers is not None else None,
        answers=answers,
        text=said,
        author=actor,
        made_on=now(),
    )
    with writing(actor, "comment.add") as work:
        return work.add(made)


def resolve(actor: User | None, comment: Comment) -> Comment:
    """Mark a comment as settled: by who wrote it, the author of the record, or a reviewer.

    Raises:
        RightsError: the person is none of them.
    """
    record = record_of(comment)
    if actor is not None:
        _check_visible(actor, record)
        wrote = comment.author_id == actor.pk or _is_own(actor, record)
        if not wrote and not may(actor, "review", record.country, area_of(record)):
            raise RightsError(n_("A comment is settled by who wrote it, by the author of the record or by a reviewer."))
    with writing(actor, "comment.resolve") as work:
        work.change(comment, resolved_by_id=actor.pk if actor is not None else None)
    return comment


def comments_on(user: Person, record: Commented) -> tuple[Comment, ...]:
    """The comments on a record that a person may read, first things first.

    Those who may read drafts here, and the author, read all; others what they wrote themselves; the public none.
    """
    if not isinstance(user, User) or not _VISIBLE[type(record)](user).filter(pk=record.pk).exists():
        return ()
    found = Comment.objects.filter(record_type=record_type(type(record)), record_id=record.pk)
    if not _is_own(user, record) and not may(user, "read_drafts", record.country, area_of(record)):
        found = found.filter(author=user)
    return tuple(found.select_related("author", "resolved_by"))


def record_of(comment: Comment) -> Any:
    """The record that a comment is on.

    Raises:
        AlmadenError: it is not there any more.
    """
    for model in _VISIBLE:
        if record_type(model) == comment.record_type:
            found = model._default_manager.filter(pk=comment.record_id).first()  # type: ignore[attr-defined]  # a table
            if found is not None:
                return found
    raise AlmadenError(n_("The record of this comment is not there any more."))


def _is_own(actor: User | None, record: Commented) -> bool:
    return actor is None or getattr(record, "author_id", None) == actor.pk


def _check_visible(actor: User, record: Commented) -> None:
    if not _VISIBLE[type(record)](actor).filter(pk=record.pk).exists():
        raise RightsError(n_("There is nothing here, or nothing that you may see."))


def _check(record: Commented, said: str, row: InventoryRow | None, answers: Comment | None) -> None:
    faults = []
    if not said or len(said) > _LONGEST:
        accepted = Text("1 to {count} characters", count=_LONGEST)
        faults.append(Fault(n_("nothing is said, or too much"), column="text", value=said, accepted=accepted))
    if row is not None and not (isinstance(record, Inventory) and row.inventory_id == record.pk):
        faults.append(Fault(n_("the row belongs to another record"), column="row"))
    where = (record_type(type(record)), record.pk)
    if answers is not None and (answers.record_type, answers.record_id) != where:
        faults.append(Fault(n_("the comment belongs to another record"), column="answers"))
    if faults:
        raise InputError(faults)
