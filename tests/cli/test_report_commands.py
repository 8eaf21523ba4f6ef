"""``almaden supply report``, ``supply storage-report`` and ``products stock-report``."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.cli.main import main


@pytest.mark.parametrize(
    "asked", [["supply", "report"], ["supply", "storage-report"], ["products", "stock-report"]], ids=" ".join
)
def test_an_example_becomes_a_page(asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main([*asked, "--example", "--format", "html", "--lang", "fr", "--draws", "100", "--out", str(tmp_path)]) == 0
    )
    (page,) = tmp_path.glob("*-fr.html")
    assert str(page) in capsys.readouterr().out
    # Neither a file nor the example, and a format that does not exist.
    assert main([*asked]) == 2
    assert main([*asked, "--example", "--format", "odt"]) == 2
