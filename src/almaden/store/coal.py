"""Coal-fired units among the places of the store, as records of the coal sector, and what was reckoned for them.

Nothing is written: results are kept in memory by the units that they are of and the versions of their rows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from pydantic import ValidationError

from almaden.reference.records import FacilityRecord, UnitRecord
from almaden.sectors.coal.readers.register import coal_unit_values
from almaden.sectors.coal.records import CoalUnitRecord
from almaden.store.models import Unit
from almaden.store.rights import Person, visible_units
from almaden.wording import n_

#: Source categories of the Toolkit that units of coal stand under, with those below them.
_CATEGORIES: Final = ("5.1.1", "5.1.2")
#: The system of identifiers that a unit is called by where it has one.
_SYSTEM: Final = "gem"
_MADE_UP: Final = n_("Some of these units are made up: they are examples.")
_OF_UNIT: Final = ("name", "status", "capacity_mw", "technology", "fuel", "start_year", "retired_year", "attributes")
_OF_PLANT: Final = ("name", "country", "subdivision", "latitude", "longitude")


@dataclass(frozen=True)
class Stored:
    """The units of a person's sight.

    Attributes:
        records: the units that have a capacity.
        rows: for the identifier of a unit the number of its row.
        without_capacity: how many have none, so that nothing can be said of them.
        tag: differs when a unit or its plant does.
        notice: said of results where some of the units are made up.
    """

    records: tuple[CoalUnitRecord, ...]
    rows: dict[str, int]
    without_capacity: int
    tag: str
    notice: str


def units_of(user: Person, country: str = "") -> tuple[CoalUnitRecord, ...]:
    """The coal-fired units that a person may see, of a country or of all."""
    return stored_units(user, country).records


def stored_units(user: Person, country: str = "") -> Stored:
    """The coal-fired units that a person may see, with their rows."""
    names = ("pk", "identifiers", *_OF_UNIT, *(f"facility__{name}" for name in _OF_PLANT))
    records, rows, without = [], {}, 0
    for row in _coal(user, country).order_by("pk").values(*names):
        if not row["capacity_mw"] or row["capacity_mw"] < 0:
            without += 1
            continue
        record = _record(row)
        records.append(record)
        rows[record.id] = row["pk"]
    made_up = _coal(user, country).filter(facility__dataset__made_up=True).exists()
    return Stored(tuple(records), rows, without, tag_of(user, country), _MADE_UP if made_up else "")


def has_units(user: Person, country: str = "") -> bool:
    """Whether a person may see a coal-fired unit with a capacity, in a country or anywhere."""
    return _coal(user, country).filter(capacity_mw__gt=0).exists()


def tag_of(user: Person, country: str = "") -> str:
    """What results depend on: the units that a person may see, in the versions of their rows."""
    versions = _coal(user, country).order_by("pk").values_list("pk", "version", "facility__version")
    return hashlib.sha256(repr(list(versions)).encode()).hexdigest()


def stored_unit(user: Person, pk: int) -> CoalUnitRecord | None:
    """One coal-fired unit that a person may see; None if there is none, or none with a capacity."""
    names = ("pk", "identifiers", *_OF_UNIT, *(f"facility__{name}" for name in _OF_PLANT))
    row = _coal(user).filter(pk=pk).values(*names).first() if pk < 2**63 else None
    return _record(row) if row is not None and row["capacity_mw"] else None


def counts_of(user: Person) -> dict[str, int]:
    """How many coal-fired units a person may see, by country, the most first."""
    return dict(Counter(_coal(user).values_list("facility__country", flat=True)).most_common())


def _coal(user: Person, country: str = "") -> QuerySet[Unit]:
    wanted = Q()
    for category in _CATEGORIES:
        wanted |= Q(facility__category=category) | Q(facility__category__startswith=f"{category}.")
    found = visible_units(user).filter(wanted)
    return found.filter(facility__country=country) if country else found


def _record(row: dict[str, Any]) -> CoalUnitRecord:
    """A unit as a record; a year that cannot be one is left out, as if it were not known."""
    key = row["identifiers"].get(_SYSTEM) or f"unit-{row['pk']}"
    unit = UnitRecord.model_construct(
        **{**{name: row[name] for name in _OF_UNIT}, "identifiers": {_SYSTEM: key}, "facility": ""}
    )
    plant = FacilityRecord.model_construct(**{name: row[f"facility__{name}"] for name in _OF_PLANT})
    values = coal_unit_values(unit, plant)
    try:
        return CoalUnitRecord(**values)
    except ValidationError as error:
        wrong = {one["loc"][0] for one in error.errors() if one["loc"]}
        return CoalUnitRecord(
            **{name: value for name, value in values.items() if name not in wrong - {"id", "country"}}
        )
