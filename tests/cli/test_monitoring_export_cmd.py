"""``almaden monitoring export``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reports.monitoring.csv import write_csv
from tests.reports.monitoring.made_up import ABOUT, FISH, MIXED, SITE

pytestmark = pytest.mark.filterwarnings("ignore:numpy.ndarray size changed")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("export") / "values.csv"
    write_csv([SITE], (*MIXED, *FISH), ABOUT, path)
    return path


@pytest.mark.parametrize(
    ("form", "name", "begin"),
    [
        ("csv", "x.csv", b"site,start,end,matrix"),
        ("parquet", "x.parquet", b"PAR1"),
        ("netcdf", "x.nc", b"\x89HDF"),
        ("ebas", "x.zip", b"PK"),
        ("darwin-core", "x.zip", b"PK"),
        ("sensorthings", "x.json", b'{"about":{"title":"values.csv"'),
    ],
)
def test_each_format(
    form: str, name: str, begin: bytes, table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["monitoring", "export", str(table), "--sites", str(table.with_suffix(".sites.csv"))]
    assert main([*words, "--format", form, "--output", str(tmp_path / name), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["observations"] == len(MIXED) + len(FISH)
    assert told["written"][0] == str(tmp_path / name)
    assert (told["meta"]["program"], len(told["meta"]["input_sha256"])) == ("almaden", 64)
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_there_and_back_gives_the_same_table(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there, back = tmp_path / "x.json", tmp_path / "values.csv"
    for source, form, target in ((table, "sensorthings", there), (there, "csv", back)):
        assert main(["monitoring", "export", str(source), "--format", form, "--output", str(target)]) == 0
    assert back.read_bytes() == table.read_bytes()
    assert "Observations written: 16" in capsys.readouterr().out


def test_each_file_tells_its_reader_and_all_are_counted(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], shared: Path
) -> None:
    means = shared / "data" / "geoschem_hg_benchmark_observations" / "TGMSiteMonthly.csv"
    target = str(tmp_path / "x.csv")
    assert main(["monitoring", "export", str(table), str(means), "--format", "csv", "--output", target]) == 0
    told = capsys.readouterr()
    assert "missing code: 269 times" in told.err
    assert f"Observations written: {len(MIXED) + len(FISH) + 504}" in told.out
    empty = tmp_path / "empty.nas"
    empty.touch()
    for command in ("qc", "average", "wet", "passive", "import"):
        assert main(["monitoring", command, str(empty)]) == 2
        assert "the file is empty" in capsys.readouterr().err
    assert main(["monitoring", "trend", str(tmp_path)]) == 2


def test_faults_leave_no_file(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(table.read_text().replace("0.31", "much"))
    target = tmp_path / "x.nc"
    words = ["--format", "netcdf", "--output", str(target)]
    assert main(["monitoring", "export", str(table), str(wrong), *words]) == 2
    assert not target.exists()
    assert "row" in capsys.readouterr().err
    wrong.write_text("a,b\n")
    assert main(["monitoring", "export", str(wrong), *words]) == 2
    assert "--reader" in capsys.readouterr().err
    assert main(["monitoring", "export", str(wrong), "--reader", "no-such", *words]) == 2
    assert "there is no such reader" in capsys.readouterr().err
