"""``almaden monitoring report``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Made-up months of two sites."""
    file = tmp_path / "made_up.csv"
    rows = [
        f"net:{site},{year}-{month:02d}-01,,air,GEM,{1.6 - 0.02 * (year - 2010) + 0.001 * month:.3f},ng/m3"
        for site in "AB" for year in range(2010, 2018) for month in range(1, 13)
    ]  # fmt: skip
    file.write_text("site,start,end,matrix,species,value,unit\n" + "\n".join(rows) + "\n")
    return file


def test_a_report_by_its_ending(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.html"
    asked = ["monitoring", "report", str(table), "--title", "Made-up lakes", "--notice", "Made-up data"]
    assert main([*asked, "-o", str(target), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["about"]["title"] == "Made-up lakes"
    assert (len(found["meta"]["input_sha256"]), found["logbook"]) == (64, 0)
    assert [one["verdict"] for one in found["trends"]] == ["decreasing", "decreasing"]
    page = target.read_text()
    assert "Made-up lakes" in page
    assert "Made-up data" in page


def test_what_cannot_be_written_is_told(table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["monitoring", "report", str(table), "-o", str(tmp_path / "x.doc")]) == 2
    assert ".docx" in capsys.readouterr().err
    assert main(["monitoring", "report", str(table)]) == 2
    assert "-o report.pdf" in capsys.readouterr().err
