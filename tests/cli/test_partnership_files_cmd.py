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
    # 344 canonical activities, of which 231 have neither begin nor end; 19 duplicates.
    assert capsys.readouterr().out.splitlines()[1:4] == [
        "113 activities of the standard",
        "231 kept beside them, which other programs pass over: begin and end are not known",
        "19 kept beside them, which other programs pass over: it tells another activity once more",
    ]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["activities"], len(told["apart"])) == (113, 250)
    assert main(["partnership", "check", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["records"]["activity"] == 363


def test_without_a_publisher_there_is_no_iati(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["partnership", "export", "--format", "iati", "--out", str(tmp_path / "a.xml")]) != 0
    assert "not the identifier of a publisher" in capsys.readouterr().err


def test_the_template_is_written(tmp_path: Path) -> None:
    assert main(["partnership", "template", "--out", str(tmp_path / "t.xlsx")]) == 0
    assert main(["partnership", "check", str(tmp_path / "t.xlsx")]) == 0
