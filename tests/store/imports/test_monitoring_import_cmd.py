"""``almaden monitoring import``, in this process: the store is that of the test."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from almaden.cli.help import CommandGroup
from almaden.cli.monitoring_import import add_commands
from almaden.errors import InputError
from almaden.store.models import ArchiveFile, Dataset, Identifier, ImportRun, Site
from tests.store.observations.conftest import START

#: A group of one command is that command.
APP = CommandGroup(help="Made up.")
add_commands(APP)
HEAD = "site,start,matrix,species,value,unit\n"


@pytest.fixture
def files(db: None, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setattr("almaden.store.setup.start", lambda: None)
    dataset = Dataset.objects.create(key="made-up", title="Made up", made_on=START)
    site = Site.objects.create(name="A (made up)", dataset=dataset, identifiers={"made": "A"})
    Identifier.objects.create(scheme="made", value="A", site=site)
    rows = {
        "one.csv": "made:A,2024-01-01T00:00Z,air,GEM,1.5,ng/m3\n" * 2,
        "two.csv": "made:A,2024-01-01T01:00Z,air,GEM,a lot,ng/m3\n",
        "three.csv": "made:A,2024-01-01T02:00Z,air,GEM,1.6,ng/m3\n",
    }
    for name, row in rows.items():
        (tmp_path / name).write_text(HEAD + row, encoding="utf-8")
    return [str(tmp_path / name) for name in rows]


def run(*words: str) -> tuple[int, dict, BaseException | None]:
    done = CliRunner().invoke(APP, [*words, "--json"])
    return done.exit_code, json.loads(done.stdout), done.exception


def test_each_file_is_kept_as_a_whole_or_not_at_all(files: list[str]) -> None:
    words = [*files, "--reader", "observations", "--dataset", "made-up"]
    code, told, _ = run(*words, "--dry-run")
    assert (code, [one["added"] for one in told["files"]]) == (2, [1, 0, 1])
    assert not ArchiveFile.objects.exists()
    code, told, _ = run(*words)
    first, second, third = told["files"]
    assert (code, first["kept"], second["kept"], third["kept"]) == (2, True, False, True)
    assert [(one["trap"], one["count"], one["first"]["row"]) for one in first["traps"]] == [("duplicate row", 1, 3)]
    assert [one["column"] for one in second["faults"]] == ["value"]
    assert told["meta"]["program"] == "almaden"
    assert [list(run.remarks) for run in ImportRun.objects.order_by("pk")] == [["duplicate row"], []]


def test_faults_and_traps_are_told_in_words(files: list[str]) -> None:
    done = CliRunner().invoke(APP, [*files, "--reader", "observations", "--dataset", "made-up"])
    assert isinstance(done.exception, InputError)
    assert "two.csv" in str(done.exception)
    assert "duplicate row: 1" in done.stdout
    assert "kept once" in done.stdout
