"""Where the log is kept, and that it never stands in the way."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from almaden.cli.logging import LOG_BYTES, log_folder, start_logging, stop_logging

HOME = Path.home()


@pytest.mark.parametrize(
    ("environment", "system", "expected"),
    [
        ({"ALMADEN_HOME": "/data/almaden"}, "linux", Path("/data/almaden")),
        ({"ALMADEN_HOME": "/data/almaden"}, "win32", Path("/data/almaden")),
        ({}, "linux", HOME / ".local" / "state" / "almaden"),
        ({"XDG_STATE_HOME": "/state"}, "linux", Path("/state/almaden")),
        ({}, "darwin", HOME / "Library" / "Logs" / "Almaden"),
        ({"LOCALAPPDATA": "C:/Users/a/AppData/Local"}, "win32", Path("C:/Users/a/AppData/Local/Almaden")),
        ({}, "win32", HOME / "AppData" / "Local" / "Almaden"),
    ],
)
def test_place_of_the_log(environment: dict[str, str], system: str, expected: Path) -> None:
    assert log_folder(environment, system) == expected


def test_usual_place_is_made_when_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALMADEN_HOME", str(tmp_path / "new" / "home"))
    written = start_logging(False, None, ["inventory", "run"])
    stop_logging()
    assert written == tmp_path / "new" / "home" / "almaden.log"
    assert "inventory run" in written.read_text(encoding="utf-8")


def test_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert start_logging(True, tmp_path / "file" / "log.txt", []) is None
    stop_logging()
    assert "cannot be written" in capsys.readouterr().err


def test_quiet_without_verbose(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    start_logging(False, tmp_path / "log.txt", [])
    logging.getLogger("almaden.test").warning("only for the file")
    stop_logging()
    assert capsys.readouterr().err == ""
    assert "only for the file" in (tmp_path / "log.txt").read_text(encoding="utf-8")


def test_log_stays_small(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    start_logging(False, log, [])
    logger = logging.getLogger("almaden.test")
    for _time in range(25):
        logger.debug("x" * 100_000)
    stop_logging()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["log.txt", "log.txt.1"]
    assert all(file.stat().st_size <= LOG_BYTES for file in files)


def test_runs_do_not_write_into_each_others_logs(tmp_path: Path) -> None:
    start_logging(False, tmp_path / "one.txt", ["first"])
    start_logging(False, tmp_path / "two.txt", ["second"])
    stop_logging()
    assert "second" not in (tmp_path / "one.txt").read_text(encoding="utf-8")
    assert logging.getLogger("almaden").handlers == []
