"""Writes an inventory as a folder or as one workbook, so that reading it gives the same inventory again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

from almaden.errors import Fault, InputError, OutputError
from almaden.inventory.records import InventoryData
from almaden.reports.inventory_folder import fill_folder
from almaden.reports.inventory_workbook import fill_workbook
from almaden.wording import Text

_WORKBOOK: Final = ".xlsx"


def write_inventory(data: InventoryData, path: Path, lang: str = "en") -> None:
    """Write an inventory as a workbook if the name ends in ``.xlsx``, otherwise as a folder.

    Raises:
        OutputError: it exists already or cannot be written; nothing is left behind then.
    """
    if path.suffix.lower() == _WORKBOOK:
        write_workbook(data, path, lang)
    else:
        write_folder(data, path)


def write_folder(data: InventoryData, path: Path) -> None:
    """Write an inventory as a folder of ``inventory.toml`` and CSV tables.

    Tables without rows are left out. An empty folder may be there already.

    Raises:
        OutputError: the folder is there and not empty, or cannot be written; nothing is left behind then.
    """
    if path.exists() and (not path.is_dir() or any(path.iterdir())):
        raise already_there(path)
    _through(path, lambda part: fill_folder(data, part), directory=True)


def write_workbook(data: InventoryData, path: Path, lang: str = "en") -> None:
    """Write an inventory as one XLSX workbook.

    Args:
        data: the inventory.
        path: the workbook to write; its name should end in ``.xlsx``.
        lang: language of the titles of sheets and columns; all are understood when read.

    Raises:
        OutputError: the file is there already, or cannot be written or hold the inventory.
    """
    if path.exists():
        raise already_there(path)
    _through(path, lambda part: fill_workbook(data, part, lang), directory=False)


class WritableMap(Protocol):
    """A map of a foreign spreadsheet: text that a person can correct, and back."""

    def to_toml(self) -> str:
        """The map as text."""

    @classmethod
    def from_toml(cls, text: str, name: str) -> WritableMap:
        """The map from its text."""


def write_map(map: WritableMap, path: Path) -> None:
    """Write the map of a national spreadsheet or Toolkit workbook, for a person to look at and correct.

    A file that holds the same map already is left as it is, with the remarks that somebody wrote into it.

    Raises:
        OutputError: another map is there already, or the file cannot be written.
    """
    if path.exists():
        try:
            same = type(map).from_toml(path.read_text(encoding="utf-8"), path.name) == map
        except (InputError, OSError, UnicodeDecodeError):
            same = False
        if same:
            return
        raise already_there(path)
    _through(path, lambda part: _write_text(part, map.to_toml()), directory=False)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def already_there(path: Path) -> OutputError:
    """The error of a target that exists: somebody may have filled it in."""
    return OutputError(
        Text(
            "{path} is there already and was not touched: give another name, or delete or move it first",
            path=str(path),
        )
    )


def check_workbook_name(path: Path) -> None:
    """See that a template will have the name of a workbook.

    Raises:
        InputError: the name does not end in ``.xlsx``.
    """
    if path.suffix.lower() != _WORKBOOK:
        raise InputError(
            Fault(
                "the template is a workbook, and its name does not end in .xlsx",
                file=path.name,
                accepted="a name that ends in .xlsx",
                advice=Text("name it {name}", name=f"{path.stem}.xlsx"),
            )
        )


def write_new_file(path: Path, fill: Callable[[Path], None]) -> None:
    """Let a file be written under another name, then give it its own.

    Raises:
        OutputError: it exists already or cannot be written; nothing is left behind then.
    """
    if path.exists():
        raise already_there(path)
    _through(path, fill, directory=False)


def _through(path: Path, fill: Callable[[Path], None], directory: bool) -> None:
    workplace = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        workplace = Path(tempfile.mkdtemp(prefix=f".{path.name[:40]}-", dir=path.parent))
        part = workplace / path.name
        if directory:
            part.mkdir()
        fill(part)
        # An empty folder in the way gives way on POSIX, but not on Windows.
        if directory and path.is_dir():
            path.rmdir()
        os.replace(part, path)
    except OSError as error:
        reason = error.strerror or str(error)
        text = Text("{path} cannot be written: {reason}; choose another place", path=str(path), reason=reason)
        raise OutputError(text) from error
    finally:
        if workplace is not None:
            shutil.rmtree(workplace, ignore_errors=True)
