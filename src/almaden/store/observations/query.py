"""Questions to the archive: single observations, and their averages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Literal

from django.db.models import Q

from almaden.store.models import ArchiveFile
from almaden.store.observations.catalogue import visible_files
from almaden.store.observations.columns import COLUMNS, ORDER, listed
from almaden.store.observations.engine import engine, quoted
from almaden.store.observations.formats import table_of
from almaden.store.observations.measured import APART
from almaden.store.rights import Person

Period = Literal["day", "month", "year"]

#: Rows that are fetched at once.
_BATCH: Final = 10_000


@dataclass(frozen=True)
class Filter:
    """Which observations are asked for; what is empty does not matter.

    Attributes:
        sites: identifiers of sites.
        species: such as GEM.
        matrix: such as air.
        start: from this time on, UTC.
        end: before this time, UTC.
        flag: by default the valid ones; empty for all.
        datasets: ids of data sets.
    """

    sites: tuple[str, ...] = ()
    species: str = ""
    matrix: str = ""
    start: datetime | None = None
    end: datetime | None = None
    flag: str = "valid"
    datasets: tuple[int, ...] = ()


@dataclass(frozen=True)
class Mean:
    """The average of the valid observations of one site in one period.

    Attributes:
        site: identifier of the site.
        matrix: what was sampled.
        species: what was measured.
        unit: unit of the mean and the standard deviation.
        period: start of the period, UTC.
        mean: arithmetic mean.
        deviation: standard deviation of the sample, None for a single value.
        count: how many values it is the mean of.
        observations: how many observations the period has, whatever their flag.
    """

    site: str
    matrix: str
    species: str
    unit: str
    period: datetime
    mean: float
    deviation: float | None
    count: int
    observations: int

    @property
    def share(self) -> float:
        """Share of the observations that the mean is of, 0 to 1."""
        return self.count / self.observations


def observations(user: Person, wanted: Filter) -> Iterator[dict[str, Any]]:
    """The observations that a person may see, by site and time, as records by column; streamed."""
    source = source_of(user, wanted)
    if source is not None:
        yield from records_in(source)


def records_in(source: tuple[str, str, list[Any]]) -> Iterator[dict[str, Any]]:
    """The observations of what :func:`source_of` found, by site and time; streamed, and without a database."""
    tables, conditions, values = source
    with engine() as connection:
        found = connection.execute(
            f"SELECT {listed(COLUMNS)} FROM {tables} WHERE {conditions} ORDER BY {listed(ORDER)}", values
        )
        while rows := found.fetchmany(_BATCH):
            for row in rows:
                record = dict(zip(COLUMNS, row, strict=True))
                record["start"] = record["start"].replace(tzinfo=UTC)
                record["end"] = record["end"] and record["end"].replace(tzinfo=UTC)
                yield record


def means(user: Person, wanted: Filter, period: Period = "month") -> list[Mean]:
    """Averages by site, matrix, species, unit and period, in that order.

    Values of different units are never averaged together; what is missing or below detection does not count. A
    period without a value has no average.
    """
    source = source_of(user, replace(wanted, flag=""))
    if source is None:
        return []
    tables, conditions, values = source
    averaged = f"CASE WHEN flag = {quoted(wanted.flag)} THEN value END" if wanted.flag else "value"
    with engine() as connection:
        rows = connection.execute(
            f"SELECT site, matrix, species, unit, date_trunc('{period}', \"start\") AS period, avg({averaged}), "
            f"stddev_samp({averaged}), count({averaged}) AS counted, count(*) FROM {tables} WHERE {conditions} "
            "GROUP BY site, matrix, species, unit, period HAVING counted > 0 ORDER BY 1, 2, 3, 4, 5",
            values,
        ).fetchall()
    return [mean_of(row) for row in rows]


def mean_of(row: tuple[Any, ...]) -> Mean:
    """A row of an answer as a record; engines give times without zone."""
    site, matrix, species, unit, period, *figures = row
    return Mean(site, matrix, species, unit, period.replace(tzinfo=UTC), *figures)


def source_of(user: Person, wanted: Filter) -> tuple[str, str, list[Any]] | None:
    """The table to read, the conditions and their values; None where the person may see no file.

    What was measured in people is told in groups only, and is never among single observations.
    """
    files = [file for file in visible_files(user, wanted.datasets) if is_asked(file, wanted)]
    if wanted.sites and files:
        # Files that hold none of the sites are not opened; those that nobody described yet are.
        held = Q(series=None) | Q(series__site__in=wanted.sites)
        named = set(ArchiveFile.objects.filter(held, pk__in=[file.pk for file in files]).values_list("pk", flat=True))
        files = [file for file in files if file.pk in named]
    if not files:
        return None
    conditions = ["matrix <> ?"]
    values: list[Any] = [APART]
    for column, value in (("species", wanted.species), ("matrix", wanted.matrix), ("flag", wanted.flag)):
        if value:
            conditions.append(f"{column} = ?")
            values.append(value)
    if wanted.sites:
        conditions.append(f"site IN ({', '.join('?' * len(wanted.sites))})")
        values += wanted.sites
    for comparison, moment in ((">=", wanted.start), ("<", wanted.end)):
        if moment is not None:
            conditions.append(f'"start" {comparison} ?')
            values.append(moment.astimezone(UTC).replace(tzinfo=None))
    return table_of(files), " AND ".join(conditions), values


def is_asked(file: ArchiveFile, wanted: Filter) -> bool:
    """Whether a file may hold observations of the times that are asked for."""
    return (wanted.start is None or file.last >= wanted.start) and (wanted.end is None or file.first < wanted.end)
