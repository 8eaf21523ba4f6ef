"""``almaden products check``, ``board``, ``gaps``, ``law-template`` and ``almaden supply laws``, as users type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

LAMP = ["products", "check", "--product", "cfl_integrated", "--mercury", "4mg", "--watts", "20", "--movement", "import"]


def test_exit_codes_tell_allowed_barred_unclear_and_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*LAMP, "--date", "2025-12-31"]) == 0
    assert "ALLOWED" in capsys.readouterr().out
    assert main([*LAMP, "--date", "2026-03-01"]) == 1
    barred = capsys.readouterr().out
    assert "BARRED" in barred
    assert "Decision MC-4/3 (COP-4)" in barred
    assert main(["products", "check", "--product", "cfl_non_integrated", "--movement", "import", "--watts", "20",
                 "--mercury", "4mg", "--date", "2026-03-01"]) == 1  # fmt: skip
    unclear = capsys.readouterr().out
    assert "UNCLEAR" in unclear
    assert "Rule A09: allowed for sure until 2025-12-31, barred for sure after 2027-12-31." in unclear
    assert main([*LAMP[:-4], "--watts", "20", "--movement", "import", "--mercury", "4"]) == 2
    assert main(["products", "check", "--product", "termometer", "--movement", "import"]) == 2
    assert "did you mean thermometer" in capsys.readouterr().err


def test_the_answer_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["products", "check", "--product", "vacuum_pump", "--movement", "export", "--party", "Argentina"]
    assert main([*asked, "--date", "2026-03-01", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["answer"], found["reason_key"], found["country"]) == ("unclear", "unsure_party", "ARG")
    assert found["unsure"][0]["look_at"].startswith("UN Treaty Collection")
    assert found["meta"]["program"] == "almaden"


def test_exemption_and_purpose(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["products", "check", "--product", "thermometer", "--movement", "import", "--date", "2024-06-01"]
    assert main([*asked, "--party", "BRA", "--exemption-until", "2025-12-31"]) == 0
    assert "by a registered exemption" in capsys.readouterr().out
    assert main([*asked, "--purpose", "research_calibration"]) == 0
    assert "Excluded from Annex A" in capsys.readouterr().out


def test_the_board(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["products", "board", "--party", "GHA", "--date", "2026-03-01"]) == 0
    told = capsys.readouterr().out
    assert "barred since 2026-01-01 (Decision MC-4/3 (COP-4))" in told
    assert "barred from 2035-01-01; not sure:" in told
    assert main(["products", "board", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["rows"]) == 47


def test_gaps_of_an_own_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "parties.csv").write_text(
        "country,entry_into_force,laws_complete\nGHA,2017-08-16,yes\n", encoding="utf-8"
    )
    (tmp_path / "measures.csv").write_text(
        "id,country,article,kind,products,movements,since,law\n"
        "M1,GHA,4,product ban,thermometer,import;export,2020-01-01,Made-up law\n",
        encoding="utf-8",
    )
    assert main(["products", "gaps", str(tmp_path), "--product", "thermometer", "--date", "2026-03-01"]) == 0
    told = capsys.readouterr().out
    assert "[import, export]: in place in time since 2020-01-01" in told
    assert "[manufacture]: missing" in told
    assert "overdue since 2021-01-01" in told
    assert main(["supply", "laws", "--country", "GHA", "--law", str(tmp_path), "--json"]) == 0
    assert [one["id"] for one in json.loads(capsys.readouterr().out)["measures"]] == ["M1"]


def test_laws_by_country_and_article(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["supply", "laws", "--country", "USA", "--article", "3"]) == 0
    assert "USA-EXPORT-2013: export ban, since 2013-01-01" in capsys.readouterr().out
    assert main(["supply", "laws", "--country", "GHA"]) == 0
    assert "that does not say that there is none" in capsys.readouterr().out


def test_the_template_can_be_read_when_filled_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "law.xlsx"
    assert main(["products", "law-template", str(file)]) == 0
    assert "almaden products gaps" in capsys.readouterr().out
    # Nothing is filled in yet, which is told; every line of it could be read.
    assert main(["products", "gaps", str(file)]) == 2
    assert "there is no Party, exemption or measure in it" in capsys.readouterr().err


def test_waste_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    # The threshold was set at the fifth meeting, which ended on 3 November 2023.
    assert main(["convention", "waste", "--total", "20", "--date", "2023-11-02", "--json"]) == 0
    before = {one["key"]: one for one in json.loads(capsys.readouterr().out)["waste_classes"]}
    assert before["contaminated"]["judgement"]["verdict"] == "no rule yet"
    assert before["consisting"]["judgement"]["verdict"] == "mercury waste"
    assert main(["convention", "waste", "--total", "20", "--date", "2023-11-03"]) == 0
    assert "15 mg/kg or more in all" in capsys.readouterr().out
