"""What the registry tells of one facility: who needs what for it, and which results changed it."""

from __future__ import annotations

from almaden.store.models import Facility, Identifier, RegistryRow
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person

#: Records of each kind that a page shows.
_MOST = 50


def of_facility(user: Person, facility: Facility) -> tuple[RegistryRow, ...]:
    """The needs that name a facility by one of its identifiers, then the results that say they changed it.

    Args:
        user: who looks; they get what they may see.
        facility: the facility.
    """
    names = {f"{one.scheme}:{one.value}" for one in Identifier.objects.filter(facility=facility)}
    if not names:
        return ()
    needs = visible_rows(user, "need").filter(values__facility__in=sorted(names)).order_by("title", "key")[:_MOST]
    # Not every database looks into lists; results that name a facility at all are few.
    stated = visible_rows(user, "result").filter(values__has_key="facilities").order_by("title", "key")
    results = [row for row in stated.iterator() if names & set(row.values["facilities"])]
    return (*needs, *results[:_MOST])
