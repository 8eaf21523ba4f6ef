"""Files of the registry that people bring in: what they may be, and the registry that one holds."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Final

from almaden.errors import Fault, InputError
from almaden.partnership.checks import Kept
from almaden.partnership.readers.iati_registry import read_iati_registry
from almaden.partnership.readers.registry_folder import TEXT_TABLES, read_registry
from almaden.partnership.registry import Registry
from almaden.reference.readers.safety import unfold
from almaden.store import home
from almaden.store.upload_checks import check_content
from almaden.wording import Text, n_

ACCEPTED: Final = n_(
    "tables named by kind of record as .zip, one of them as CSV, a workbook (.xlsx, .ods), or IATI 2.03 (.xml)"
)
_MARK: Final = b"\xef\xbb\xbf"
_PIECE: Final = 1 << 16
#: What an XML file needs to unfold into far more than it is, or to name other files.
_DECLARED: Final = (b"<!DOCTYPE", b"<!ENTITY")


def check_incoming(path: Path, name: str) -> None:
    """Refuse a file that is none of the accepted kinds, or that could harm whoever reads it.

    Args:
        path: the file; nothing is unpacked.
        name: its name as the person knows it.

    Raises:
        InputError: with what is accepted instead.
    """
    if _is_markup(path):
        _check_markup(path, name)
    else:
        check_content(path, name, _check_tables)


def registry_in(path: Path, name: str, kept: Kept) -> Registry:
    """The registry that a file holds.

    Args:
        path: the file, which was checked.
        name: its name as the person knows it.
        kept: what its records may name beside each other.

    Raises:
        InputError: with all faults.
    """
    if _is_markup(path):
        return read_iati_registry(path, name, kept)
    with _folder() as scratch:
        # Faults name the folder of the tables: for a person that is the file that was sent.
        folder = scratch / (PurePosixPath(name).name or "tables")
        if _is_archive(path):
            return read_registry(_unpacked(path, name, folder), kept)
        folder.mkdir()
        copy = folder / folder.name
        shutil.copyfile(path, copy)
        return read_registry(copy if zipfile.is_zipfile(path) else folder, kept)


def _is_markup(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(512).removeprefix(_MARK).lstrip()[:1] == b"<"


def _is_archive(path: Path) -> bool:
    """Whether a file is an archive that is no workbook."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return not {"xl/workbook.xml", "content.xml"} & set(archive.namelist())


def _check_markup(path: Path, name: str) -> None:
    tail = b""
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            seen = tail + piece.upper()
            if any(one in seen for one in _DECLARED):
                raise InputError(
                    Fault(
                        n_("the file declares a document type or entities; it was not kept"),
                        file=name,
                        accepted=ACCEPTED,
                        advice=n_("remove the line that begins with <!DOCTYPE"),
                    )
                )
            tail = seen[-max(map(len, _DECLARED)) :]


def _check_tables(names: list[str], name: str) -> None:
    """Refuse an archive with anything but tables, or with two of one name: folders within it say nothing."""
    files = [PurePosixPath(one).name for one in names if not one.endswith("/")]
    others = [one for one in files if not one.lower().endswith(TEXT_TABLES)]
    if others or not files:
        problem: str = n_("there is no table of the registry")
        if others:
            problem = Text("the archive holds {file}, which is no table", file=others[0])
        raise InputError(Fault(problem, file=name, accepted=ACCEPTED, advice=n_("pack only the tables")))
    twice = next((one for one in files if [other.lower() for other in files].count(one.lower()) > 1), "")
    if twice:
        problem = Text("the archive holds {file} twice", file=twice)
        raise InputError(Fault(problem, file=name, advice=n_("put their rows into one table")))


@contextmanager
def _folder() -> Iterator[Path]:
    home.scratch().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="registry-", dir=home.scratch()) as name:
        yield Path(name)


def _unpacked(path: Path, name: str, folder: Path) -> Path:
    """The tables of an archive in a folder, under their last names alone."""
    # Looked at again: the file may have been kept when something else was asked of it.
    check_content(path, name, _check_tables)
    folder.mkdir()
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
    for member in members:
        with (folder / PurePosixPath(member.filename).name).open("xb") as table:
            for piece in unfold(path, member):
                table.write(piece)
    return folder
