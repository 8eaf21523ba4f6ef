"""What a partner adds by a link: activities that the registry does not have, and people reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.store.journal import Work
from almaden.store.models import RegistryRow, UpdateLink
from almaden.store.models.registry import RegistryState
from almaden.store.registry.checking import checked
from almaden.store.registry.rows import add_row
from almaden.store.registry.writing import new_key
from almaden.wording import n_

#: What a partner says of a new activity; who took part is the partner itself.
NEW_FIELDS: Final = (
    "title", "type", "area", "status", "start", "end", "countries", "description", "outputs", "obstacles", "website",
)  # fmt: skip
#: What a partner says of the people that an activity reached.
REACHED_FIELDS: Final = ("number", "unit")
#: Letters that one field may hold, activities that one answer may add.
_LONGEST: Final = 5_000
MOST_NEW: Final = 20


@dataclass(frozen=True)
class NewActivity:
    """An activity that a partner adds.

    Attributes:
        place: named in the faults, so that a page finds where they belong.
        values: the fields.
        reached: number and unit of the people that it reached; empty for none.
    """

    place: str
    values: Mapping[str, Any]
    reached: Mapping[str, Any] = field(default_factory=dict)


def add_told(
    work: Work,
    link: UpdateLink,
    own: Mapping[int, RegistryRow],
    added: Sequence[NewActivity],
    reached: Mapping[int, Mapping[str, Any]],
    language: str = "en",
) -> list[Fault]:
    """Add what a partner told within an entry of the journal; it waits for approval.

    Args:
        work: the entry.
        link: the link that it came by.
        own: the partner's own records by the number of their row.
        added: the new activities.
        reached: people reached by the number of the row of an own activity.
        language: of the texts of the new activities.

    Returns:
        Everything that is wrong; where there is anything, the caller undoes the whole entry.
    """
    if len(added) > MOST_NEW:
        return [Fault(n_("these are too many"), value=str(len(added)), accepted=str(MOST_NEW))]
    faults: list[Fault] = []
    for one in added:
        faults += _add_activity(work, link, one, language)
    for number, values in reached.items():
        if number in own and own[number].kind == "activity":
            faults += _add_reached(work, own[number].key, values, own[number].key)
        else:
            faults.append(Fault(n_("this record is not among your own"), value=str(number)))
    return faults


def _add_activity(work: Work, link: UpdateLink, one: NewActivity, language: str) -> list[Fault]:
    values = {
        **one.values,
        "id": new_key("activity"),
        "area": link.area or one.values.get("area", ""),
        "partners": (link.partner,),
        "partners_basis": "stated",
        "language": language,
    }
    faults = _unknown(one.values, NEW_FIELDS, one.place)
    try:
        record = checked("activity", values, _LONGEST)
    except InputError as error:
        return faults + [replace(fault, file=one.place) for fault in error.faults]
    row = add_row(work, "activity", record, None, RegistryState.SUBMITTED)
    return faults + (_add_reached(work, row.key, one.reached, one.place) if one.reached else [])


def _add_reached(work: Work, activity: str, values: Mapping[str, Any], place: str) -> list[Fault]:
    faults = _unknown(values, REACHED_FIELDS, place)
    try:
        record = checked("beneficiary", {**values, "id": new_key("beneficiary"), "activity": activity}, _LONGEST)
    except InputError as error:
        return faults + [replace(fault, file=place) for fault in error.faults]
    add_row(work, "beneficiary", record, None, RegistryState.SUBMITTED)
    return faults


def _unknown(values: Mapping[str, Any], known: Sequence[str], place: str) -> list[Fault]:
    return [Fault(n_("this cannot be changed"), file=place, column=name) for name in values if name not in known]
