"""``almaden trade codes``, ``concordance`` and ``national``."""

from __future__ import annotations

import json

import pytest

from almaden.cli.main import main


def test_a_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "codes", "2805.40", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["meta"]["program"] == "almaden"
    assert found["code"]["specific"] == "yes"
    assert main(["trade", "codes", "8539.31", "--country", "USA"]) == 0
    told = capsys.readouterr().out
    assert "It cannot tell" in told
    assert "8539.31.00.60" in told
    assert "A08" in told
    assert main(["trade", "codes", "2852.00"]) == 2
    assert "in HS2022 write 2852.10 / 2852.90" in capsys.readouterr().err


def test_words_and_all_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trade", "codes", "fever", "thermometer"]) == 0
    assert capsys.readouterr().out.startswith("  9025.11")
    assert main(["trade", "codes", "--product", "thermometer", "--json"]) == 0
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["codes"]] == ["902511"]
    assert main(["trade", "codes"]) == 0
    assert "2805.40" in capsys.readouterr().out


def test_concordance_and_national(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["trade", "concordance", "2852.00", "--from", "HS2007", "--to", "HS2012"]
    assert main([*asked, "--json"]) == 0
    assert {one["code"] for one in json.loads(capsys.readouterr().out)["counterparts"]} == {"285210", "285290"}
    assert main(asked) == 0
    assert "divided among several codes" in capsys.readouterr().out
    assert main(["trade", "national", "--product", "battery"]) == 0
    assert "8506.10.11.90" in capsys.readouterr().out
    assert main(["trade", "national", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["countries"] == ["CHN", "EU", "PHL", "USA"]
