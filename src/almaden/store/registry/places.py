"""Where activities are: by country, and as points of a map."""

from __future__ import annotations

import gzip
from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, Max

from almaden.store.models import Change, Entry, RegistryCountry, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.points import PointFile, packed
from almaden.store.registry.lists import Asked, activities
from almaden.store.rights import Person, sight_of


@dataclass(frozen=True)
class _Looked:
    """Whether any activity had a place at an entry of the journal."""

    number: int = 0
    sha256: str = ""
    placed: bool = False


_looked = _Looked()


def by_country(user: Person, asked: Asked) -> dict[str, int]:
    """How many published activities name each country, of those that are asked for; each activity once.

    Args:
        user: who asks.
        asked: the filters of the list.
    """
    found = RegistryCountry.objects.filter(kind="activity", counted=True).order_by()
    if any(astuple(asked)):
        found = found.filter(row__in=activities(user, asked).order_by().values("pk"))
    counts = found.values_list("country").annotate(count=Count("pk"))
    return dict(sorted(counts, key=lambda one: (-one[1], one[0])))


def any_placed() -> bool:
    """Whether any published activity says where it is to the point."""
    global _looked
    number, at = Entry.objects.order_by("-number").values_list("number", "sha256").first() or (0, "")
    if at == _looked.sha256:
        return _looked.placed
    rows = RegistryRow.objects.filter(kind="activity", state=RegistryState.PUBLISHED, same_as="")
    known = bool(_looked.sha256) and Entry.objects.filter(sha256=_looked.sha256).exists()
    if known:
        # Looking at all of many activities takes most of a second; only what changed since can have a place now.
        changed = Change.objects.filter(record_type="registry_row", entry__number__gt=_looked.number)
        rows = rows.filter(pk__in=changed.values("record_id"))
    placed = (known and _looked.placed) or rows.filter(values__has_key="latitude").exists()
    _looked = _Looked(number, at, placed)
    return placed


def tag_of(user: Person, asked: Asked) -> str:
    """What the points depend on: the last change of the registry, what is asked for, and what the person may see."""
    return f"activity-{_last_change()}-{'|'.join(astuple(asked))}-{sight_of(user)}"


def activity_points(user: Person, asked: Asked) -> PointFile:
    """The activities with a place, of those that are asked for: state, and type."""
    rows: Any = activities(user, asked).filter(values__has_key="latitude").order_by("pk")
    content = packed(
        (pk, values["latitude"], values["longitude"], status, type_)
        for pk, values, status, type_ in rows.values_list("pk", "values", "status", "type")
        if values.get("longitude") is not None
    )
    return PointFile(tag_of(user, asked), content, gzip.compress(content, 6, mtime=0))


def _last_change() -> int:
    return Change.objects.filter(record_type="registry_row").aggregate(last=Max("id"))["last"] or 0
