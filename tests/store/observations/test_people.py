"""Values of people: none comes in, and none of an older archive goes out."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.store.editions.create import create
from almaden.store.editions.files import folder_of
from almaden.store.models import ArchiveFile, Dataset
from almaden.store.observations.engine import engine
from almaden.store.observations.holdings import sites_with_data
from almaden.store.observations.imports import check_observations, import_observations
from almaden.store.observations.query import Filter, means, observations
from almaden.store.observations.requests import DataRequest, answer, rows
from almaden.store.observations.series import series
from tests.store.observations.conftest import located, record, upload

#: Two hours of air at one site, and a hair of a person at another.
RECORDS = [record(hour=2), record(hour=3), record("made:B", 2, 9.0, matrix="human", species="THg", unit="ug/g")]


def test_values_of_people_are_refused_with_the_way_to_bring_them(dataset: Dataset) -> None:
    with pytest.raises(InputError) as caught:
        check_observations(None, dataset, located(RECORDS), "made-up.csv", lambda rows: None)
    (fault,) = caught.value.faults
    assert (fault.row, fault.column, fault.value) == (4, "matrix", "human")
    assert "almaden monitoring people" in fault.advice
    with pytest.raises(InputError):
        import_observations(None, dataset, located(RECORDS), upload(), lambda rows: None)
    assert not ArchiveFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_older_archive_lets_none_of_them_out(dataset: Dataset, with_people: None) -> None:
    import_observations(None, dataset, located(RECORDS), upload(), lambda rows: None)
    every = Filter(flag="")
    assert {one["matrix"] for one in observations(None, every)} == {"air"}
    assert not list(observations(None, Filter(matrix="human")))
    assert {one.matrix for one in means(None, every)} == {"air"}
    assert {one.matrix for one in sites_with_data(None, every)} == {"air"}
    assert {one.key.matrix for one in series(None, every)} == {"air"}
    assert {one.matrix for one in rows(None, DataRequest())()} == {"air"}
    assert answer(None, DataRequest()).count == 2
    # What was not described yet is not told either.
    ArchiveFile.objects.get().series.all().delete()
    assert {one.matrix for one in sites_with_data(None, every)} == {"air"}
    (file,) = (folder_of(create(None, "Made-up edition")) / "observations").rglob("*.parquet")
    with engine() as connection:
        assert connection.execute(f"SELECT matrix, count(*) FROM '{file}' GROUP BY 1").fetchall() == [("air", 2)]
