"""The commands of data, each in a process of its own: Django keeps to one folder for the life of a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

COMMAND = "import sys; from almaden.cli.main import run; sys.argv = ['almaden', *sys.argv[1:]]; run()"
PLANTS = """identifiers,name,country,latitude,longitude,owner
mu:1,Alpha Works (made up),KEN,-1.30,36.80,Alpha Ltd
mu:2,Beta Smelter (made up),KEN,0.50,35.30,
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with its tables and nothing else, to be copied."""
    folder = tmp_path_factory.mktemp("fresh")
    almaden(folder, "data", "list")
    return folder


@pytest.fixture
def folder(fresh: Path, tmp_path: Path) -> Path:
    home = tmp_path / "home"
    home.mkdir()
    for file in fresh.iterdir():
        (home / file.name).write_bytes(file.read_bytes())
    return home


def almaden(home: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    # An own SQLite, whatever database the tests around it run on.
    kept = {name: value for name, value in os.environ.items() if name != "ALMADEN_DATABASE_URL"}
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *map(str, words)],
        env={**kept, "ALMADEN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "almaden.store.settings"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def table(folder: Path, text: str, name: str = "plants.csv") -> Path:
    path = folder.parent / name
    path.write_text(text, encoding="utf-8")
    return path


def said(done: subprocess.CompletedProcess[str], code: int = 0) -> Any:
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_a_file_is_previewed_kept_and_then_unchanged(folder: Path) -> None:
    path = table(folder, PLANTS)
    asked = ("data", "import", path, "--as", "facilities")
    preview = almaden(folder, *asked)
    assert preview.returncode == 0
    assert "facilities: 2 added" in preview.stdout
    assert "only a preview" in preview.stderr
    assert said(almaden(folder, "data", "list", "--json")) == []
    kept = said(almaden(folder, *asked, "--yes", "--json"))
    assert (kept["added"], kept["changed"], kept["unchanged"], kept["faulty"], kept["kept"]) == (2, 0, 0, 0, True)
    assert kept["records"]["facility"]["added"] == 2
    again = said(almaden(folder, *asked, "--yes", "--json"))
    assert (again["added"], again["unchanged"], again["kept"], again["entry"]) == (0, 2, False, None)
    (line,) = said(almaden(folder, "data", "list", "--json"))
    assert (line["key"], line["state"], line["records"]) == ("plants", "draft", {"facility": 2})
    changed = said(almaden(folder, "data", "check", table(folder, PLANTS.replace("Alpha Ltd", "Delta Ltd")),
                           "--as", "facilities", "--json"))  # fmt: skip
    assert (changed["changed"], changed["unchanged"], changed["kept"]) == (1, 1, False)


def test_faults_are_told_and_nothing_is_kept(folder: Path) -> None:
    path = table(folder, PLANTS.replace("-1.30", "-91.30"))
    done = almaden(folder, "data", "import", path, "--as", "facilities", "--yes")
    assert done.returncode == 2
    assert "row 2" in done.stderr
    assert "Traceback" not in done.stderr
    found = said(almaden(folder, "data", "check", path, "--as", "facilities", "--json"), 2)
    assert (found["faulty"], found["faults"][0]["column"]) == (1, "latitude")
    assert said(almaden(folder, "data", "list", "--json")) == []
    assert not (folder / "uploads").exists()


def test_doubtful_records_wait_for_a_word(folder: Path) -> None:
    said(almaden(folder, "data", "import", table(folder, PLANTS), "--as", "facilities", "--yes", "--json"))
    doubtful = table(folder, "name,country,latitude,longitude\nAlpha Works (made up),KEN,-1.4,36.8\n", "other.csv")
    asked = ("data", "import", doubtful, "--as", "facilities", "--yes")
    done = almaden(folder, *asked)
    assert done.returncode == 1
    assert "same name, 11.1 km apart" in done.stdout
    assert "--match" in done.stderr
    assert said(almaden(folder, *asked, "--json"), 1)["doubtful_records"][0]["name"] == "Alpha Works (made up)"
    assert said(almaden(folder, *asked, "--match", "new", "--json"))["added"] == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("data", "import", "missing.csv", "--as", "facilities"), "there is no such file"),
        (("data", "check", "PLANTS", "--as", "facilitys"), "no such reader"),
        (("data", "check", "PLANTS", "--as", "table"), "which column feeds which field"),
        (("data", "check", "PLANTS", "--as", "facilities", "--dataset", "A B"), "key of a data set"),
        (("data", "check", "NOISE", "--as", "facilities"), "not a table"),
    ],
)
def test_bad_input_is_one_readable_block(folder: Path, words: tuple[str, ...], told: str) -> None:
    noise = folder.parent / "noise.csv"
    noise.write_bytes(bytes(range(256)) * 10)
    files = {"PLANTS": str(table(folder, PLANTS)), "NOISE": str(noise)}
    done = almaden(folder, *(files.get(word, word) for word in words))
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_map_of_columns(folder: Path) -> None:
    path = table(folder, "Planta,Pais\nObra Alfa (made up),ARG\n")
    columns = table(folder, 'name = "Planta"\ncountry = "Pais"\n', "map.toml")
    found = said(almaden(folder, "data", "check", path, "--as", "table", "--columns", columns, "--json"))
    assert found["added"] == 1
    broken = table(folder, "name = Planta", "map.toml")
    assert almaden(folder, "data", "check", path, "--as", "table", "--columns", broken).returncode == 2


def test_a_template_is_taken_back(folder: Path) -> None:
    out = folder.parent / "sites.csv"
    assert almaden(folder, "data", "template", "sites", "--out", out).returncode == 0
    found = said(almaden(folder, "data", "check", out, "--as", "sites", "--json"))
    assert (found["added"], found["faulty"]) == (0, 0)


def test_readers_are_listed(folder: Path) -> None:
    names = [one["name"] for one in said(almaden(folder, "data", "readers", "--json"))]
    assert {"facilities", "units", "sites", "table", "inventory", "gem-coal-units"} <= set(names)


def test_a_reader_that_saw_no_real_file_says_so(folder: Path) -> None:
    listed = almaden(folder, "data", "readers").stdout
    lines = listed.splitlines()
    place = next(at for at, line in enumerate(lines) if "Mercury Deposition Network" in line)
    assert "from documentation, not yet tried on a real file" in lines[place + 2]
