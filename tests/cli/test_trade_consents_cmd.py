"""``almaden trade consents`` and ``template``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main


def test_the_example(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["trade", "consents", "--example", "--date", "2025-12-01"]
    assert main([*asked, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["summary"]["lacking"] == 3
    assert found["meta"]["notice"]
    assert main(asked) == 1
    told = capsys.readouterr()
    assert "the consent ended on 2024-12-31 [6]" in told.out
    assert "45.0 kg too much" in told.out
    assert "made-up example" in told.err
    assert "10 flask are taken as 345 kg" in told.err


def test_a_ledger_without_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "consents.csv").write_text("reference,form,importer,decision\nD1,D,PER,granted\n", encoding="utf-8")
    (tmp_path / "parties.csv").write_text(
        "country,entry_into_force\nPER,2017-08-16\nCHE,2017-08-16\n", encoding="utf-8"
    )
    (tmp_path / "shipments.csv").write_text(
        "reference,exporter,importer,day,quantity,unit,purpose,origin\nS1,CHE,PER,2025-01-05,2,t,products,recycled\n",
        encoding="utf-8",
    )
    assert main(["trade", "consents", str(tmp_path), "--date", "2025-12-01"]) == 0
    assert "2,000.0 kg shipped, no limit" in capsys.readouterr().out


def test_what_to_read_must_be_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "consents"]) == 2
    assert "not both and not neither" in capsys.readouterr().err
    file = tmp_path / "ledger.xlsx"
    assert main(["trade", "template", str(file)]) == 0
    assert file.stat().st_size > 5000
