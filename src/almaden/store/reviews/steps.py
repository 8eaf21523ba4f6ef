"""The steps of a review: who may take which, from where to where, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from almaden.errors import Fault, InputError
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import Work, record_type, writing
from almaden.store.models import Dataset, Decision, FactorLayer, Inventory, ProductCampaign, Study, User
from almaden.store.models.datasets import DatasetState
from almaden.store.models.inventories import InventoryState
from almaden.store.quality.readiness import check_settled
from almaden.store.reviews.authors import Reviewed, check_four_eyes, is_own, may_review
from almaden.store.reviews.freeze import check_ready, freeze
from almaden.store.rights import area_of, may
from almaden.wording import Text, n_

R = TypeVar("R", Inventory, Dataset, FactorLayer, Study, ProductCampaign)


@dataclass(frozen=True)
class _Way:
    """From which states a step leads to which."""

    start: frozenset[str]
    end: str


def _way(start: Iterable[str], end: str) -> _Way:
    return _Way(frozenset(start), end)


_INVENTORY: Final = {
    "submit": _way([InventoryState.DRAFT, InventoryState.RETURNED], InventoryState.SUBMITTED),
    "take": _way([InventoryState.SUBMITTED], InventoryState.IN_REVIEW),
    "give_back": _way([InventoryState.SUBMITTED, InventoryState.IN_REVIEW], InventoryState.RETURNED),
    "publish": _way([InventoryState.IN_REVIEW], InventoryState.PUBLISHED),
    # What was published once stays to be read, as every earlier version does.
    "withdraw": _way([InventoryState.PUBLISHED], InventoryState.SUPERSEDED),
    "take_back": _way([InventoryState.SUBMITTED], InventoryState.DRAFT),
}
_DATASET: Final = {
    "submit": _way([DatasetState.DRAFT], DatasetState.SUBMITTED),
    "take": _way([DatasetState.SUBMITTED], DatasetState.SUBMITTED),
    "give_back": _way([DatasetState.SUBMITTED], DatasetState.DRAFT),
    "publish": _way([DatasetState.SUBMITTED], DatasetState.PUBLISHED),
    "withdraw": _way([DatasetState.PUBLISHED], DatasetState.WITHDRAWN),
    "take_back": _way([DatasetState.SUBMITTED], DatasetState.DRAFT),
}
#: The right that each step needs.
_RIGHTS: Final = {
    "submit": "submit",
    "take": "review",
    "give_back": "review",
    "publish": "publish",
    "withdraw": "withdraw",
    "take_back": "submit",
}
#: Steps that are for others than the authors.
_OF_OTHERS: Final = ("take", "give_back", "publish")


def submit(actor: User | None, record: R, text: str = "") -> R:
    """Hand a draft in for review; the results of an inventory are frozen as they stand.

    Raises:
        ClosedError: it is no draft and was not returned.
        InputError: it does not fit together yet.
    """
    # What is missing is told to those alone who may hand it in.
    allow(actor, _RIGHTS["submit"], record.country, area_of(record))
    check_ready(record)
    with _step(actor, record, "submit", text) as (work, current):
        check_ready(current)
        freeze(work, current)
        _move(work, record, current, "submit", reviewer=None)
    return record


def take(actor: User | None, record: R) -> R:
    """Begin the review of what somebody else handed in.

    Raises:
        ClosedError: it was not handed in, or somebody began already.
        RightsError: it is the person's own work.
    """
    with _step(actor, record, "take", "") as (work, current):
        _move(work, record, current, "take", reviewer=actor)
    return record


def give_back(actor: User | None, record: R, text: str) -> R:
    """Return a record to its author, who may change it again.

    Args:
        actor: the reviewer.
        record: what was handed in.
        text: what is to be corrected.
    """
    _need_text(text)
    with _step(actor, record, "give_back", text) as (work, current):
        _move(work, record, current, "give_back")
    return record


def publish(actor: User | None, record: R, text: str = "") -> R:
    """Publish what was reviewed; earlier versions of an inventory are superseded.

    Where the owner of an installation for one person publishes their own work, no reviewer is named.

    Raises:
        ClosedError: it is not in review.
        RightsError: it is the person's own work.
        InputError: it is a data set whose quality control stopped half way.
    """
    with _step(actor, record, "publish", text) as (work, current):
        if isinstance(current, Dataset):
            check_settled(current)
        reviewer = None if is_own(actor, current) else actor
        _move(work, record, current, "publish", reviewer=reviewer, **_day_of(current))
        _supersede_earlier(work, current)
    return record


def withdraw(actor: User | None, record: R, text: str) -> R:
    """Take back what was handed in, or withdraw what was published.

    Args:
        actor: somebody who may submit, for what was handed in; who may withdraw, for what was published.
        record: the record.
        text: why.
    """
    _need_text(text)
    name = "take_back" if record.state == InventoryState.SUBMITTED else "withdraw"
    with _step(actor, record, name, text) as (work, current):
        _move(work, record, current, name)
    return record


def steps_for(user: User, record: Reviewed) -> tuple[str, ...]:
    """The steps that a person may take now: submit, take, give_back, publish, withdraw."""
    open_steps = [name for name, way in _ways(record).items() if record.state in way.start]
    allowed = [name for name in open_steps if may(user, _RIGHTS[name], record.country, area_of(record))]
    reviews = any(name in _OF_OTHERS for name in allowed) and may_review(user, record)
    told = [name for name in allowed if name not in _OF_OTHERS or reviews]
    return tuple(dict.fromkeys("withdraw" if name == "take_back" else name for name in told))


def decisions_on(record: Reviewed) -> tuple[Decision, ...]:
    """What was decided on a record so far, first things first."""
    found = Decision.objects.filter(record_type=record_type(type(record)), record_id=record.pk)
    return tuple(found.select_related("author"))


def _ways(record: Reviewed) -> dict[str, _Way]:
    return _DATASET if isinstance(record, Dataset) else _INVENTORY


@contextmanager
def _step(actor: User | None, record: R, name: str, text: str) -> Iterator[tuple[Work, R]]:
    """Check rights and state, give the record as it stands, and keep the decision."""
    allow(actor, _RIGHTS[name], record.country, area_of(record))
    with writing(actor, f"review.{name}", reason=plain_text(text)) as work:
        current = type(record)._default_manager.select_for_update().get(pk=record.pk)
        if current.state not in _ways(current)[name].start:
            label = type(current)._meta.get_field("state").flatchoices
            state = Text(str(dict(label)[current.state]))
            raise ClosedError(Text("This cannot be done now: the record is {state}.", state=state))
        if name in _OF_OTHERS:
            check_four_eyes(actor, current)
        yield work, current
        work.add(
            Decision(
                record_type=record_type(type(record)),
                record_id=record.pk,
                step=_ways(current)[name].end if name != "take" else "taken",
                text=plain_text(text),
                author=actor,
                made_on=now(),
            )
        )


def _move(work: Work, record: R, current: R, name: str, **values: Any) -> None:
    if "reviewer" in values:
        reviewer = values.pop("reviewer")
        values["reviewer_id"] = reviewer.pk if reviewer is not None else None
    work.change(record, current.version, state=_ways(current)[name].end, **values)


def _day_of(record: Reviewed) -> dict[str, Any]:
    """The day of publication, where the table has it."""
    return {} if isinstance(record, FactorLayer) else {"published_on": now()}


def _supersede_earlier(work: Work, record: Reviewed) -> None:
    """Of a series of versions, or of studies of one thing and year, one is the published one.

    Studies of several countries are of one thing where they have one title; a made-up study is not of what a real one
    is of.
    """
    if isinstance(record, Inventory | ProductCampaign):
        earlier = type(record)._default_manager.filter(series=record.series, state=InventoryState.PUBLISHED)
        for one in earlier.exclude(pk=record.pk):
            work.change(one, state=InventoryState.SUPERSEDED)
    if isinstance(record, Study):
        same: dict[str, Any] = {name: getattr(record, name) for name in ("sector", "country", "year", "made_up")}
        if not record.country:
            same["title"] = record.title
        for study in Study.objects.filter(**same, state=InventoryState.PUBLISHED).exclude(pk=record.pk):
            work.change(study, state=InventoryState.SUPERSEDED)


def _need_text(text: str) -> None:
    if not plain_text(text):
        raise InputError(
            Fault(
                n_("no reason is given"),
                column="text",
                advice=n_("write what is to be done, or why"),
            )
        )
