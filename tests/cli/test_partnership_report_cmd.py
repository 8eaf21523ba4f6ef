"""``almaden partnership report``, as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from almaden.cli import partnership
from almaden.cli.help import CommandGroup
from almaden.demo.registry import copy_registry
from almaden.errors import InputError


def run(*arguments: str) -> Result:
    main = CommandGroup(help="almaden")
    partnership.add_commands(main)
    return CliRunner().invoke(main, ["partnership", "report", *arguments])


def test_several_formats_are_written(tmp_path: Path) -> None:
    result = run(
        "--from", "2019-10-01", "--to", "2020-11-30", "--format", "html,xlsx", "--out", str(tmp_path), "--json"
    )
    assert result.exit_code == 0
    written = [Path(path) for path in json.loads(result.stdout)["written"]]
    assert [path.name for path in written] == [
        *(f"partnership-activity-2019-10-01-2020-11-30-en.{format}" for format in ("html", "xlsx")),
    ]
    assert "215" in written[0].read_text(encoding="utf-8")


def test_a_folder_is_read(tmp_path: Path) -> None:
    copy_registry(tmp_path / "ours")
    options = ("--kind", "progress", "--from", "2010-07-01", "--to", "2012-06-30", "--format", "html", "--lang", "es")
    result = run(str(tmp_path / "ours"), *options, "--out", str(tmp_path))
    assert result.exit_code == 0
    page = (tmp_path / "partnership-progress-2010-07-01-2012-06-30-es.html").read_text(encoding="utf-8")
    assert '<html lang="es">' in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--from", "2020-13-01", "--to", "2020-11-30"), "this is not a day"),
        (("--from", "2020-01-01", "--to", "2019-11-30"), "ends before it begins"),
        (("--from", "2020-01-01", "--to", "2020-11-30", "--format", "odt"), "no such format"),
    ],
)
def test_what_cannot_be_is_refused(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    result = run(*arguments, "--out", str(tmp_path / "out"))
    assert isinstance(result.exception, InputError)
    assert said in str(result.exception)
    assert not (tmp_path / "out").exists()
