"""Requests for observations: how many there are, of which data sets, and the records themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.store.models import Dataset
from almaden.store.observations.catalogue import visible_files
from almaden.store.observations.engine import engine
from almaden.store.observations.measured import series_held, sites_named
from almaden.store.observations.query import Filter, is_asked, records_in, source_of
from almaden.store.places import instead
from almaden.store.rights import Person, visible_datasets

Rows = Callable[[], Iterator[ObservationRecord]]


@dataclass(frozen=True)
class DataRequest:
    """Which observations are asked for; what is empty does not matter.

    Attributes:
        sites: identifiers.
        whats: matrix, species and unit of what is measured.
        start: from this time on, UTC.
        end: before this time, UTC.
        flags: such as valid.
        levels: such as final.
    """

    sites: tuple[str, ...] = ()
    whats: tuple[tuple[str, str, str], ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    flags: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """What a data set gives to a request: its record, how many values, with flags, and how many of biota."""

    dataset: Dataset
    flags: dict[str, int]
    biota: int

    @property
    def count(self) -> int:
        """Values of any flag that was asked for."""
        return sum(self.flags.values())


@dataclass(frozen=True)
class Answer:
    """What there is for a request.

    Attributes:
        parts: by data set, those that give something.
        sha256: over the files of the archive that hold it: another one as soon as one of them changes.
        sites: identifiers of the sites that have values.
    """

    parts: tuple[Part, ...]
    sha256: str
    sites: tuple[str, ...]

    @property
    def count(self) -> int:
        """Values of all data sets."""
        return sum(one.count for one in self.parts)


def answer(user: Person, wanted: DataRequest) -> Answer:
    """What a person may have of what they ask for; observations of people are not among it."""
    numbers = {number for one in series_held(user, wanted.sites or None) for number in one.datasets}
    datasets = visible_datasets(user).filter(pk__in=numbers).select_related("organisation", "source").order_by("key")
    parts: list[Part] = []
    sites: set[str] = set()
    for dataset in datasets:
        flags, biota, named = _counted(user, wanted, dataset)
        if flags:
            parts.append(Part(dataset, flags, biota))
            sites |= named
    files = visible_files(user, [one.dataset.pk for one in parts]) if parts else []
    digests = sorted(file.sha256 for file in files if is_asked(file, _filter(wanted)))
    digest = hashlib.sha256("\n".join(digests).encode()).hexdigest()
    return Answer(tuple(parts), digest, tuple(sorted(sites)))


def rows(user: Person, wanted: DataRequest) -> Rows:
    """A function that reads the records by site and time, as often as it is called, without asking the catalogue."""
    source = _source(user, wanted)

    def read() -> Iterator[ObservationRecord]:
        if source is None:
            return
        for record in records_in(source):
            # It was checked when it came into the archive.
            yield ObservationRecord.model_construct(**record)

    return read


def site_records(user: Person, identifiers: tuple[str, ...]) -> list[SiteRecord]:
    """The sites as records, informal mines at the blurred place that the person may see."""
    made = []
    for identifier, site in sites_named(user, identifiers).items():
        scheme, _, value = identifier.partition(":")
        fields = {name: getattr(site, name) for name in SiteRecord.model_fields} | instead(user, site)
        made.append(SiteRecord.model_construct(**{**fields, "identifiers": {scheme: value}}))
    return made


def _filter(wanted: DataRequest, datasets: tuple[int, ...] = ()) -> Filter:
    return Filter(wanted.sites, start=wanted.start, end=wanted.end, flag="", datasets=datasets)


def _source(user: Person, wanted: DataRequest, datasets: tuple[int, ...] = ()) -> tuple[str, str, list[Any]] | None:
    source = source_of(user, _filter(wanted, datasets))
    if source is None:
        return None
    table, conditions, values = source
    for column, texts in (("flag", wanted.flags), ("level", wanted.levels)):
        if texts:
            conditions += f" AND {column} IN ({', '.join('?' * len(texts))})"
            values += texts
    if wanted.whats:
        conditions += f" AND ({' OR '.join(['(matrix = ? AND species = ? AND unit = ?)'] * len(wanted.whats))})"
        values += [text for what in wanted.whats for text in what]
    return table, conditions, values


def _counted(user: Person, wanted: DataRequest, dataset: Dataset) -> tuple[dict[str, int], int, set[str]]:
    """How many there are by flag, how many of biota, and of which sites."""
    source = _source(user, wanted, (dataset.pk,))
    if source is None:
        return {}, 0, set()
    table, conditions, values = source
    flags: dict[str, int] = {}
    biota, sites = 0, set()
    with engine() as connection:
        found = connection.execute(
            f"SELECT flag, matrix = 'biota', site, count(*) FROM {table} WHERE {conditions} GROUP BY ALL ORDER BY ALL",
            values,
        ).fetchall()
    for flag, of_biota, site, count in found:
        flags[flag] = flags.get(flag, 0) + count
        biota += count if of_biota else 0
        sites.add(site)
    return flags, biota, sites
