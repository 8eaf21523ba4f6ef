"""What a fact sheet of an area or a country tells: figures of the registry, each with the document it was read in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from almaden.errors import Fault, InputError
from almaden.partnership.codes import area_names
from almaden.partnership.documents import Named, documents
from almaden.partnership.moments import PLANS, at
from almaden.partnership.records.activities import ActivityRecord, BeneficiaryRecord
from almaden.partnership.records.outputs import FactRecord, FundingRecord
from almaden.partnership.registry import Registry
from almaden.partnership.targets import TargetProgress, progress
from almaden.reference.countries import find_country
from almaden.wording import n_


@dataclass(frozen=True)
class FactSheet:
    """The figures of one area, of one country, or of an area in a country.

    Attributes:
        area: code of the area; empty for all.
        country: ISO 3166 code of the country; empty for all.
        as_of: the day that it tells of.
        facts: figures that documents state of the area; none where a country is asked for, since they name none.
        activities: activities, each once, the latest first; planned ones are among them.
        by_status: their number by state.
        planned: how many of them had not begun.
        reached: people and things reached, as stated, in the order of the activities.
        funding: sums that documents state for the area or for one of the activities.
        targets: how far the targets of the area are; none where a country is asked for.
        documents: the documents that all this was read in, with how many of its figures and activities each tells.
        named: those of them whose titles the registry knows.
    """

    area: str
    country: str
    as_of: date
    facts: tuple[FactRecord, ...]
    activities: tuple[ActivityRecord, ...]
    by_status: Mapping[str, int]
    planned: int
    reached: tuple[BeneficiaryRecord, ...]
    funding: tuple[FundingRecord, ...]
    targets: tuple[TargetProgress, ...]
    documents: Mapping[str, int]
    named: Mapping[str, Named]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "area": self.area,
            "country": self.country,
            "as_of": self.as_of.isoformat(),
            "by_status": dict(self.by_status),
            "planned": self.planned,
            "targets": [one.to_json() for one in self.targets],
            "documents": dict(self.documents),
            "named": {code: {"title": one.title, "dated": one.dated} for code, one in self.named.items()},
            **{
                name: [one.model_dump(mode="json", exclude_defaults=True) for one in getattr(self, name)]
                for name in ("facts", "activities", "reached", "funding")
            },
        }


def fact_sheet(registry: Registry, as_of: date, area: str = "", country: str = "") -> FactSheet:
    """The fact sheet of an area, of a country, or of an area in a country.

    Args:
        registry: the registry.
        as_of: the day that it is to tell of.
        area: code of the area; empty for all.
        country: ISO 3166 code or name of a country; empty for all.

    Raises:
        InputError: there is no such area or country, or neither is named.
    """
    country = _country(area, country)
    then = at(registry, as_of)
    activities = tuple(
        sorted(
            (one for one in then.all(ActivityRecord) if not one.same_as and _is_of(one, area, country)),
            key=lambda one: (one.start or one.reported_from, one.id),
            reverse=True,
        )
    )
    keys = {one.id for one in activities}
    facts = () if country else tuple(one for one in then.all(FactRecord) if one.area == area)
    funding = tuple(
        one for one in then.all(FundingRecord) if one.activity in keys or (not country and one.area == area)
    )
    reached = tuple(one for one in then.all(BeneficiaryRecord) if one.activity in keys)
    read = Counter(one.source for one in (*facts, *activities, *funding, *reached) if one.source)
    return FactSheet(
        area=area,
        country=country,
        as_of=as_of,
        facts=facts,
        activities=activities,
        by_status=dict(Counter(one.status for one in activities).most_common()),
        planned=sum(one.status in PLANS for one in activities),
        reached=reached,
        funding=funding,
        targets=() if country else tuple(one for one in progress(then, as_of) if one.area == area),
        documents=dict(sorted(read.items())),
        named={code: one for code, one in documents(registry).items() if code in read},
    )


def _country(area: str, country: str) -> str:
    """The code of the country; every fault at once where area or country cannot be."""
    faults: list[Fault] = []
    if not area and not country:
        faults.append(Fault(n_("neither an area nor a country is named"), accepted=n_("a code, such as COAL or GHA")))
    if area and area not in area_names():
        known = ", ".join(area_names())
        faults.append(Fault(n_("there is no area of work with this code"), value=area, accepted=known))
    try:
        country = find_country(country) if country else ""
    except InputError as error:
        faults += error.faults
    if faults:
        raise InputError(faults)
    return country


def _is_of(activity: ActivityRecord, area: str, country: str) -> bool:
    of_area = not area or area == activity.area or area in activity.other_areas
    return of_area and (not country or country in activity.countries)
