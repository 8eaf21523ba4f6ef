"""A file that somebody brings in is checked before anything reads it, and kept once."""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import os
import stat
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from almaden.errors import InputError, OutputError
from almaden.reference.readers import safety
from almaden.store import home, uploads
from almaden.store.models import Entry, Upload
from almaden.store.rights import RightsError
from tests.store.conftest import MakeUser

pytestmark = pytest.mark.django_db

CSV = b"name,country\nWorks (made up),KEN\n"
WORKBOOK = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}


def archive(members: Mapping[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return out.getvalue()


def kept(content: bytes, name: str = "plants.csv") -> Upload:
    return uploads.keep(None, io.BytesIO(content), name)


def left() -> list[Path]:
    return [path for folder in (home.uploads(), home.scratch()) for path in folder.rglob("*") if path.is_file()]


def test_a_file_is_kept_under_its_hash() -> None:
    upload = kept(CSV, "C:\\Users\\Ana\\plants.csv")
    digest = hashlib.sha256(CSV).hexdigest()
    assert (upload.sha256, upload.name, upload.size) == (digest, "plants.csv", len(CSV))
    assert uploads.path_of(upload) == home.uploads() / digest[:2] / digest
    assert uploads.kept_at(upload).read_bytes() == CSV
    assert Entry.objects.get().source_sha256 == digest
    assert left() == [uploads.path_of(upload)]


def test_the_journal_says_once_who_brought_a_file_that_was_there(person: MakeUser) -> None:
    ana, ben, eve = (person(name, "compiler", "KEN") for name in ("ana", "ben", "eve"))
    for actor in (ana, ana, ben, ben):
        upload = uploads.keep(actor, io.BytesIO(CSV), "plants.csv")
    done = Entry.objects.filter(action__startswith="upload.").order_by("number")
    assert list(done.values_list("action", "actor_name")) == [("upload.add", "ana"), ("upload.again", "ben")]
    assert [uploads.brought_by(one, upload) for one in (ana, ben, eve)] == [True, True, False]


def test_the_same_file_twice_is_one_upload() -> None:
    first, again = kept(CSV), kept(CSV, "copy.csv")
    assert first == again
    assert Entry.objects.count() == 1
    assert left() == [uploads.path_of(first)]


def test_a_lost_file_comes_back_when_it_is_brought_again() -> None:
    upload = kept(CSV)
    uploads.path_of(upload).unlink()
    with pytest.raises(OutputError, match="no longer"):
        uploads.kept_at(upload)
    assert kept(CSV) == upload
    assert uploads.path_of(upload).read_bytes() == CSV


def test_who_may_not_import_brings_nothing(person: MakeUser) -> None:
    with pytest.raises(RightsError):
        uploads.keep(person("ana", "reviewer"), io.BytesIO(CSV), "plants.csv")
    assert left() == []


@pytest.mark.parametrize(
    "content",
    [
        CSV,
        "name;país\r\nFábrica;ARG\r\n".encode("cp1252"),
        "name,country\nA,KEN\n".encode("utf-16"),
        gzip.compress(CSV),
        b'{"type": "FeatureCollection", "features": []}',
        archive(WORKBOOK),
        archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        archive({"kenya/inventory.toml": "format = 1", "kenya/activity_rates.csv": "a,b\n"}),
        b"id,formula\n1,=cmd|' /C calc'!A0\n",
    ],
    ids=["csv", "latin", "utf-16", "gz", "json", "xlsx", "ods", "inventory", "formulas are only text here"],
)
def test_tables_are_taken_whatever_their_name(content: bytes) -> None:
    assert uploads.path_of(kept(content, "x.bin")).read_bytes() == content


def stated(size: int) -> bytes:
    """An archive whose directory states a size that it does not have."""
    content = bytearray(archive({**WORKBOOK, "xl/worksheets/sheet1.xml": "<a/>" * 50}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", size)
    return bytes(content)


def link() -> bytes:
    info = zipfile.ZipInfo("inventory.toml")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(info, "/etc/passwd")
    return out.getvalue()


def doubled() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("inventory.toml", "a = 1")
        file.writestr("Inventory.TOML", "a = 2")
    return out.getvalue()


HOSTILE = {
    "zero bytes": (b"", "empty"),
    "zero bytes packed": (gzip.compress(b""), "empty"),
    "picture as csv": (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "not a table"),
    "noise without zeros": (bytes(range(1, 256)) * 40, "not a table"),
    "program": (b"\x7fELF\2\1\1" + b"\0" * 100, "not a table"),
    "pdf": (b"%PDF-1.7\n1 0 obj\n", "not a table"),
    "web page": (b"\xef\xbb\xbf  <!DOCTYPE html><html></html>", "web page"),
    "old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old binary kind"),
    "macros": (archive({**WORKBOOK, "xl/vbaProject.bin": b"x"}), "macros"),
    "macros of a text document": (archive({"content.xml": "<a/>", "Basic/Standard/m.xml": "<a/>"}), "macros"),
    "entities": (archive({**WORKBOOK, "xl/a.xml": '<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'}), "entities"),
    "wide entities": (archive({**WORKBOOK, "xl/a.xml": '<!ENTITY b "b">'.encode("utf-16")}), "entities"),
    "bomb": (archive({**WORKBOOK, "xl/worksheets/sheet1.xml": b"0" * 30_000_000}), "unfolds"),
    "packed bomb": (gzip.compress(b"1,2\n" * 5_000_000), "unfolds"),
    "states ten gigabytes": (stated(0xFFFFFFF0), "unfolds"),
    "absolute name": (archive({"/etc/inventory.toml": "a"}), "lead out"),
    "parent": (archive({"../inventory.toml": "a"}), "lead out"),
    "windows path": (archive({"a\\..\\inventory.toml": "a"}), "lead out"),
    "drive": (archive({"C:inventory.toml": "a"}), "lead out"),
    "link": (link(), "lead out"),
    "twice": (doubled(), "lead out"),
    "archive of anything": (archive({"a.exe": b"MZ"}), "no inventory"),
    "program beside an inventory": (archive({"inventory.toml": "a", "run.exe": b"MZ"}), "run.exe"),
    "cut archive": (archive(WORKBOOK)[:-30], "cut off"),
    "cut gz": (gzip.compress(CSV * 100)[:-20], "cut off"),
}


@pytest.mark.parametrize(("content", "told"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_and_leaves_nothing(content: bytes, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        kept(content, "file.csv")
    assert refused.value.faults[0].file == "file.csv"
    assert left() == []
    assert not Upload.objects.exists()


class Endless(io.RawIOBase):
    """A stream that never ends, as a claim of 10 GB would be."""

    given = 0

    def read(self, size: int = -1) -> bytes:
        self.given += size
        return b"a" * size


def test_what_is_too_large_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_FILE_BYTES", 3_000_000)
    stream: Any = Endless()
    with pytest.raises(InputError, match="too large"):
        uploads.keep(None, stream, "big.csv")
    assert stream.given <= 5_000_000
    assert left() == []


def test_a_size_that_is_not_true_is_found_by_unfolding(monkeypatch: pytest.MonkeyPatch) -> None:
    assert safety.MAX_UNFOLDED_BYTES == 200 * 1024 * 1024
    monkeypatch.setattr("almaden.reference.readers.safety.MAX_UNFOLDED_BYTES", 100_000)
    content = bytearray(archive({**WORKBOOK, "xl/worksheets/sheet1.xml": os.urandom(200_000)}))
    entry = content.rindex(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = struct.pack("<I", 10)
    with pytest.raises(InputError, match="unfolds"):
        kept(bytes(content))


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_is_told_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def full(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OutputError, match=r"[Nn]o (space|room) left"):
        kept(CSV)
    assert left() == []
    assert not Upload.objects.exists()
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("given", "plain"),
    [("a/b/plants.csv", "plants.csv"), ("..", "file"), ("", "file"), ("a\nb.csv", "a_b.csv"), ("x" * 300, "x" * 255)],
)
def test_names_become_plain(given: str, plain: str) -> None:
    assert uploads.plain_name(given) == plain
