"""Observations are withdrawn by a command: shown first, asked for on a terminal, refused elsewhere without a yes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_data_cmd import COMMAND, almaden, said, table

WHY = ("--reason", "The instrument was faulty (made up)")
SITES = "identifiers,name,country,kind\nmus:1,Lake Station (made up),KEN,monitoring\n"
VALUES = """site,start,end,matrix,species,value,unit
mus:1,2024-01-01,2024-01-02,air,GEM,1.5,ng/m3
mus:1,2024-01-02,2024-01-03,air,GEM,1.6,ng/m3
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two made-up observations, to be copied."""
    home = tmp_path_factory.mktemp("measured") / "home"
    home.mkdir()
    sites, values = table(home, SITES, "sites.csv"), table(home, VALUES, "values.csv")
    said(almaden(home, "data", "import", sites, "--as", "sites", "--yes", "--json"))
    said(almaden(home, "data", "import", values, "--as", "observations", "--dataset", "lake", "--yes", "--json"))
    return home


@pytest.fixture
def folder(measured: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(measured, tmp_path / "home"))


def counted(home: Path) -> int:
    lines = {one["key"]: one for one in said(almaden(home, "data", "list", "--json"))}
    observations: int = lines["lake"]["records"].get("observation", 0)
    return observations


def test_without_a_terminal_nothing_is_withdrawn_unless_it_is_said(folder: Path) -> None:
    asked = ("data", "withdraw", "lake", *WHY)
    preview = almaden(folder, *asked)
    assert preview.returncode == 0
    assert "2 observations" in preview.stdout
    assert "only a preview" in preview.stderr
    assert said(almaden(folder, *asked, "--json")) == {"dataset": "lake", "observations": 2, "withdrawn": False}
    assert counted(folder) == 2
    told = said(almaden(folder, *asked, "--yes", "--json"))
    assert told == {"dataset": "lake", "observations": 2, "withdrawn": True}
    assert counted(folder) == 0
    journal = almaden(folder, "journal", "show")
    assert WHY[1] in journal.stdout
    again = almaden(folder, *asked, "--yes")
    assert again.returncode == 0
    assert "Nothing would change." in again.stdout


def test_what_is_wrong_is_told_at_once(folder: Path) -> None:
    done = almaden(folder, "data", "withdraw", "sea", "--reason", " ", "--yes")
    assert done.returncode == 2
    assert "there is no data set with this key" in done.stderr
    assert "no reason is given" in done.stderr
    assert "Traceback" not in done.stderr
    assert almaden(folder, "data", "withdraw", "lake").returncode == 2


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="this system has no terminals that a test can make")
@pytest.mark.parametrize(("answer", "left"), [(b"n\n", 2), (b"y\n", 0)])
def test_on_a_terminal_it_asks(folder: Path, answer: bytes, left: int) -> None:
    kept = {name: value for name, value in os.environ.items() if name != "ALMADEN_DATABASE_URL"}
    ours, theirs = os.openpty()
    try:
        os.write(ours, answer)
        done = subprocess.run(
            [sys.executable, "-c", COMMAND, "data", "withdraw", "lake", *WHY],
            env={**kept, "ALMADEN_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "almaden.store.settings"},
            stdin=theirs, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        os.close(ours)
        os.close(theirs)
    assert done.returncode == 0
    assert "Withdraw these observations?" in done.stdout
    assert counted(folder) == left
