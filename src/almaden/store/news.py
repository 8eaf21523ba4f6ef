"""What the first page tells: what was published last, and what waits for this person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from almaden.store.models import Dataset, Edition, Inventory
from almaden.store.rights import Person, countries_with, may, visible_datasets, visible_inventories

#: Records of each kind.
MOST: Final = 5


@dataclass(frozen=True)
class News:
    """The latest published inventories, data sets and editions, and the inventories and data sets to be reviewed."""

    inventories: Iterable[Inventory]
    datasets: Iterable[Dataset]
    editions: Iterable[Edition]
    inventories_to_review: Iterable[Inventory]
    datasets_to_review: Iterable[Dataset]


def news(user: Person) -> News:
    """What is new, and what needs the attention of a person."""
    inventories, datasets = visible_inventories(user), visible_datasets(user)
    return News(
        inventories=inventories.filter(state="published").order_by("-published_on", "-id")[:MOST],
        datasets=datasets.filter(state="published").order_by("-published_on", "-id")[:MOST],
        editions=Edition.objects.order_by("-number")[:MOST],
        inventories_to_review=_waiting(user, inventories, ["submitted", "in_review"]),
        datasets_to_review=_waiting(user, datasets, ["submitted"]),
    )


def _waiting(user: Person, rows: QuerySet, states: list[str]) -> QuerySet:
    if not may(user, "review"):
        return rows.none()
    countries = countries_with(user, "review")
    waiting = rows.filter(state__in=states)
    if countries is not None:
        waiting = waiting.filter(country__in=sorted(countries))
    return waiting.order_by("id")[:MOST]
