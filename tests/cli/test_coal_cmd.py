"""``almaden coal``: the template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook


@pytest.mark.parametrize(("words", "sheet"), [([], "units"), (["--kind", "industrial"], "boilers")])
def test_the_template_is_written(
    words: list[str], sheet: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "made-up.xlsx"
    assert main(["coal", "template", str(path), *words, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"written": [str(path)]}
    assert sheet in open_workbook(path).sheets
    assert main(["coal", "template", str(path), *words]) == 2
    assert "is there already" in capsys.readouterr().err


def test_an_unknown_kind_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coal", "template", str(tmp_path / "a.xlsx"), "--kind", "nuclear"]) == 2
    assert "power" in capsys.readouterr().err
