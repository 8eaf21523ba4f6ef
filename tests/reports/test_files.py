"""Writing in one step: the old file or the new one, never half of one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from almaden.errors import OutputError
from almaden.reports.files import write_atomically


def test_writes_and_makes_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "report.pdf"
    assert write_atomically(path, b"content") == path
    assert path.read_bytes() == b"content"
    assert os.listdir(path.parent) == ["report.pdf"]


def test_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def full(source: object, target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.pdf"]


def test_a_folder_that_cannot_be_made_is_told_with_advice(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="do: choose a folder"):
        write_atomically(tmp_path / "file" / "report.pdf", b"content")
