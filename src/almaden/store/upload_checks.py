"""What a file that somebody brings in must be, decided by its content before any reader sees it."""

from __future__ import annotations

import gzip
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import (
    MAX_FILE_BYTES,
    MAX_RATIO,
    MAX_UNFOLDED_BYTES,
    SMALL,
    cut_off,
    members_of,
    refuse_stated_bomb,
    unfolded,
)
from almaden.wording import Exact, Text, n_

#: Files that the folder of an inventory may hold.
INVENTORY_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".toml", ".md")
#: Of so many bytes of a text one may be a control character: cells that were copied from elsewhere have some.
CONTROL_SHARE: Final = 1000
ACCEPTED: Final = n_(
    "a table as text (CSV, also packed as .gz), a workbook (.xlsx, .ods), JSON, or the folder of an inventory as .zip"
)

_PIECE: Final = 1 << 16
_ENTITY: Final = b"<!ENTITY"
_CONTROLS: Final = bytes({*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1A})
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_DRIVE: Final = re.compile(r"^[A-Za-z]:")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def check_content(path: Path, name: str, folder: Callable[[list[str], str], None] | None = None) -> None:
    """Refuse a file that is none of the accepted kinds, or that could harm whoever opens it.

    Args:
        path: the file; nothing is unpacked, and no more than a piece of it is in memory at a time.
        name: its name as the person knows it.
        folder: refuses an archive that is no workbook by the names in it; without one it is that of an inventory.

    Raises:
        InputError: with what is accepted instead.
    """
    with path.open("rb") as file:
        start = file.read(512)
    if not start:
        raise InputError(_fault(n_("the file is empty"), name, n_("export or copy it again")))
    if start.startswith(b"PK"):
        _check_archive(path, name, folder or _check_inventory)
    elif start.startswith(b"\x1f\x8b"):
        _check_text(_ungzipped(path, name), name)
    elif start.startswith(_OLE):
        advice = n_("save it as 'Excel workbook (.xlsx)'")
        raise InputError(_fault(n_("workbooks of the old binary kind may hold macros and are not taken"), name, advice))
    else:
        with path.open("rb") as file:
            _check_text(iter(lambda: file.read(_PIECE), b""), name)


def too_large(name: str) -> InputError:
    """The error of a file with more bytes than any table needs."""
    return InputError(
        Fault(
            "the file is too large; it was not kept",
            file=name,
            accepted=Text("files of at most {size} MB", size=Exact(round(MAX_FILE_BYTES / 1e6))),
            advice="split the table into several files",
        )
    )


def _fault(problem: str, name: str, advice: str) -> Fault:
    return Fault(problem, file=name, accepted=ACCEPTED, advice=advice)


def _ungzipped(path: Path, name: str) -> Iterator[bytes]:
    limit = max(SMALL, min(MAX_FILE_BYTES, path.stat().st_size * MAX_RATIO))
    total = 0
    try:
        with gzip.open(path) as file:
            while piece := file.read(_PIECE):
                total += len(piece)
                if total > limit:
                    raise InputError(_bomb(name))
                yield piece
    except (OSError, EOFError, zlib.error):
        raise InputError(cut_off(name)) from None


def _check_text(pieces: Iterator[bytes], name: str) -> None:
    """Refuse what is no text: pictures, programs, documents, pages."""
    size, controls, first, wide = 0, 0, True, False
    for piece in pieces:
        if first:
            first, wide = False, piece.startswith(_UTF16)
            if piece.removeprefix(_UTF8_MARK).lstrip()[:1] == b"<":
                advice = n_("save the table as CSV or as a workbook")
                raise InputError(_fault(n_("the file is a web page or an XML document, not a table"), name, advice))
            if piece.startswith(b"%PDF"):
                raise InputError(_fault(n_("the file is not a table"), name, n_("give the table itself")))
        size += len(piece)
        # Every other byte of a text in UTF-16 is zero.
        controls += 0 if wide else len(piece) - len(piece.translate(None, _CONTROLS))
        if not wide and b"\0" in piece:
            raise InputError(_fault(n_("the file is not a table"), name, n_("give the table itself")))
    if not size:
        raise InputError(_fault(n_("the file is empty"), name, n_("export or copy it again")))
    if controls * CONTROL_SHARE > size:
        raise InputError(_fault(n_("the file is not a table"), name, n_("give the table itself")))


def _check_archive(path: Path, name: str, folder: Callable[[list[str], str], None]) -> None:
    members = members_of(path, name)
    names = [member.filename for member in members]
    refuse_stated_bomb(path, members, _bomb(name))
    if any(map(_leads_out, members)) or len({one.lower() for one in names}) < len(names):
        raise InputError(
            _fault(n_("names in the archive lead out of it"), name, n_("pack the files again, without their folders"))
        )
    if any("vbaproject" in one.lower() or one.startswith(("Basic/", "Scripts/")) for one in names):
        advice = n_("save it as 'Excel workbook (.xlsx)', which holds no macros")
        raise InputError(_fault(n_("the workbook holds macros; it was not kept"), name, advice))
    if not {"xl/workbook.xml", "content.xml"} & set(names):
        folder(names, name)
    _unfold_all(path, members, name)


def _leads_out(member: zipfile.ZipInfo) -> bool:
    """Whether unpacking a member somewhere could write elsewhere."""
    name = member.orig_filename
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or _DRIVE.match(name) is not None
        or ".." in name.split("/")
        or not name.isprintable()
        or stat.S_ISLNK(member.external_attr >> 16)
    )


def _check_inventory(names: list[str], name: str) -> None:
    if not any(one.rsplit("/", 1)[-1] == "inventory.toml" for one in names):
        advice = n_("give the table itself, or the folder of an inventory with its inventory.toml")
        raise InputError(_fault(n_("the archive holds no inventory"), name, advice))
    others = [one for one in names if not one.endswith("/") and not one.lower().endswith(INVENTORY_SUFFIXES)]
    if others:
        problem = Text("the archive holds {file}, which is no part of an inventory", file=others[0])
        raise InputError(_fault(problem, name, n_("pack only the tables and inventory.toml")))


def _unfold_all(path: Path, members: list[zipfile.ZipInfo], name: str) -> None:
    """Unfold every member, within bounds, and look for XML entities."""
    tail = b""
    for piece in unfolded(path, members, name, _bomb(name)):
        # Zeros go, so that UTF-16 is read too.
        seen = tail + piece.replace(b"\0", b"")
        if _ENTITY in seen:
            advice = n_("save it again with a spreadsheet program")
            raise InputError(_fault(n_("the workbook declares XML entities; it was not kept"), name, advice))
        tail = seen[-len(_ENTITY) :]


def _bomb(name: str) -> Fault:
    return Fault(
        "the file unfolds into far more than a table can hold; it was not kept",
        file=name,
        accepted=Text(
            "at most {size} MB unfolded, {ratio} times its size on disk",
            size=Exact(round(MAX_UNFOLDED_BYTES / 1e6)),
            ratio=MAX_RATIO,
        ),
        advice="copy what is needed, as values, into a new file",
    )
