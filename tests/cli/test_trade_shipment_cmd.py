"""``almaden trade shipment``: the answer, its exit status, the ledger."""

from __future__ import annotations

import json

import pytest

from almaden.cli.main import main

_ASKED = ["trade", "shipment", "--code", "2805.40", "--from", "CHE", "--to", "PER", "--date", "2025-03-01"]
_LEDGER = "src/almaden/supply/trade/readers/example"


def test_mercury_with_and_without_its_consent(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*_ASKED, "--quantity", "2 flasks"]) == 1
    assert "LACKS ITS CONSENT" in capsys.readouterr().out
    more = ["--purpose", "processes", "--origin", "by_product", "--to", "TZA", "--json"]
    assert main([*_ASKED, "--quantity", "30 kg", "--consents", _LEDGER, *more]) == 1
    found = json.loads(capsys.readouterr().out)
    # Its consent has terms, which a program cannot check.
    assert (found["answer"], found["consent"]["consent"]) == ("unclear", "MADE-UP-A-3")


def test_bad_input_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*_ASKED, "--quantity", "345"]) == 2
    assert "a quantity needs its unit" in capsys.readouterr().err
