"""``almaden gold template`` and ``form``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from almaden.cli.main import main
from almaden.reference.readers.workbook import open_workbook


@pytest.mark.parametrize(
    ("words", "sheet"), [(["template"], "biomonitoring"), (["template", "--plan"], "measures"), (["form"], "survey")]
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
