from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from almaden.errors import Fault
from almaden.monitoring.readers.netcdf import read
from almaden.monitoring.readers.netcdf_times import Clock, clock_of
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord

netcdf = pytest.importorskip("netCDF4")
pytestmark = pytest.mark.filterwarnings("ignore:numpy.ndarray size changed")

GEM = "mass_concentration_of_gaseous_elemental_mercury_in_air"


@pytest.fixture
def file(tmp_path: Path) -> Any:
    with netcdf.Dataset(tmp_path / "x.nc", "w", format="NETCDF3_CLASSIC") as made:
        made.featureType = "timeSeries"
        yield made


def put(file: Any, name: str, kind: str, dimensions: tuple[str, ...], values: Any, **attributes: Any) -> None:
    fill = attributes.pop("_FillValue", None)
    made = file.createVariable(name, kind, dimensions, fill_value=fill)
    made.setncatts(attributes)
    made.set_auto_maskandscale(False)
    made[...] = values


def stations(file: Any, count: int) -> None:
    file.createDimension("station", count)
    file.createDimension("letters", 3)
    names = np.array([[*f"S{at} "] for at in range(count)], dtype="S1")
    put(file, "id", "S1", ("station", "letters"), names, cf_role="timeseries_id")
    put(file, "lat", "f8", ("station",), np.arange(count) + 50.0, standard_name="latitude", units="degrees_north")
    put(file, "lon", "f8", ("station",), np.arange(count) + 10.0, standard_name="longitude", units="degrees_east")


def times(file: Any, dimensions: tuple[str, ...], values: Any, units: str = "hours since 2024-01-01 00:00:00") -> None:
    put(file, "time", "f8", dimensions, values, standard_name="time", units=units)


def found(file: Any) -> list[Any]:
    path = Path(file.filepath())
    file.sync()
    return list(read(io.BytesIO(path.read_bytes()), "x.nc"))


def values(items: list[Any]) -> list[tuple[str, str, float | None, str]]:
    records = [one.record for one in items if isinstance(one, Located)]
    return [
        (one.site, f"{one.start:%H:%M}", None if one.value is None else round(one.value, 9), one.flag)
        for one in records
        if isinstance(one, ObservationRecord)
    ]


def test_one_time_axis_for_all_stations_packed_numbers_and_flags(file: Any) -> None:
    stations(file, 2)
    file.createDimension("time", 3)
    times(file, ("time",), [0, 1, 2])
    packed = {"scale_factor": 0.01, "add_offset": 1.0, "_FillValue": -1}
    gem = {"standard_name": GEM, "units": "ng m-3", "ancillary_variables": "qc", "coordinates": "lat lon"}
    put(file, "gem", "i2", ("station", "time"), [[50, -1, 60], [70, 80, 90]], **gem, **packed)
    flags = {"flag_values": np.array([0, 1, 9], dtype="i1"), "flag_meanings": "good bad odd"}
    put(file, "qc", "i1", ("station", "time"), [[0, 0, 1], [0, 9, 0]], **flags)
    items = found(file)
    sites = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, SiteRecord)]
    assert [(one.name, one.latitude, one.longitude) for one in sites] == [("S0", 50.0, 10.0), ("S1", 51.0, 11.0)]
    assert values(items) == [
        ("station:S0", "00:00", 1.5, "valid"),
        ("station:S0", "01:00", None, "missing"),
        ("station:S0", "02:00", 1.6, "invalid"),
        ("station:S1", "00:00", 1.7, "valid"),
        ("station:S1", "01:00", 1.8, "suspect"),
        ("station:S1", "02:00", 1.9, "valid"),
    ]
    assert [(one.trap, one.fault.value) for one in items if isinstance(one, Remark)] == [("unknown flag", "odd")]
    record = next(one.record for one in items if isinstance(one, Located) and getattr(one.record, "value", 0) == 1.6)
    assert (record.unit, record.original_unit, record.original_value, record.original_flag) == (
        "ng/m3", "ng m-3", "60", "bad"
    )  # fmt: skip


def test_a_contiguous_ragged_array(file: Any) -> None:
    stations(file, 2)
    file.createDimension("obs", 3)
    put(file, "count", "i4", ("station",), [1, 2], sample_dimension="obs")
    times(file, ("obs",), [0, 0, 1])
    put(file, "TGM", "f4", ("obs",), [1.5, 1.25, -999.0], units="ng m-3")
    items = found(file)
    assert values(items) == [
        ("station:S0", "00:00", 1.5, "valid"),
        ("station:S1", "00:00", 1.25, "valid"),
        ("station:S1", "01:00", -999.0, "valid"),
    ]
    assert [one.trap for one in items if isinstance(one, Remark)] == ["missing code"]


