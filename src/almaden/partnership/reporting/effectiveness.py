"""Section II of the report on progress: five fields in which the Partnership wants to get better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from almaden.partnership.codes import activity_types
from almaden.partnership.records.base import OVERARCHING
from almaden.partnership.reporting.entries import Entry
from almaden.partnership.reporting.people import Leads

FieldKey = Literal["communication", "efficiency", "information", "leadership", "fundraising"]

#: Tags that say in which field an activity helps; the first that fits decides.
_TAGS: Final[tuple[tuple[FieldKey, frozenset[str]], ...]] = (
    ("fundraising", frozenset({"fundraising", "GEF", "pipeline"})),
    ("leadership", frozenset({"leadership", "governance", "co-lead"})),
    ("information", frozenset({"negotiations", "assessment", "inventory", "Toolkit", "knowledge gaps", "reporting"})),
    ("efficiency", frozenset({"PAG", "side event", "back to back"})),
    ("communication", frozenset({"communication", "newsletter", "website", "outreach", "publication", "webinar"})),
)
#: Groups of types of activities, where no tag says it.
_TYPES: Final[dict[str, FieldKey]] = {
    "communication": "communication",
    "event": "efficiency",
    "research": "information",
    "publication": "information",
    "coordination": "leadership",
    "finance": "fundraising",
}


@dataclass(frozen=True)
class ImprovementField:
    """A field with what was done in it.

    Attributes:
        key: its key.
        entries: overarching activities that help in it.
    """

    key: FieldKey
    entries: Sequence[Entry]


@dataclass(frozen=True)
class Effectiveness:
    """How far the registry can tell of effect.

    Attributes:
        fields: the five fields.
        with_several_leads: codes of areas that more than one partner leads.
        activities: number of activities of the period.
        with_country: those of which a country is told.
        with_partner: those of which the document names the partners.
        with_funder: those of which it is told who pays.
        with_output: those of which an output is told.
        with_reach: those of which it is told how many they reach.
        completed: those that are completed.
    """

    fields: Sequence[ImprovementField]
    with_several_leads: Sequence[str]
    activities: int
    with_country: int
    with_partner: int
    with_funder: int
    with_output: int
    with_reach: int
    completed: int


def effectiveness_of(entries: Sequence[Entry], leads: Sequence[Leads]) -> Effectiveness:
    """The five fields, filled from the overarching activities, and what is told of all activities."""
    found: dict[FieldKey, list[Entry]] = {
        key: [] for key in ("communication", "efficiency", "information", "leadership", "fundraising")
    }
    for one in entries:
        key = _field(one) if one.area == OVERARCHING else None
        if key is not None:
            found[key].append(one)
    return Effectiveness(
        tuple(ImprovementField(key, tuple(those)) for key, those in found.items()),
        tuple(one.area for one in leads if len(one.leads) > 1),
        len(entries),
        sum(bool(one.countries) for one in entries),
        sum(one.basis == "stated" for one in entries),
        sum(bool(one.funders) for one in entries),
        sum(bool(one.outputs) for one in entries),
        sum(bool(one.reached) for one in entries),
        sum(one.status == "completed" for one in entries),
    )


def _field(one: Entry) -> FieldKey | None:
    by_tag = next((key for key, tags in _TAGS if tags & set(one.tags)), None)
    return by_tag or _TYPES.get(activity_types().get(one.type, ""))
