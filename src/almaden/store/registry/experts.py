"""Resource persons who agreed to be listed: their names and what they know, never how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from almaden.partnership.dates import first_day
from almaden.partnership.records.partners import ResourcePersonRecord
from almaden.store.models import RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of


@dataclass(frozen=True)
class Expert:
    """Somebody who gives advice and agreed to be listed; whoever asks goes through the secretariat."""

    name: str
    partner: str
    country: str
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]


def experts(on: date, area: str = "") -> tuple[Expert, ...]:
    """The published resource persons who had agreed by a day, for everybody to see.

    Args:
        on: the day; a consent of later does not count yet.
        area: only those who give advice in this area.
    """
    rows = RegistryRow.objects.filter(
        kind="resource_person", state=RegistryState.PUBLISHED, values__has_key="consent_on"
    )
    found = []
    for row in rows.order_by("key"):
        one = record_of(row)
        assert isinstance(one, ResourcePersonRecord)
        if one.consent_on and first_day(one.consent_on) <= on and (not area or area in one.areas):
            found.append(Expert(one.name, one.partner, one.country, one.areas, one.topics, one.languages))
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
