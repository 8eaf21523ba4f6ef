"""Resource persons who agreed to be listed: what they know, for people with an account their names; no addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from almaden.partnership.dates import first_day
from almaden.partnership.records.partners import ResourcePersonRecord
from almaden.store.models import RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry.columns import record_of
from almaden.store.rights import Person


@dataclass(frozen=True)
class Expert:
    """Somebody who gives advice and agreed to be listed; whoever asks goes through the secretariat.

    The name is empty for the public.
    """

    name: str
    partner: str
    country: str
    areas: tuple[str, ...]
    topics: tuple[str, ...]
    languages: tuple[str, ...]


def experts(user: Person, on: date, area: str = "") -> tuple[Expert, ...]:
    """The published resource persons who had agreed by a day; the public sees no names.

    Args:
        user: who looks.
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
            found.append(
                Expert(
                    one.name if user is not None and user.is_authenticated else "",
                    one.partner,
                    one.country,
                    one.areas,
                    one.topics,
                    one.languages,
                )
            )
    return tuple(sorted(found, key=lambda one: one.name.casefold()))
