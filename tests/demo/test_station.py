"""The made-up monitoring station."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.demo.station import copy_station
from almaden.demo.store_loader import load_station
from almaden.store.models import Dataset
from almaden.store.models.datasets import DatasetState
from almaden.store.rights import visible_datasets
from tests.store.conftest import own_home
from tools.monitoring_example import SEED, days, hours, write

__all__ = ["own_home"]


def test_its_files_are_made_by_the_tool(tmp_path: Path) -> None:
    from random import Random

    copy_station(tmp_path / "copy")
    write(tmp_path / "days.csv", days(Random(SEED)))
    write(tmp_path / "january.csv", hours(Random(SEED + 1)))
    for name in ("days.csv", "january.csv"):
        assert (tmp_path / name).read_bytes() == (tmp_path / "copy" / name).read_bytes()


@pytest.mark.django_db
def test_a_visitor_of_the_demonstration_finds_it_marked_as_made_up(own_home: Path) -> None:
    assert load_station()
    assert not load_station()
    dataset = Dataset.objects.get()
    assert (dataset.made_up, dataset.state) == (True, DatasetState.PUBLISHED)
    assert list(visible_datasets(None)) == [dataset]
    assert sum(file.rows for file in dataset.files.all()) == 1794
