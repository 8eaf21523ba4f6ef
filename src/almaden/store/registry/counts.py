"""Counts of the published registry, taken by the database: quick for a dashboard over many activities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Sum

from almaden.store.models import RegistryCountry, RegistryRow, UpdateLink
from almaden.store.models.registry import RegistryState


@dataclass(frozen=True)
class Money:
    """A sum of funding that is stated with an amount and is no part of another; its certainty as it is stated."""

    area: str
    payer: str
    currency: str
    certainty: str
    amount: float


@dataclass(frozen=True)
class Counts:
    """What a dashboard tells.

    Attributes:
        activities: how many activities there are, each told once.
        by_area: activities by area; so ``by_status`` and ``by_type``.
        by_year: activities by the year in which they begin; None where that is not known.
        by_area_and_status: activities by area and status.
        by_country: how many activities name a country.
        countries_by_area: how many countries the activities of an area name.
        latest_year: by area the latest year in which an activity began; areas without one are not named.
        funding: sums by area (empty for all areas), who pays, currency and certainty.
        latest: by area the moment of the latest change of any of its published records.
        unanswered: by area (empty for all areas) how many partners were asked what is new and have not answered.
    """

    activities: int
    by_area: Mapping[str, int]
    by_status: Mapping[str, int]
    by_type: Mapping[str, int]
    by_year: Mapping[int | None, int]
    by_area_and_status: Mapping[tuple[str, str], int]
    by_country: Mapping[str, int]
    countries_by_area: Mapping[str, int]
    latest_year: Mapping[str, int]
    funding: tuple[Money, ...]
    latest: Mapping[str, datetime]
    unanswered: Mapping[str, int]


def counts() -> Counts:
    """The counts of what is published now."""
    activities = RegistryRow.objects.filter(kind="activity", state=RegistryState.PUBLISHED, same_as="")
    groups = activities.order_by().values_list("area", "status", "type", "year").annotate(count=Count("pk"))
    by_area: Counter[str] = Counter()
    by_status: Counter[str] = Counter()
    by_type: Counter[str] = Counter()
    by_year: Counter[int | None] = Counter()
    by_both: Counter[tuple[str, str]] = Counter()
    latest_year: dict[str, int] = {}
    for area, status, type_, year, count in groups:
        by_area[area] += count
        by_status[status] += count
        by_type[type_] += count
        by_year[year] += count
        by_both[area, status] += count
        if year is not None:
            latest_year[area] = max(year, latest_year.get(area, year))
    named = countries()
    return Counts(
        activities=by_area.total(),
        by_area=by_area,
        by_status=by_status,
        by_type=by_type,
        by_year=by_year,
        by_area_and_status=by_both,
        by_country=by_country(named),
        countries_by_area=Counter(area for area, _ in named),
        latest_year=latest_year,
        funding=funding(),
        latest=latest(),
        unanswered=unanswered(),
    )


def countries() -> dict[tuple[str, str], int]:
    """How many published activities of each area name each country, each activity told once."""
    found = RegistryCountry.objects.filter(kind="activity", counted=True).order_by().values_list("area", "country")
    return {(area, country): count for area, country, count in found.annotate(count=Count("pk"))}


def by_country(named: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """How many activities name each country, of the numbers by area and country."""
    found: Counter[str] = Counter()
    for (_, country), count in sorted(named.items(), key=lambda item: item[0][1]):
        found[country] += count
    return dict(found)


def funding() -> tuple[Money, ...]:
    """Sums of published funding; a sum that is a part of another is in that one already."""
    found = RegistryRow.objects.filter(kind="funding", state=RegistryState.PUBLISHED, parent="", amount__isnull=False)
    groups = found.order_by("area", "payer", "currency", "status").values_list("area", "payer", "currency", "status")
    return tuple(Money(*group) for group in groups.annotate(total=Sum("amount")))


def latest() -> dict[str, datetime]:
    """By area the latest change of a published record; areas without one are not named."""
    found = RegistryRow.objects.filter(state=RegistryState.PUBLISHED).exclude(area="")
    return dict(found.order_by("area").values_list("area").annotate(latest=Max("changed_on")))


def unanswered() -> dict[str, int]:
    """By area how many partners were asked what is new and have not answered."""
    found = UpdateLink.objects.filter(answered_on=None, withdrawn_on=None)
    return dict(found.order_by("area").values_list("area").annotate(count=Count("partner", distinct=True)))
