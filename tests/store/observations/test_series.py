"""Series, plots and holdings from the archive: against plain numbers worked out by hand; files of every format."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.monitoring.series import BELOW_DETECTION, INVALID, MISSING, VALID, SeriesKey
from almaden.store.home import archive
from almaden.store.models import ArchiveFile, ArchiveSeries, Dataset
from almaden.store.observations import catalogue
from almaden.store.observations.compared import Counts
from almaden.store.observations.engine import engine
from almaden.store.observations.formats import table_of_paths
from almaden.store.observations.holdings import Holding, sites_with_data
from almaden.store.observations.imports import import_observations
from almaden.store.observations.query import Filter, means, observations
from almaden.store.observations.series import decimated, series
from tests.store.observations.conftest import located, record, upload

SAMPLE = Path(__file__).resolve().parents[1] / "formats" / "observations-1.parquet"
EVERY = Filter(flag="")


def put(dataset: Dataset, records: list) -> Counts:
    return import_observations(None, dataset, located(records), upload(), lambda rows: None)


@pytest.fixture
def first_format(dataset: Dataset) -> ArchiveFile:
    """A file of the first format in the catalogue, as a restored backup has it."""
    target = archive() / "made-up" / "2023" / "old.parquet"
    target.parent.mkdir(parents=True)
    shutil.copy(SAMPLE, target)
    first = datetime(2023, 3, 1, tzinfo=UTC)
    return ArchiveFile.objects.create(
        dataset=dataset, path="made-up/2023/old.parquet", sha256="0" * 64, size=1, rows=3, year=2023,
        first=first, last=first.replace(hour=1), made_on=first, upload=upload(),
    )  # fmt: skip


def test_files_of_the_first_format_stand_beside_new_ones(dataset: Dataset, first_format: ArchiveFile) -> None:
    put(dataset, [record(hour=2, value=3.0, instrument="i-1", detection_limit=0.1)])
    rows = list(observations(None, EVERY))
    assert [(one["site"], one["value"], one["instrument"], one["detection_limit"], one["tissue"]) for one in rows] == [
        ("made:A", 1.25, "", None, ""),
        ("made:A", None, "", None, ""),
        ("made:A", 3.0, "i-1", 0.1, ""),
        ("made:B", 1.5, "", None, ""),
    ]
    assert [(one.site, one.mean) for one in means(None, Filter(), "year")] == [
        ("made:A", 1.25), ("made:A", 3.0), ("made:B", 1.5),
    ]  # fmt: skip
    with engine() as connection:
        table = table_of_paths(connection, sorted(archive().rglob("*.parquet")))
        assert connection.execute(f"SELECT count(*), count(length_mm) FROM {table}").fetchall() == [(4, 0)]


def test_what_is_brought_in_replaces_a_file_of_the_first_format(dataset: Dataset, first_format: ArchiveFile) -> None:
    again = record(value=9.0).model_copy(
        update={"start": datetime(2023, 3, 1, tzinfo=UTC), "end": datetime(2023, 3, 1, 1, tzinfo=UTC)}
    )
    assert put(dataset, [again]) == Counts(changed=1)
    first_format.refresh_from_db()
    assert first_format.state == "superseded"
    new = ArchiveFile.objects.get(state="current")
    assert (new.format, new.rows) == (2, 3)
    assert [one["value"] for one in observations(None, EVERY)] == [9.0, None, 1.5]


def test_series_come_as_arrays_by_instrument(dataset: Dataset) -> None:
    put(dataset, [
        record(hour=1, value=2.0, instrument="b"), record(hour=0, value=1.0, instrument="b", detection_limit=0.2),
        record(hour=0, value=None, flag="missing", instrument="a"),
        record("made:B", 3, None, flag="below_detection", detection_limit=0.5),
    ])  # fmt: skip
    found = series(None, EVERY)
    assert [one.key for one in found] == [
        SeriesKey("made:A", "air", "GEM", "ng/m3", "", "a"),
        SeriesKey("made:A", "air", "GEM", "ng/m3", "", "b"),
        SeriesKey("made:B", "air", "GEM", "ng/m3", "", ""),
    ]
    first, second, third = found
    assert (first.flag.tolist(), second.flag.tolist(), third.flag.tolist()) == (
        [MISSING], [VALID, VALID], [BELOW_DETECTION],
    )  # fmt: skip
    assert second.value.tolist() == [1.0, 2.0]
    assert second.start.tolist() == [datetime(2023, 12, 31, 22), datetime(2023, 12, 31, 23)]
    np.testing.assert_array_equal(second.detection_limit, [0.2, np.nan])
    assert np.isnan(first.value).all()
    assert [one.row.tolist() for one in found] == [[0], [1, 2], [3]]
    assert series(None, Filter(species="none of these")) == ()


def test_a_plot_keeps_the_spikes_and_counts_the_flags(dataset: Dataset) -> None:
    put(dataset, [
        *(record(hour=hour, value=1.0) for hour in (0, 1, 3)), record(hour=2, value=50.0, flag="invalid"),
        record(hour=9, value=None, flag="missing"),
    ])  # fmt: skip
    start = datetime(2023, 12, 31, 22, tzinfo=UTC)
    key = SeriesKey("made:A", "air", "GEM", "ng/m3")
    found = decimated(None, key, start, start.replace(year=2024, month=1, day=1, hour=10), 3)
    # Twelve hours in three stretches of four hours; the second has nothing in it.
    assert (found.seconds, found.start.tolist()) == (4 * 3600, [datetime(2023, 12, 31, 22), datetime(2024, 1, 1, 6)])
    np.testing.assert_array_equal(found.minimum, [1.0, np.nan])
    np.testing.assert_array_equal(found.maximum, [50.0, np.nan])
    np.testing.assert_array_equal(found.mean, [1.0, np.nan])
    assert found.flags[:, [VALID, INVALID, MISSING]].tolist() == [[3, 1, 0], [0, 0, 1]]
    nothing = decimated(None, key._replace(site="made:C"), start, start.replace(year=2025), 3)
    assert (len(nothing.start), nothing.flags.shape) == (0, (0, 5))
    with pytest.raises(InputError):
        decimated(None, key, start, start, 3)


def test_what_there_is_is_told_of_described_and_other_files(dataset: Dataset, first_format: ArchiveFile) -> None:
    put(dataset, [record(hour=2), record(hour=3, value=None, flag="missing")])
    later = datetime(2024, 1, 1, 0, tzinfo=UTC)
    expected = (
        Holding("made:A", "air", "GEM", "ng/m3", 4, 2, first_format.first, later.replace(hour=1)),
        Holding("made:B", "air", "GEM", "ng/m3", 1, 1, first_format.first, first_format.first),
    )
    assert sites_with_data(None, Filter()) == expected
    assert catalogue.describe_files() == 1
    assert sites_with_data(None, Filter()) == expected
    assert ArchiveSeries.objects.filter(file=first_format).count() == 2
    assert [one.site for one in sites_with_data(None, Filter(sites=("made:B",)))] == ["made:B"]
    assert [one.count for one in sites_with_data(None, Filter(start=later))] == [2]


def test_an_average_says_of_how_much_it_is(dataset: Dataset) -> None:
    put(dataset, [
        record(hour=2, value=1.0), record(hour=3, value=3.0), record(hour=4, value=90.0, flag="invalid"),
        record(hour=5, value=None, flag="missing"),
    ])  # fmt: skip
    (found,) = means(None, Filter())
    assert (found.mean, found.count, found.observations, found.share) == (2.0, 2, 4, 0.5)


def test_drafts_are_in_no_series_of_the_public(dataset: Dataset) -> None:
    put(dataset, [record()])
    Dataset.objects.update(state="draft")
    assert (series(None, EVERY), sites_with_data(None, EVERY)) == ((), ())
