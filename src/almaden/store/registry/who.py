"""Who may do what with a record of the registry, and who wrote it."""

from __future__ import annotations

from typing import Final

from almaden.store.acting import allow
from almaden.store.models import Change, RegistryRow, User
from almaden.store.registry.columns import Place
from almaden.store.reviews.authors import works_alone
from almaden.store.rights import RightsError, visible_registry
from almaden.wording import n_

#: What makes somebody an author of a record; publishing, withdrawing and merging do not.
_AUTHORING: Final = ("registry.add", "registry.change", "registry.load")


def authors_of(row: RegistryRow) -> frozenset[int]:
    """Ids of the people who wrote a record."""
    changes = Change.objects.filter(record_type="registry_row", record_id=row.pk, entry__action__in=_AUTHORING)
    people = set(changes.order_by().values_list("entry__actor_id", flat=True).distinct())
    return frozenset(one for one in {*people, row.author_id} if one is not None)


def is_own(actor: User, row: RegistryRow) -> bool:
    """Whether somebody wrote a record, or a part of it."""
    return actor.pk in authors_of(row)


def check_may_publish(actor: User | None, row: RegistryRow) -> None:
    """Refuse those who may not publish a record.

    Raises:
        RightsError: the person may not publish records of its country and area, or wrote it.
    """
    check_sees(actor, row)
    allow(actor, "publish_registry", *where_of((row.area, row.country)))
    if actor is not None and not works_alone(actor) and is_own(actor, row):
        raise RightsError(n_("You wrote this, or a part of it. Somebody else has to review it."))


def check_sees(actor: User | None, row: RegistryRow) -> None:
    """Refuse those who do not see a record.

    Raises:
        RightsError: the person does not see it.
    """
    if actor is not None and not visible_registry(actor).filter(pk=row.pk).exists():
        raise RightsError(n_("You may not do this. Ask an administrator for the role that it needs."))


def where_of(place: Place) -> tuple[str, str]:
    """Country and area, in the order in which rights ask."""
    return place[1], place[0]
