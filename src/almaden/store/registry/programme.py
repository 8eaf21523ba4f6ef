"""A programme: an activity with projects below it, side by side, each counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.registry import Registry
from almaden.partnership.results import GradeSum, results
from almaden.store.models import RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of
from almaden.store.registry.lists import part
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person

#: Projects that are told.
MOST: Final = 500


@dataclass(frozen=True)
class Programme:
    """The projects of a programme.

    Attributes:
        projects: the activities below it that tell nothing once more, with their records.
        by_status: how many there are by state.
        by_country: the projects by the countries that they name; one that names several stands in each.
        without_country: how many name none.
        indicators: by indicator and unit what the projects reached, for each grade of evidence by itself.
        told_by: by indicator and unit how many projects tell of it.
        documents: publications of the projects.
    """

    projects: tuple[tuple[RegistryRow, ActivityRecord], ...]
    by_status: Mapping[str, int]
    by_country: Mapping[str, tuple[RegistryRow, ...]]
    without_country: int
    indicators: Mapping[tuple[str, str], tuple[GradeSum, ...]]
    told_by: Mapping[tuple[str, str], int]
    documents: tuple[RegistryRow, ...]


def programme(user: Person, key: str) -> Programme | None:
    """The programme that an activity is; None where nothing is a part of it."""
    projects = _below(user, key)
    if not projects:
        return None
    by_country: dict[str, list[RegistryRow]] = {}
    for row, record in projects:
        for country in record.countries:
            by_country.setdefault(country, []).append(row)
    keys = [row.key for row, _ in projects]
    stated = part(user, {"result": Q(pk__in=_naming(user, "result", keys))})
    known: list[tuple[str, Any]] = [("activity", record) for _, record in projects]
    known += [("result", one) for one in stated.all(ResultRecord)]
    found = results(Registry.made_of(known))
    told = {
        thing: len({one.activity for one in found.indicators if one.thing == thing}) for thing in found.by_indicator()
    }
    return Programme(
        tuple(projects),
        Counter(record.status for _, record in projects),
        {country: tuple(rows) for country, rows in sorted(by_country.items())},
        sum(not record.countries for _, record in projects),
        found.by_indicator(),
        told,
        tuple(_naming(user, "publication", keys).order_by("-year", "title")[:MOST]),
    )


def _below(user: Person, key: str) -> list[tuple[RegistryRow, ActivityRecord]]:
    """The activities below one, those of each step together; what tells once more is left out."""
    found: dict[str, tuple[RegistryRow, ActivityRecord]] = {}
    above = [key]
    while above and len(found) < MOST:
        rows = visible_rows(user, "activity").filter(parent__in=above, same_as="")
        above = []
        for row in rows.exclude(state=RegistryState.WITHDRAWN).order_by("title", "key")[: MOST - len(found)]:
            record = record_of(row, personal=False)
            if isinstance(record, ActivityRecord) and row.key not in found and row.key != key:
                found[row.key] = row, record
                above.append(row.key)
    return list(found.values())


def _naming(user: Person, kind: str, keys: list[str]) -> Any:
    named = visible_rows(user, kind).exclude(state=RegistryState.WITHDRAWN)
    return named.filter(links__target_kind="activity", links__target__in=keys, links__field="activity").distinct()
