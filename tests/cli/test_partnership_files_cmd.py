from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json", "ics", "atom"])
def test_every_format_is_written(kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / f"out.{kind}"
    assert main(["partnership", "export", "--format", kind, "--out", str(out), "--json"]) == 0
    assert out.exists()
    assert str(out) in json.loads(capsys.readouterr().out)["written"][0]


def test_the_registry_that_comes_along_goes_out_as_iati_and_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "gmp.xml"
    words = ["partnership", "export", "--format", "iati", "--publisher", "XM-DAC-41304", "--out", str(out)]
    assert main(words) == 0
    # 344 canonical activities, of which 231 have neither begin nor end, and 7 of these no period either; 19 duplicates.
    said = capsys.readouterr().out
    assert sorted(said.splitlines()[1:4]) == [
        "19 kept beside them, which other programs pass over: it tells another activity once more",
        "337 activities of the standard",
        "7 kept beside them, which other programs pass over: neither its dates nor the period of its report are known",
    ]
    for line in (
        "224 with the period of the report that tells of them, which is assumed",
        "5 statements on funding as transactions of their activities",
        "66 other statements on funding, which other programs pass over",
        "Not in the file; take the tables for them: area 19,",
    ):
        assert line in said
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["activities"], len(told["apart"])) == (337, 26)
    assert main(["partnership", "check", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"] == {
        "partner": 131,
        "activity": 363,
        "publication": 60,
        "funding": 71,
    }


def test_without_a_publisher_there_is_no_iati(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["partnership", "export", "--format", "iati", "--out", str(tmp_path / "a.xml")]) != 0
    assert "--publisher" in capsys.readouterr().err


def test_check_tells_what_is_worth_a_look(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "id,title,area,type,status,end"
    (tmp_path / "activity.csv").write_text(f"{header}\nA1,One,ASGM,project,planned,2000\n", encoding="utf-8")
    assert main(["partnership", "check", str(tmp_path)]) == 0
    assert "activity A1, column status: its end has passed, and it is called planned" in capsys.readouterr().out
    iati = tmp_path / "a.xml"
    iati.write_text(
        '<iati-activities version="2.03"><iati-activity><iati-identifier>X-1</iati-identifier>'
        '<reporting-org ref="X" type="40"><narrative>Made up</narrative></reporting-org>'
        "<title><narrative>Made up</narrative></title><description><narrative>Made up</narrative></description>"
        '<participating-org role="4"><narrative>Made up</narrative></participating-org><activity-status code="2"/>'
        '<activity-date type="2" iso-date="2019-01-01"/></iati-activity></iati-activities>',
        encoding="utf-8",
    )
    assert main(["partnership", "check", str(iati)]) == 0
    assert "1 activities name no area of work and were put under CROSS." in capsys.readouterr().out
    assert main(["partnership", "check", str(iati), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["without_area"] == ["X-1"]


def test_the_template_is_written(tmp_path: Path) -> None:
    assert main(["partnership", "template", "--out", str(tmp_path / "t.xlsx")]) == 0
    assert main(["partnership", "check", str(tmp_path / "t.xlsx")]) == 0
