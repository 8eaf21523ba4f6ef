"""Files that studies are read from: a workbook, a single table, or a folder of text tables packed as ZIP."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import members_of, unfold
from almaden.reference.readers.template import TEXT_TABLES
from almaden.store.models import Upload, User
from almaden.store.upload_checks import check_content
from almaden.store.uploads import keep, kept_at, received
from almaden.wording import Text, n_

#: What may lie in the archive beside its tables, and is not read.
_BESIDE: Final = (".md",)


def keep_tables(actor: User | None, file: BinaryIO, name: str) -> Upload:
    """Check and keep a file with the tables of a study.

    Raises:
        RightsError: the person may not bring in files.
        InputError: the file is too large, of no accepted kind, or harmful.
    """
    return keep(actor, file, name, _check)


@contextmanager
def tables_at(upload: Upload) -> Iterator[Path]:
    """Where the tables of an upload can be read: its file, or the folder that its archive holds.

    Raises:
        OutputError: the file was lost.
    """
    with _unfolded(kept_at(upload), upload.name) as place:
        yield place


@contextmanager
def tables_sent(file: BinaryIO, name: str) -> Iterator[Path]:
    """Where tables can be read that are not kept: what stands in them beside what is read is gone afterwards.

    Raises:
        InputError: the file is too large, of no accepted kind, or harmful.
    """
    with received(file, name) as (path, _digest):
        _check(path, name)
        with _unfolded(path, name) as place:
            yield place


@contextmanager
def _unfolded(path: Path, name: str) -> Iterator[Path]:
    """A file, or the folder that an archive holds."""
    if not _is_folder(path):
        yield path
        return
    with tempfile.TemporaryDirectory() as place:
        # Its name stands in messages.
        folder = Path(place) / (re.sub(r"[^\w. -]", "_", Path(name).stem).strip(". ") or "tables")
        folder.mkdir()
        for member in _tables(members_of(path, name)):
            with (folder / PurePosixPath(member.filename).name).open("xb") as copy:
                for piece in unfold(path, member):
                    copy.write(piece)
        yield folder


def _check(path: Path, name: str) -> None:
    check_content(path, name, _check_folder)


def _check_folder(names: list[str], name: str) -> None:
    """Refuse an archive that is no folder of tables; its sizes and names were looked at before."""
    files = [PurePosixPath(one) for one in names if not one.endswith("/")]
    others = [one for one in files if one.suffix.casefold() not in (*TEXT_TABLES, *_BESIDE)]
    accepted = n_("a folder of text tables (.csv), each named as its sheet of the template")
    if others:
        problem = Text("the archive holds {file}, which is no text table", file=others[0].name)
        raise InputError(Fault(problem, file=name, accepted=accepted, advice=n_("pack only the tables")))
    if len({one.parent for one in files}) != 1 or len({one.name.casefold() for one in files}) < len(files):
        several = n_("the archive holds several folders, or none")
        raise InputError(Fault(several, file=name, accepted=accepted, advice=n_("pack the folder of one study")))


def _tables(members: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    return [one for one in members if PurePosixPath(one.filename).suffix.casefold() in TEXT_TABLES]


def _is_folder(path: Path) -> bool:
    """Whether a kept file is an archive that is no workbook."""
    with path.open("rb") as file:
        if file.read(2) != b"PK":
            return False
    return not {"xl/workbook.xml", "content.xml"} & {one.filename for one in members_of(path, path.name)}
