"""What is backed up comes back identical, and a damaged or foreign file is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import shutil
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction

from almaden.errors import InputError, OutputError
from almaden.store import home, journal
from almaden.store.backup import doctor
from almaden.store.backup.make import backup, kept_files
from almaden.store.backup.restore import restore
from almaden.store.backup.tables import tables
from almaden.store.journal import writing
from almaden.store.models import (
    CountryStage,
    Dataset,
    Entry,
    Facility,
    Identifier,
    Organisation,
    SourceDocument,
    Unit,
    User,
)
from almaden.store.uploads import keep

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


@pytest.fixture
def filled(own_home: Path) -> Path:
    """An installation with something of each kind; all of it is made up."""
    upload = keep(None, io.BytesIO("name;country\nПример;RUS\n".encode()), "пример.csv")
    with writing(None, "test.fill", reason="made up", source_sha256=upload.sha256) as work:
        work.add(User(username="ana", password="hash", email="ana@example.org"))
        work.add(Organisation(name="Office (made up) 水銀"))
        source = work.add(SourceDocument(title="Survey (made up)", accessed=date(2026, 1, 2), upload=upload))
        dataset = work.add(Dataset(key="made-up", title="Made up", state="published", made_on=NOW, source=source))
        facility = work.add(
            Facility(name="Plant (made up)", dataset=dataset, latitude=0.1 + 0.2, attributes={"a": [1, None, "ß"]})
        )
        work.add(Unit(facility=facility, name="1", capacity_mw=2.5e-300, identifiers={"made": "u"}))
        work.add(CountryStage(country="KEN", kind="mia", stage="published", reached_on=date(2020, 2, 29)))
    Identifier.objects.create(scheme="made", value="A", facility=facility)
    return own_home


def content() -> dict[str, list[tuple]]:
    return {model.__name__: list(model._base_manager.order_by("pk").values_list()) for model in tables()}


def files() -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in kept_files()}


def wipe() -> None:
    with transaction.atomic(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in tables():
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
    for folder in (home.uploads(), home.archive(), home.editions()):
        shutil.rmtree(folder, ignore_errors=True)


def test_backup_wipe_restore_gives_identical_content(filled: Path, tmp_path: Path) -> None:
    rows, kept = content(), files()
    assert len(rows["Facility"]) == 1
    assert len(kept) == 1
    first = backup(tmp_path / "first.zip")
    wipe()
    assert not Entry.objects.exists()
    restore(tmp_path / "first.zip")
    assert content() == rows
    assert files() == kept
    again = backup(tmp_path / "second.zip")
    assert again["tables"] == first["tables"]
    assert again["files"] == first["files"]
    assert journal.verify() == rows["Entry"][-1][0]


def test_the_database_counts_on_after_a_restore(filled: Path, tmp_path: Path) -> None:
    backup(tmp_path / "one.zip")
    wipe()
    restore(tmp_path / "one.zip")
    with writing(None, "organisation.add") as work:
        made = work.add(Organisation(name="Another (made up)"))
    assert made.pk > Organisation.objects.exclude(pk=made.pk).get().pk
    assert journal.verify() > 0


def test_nothing_is_restored_over_content(filled: Path, tmp_path: Path) -> None:
    backup(tmp_path / "one.zip")
    before = content()
    with pytest.raises(InputError, match="empty"):
        restore(tmp_path / "one.zip")
    assert content() == before


def test_a_backup_is_never_written_over(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(b"mine")
    with pytest.raises(InputError, match="there already"):
        backup(tmp_path / "one.zip")
    assert (tmp_path / "one.zip").read_bytes() == b"mine"


def rewritten(source: Path, target: Path, change: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return target


def test_damaged_foreign_and_later_files_are_refused(filled: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.zip"
    manifest = backup(good)
    (upload,) = manifest["files"]
    with zipfile.ZipFile(good) as packed:
        kept = json.loads(packed.read("manifest.json"))
    escaping = {**kept, "files": {"../escaped": kept["files"][upload]}}
    wipe()
    (tmp_path / "text.zip").write_text("no archive")
    (tmp_path / "empty.zip").write_bytes(b"")
    (tmp_path / "cut.zip").write_bytes(good.read_bytes()[:-300])
    bad = [
        tmp_path / "text.zip",
        tmp_path / "empty.zip",
        tmp_path / "cut.zip",
        tmp_path / "is not there.zip",
        rewritten(good, tmp_path / "file.zip", {upload: b"other"}),
        rewritten(good, tmp_path / "table.zip", {"tables/Facility.jsonl.gz": b"other"}),
        rewritten(good, tmp_path / "later.zip", {"manifest.json": json.dumps({**kept, "format": 99}).encode()}),
        rewritten(good, tmp_path / "newer.zip", {"manifest.json": json.dumps({**kept, "migration": "x"}).encode()}),
        rewritten(
            good,
            tmp_path / "path.zip",
            {"manifest.json": json.dumps(escaping).encode(), "../escaped": b"name;country\n"},
        ),
    ]
    for file in bad:
        with pytest.raises(InputError):
            restore(file)
        assert not User.objects.exists(), file.name
    assert not (home.home().parent / "escaped").exists()


def test_a_backup_of_a_later_version_is_told_as_such(filled: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.zip"
    manifest = backup(good)
    with zipfile.ZipFile(good) as packed:
        rows = [json.loads(line) for line in gzip.decompress(packed.read("tables/Facility.jsonl.gz")).splitlines()]
    wipe()

    def later(name: str, table: str, lines: bytes, **changed: str) -> Path:
        table_sums = {**manifest["tables"], table: {"rows": 1, "sha256": hashlib.sha256(lines).hexdigest()}}
        told = {**manifest, **changed, "tables": table_sums, "program_version": "9.9"}
        change = {"manifest.json": json.dumps(told).encode(), f"tables/{table}.jsonl.gz": gzip.compress(lines)}
        return rewritten(good, tmp_path / name, change)

    column = json.dumps({**rows[0], "colour": "red"}).encode() + b"\n"
    for file in (
        later("migration.zip", "Facility", b"", migration="0999_colours"),
        later("table.zip", "Colour", b'{"id": 1}\n'),
        later("column.zip", "Facility", column),
    ):
        with pytest.raises(InputError) as refused:
            restore(file)
        (fault,) = refused.value.faults
        assert fault.problem == "the backup was written by a later version of Almaden", file.name
        assert (fault.value, fault.advice) == ("9.9", "install that version, then restore")
        assert not Organisation.objects.exists()


def test_a_folder_that_cannot_be_written_is_told(filled: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OutputError, match="cannot be written"):
        backup(tmp_path / "file" / "one.zip")


def test_the_doctor_finds_what_is_wrong(filled: Path) -> None:
    states = {finding.check: finding.state for finding in doctor.examine()}
    assert states["database"] == states["journal"] == states["uploaded files"] == "good"
    assert states["administrator"] == "warning"
    texts = {finding.check: finding.text for finding in doctor.examine()}
    # One of each: a text that counts must hold for one as for many.
    assert texts["uploaded files"] == "files: 1, every checksum is right"
    assert "1 files" not in str(texts)
    assert "1 entries" not in str(texts)
    ((_, path),) = kept_files()
    path.chmod(0o644)
    path.write_bytes(b"altered")
    Entry.objects.update(reason="altered")
    states = {finding.check: finding.state for finding in doctor.examine()}
    assert states["uploaded files"] == states["journal"] == "bad"


def test_the_doctor_deletes_leftovers_only(filled: Path) -> None:
    stray = home.archive() / "made-up" / "2024" / "stray.parquet"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"x")
    (home.scratch() / "half").mkdir(parents=True)
    (home.scratch() / "half" / "one").write_bytes(b"x")
    before = files()
    assert doctor.repair() == 2
    assert {**files(), "archive/made-up/2024/stray.parquet": b"x"} == before
