"""Who measured what, where and since when: series of the archive with their sites and data sets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from django.db.models import Max, Min, QuerySet, Sum

from almaden.monitoring.series import SeriesKey
from almaden.store.models import ArchiveFile, ArchiveSeries, Identifier, Site
from almaden.store.observations.catalogue import visible_files
from almaden.store.observations.engine import engine
from almaden.store.observations.formats import table_of
from almaden.store.observations.held import held
from almaden.store.rights import Person, visible_sites

#: What people gave of themselves is told in groups only, never as series.
APART: Final = "human"
_MANY: Final = 500


@dataclass(frozen=True)
class SeriesHeld:
    """One series of the archive.

    Attributes:
        key: what was measured, where and how.
        datasets: ids of the data sets that it stands in.
        levels: how far its values were checked.
        count: observations of any flag.
        valid: those of them that are valid and have a value.
        first: start of the first one, UTC.
        last: start of the last one, UTC.
    """

    key: SeriesKey
    datasets: tuple[int, ...]
    levels: tuple[str, ...]
    count: int
    valid: int
    first: datetime
    last: datetime

    @property
    def what(self) -> tuple[str, str, str]:
        """Matrix, species and unit."""
        return self.key.matrix, self.key.species, self.key.unit


@dataclass(frozen=True)
class MeasuredSite:
    """A site with the series of it that a person may see.

    Attributes:
        identifier: by which observations name it.
        site: its record; None where the person may not see it, or it is not there.
        series: in the order of their keys.
    """

    identifier: str
    site: Site | None
    series: tuple[SeriesHeld, ...]

    @property
    def name(self) -> str:
        """Its name; its identifier where it has none."""
        return self.site.name if self.site is not None else self.identifier


def series_held(user: Person, sites: Iterable[str] | None = None) -> tuple[SeriesHeld, ...]:
    """The series that a person may see, by their keys; those of some sites only if asked. Those of people are not."""
    files = visible_files(user)
    wanted = None if sites is None else set(sites)
    rows = ArchiveSeries.objects.filter(file__in=files)
    described = set(rows.order_by().values_list("file", flat=True).distinct())
    if wanted is not None:
        rows = rows.filter(site__in=wanted)
    found: dict[SeriesKey, SeriesHeld] = {}
    for one in (*_described(rows), *_counted([file for file in files if file.pk not in described])):
        if one.key.matrix != APART and (wanted is None or one.key.site in wanted):
            found[one.key] = _sum(found[one.key], one) if one.key in found else one
    return tuple(found[key] for key in sorted(found))


def sites_measured(user: Person, sites: Iterable[str] | None = None) -> tuple[MeasuredSite, ...]:
    """The sites of which a person may see observations, by their names."""
    series: dict[str, list[SeriesHeld]] = defaultdict(list)
    for one in series_held(user, sites):
        series[one.key.site].append(one)
    named = sites_named(user, series)
    made = [MeasuredSite(identifier, named.get(identifier), tuple(held)) for identifier, held in series.items()]
    return tuple(sorted(made, key=lambda one: (one.name.casefold(), one.identifier)))


def sites_named(user: Person, identifiers: Iterable[str]) -> dict[str, Site]:
    """The sites that a person may see, by the identifiers that observations name them with."""
    asked = sorted(set(identifiers))
    seen = visible_sites(user)
    found: dict[str, Site] = {}
    for start in range(0, len(asked), _MANY):
        values = {one.partition(":")[2] for one in asked[start : start + _MANY]}
        rows = Identifier.objects.filter(value__in=values, site__in=seen).select_related("site__dataset")
        found |= {f"{row.scheme}:{row.value}": row.site for row in rows if row.site is not None}
    return {one: found[one] for one in asked if one in found}


def identifiers_of(site: Site) -> tuple[str, ...]:
    """By what observations name a site."""
    rows = Identifier.objects.filter(site=site).values_list("scheme", "value")
    return tuple(sorted(f"{scheme}:{value}" for scheme, value in rows))


def _described(rows: QuerySet[ArchiveSeries]) -> Iterator[SeriesHeld]:
    sums = rows.order_by().values_list(
        "site", "matrix", "species", "unit", "method", "instrument", "level", "file__dataset"
    ).annotate(Sum("rows"), Sum("valid"), Min("first"), Max("last"))  # fmt: skip
    for *key, level, dataset, count, valid, first, last in sums:
        yield SeriesHeld(SeriesKey(*key), (dataset,), (level,), count, valid, first, last)


def _counted(files: list[ArchiveFile]) -> Iterator[SeriesHeld]:
    """The same from files that no one has described yet."""
    for file in files:
        with engine() as connection:
            found = held(connection, table_of([file]))
        for one in found:
            key = SeriesKey(one.site, one.matrix, one.species, one.unit, one.method, one.instrument)
            first, last = one.first.replace(tzinfo=UTC), one.last.replace(tzinfo=UTC)
            yield SeriesHeld(key, (file.dataset_id,), (one.level,), one.rows, one.valid, first, last)


def _sum(one: SeriesHeld, other: SeriesHeld) -> SeriesHeld:
    return replace(
        one,
        datasets=tuple(sorted({*one.datasets, *other.datasets})),
        levels=tuple(sorted({*one.levels, *other.levels})),
        count=one.count + other.count,
        valid=one.valid + other.valid,
        first=min(one.first, other.first),
        last=max(one.last, other.last),
    )
