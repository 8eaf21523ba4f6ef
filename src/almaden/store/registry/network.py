"""Who works with whom: partners that documents name together in an activity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from almaden.store.models import RegistryPair

#: Pairs that are told.
MOST: Final = 40


@dataclass(frozen=True)
class Pair:
    """Two partners, by their keys, and in how many activities both take part."""

    one: str
    other: str
    activities: int


def pairs() -> tuple[Pair, ...]:
    """The pairs of partners with most activities, each activity told once; nothing that was filled in counts."""
    found = RegistryPair.objects.filter(counted=True).values_list("one", "other").annotate(count=Count("pk"))
    return tuple(Pair(*pair) for pair in found.order_by("-count", "one", "other")[:MOST])
