from __future__ import annotations

import io
from pathlib import Path

import pytest

from almaden.monitoring.readers.guess import guess
from almaden.reports.monitoring.csv import write_csv
from almaden.reports.monitoring.sensorthings import write_sensorthings
from tests.reports.monitoring.made_up import ABOUT, AIR, SITE


def test_files_that_the_program_writes_are_known_by_what_is_in_them() -> None:
    for write, reader in ((write_csv, "observations"), (write_sensorthings, "sensorthings")):
        file = io.BytesIO()
        write([SITE], AIR, ABOUT, file)
        assert guess("x", file.getvalue()[:1000]) == reader


def test_tables_of_others(shared: Path) -> None:
    data = shared / "data"
    for name, reader in (
        ("ceden_fish_mercury_california/filtered_ceden_mercury.csv", "tissue"),
        ("geoschem_hg_benchmark_observations/NADP_wetdep.csv", "site-means"),
        ("geoschem_hg_benchmark_observations/Hg0SiteMonthly.csv", "site-means"),
        ("geoschem_hg_benchmark_observations/emep_ann_hg_dep_2000s.dat", "site-means"),
        ("geoschem_hg_benchmark_observations/Galathea3_cruise.csv", "site-means"),
        ("cumulative_anthropogenic_hg/seawater/interpolated_seawater_HgT_observation_compilation.csv.gz", "seawater"),
    ):
        with (data / name).open("rb") as file:
            assert guess("x.csv", file.read(8192)) == reader


def test_a_file_of_ebas(shared: Path) -> None:
    (path,) = (shared / "data" / "ebas_nasa_ames_format_sample").glob("*.nas")
    assert guess("x.txt", path.read_bytes()[:100]) == "ebas"


@pytest.mark.parametrize(
    ("name", "head", "reader"),
    [
        ("x.nc", b"CDF\x01", "netcdf-series"),
        ("x", b"\x89HDF\r\n\x1a\n", "netcdf-series"),
        ("x.nas.gz", b"\x1f\x8b\x08", "ebas"),
        ("x.csv", "\ufeffSite;Start;End;Matrix;Species;Value;Unit\r\n".encode(), "observations"),
        ("x.csv", b"site,start\n", None),
        ("x.csv", b'"siteID","dateOn","dateOff","rgppt","subppt","hgConc","hgDep"\n', "nadp-mdn"),
        ("x.json", b'{"type":"FeatureCollection"}', None),
        ("x.json", b'{"value":[{"@iot.id":1}]}', "sensorthings"),
        ("x.xlsx", b"PK\x03\x04", None),
        ("x", b"", None),
    ],
)
def test_names_and_first_bytes(name: str, head: bytes, reader: str | None) -> None:
    assert guess(name, head) == reader
