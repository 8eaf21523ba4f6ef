"""``almaden gold template``, ``form`` and ``visits``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook
from almaden.sectors.gold.readers.field import read_gold
from tests.sectors.gold.made_up_tables import ABOUT, STRATUM, folder


@pytest.mark.parametrize(
    ("words", "sheet"),
    [(["template"], "biomonitoring"), (["template", "--plan"], "measures"), (["form", "--kind=buyer"], "survey")],
)
def test_what_is_filled_in_is_written_once(
    words: list[str], sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "field.xlsx"
    assert main(["gold", *words, str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(path)]}
    assert sheet in open_workbook(path).sheets
    assert main(["gold", *words, str(path)]) == 2
    assert "is there already" in capsys.readouterr().err


def test_visits_of_phones_and_the_frame_become_one_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "frame").mkdir()
    folder(tmp_path / "frame", {"about": [ABOUT], "strata": [STRATUM]})
    visits = tmp_path / "visits.csv"
    visits.write_text("where-id,where-stratum,where-visited,people-women,KEY\nS1,north,2024-03-14,3,uuid:1\n")
    words = ["gold", "visits", str(visits), "--beside", str(tmp_path / "frame"), "--out", str(tmp_path / "field.xlsx")]
    assert main(words) == 0
    read = read_gold(tmp_path / "field.xlsx")
    assert (read.about.made_up, read.strata[0].sites) == (True, 10)
    assert (read.sites[0].id, str(read.sites[0].visited), read.sites[0].region) == ("S1", "2024-03-14", "North")
    visits.write_text("where-id,people-miners,people-women,KEY\nS1,2,3,uuid:1\n")
    assert main(words) == 2
    assert "row 2, column people-women: there are more women than miners" in capsys.readouterr().err
