"""The commands of the Partnership on the registry of the store; the documentation has them as processes."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from almaden.demo.registry import copy_registry
from tests.cli.test_data_cmd import said
from tests.store.conftest import own_home

__all__ = ["own_home"]

PARTNERS = """id,name,category,country,contact,email
P1,Union of miners (made up),ngo,GHA,A made-up name,made.up@example.org
"""
ACTIVITIES = """id,title,area,type,status,start,countries,partners,partners_basis
A1,Training of miners with retorts,ASGM,training,completed,2020-03,GHA,P1,stated
A2,Storage of waste lamps,WASTE,project,ongoing,2021,KEN,,stated
"""
AGAIN = """id,title,area,type,status,start,countries,partners,partners_basis
A3,Training of miners with new retorts,ASGM,training,completed,2020-03,GHA,P1,stated
"""


@pytest.fixture
def home(own_home: Path, db: None) -> Path:
    """The folder of the installation; its database is that of the test."""
    return own_home


def almaden(_home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in this process, on the database of the test."""
    told, complained = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(complained):
        code = main([str(word) for word in words])
    return subprocess.CompletedProcess(words, code, told.getvalue(), complained.getvalue())


def tables(home: Path, **texts: str) -> Path:
    folder = home.parent / "tables"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for kind, text in texts.items():
        (folder / f"{kind}.csv").write_text(text, encoding="utf-8")
    return folder


def brought_in(home: Path, path: Path, *words: str) -> Any:
    return said(almaden(home, "partnership", "import", path, "--yes", "--json", *words))


def counted(home: Path, *words: str) -> Any:
    return said(almaden(home, "partnership", "summary", "--store", "--json", *words))


def test_a_folder_is_previewed_kept_and_then_unchanged(home: Path) -> None:
    folder = tables(home, partner=PARTNERS, activity=ACTIVITIES)
    preview = almaden(home, "partnership", "import", folder)
    assert preview.returncode == 0, preview.stderr
    assert "partner: 1 added\nactivity: 2 added\n" in preview.stdout
    assert "only a preview" in preview.stderr
    assert counted(home)["activities"]["canonical"] == 0

    kept = brought_in(home, folder)
    assert (kept["added"], kept["changed"], kept["kept"]) == (3, 0, True)
    assert counted(home)["activities"]["by_area"] == {"ASGM": 1, "WASTE": 1}
    again = brought_in(home, folder)
    assert (again["added"], again["changed"], again["unchanged"], again["kept"]) == (0, 0, 3, False)
    assert "Nothing would change." in almaden(home, "partnership", "import", folder).stdout


def test_counts_of_a_past_moment_stay_as_they_were(home: Path) -> None:
    brought_in(home, tables(home, partner=PARTNERS, activity=ACTIVITIES))
    then = datetime.now(UTC).isoformat()
    before = counted(home)
    changed = brought_in(home, tables(home, activity=ACTIVITIES.replace("KEN", "TZA").replace("project", "study")))
    [change] = changed["changes"]
    assert (change["id"], change["before"], change["after"]) == (
        "A2",
        {"type": "project", "countries": ["KEN"]},
        {"type": "study", "countries": ["TZA"]},
    )
    assert counted(home)["countries"]["by_country"] == {"GHA": 1, "TZA": 1}
    past = counted(home, "--known-at", then)
    assert past.pop("known_at") == then
    assert past == before
    assert past["countries"]["by_country"] == {"GHA": 1, "KEN": 1}
    # The day in the world and the moment of recording go together.
    assert counted(home, "--known-at", then, "--as-of", "2020-12-31")["countries"]["by_country"] == {"GHA": 1}
    assert counted(home, "--known-at", "2020-01-01")["activities"]["canonical"] == 0


def test_records_may_name_what_is_kept_and_what_may_be_told_already_is_shown(home: Path) -> None:
    brought_in(home, tables(home, partner=PARTNERS, activity=ACTIVITIES))
    found = brought_in(home, tables(home, activity=AGAIN))
    [one] = found["may_be_told_already"]
    assert (one["id"], one["candidate"]["id"]) == ("A3", "A1")
    assert found["kept"]
    told = almaden(home, "partnership", "import", tables(home, activity=AGAIN.replace("A3", "A4")))
    assert "A4 = A" in told.stdout


def test_all_or_nothing(home: Path) -> None:
    folder = tables(home, partner=PARTNERS, activity=ACTIVITIES.replace(",P1,", ",P9,"))
    done = almaden(home, "partnership", "import", folder, "--yes")
    assert done.returncode == 2
    assert "activity.csv, row 2, column partners" in done.stderr
    assert "'P9'" in done.stderr
    assert counted(home)["activities"]["canonical"] == 0


def test_what_the_store_holds_goes_out_without_persons_and_comes_back_unchanged(home: Path) -> None:
    brought_in(home, tables(home, partner=PARTNERS, activity=ACTIVITIES))
    publish = ("--publisher", "XM-DAC-41304")
    for kind, name in (("csv", "out"), ("xlsx", "out.xlsx"), ("iati", "out.xml"), ("json", "out.json")):
        out = home.parent / name
        done = almaden(home, "partnership", "export", "--store", "--format", kind, "--out", out, *publish)
        assert done.returncode == 0, done.stderr
        if kind == "json":
            assert "made.up@" not in out.read_text(encoding="utf-8")
            continue
        again = brought_in(home, out)
        assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, 3), kind
    with (home.parent / "out" / "partner.csv").open(encoding="utf-8-sig", newline="") as file:
        [partner] = csv.DictReader(file)
    assert partner["name"] == "Union of miners (made up)"
    assert "made.up@example.org" not in partner.values()


@pytest.mark.parametrize(
    "words",
    [
        ("report", "--from", "2019-10-01", "--to", "2020-11-30", "--format", "html"),
        ("wishes", "--json"),
        ("results", "--json"),
        ("duplicates", "--json"),
        ("newsletter", "--from", "2020-03-01", "--to", "2020-03-31", "--json"),
        ("match", "--json"),
    ],
)
def test_every_command_asks_the_store(home: Path, words: tuple[str, ...], tmp_path: Path) -> None:
    place = ("--out", str(tmp_path)) if words[0] == "report" else ()
    done = almaden(home, "partnership", *words, *place, "--store", "--known-at", "2020-01-01")
    assert done.returncode == 0, done.stderr
    if words[0] == "report":
        [report] = tmp_path.glob("*.html")
        assert "S4-ASGM" not in report.read_text(encoding="utf-8")
    elif words[0] == "match":
        assert json.loads(done.stdout)["needs"] == []


def test_the_whole_demonstration_counts_the_same_in_the_store(home: Path, tmp_path: Path) -> None:
    copy_registry(tmp_path / "registry")
    assert brought_in(home, tmp_path / "registry")["added"] == 869
    assert counted(home) == said(almaden(home, "partnership", "summary", "--json"))
    days = ("--as-of", "2012-06-30")
    assert counted(home, *days) == said(almaden(home, "partnership", "summary", "--json", *days))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (("--known-at", "2020-01-01"), "only the store knows what was kept at a moment"),
        (("folder", "--store"), "choose either a folder or the store"),
        (("--store", "--known-at", "yesterday"), "this is not a moment"),
        (("--store", "--known-at", "0001-01-01T00:00+14:00"), "this is not a moment"),
        (("--store", "--known-at", "9999-01-01"), "this moment has not come yet"),
    ],
)
def test_what_cannot_be_asked(home: Path, words: tuple[str, ...], text: str) -> None:
    done = almaden(home, "partnership", "summary", *words)
    assert done.returncode == 2
    assert text in done.stderr
