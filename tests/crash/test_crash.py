"""The short form of the kills, one of each kind of work (``python -m tests.crash`` is the long one), and no room."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.crash.databases import Databases
from tests.crash.kills import ROOT, Killing
from tests.crash.process import CASES


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_kill_loses_nothing_and_leaves_nothing_half_done(case: str, tmp_path: Path) -> None:
    server = os.environ.get("ALMADEN_DATABASE_URL", "")
    killing = Killing(case, tmp_path, Databases(server) if server else None)
    (moment,) = killing.moments(1, seed=1)
    outcome = killing.kill(moment)
    assert not outcome.fault, f"killed at {moment}:\n{outcome.fault}"


#: How a full disk is told; the limit of the length of a file stands for it with another error of the system.
NO_ROOM = r"No space left|File too large|could not read or write its files|no room left|cannot be read or written"


@pytest.mark.slow
def test_where_no_file_may_grow_work_fails_clearly_and_can_be_done_again(tmp_path: Path) -> None:
    check_full_disk(tmp_path, "limited")


@pytest.mark.slow
def test_on_a_full_disk_work_fails_clearly_and_can_be_done_again(tmp_path: Path) -> None:
    with small_disk(tmp_path) as disk:
        check_full_disk(disk, "small")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        done = program(disk / "home", "edition", "create", "--title", "Made up")
    assert done.returncode == 2
    assert re.search("cannot be (read or )?written", done.stderr), done.stderr


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    disk = folder / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("a small disk cannot be mounted here: that needs root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


def check_full_disk(home: Path, kind: str) -> None:
    environment = {
        **os.environ,
        "ALMADEN_HOME": str(home / "home"),
        "ALMADEN_DATABASE_URL": "",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "almaden.store.settings",
    }
    command = [sys.executable, "-m", "tests.crash.full_disk", kind]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = [json.loads(line) for line in done.stdout.splitlines() if line.startswith('{"')]
    failed = [one for one in said if "failed" in one]
    assert [one["failed"] for one in failed] == ["upload", "facilities", "observations", "edition", "backup"]
    for one in failed:
        assert one["code"] == 2, one
        assert re.search(NO_ROOM, one["text"]), one
        assert re.search("Nothing (of this )?was (kept|left behind)", one["text"]), one
    kept = next(one["kept"] for one in said if "kept" in one)
    assert {"Facility 300", "ArchiveFile 2", "Edition 1", "ImportRun 3"} <= set(kept)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    done = program(tmp_path / "file" / "home", "data", "list")
    assert done.returncode == 2
    assert f"{tmp_path / 'file' / 'home'} cannot be read or written" in done.stderr


def test_a_database_that_somebody_else_writes_for_long_is_told(tmp_path: Path) -> None:
    assert program(tmp_path, "data", "list").returncode == 0
    other = sqlite3.connect(tmp_path / "almaden.sqlite3", isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        done = program(tmp_path, "edition", "create", "--title", "Made up", impatient=True)
    finally:
        other.close()
    assert done.returncode == 2
    assert "Somebody else has been writing for long" in done.stderr
    assert program(tmp_path, "edition", "create", "--title", "Made up").returncode == 0


def program(home: Path, *words: str, impatient: bool = False) -> subprocess.CompletedProcess[str]:
    """Run ``almaden`` in a process of its own; an impatient one does not wait for others who write."""
    hurry = "import almaden.store.database as d; d._SQLITE_START = d._SQLITE_START.replace('20000', '1'); "
    code = f"{hurry if impatient else ''}from almaden.cli.main import run; run()"
    environment = {**os.environ, "ALMADEN_HOME": str(home), "ALMADEN_DATABASE_URL": ""}
    environment |= {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "almaden.store.settings"}
    command = [sys.executable, "-c", code, *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
