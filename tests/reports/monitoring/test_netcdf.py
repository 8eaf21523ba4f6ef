from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest

from almaden.monitoring.readers.netcdf import read
from almaden.reference.readers.located import Located
from almaden.reports.monitoring.netcdf import write_netcdf
from tests.reports.monitoring.made_up import ABOUT, BARE, FISH, MIXED, SITE

pytest.importorskip("netCDF4")
# The library was built with another numpy than runs; it says so and works.
pytestmark = pytest.mark.filterwarnings("ignore:numpy.ndarray size changed")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("netcdf") / "made-up.nc"
    assert write_netcdf([SITE, BARE], (*MIXED, *FISH), ABOUT, made) == [made]
    return made


@pytest.mark.filterwarnings("ignore")
def test_an_independent_checker_finds_nothing_against_the_conventions(path: Path) -> None:
    from compliance_checker.cf.cf import CF1_8Check  # type: ignore[import-untyped]
    from compliance_checker.runner import CheckSuite  # type: ignore[import-untyped]

    suite = CheckSuite()
    # The others that are installed take seconds to load.
    suite.checkers = {"cf:1.8": CF1_8Check}
    dataset = suite.load_dataset(str(path))
    results, errors = suite.run_all(dataset, ["cf:1.8"])["cf:1.8"]
    assert not errors
    # Errors, warnings and recommendations: every result that has not its full score.
    short = [one for one in results if one.value is not True and one.value[0] != one.value[1]]
    assert [(one.name, one.msgs) for one in short] == []
    assert len(results) > 20


def test_all_that_was_told_is_read_back(path: Path) -> None:
    with path.open("rb") as file:
        items = list(read(file, "made-up.txt"))
    records = [one.record for one in items if isinstance(one, Located)]
    assert len(records) == len(items)
    sites = {one.name: one for one in records if hasattr(one, "elevation_m")}
    assert sites["Testby"] == SITE
    assert sites["Nowhere told"] == BARE
    found = {repr(one) for one in records if hasattr(one, "species")}
    assert found == {repr(one) for one in (*MIXED, *FISH)}


def test_another_library_reads_values_and_units(path: Path) -> None:
    xarray = pytest.importorskip("xarray")
    with xarray.open_dataset(path, engine="netcdf4") as data:
        assert data.attrs["featureType"] == "timeSeries"
        assert data.attrs["comment"] == "Made-up data"
        gem = data["air_gem"]
        assert gem.attrs["units"] == "ng m-3"
        assert gem.attrs["standard_name"] == "mass_concentration_of_gaseous_elemental_mercury_in_air"
        assert gem.values[0] == 1.42
        assert np.isnan(gem.values[2])
        assert data["time"].values[0] == np.datetime64("2024-02-29T22:00")
        assert data["flag"].attrs["flag_meanings"].split()[3] == "below_detection"
        assert "standard_name" not in data["precipitation_thg"].attrs


def test_nothing_observed_gives_a_file_all_the_same() -> None:
    file = io.BytesIO()
    assert write_netcdf([SITE], (), ABOUT, file) == []
    items = list(read(io.BytesIO(file.getvalue()), "x.nc"))
    assert [type(one).__name__ for one in items] == ["Fault"]