def test_counts_that_do_not_fit_are_refused(file: Any) -> None:
    stations(file, 2)
    file.createDimension("obs", 3)
    put(file, "count", "i4", ("station",), [1, 5], sample_dimension="obs")
    times(file, ("obs",), [0, 0, 1])
    assert [one.column for one in found(file)] == ["count"]


def test_a_time_axis_for_each_station_is_as_long_as_its_times(file: Any) -> None:
    stations(file, 2)
    file.createDimension("obs", 2)
    times(file, ("station", "obs"), [[0, 1], [5, np.nan]])
    put(file, "gem", "f8", ("station", "obs"), [[1.0, 2.0], [3.0, np.nan]], standard_name=GEM, units="ng m-3")
    assert values(found(file)) == [
        ("station:S0", "00:00", 1.0, "valid"),
        ("station:S0", "01:00", 2.0, "valid"),
        ("station:S1", "05:00", 3.0, "valid"),
    ]


def test_a_small_file_that_promises_too_much_is_refused(tmp_path: Path) -> None:
    with netcdf.Dataset(tmp_path / "x.nc", "w") as file:
        file.createDimension("time", 2_000_000_000)
        made = file.createVariable("time", "f8", ("time",), chunksizes=(1000,), zlib=True)
        made.setncatts({"standard_name": "time", "units": "days since 2000-01-01"})
    (fault,) = read(io.BytesIO((tmp_path / "x.nc").read_bytes()), "x.nc")
    assert isinstance(fault, Fault)
    assert fault.value == "2000000000"


def test_one_station_without_a_dimension(file: Any) -> None:
    file.createDimension("time", 1)
    times(file, ("time",), [0.5], "days since 2024-01-01")
    put(file, "lat", "f8", (), 50.0, standard_name="latitude", units="degrees_north")
    put(file, "lon", "f8", (), 10.0, standard_name="longitude", units="degrees_east")
    put(file, "gem", "f8", ("time",), [1.5], standard_name=GEM, units="ng m-3")
    put(file, "mood", "f8", ("time",), [1.5], units="1")
    items = found(file)
    assert values(items) == [("station:1", "12:00", 1.5, "valid")]
    assert [one.fault.column for one in items if isinstance(one, Remark)] == ["mood"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"featureType": "profile"}, "the file does not hold time series of stations with one time variable"),
        ({"units": "months since 2024-01-01"}, "the unit of the time cannot be read"),
        ({"calendar": "360_day"}, "the calendar of the time is not that of the measurements"),
        ({"standard_name": "air_pressure"}, "no variable of the file is known as an observed quantity"),
    ],
)
def test_what_is_not_understood_is_refused(file: Any, change: dict[str, str], problem: str) -> None:
    file.createDimension("time", 1)
    times(file, ("time",), [0])
    put(file, "x", "f8", ("time",), [1.5], standard_name=GEM, units="ng m-3")
    for name, text in change.items():
        holder = {"featureType": file, "standard_name": file.variables["x"]}.get(name, file.variables["time"])
        setattr(holder, name, text)
    assert [one.problem for one in found(file) if isinstance(one, Fault)] == [problem]


def test_no_netcdf_is_refused() -> None:
    for content in (b"", b"CDF\x01", b"\x89HDF\r\n\x1a\n" + bytes(50)):
        assert [type(one) for one in read(io.BytesIO(content), "x.nc")] == [Fault]


@pytest.mark.parametrize(
    ("units", "number", "moment"),
    [
        ("seconds since 1970-01-01T00:00:00Z", 1.0, "1970-01-01T00:00:01+00:00"),
        ("days since 2000-1-1 12:00", 0.041666666667, "2000-01-01T13:00:00+00:00"),
        ("hours since 2000-01-01 00:00:00 +02:00", 24, "2000-01-01T22:00:00+00:00"),
        ("minutes since 2000-01-01 00:00:00.0 UTC", -1, "1999-12-31T23:59:00+00:00"),
    ],
)
def test_units_of_time(units: str, number: float, moment: str) -> None:
    clock = clock_of(units, "gregorian", "time", "x.nc")
    assert isinstance(clock, Clock)
    told = clock.moments(np.array([number, np.nan]))
    assert told[0] is not None
    assert (told[0].isoformat(), told[1]) == (moment, None)
