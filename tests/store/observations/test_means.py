"""Averages: against plain Python, and the same on PostgreSQL by way of Ibis."""

from __future__ import annotations

import math
import random
import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from almaden.store.models import ArchiveFile, Dataset
from almaden.store.observations.catalogue import path_of
from almaden.store.observations.imports import import_observations
from almaden.store.observations.query import Filter, Mean, means
from tests.store.observations.conftest import located, record, upload
from tools import postgresql


@pytest.fixture
def archived(dataset: Dataset) -> list:
    """Three thousand values of two sites over four months, some of them not valid."""
    chance = random.Random(1)
    records = [
        record(site, hour, chance.lognormvariate(0.4, 0.3), flag="invalid" if chance.random() < 0.1 else "valid")
        for site in ("made:A", "made:B")
        for hour in range(0, 3000, 2)
    ]
    records.append(record("made:A", 1, None, flag="missing"))
    records.append(record("made:A", 3, 7.0, species="GOM", unit="pg/m3"))
    import_observations(None, dataset, located(records), upload(), lambda rows: None)
    return records


def plain_means(records: list) -> dict[tuple, list[float]]:
    groups = defaultdict(list)
    for one in records:
        if one.flag == "valid" and one.value is not None:
            month = one.start.replace(day=1, hour=0)
            groups[one.site, one.matrix, one.species, one.unit, month].append(one.value)
    return groups


def test_monthly_means_are_those_of_plain_python(archived: list) -> None:
    expected = plain_means(archived)
    found = means(None, Filter())
    assert [(one.site, one.matrix, one.species, one.unit, one.period) for one in found] == sorted(expected)
    for one in found:
        values = expected[one.site, one.matrix, one.species, one.unit, one.period]
        assert one.count == len(values)
        assert math.isclose(one.mean, statistics.fmean(values), rel_tol=1e-12)
        if len(values) > 1:
            assert one.deviation is not None
            assert math.isclose(one.deviation, statistics.stdev(values), rel_tol=1e-9)
        else:
            assert one.deviation is None


def test_filters_choose(archived: list) -> None:
    january = datetime(2024, 1, 1, tzinfo=UTC)
    march = datetime(2024, 3, 1, tzinfo=UTC)
    found = means(None, Filter(sites=("made:B",), species="GEM", matrix="air", start=january, end=march))
    assert [(one.site, one.period.month) for one in found] == [("made:B", 1), ("made:B", 2)]
    assert means(None, Filter(species="none of these")) == []
    assert means(None, Filter(end=datetime(1990, 1, 1, tzinfo=UTC))) == []
    assert {one.period.year for one in means(None, Filter(), "year")} == {2023, 2024}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server for this module."""
    if postgresql.programs() is None:
        pytest.skip("PostgreSQL is not installed on this machine")
    with tempfile.TemporaryDirectory(prefix="almaden-postgresql-") as folder:
        Path(folder).chmod(0o755)
        with postgresql.running(Path(folder)) as url:
            yield url


def test_postgresql_by_way_of_ibis_gives_the_same(archived: list, server: str) -> None:
    ibis = pytest.importorskip("ibis", reason="the extra scale is not installed")
    import psycopg

    from almaden.store.observations.scale import copy_to_postgresql, means_with

    files = [path_of(file) for file in ArchiveFile.objects.all()]
    with psycopg.connect(server) as connection:
        assert copy_to_postgresql(connection, files) == len(archived)
    backend = ibis.connect(server)
    try:
        for wanted in (Filter(), Filter(sites=("made:A",), species="GEM", start=datetime(2024, 2, 1, tzinfo=UTC))):
            assert_same(means_with(backend, wanted), means(None, wanted))
    finally:
        backend.disconnect()


def assert_same(left: list[Mean], right: list[Mean]) -> None:
    assert len(left) == len(right) > 0
    for one, other in zip(left, right, strict=True):
        assert one.count == other.count
        assert (one.site, one.matrix, one.species, one.unit) == (other.site, other.matrix, other.species, other.unit)
        assert one.period == other.period
        assert math.isclose(one.mean, other.mean, rel_tol=1e-12)
        assert (one.deviation is None) == (other.deviation is None)
        if one.deviation is not None and other.deviation is not None:
            assert math.isclose(one.deviation, other.deviation, rel_tol=1e-9)
