"""What the archive holds, site by site: told from what was counted when its files were written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max, Min, Sum

from almaden.store.models import ArchiveFile, ArchiveSeries
from almaden.store.observations.catalogue import visible_files
from almaden.store.observations.engine import engine
from almaden.store.observations.formats import table_of
from almaden.store.observations.held import Held, held
from almaden.store.observations.measured import APART
from almaden.store.observations.query import Filter, is_asked
from almaden.store.rights import Person


@dataclass(frozen=True)
class Holding:
    """What there is of one substance at one site.

    Attributes:
        site: identifier of the site.
        matrix: what was sampled.
        species: what was measured.
        unit: unit of the values.
        count: observations of any flag.
        valid: those of them that are valid and have a value.
        first: start of the first one, UTC.
        last: start of the last one, UTC.
    """

    site: str
    matrix: str
    species: str
    unit: str
    count: int
    valid: int
    first: datetime
    last: datetime


def sites_with_data(user: Person, wanted: Filter) -> tuple[Holding, ...]:
    """What a person may see of each site, by site, matrix, species and unit; never of what was measured in people.

    Args:
        user: who asks.
        wanted: which sites, species, matrix and data sets; its times leave out series that lie outside of them as
            a whole, its flag does not count.
    """
    files = [file for file in visible_files(user, wanted.datasets) if is_asked(file, wanted)]
    described = _described(files, wanted)
    known = set(ArchiveSeries.objects.filter(file__in=files).values_list("file", flat=True).distinct())
    found = [*described, *_counted([file for file in files if file.pk not in known], wanted)]
    merged: dict[tuple[str, str, str, str], Holding] = {}
    for one in found:
        key = (one.site, one.matrix, one.species, one.unit)
        merged[key] = _sum(merged[key], one) if key in merged else one
    return tuple(merged[key] for key in sorted(merged))


def _described(files: list[ArchiveFile], wanted: Filter) -> Iterator[Holding]:
    rows = ArchiveSeries.objects.filter(file__in=files).exclude(matrix=APART)
    if wanted.sites:
        rows = rows.filter(site__in=wanted.sites)
    if wanted.species:
        rows = rows.filter(species=wanted.species)
    if wanted.matrix:
        rows = rows.filter(matrix=wanted.matrix)
    if wanted.start is not None:
        rows = rows.filter(last__gte=wanted.start)
    if wanted.end is not None:
        rows = rows.filter(first__lt=wanted.end)
    sums = rows.order_by().values_list("site", "matrix", "species", "unit").annotate(
        Sum("rows"), Sum("valid"), Min("first"), Max("last")
    )  # fmt: skip
    return (Holding(*row) for row in sums)


def _counted(files: list[ArchiveFile], wanted: Filter) -> Iterator[Holding]:
    """The same from files that no one has described yet."""
    if not files:
        return
    with engine() as connection:
        found = held(connection, table_of(files))
    for one in found:
        holding = _holding(one)
        outside = (wanted.start is not None and holding.last < wanted.start) or (
            wanted.end is not None and holding.first >= wanted.end
        )
        if not outside and one.matrix != APART and all(
            (not wanted.sites or one.site in wanted.sites, wanted.species in ("", one.species),
             wanted.matrix in ("", one.matrix))
        ):  # fmt: skip
            yield holding


def _holding(one: Held) -> Holding:
    first, last = one.first.replace(tzinfo=UTC), one.last.replace(tzinfo=UTC)
    return Holding(one.site, one.matrix, one.species, one.unit, one.rows, one.valid, first, last)


def _sum(one: Holding, other: Holding) -> Holding:
    return Holding(
        one.site, one.matrix, one.species, one.unit, one.count + other.count, one.valid + other.valid,
        min(one.first, other.first), max(one.last, other.last),
    )  # fmt: skip
