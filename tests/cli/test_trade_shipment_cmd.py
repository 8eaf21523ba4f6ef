"""``almaden trade shipment``: the answer, its exit status, the ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main

_ASKED = ["trade", "shipment", "--code", "2805.40", "--from", "CHE", "--to", "PER", "--date", "2025-03-01"]
_EXAMPLE = Path("src/almaden/supply/trade/readers/example")


def test_mercury_with_and_without_its_consent(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in _EXAMPLE.glob("*.csv"):
        # The countries of the example are made up; whoever asks of a shipment names real ones.
        text = file.read_text()
        for made_up, real in (("XXA", "CHE"), ("XXB", "PER"), ("XXC", "MEX"), ("XXD", "TZA"), ("XXE", "FJI")):
            text = text.replace(made_up, real)
        (tmp_path / file.name).write_text(text)
    assert main([*_ASKED, "--quantity", "2 flasks"]) == 1
    assert "LACKS ITS CONSENT" in capsys.readouterr().out
    more = ["--purpose", "processes", "--origin", "by_product", "--to", "TZA", "--json"]
    assert main([*_ASKED, "--quantity", "30 kg", "--consents", str(tmp_path), *more]) == 1
    found = json.loads(capsys.readouterr().out)
    # Its consent has terms, which a program cannot check.
    assert (found["answer"], found["consent"]["consent"]) == ("unclear", "MADE-UP-A-3")


def test_bad_input_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*_ASKED, "--quantity", "345"]) == 2
    assert "a quantity needs its unit" in capsys.readouterr().err
