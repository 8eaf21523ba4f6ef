"""What the first page tells: what was published last."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from almaden.store.models import Dataset, Edition, Inventory
from almaden.store.rights import Person, visible_datasets, visible_inventories

#: Records of each kind.
MOST: Final = 5


@dataclass(frozen=True)
class News:
    """The latest published inventories and data sets, and the latest editions."""

    inventories: Iterable[Inventory]
    datasets: Iterable[Dataset]
    editions: Iterable[Edition]


def news(user: Person) -> News:
    """What is new."""
    return News(
        visible_inventories(user).filter(state="published").order_by("-published_on", "-id")[:MOST],
        visible_datasets(user).filter(state="published").order_by("-published_on", "-id")[:MOST],
        Edition.objects.order_by("-number")[:MOST],
    )
