"""Reads an inventory that somebody sends as one file: a workbook, or its folder as a ZIP archive."""

from __future__ import annotations

import dataclasses
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.inventory.readers.inventory import read_inventory
from almaden.inventory.readers.tables import HEADER_FILE
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.located import Item, Located
from almaden.reference.readers.registry import Reader
from almaden.reference.readers.safety import MAX_RATIO, MAX_UNFOLDED_BYTES, SMALL, unfold
from almaden.wording import Exact, Text, n_

READER: Final = Reader(
    "inventory",
    n_("A whole inventory: its workbook, or its folder as a ZIP archive"),
    ("inventory",),
    (".zip", ".xlsx", ".ods"),
    example="inventory.zip",
)

#: Files of an inventory are a header, seven tables and its layers.
_MOST_FILES: Final = 200
#: A drive letter, a name of a parent folder, or a character that a file system takes for something else.
_UNSAFE: Final = re.compile(r"^[A-Za-z]:|\\|[\x00-\x1f]")


def read(file: BinaryIO, name: str) -> Iterator[Item]:
    """Read an inventory; it comes whole, or its faults come and nothing else."""
    try:
        with on_disk(file, name) as path:
            place = _unpack(path, name) if _is_folder(path) else _named(path, name)
            data = read_inventory(place, sealed=True)
            yield Located(dataclasses.replace(data, path=name))
    except InputError as error:
        yield from error.faults


def _named(path: Path, name: str) -> Path:
    """The file under its own name in a folder of its own, so that faults tell the name that the user knows."""
    folder = path.parent / "sent"
    folder.mkdir()
    return path.rename(folder / (Path(name.replace("\\", "/")).name or "inventory.xlsx"))


def _is_folder(path: Path) -> bool:
    """Whether a file is an archive that is no workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    return not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}


def _unpack(path: Path, name: str) -> Path:
    """Unpack an archive and give the folder that holds the header.

    Raises:
        InputError: it is damaged, unfolds into too much, holds unsafe names, or no inventory or several.
    """
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    _refuse_unsafe(members, name)
    headers = [member.filename for member in members if PurePosixPath(member.filename).name == HEADER_FILE]
    if len(headers) != 1:
        raise InputError(
            Fault(
                Text("the archive holds {count} inventories", count=len(headers)),
                file=name,
                accepted=Text("a folder with one file {file}", file=HEADER_FILE),
                advice="pack the folder of one inventory",
            )
        )
    folder = path.parent / "sent" / _stem(name)
    total, most = 0, min(MAX_UNFOLDED_BYTES, max(SMALL, path.stat().st_size * MAX_RATIO))
    try:
        for member in members:
            target = folder / member.filename
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as copy:
                for chunk in unfold(path, member):
                    total += len(chunk)
                    if total > most:
                        raise InputError(_too_much(name, most))
                    copy.write(chunk)
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError):
        raise InputError(_damaged(name)) from None
    return (folder / headers[0]).parent


def _stem(name: str) -> str:
    return re.sub(r"[^\w. -]", "_", Path(name).stem).strip(". ") or "inventory"


def _refuse_unsafe(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > _MOST_FILES or sum(member.file_size for member in members) > MAX_UNFOLDED_BYTES:
        raise InputError(_too_much(name, MAX_UNFOLDED_BYTES))
    for member in members:
        if member.flag_bits & 0x1:
            raise InputError(
                Fault("the archive is protected by a password", file=name, advice="pack it without a password")
            )
        parts = PurePosixPath(member.filename).parts
        if member.filename.startswith("/") or ".." in parts or _UNSAFE.search(member.orig_filename):
            raise InputError(
                Fault(
                    "the archive holds a name that leads out of its folder",
                    file=name,
                    value=member.orig_filename,
                    accepted="plain names of files and folders",
                    advice="pack the folder of the inventory again",
                )
            )


def _too_much(name: str, most: int) -> Fault:
    return Fault(
        "the archive holds more than an inventory can; it was not read",
        file=name,
        accepted=Text("at most {files} files and {size} MB", files=_MOST_FILES, size=Exact(round(most / 1e6))),
        advice="pack the folder of the inventory alone",
    )


def _damaged(name: str) -> Fault:
    return Fault("the archive is damaged or was cut off", file=name, advice="pack it again")
