"""Facilities and rows of inventories that results say they changed, as far as the store has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from almaden.partnership.records.activities import ResultRecord
from almaden.store.models import Identifier, InventoryRow
from almaden.store.rights import Person, visible_facilities, visible_inventories, visible_units


@dataclass(frozen=True)
class Changed:
    """What a result says that it changed.

    Attributes:
        result: key of the result.
        activity: key of its activity.
        name: the facility as system:identifier, or the row as inventory:row.
        kind: ``facility``, ``unit``, ``inventory``, or empty where the store has it not, or not for the person.
        pk: its number, or that of the inventory.
        row: number of the row of the inventory.
        title: what it is called.
        kg_per_year: mercury that the result avoids, None where it is not stated.
        grade: grade of evidence.
    """

    result: str
    activity: str
    name: str
    kind: str = ""
    pk: int = 0
    row: int = 0
    title: str = ""
    kg_per_year: float | None = None
    grade: str = ""


def changed_places(user: Person, results: Iterable[ResultRecord]) -> tuple[Changed, ...]:
    """What results say that they changed, in their order."""
    results = list(results)
    places = _places(user, {name for one in results for name in one.facilities})
    rows = _rows(user, {name for one in results for name in one.inventory_rows})
    found = []
    for one in results:
        itself = Changed(one.id, one.activity, "", kg_per_year=one.mercury_kg_per_year, grade=one.grade)
        for name in one.facilities:
            kind, pk, title = places.get(name, ("", 0, ""))
            found.append(replace(itself, name=name, kind=kind, pk=pk, title=title))
        for name in one.inventory_rows:
            kind, pk, row, title = rows.get(name, ("", 0, 0, ""))
            found.append(replace(itself, name=name, kind=kind, pk=pk, row=row, title=title))
    return tuple(found)


def _places(user: Person, names: set[str]) -> dict[str, tuple[str, int, str]]:
    asked = Q()
    for name in names:
        scheme, _, value = name.partition(":")
        asked |= Q(scheme=scheme, value=value)
    if not asked:
        return {}
    identifiers = {(one.scheme, one.value): one for one in Identifier.objects.filter(asked)}
    facilities = visible_facilities(user).in_bulk([one.facility_id for one in identifiers.values() if one.facility_id])
    units = visible_units(user).in_bulk([one.unit_id for one in identifiers.values() if one.unit_id])
    found = {}
    for (scheme, value), one in identifiers.items():
        if one.facility_id is not None and one.facility_id in facilities:
            found[f"{scheme}:{value}"] = ("facility", one.facility_id, facilities[one.facility_id].name)
        elif one.unit_id is not None and one.unit_id in units:
            found[f"{scheme}:{value}"] = ("unit", one.unit_id, units[one.unit_id].name)
    return found


def _rows(user: Person, names: set[str]) -> dict[str, tuple[str, int, int, str]]:
    """Rows that are named by the numbers of the inventory and of the row."""
    numbers = {}
    for name in names:
        inventory, _, row = name.partition(":")
        if inventory.isdecimal() and row.isdecimal() and len(inventory) < 19 and len(row) < 19:
            numbers[int(row)] = (name, int(inventory))
    rows = InventoryRow.objects.filter(pk__in=numbers, inventory__in=visible_inventories(user))
    return {
        numbers[row.pk][0]: ("inventory", row.inventory_id, row.pk, row.inventory.title or row.inventory.country)
        for row in rows.select_related("inventory")
        if row.inventory_id == numbers[row.pk][1]
    }
