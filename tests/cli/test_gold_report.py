"""``almaden gold report``: which report a file gets, its name and its formats."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.demo.gold import copy_ghana

QUICK = ["--draws", "100", "--seed", "3", "--json"]


def test_a_file_with_a_plan_gives_the_chapter_else_the_estimate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "country", tmp_path / "reports"
    copy_ghana(folder)
    for more, name, title in (
        (["--until", "2035"], "gold-nap-GHA-2016-en", "Baseline of the National Action Plan"),
        (["--estimate"], "gold-estimate-GHA-2016-en", "Small-scale gold mining: gold and mercury"),
    ):
        assert main(["gold", "report", str(folder), "--format", "html,xlsx", "--out", str(out), *more, *QUICK]) == 0
        written = json.loads(capsys.readouterr().out)["written"]
        assert written == [str(out / f"{name}.{format}") for format in ("html", "xlsx")]
        page = (out / f"{name}.html").read_text(encoding="utf-8")
        assert title in page
        assert ("2035" in page) == ("--until" in more)


def test_the_table_of_countries_as_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "countries.html"
    assert main(["gold", "table", "--out", str(out)]) == 0
    assert "sum of" in out.read_text(encoding="utf-8")
    assert main(["gold", "table", "--out", str(tmp_path / "countries.odt")]) == 2
    assert "no such format" in capsys.readouterr().err
