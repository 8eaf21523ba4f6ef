"""Checks before a file is opened: that it is there, is not too large, and is the workbook that it says it is.

A workbook is a ZIP archive; a few kilobytes of it can unfold into gigabytes, and a single stray cell
at the bottom of a sheet makes a program set aside room for every cell above it. Both are found here first.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.wording import Exact, Text, n_

MAX_FILE_BYTES: Final = 256 * 1024 * 1024
MAX_UNFOLDED_BYTES: Final = 200 * 1024 * 1024
MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 5_000
#: Below this size a high ratio is what any empty table has, and harmless.
SMALL: Final = 10 * 1024 * 1024

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_ACCEPTED: Final = n_("an XLSX workbook (also XLS, XLSB, ODS) without a password")


def check_file(path: Path, name: str) -> None:
    """Refuse at once what is not a file or is too large to be a table.

    Raises:
        InputError: with what to do instead.
    """
    size = size_of(path, name)
    if size > MAX_FILE_BYTES:
        raise InputError(
            Fault(
                Text("the file has {size} MB; it was not read", size=Exact(round(size / 1e6))),
                file=name,
                accepted=Text(
                    "files of at most {size} MB (about four million rows)", size=Exact(round(MAX_FILE_BYTES / 1e6))
                ),
                advice="split the table, or sum it per source category before reading it in",
            )
        )


def size_of(path: Path, name: str) -> int:
    """Bytes of a file; refuse at once what is not a file.

    Raises:
        InputError: with what to do instead.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError(Fault("there is no such file", file=name, advice="check the name and the folder")) from None
    except OSError as error:
        raise InputError(
            Fault(
                Text("the file cannot be read: {reason}", reason=error.strerror or str(error)),
                file=name,
                advice="check its access rights",
            )
        ) from None
    if not path.is_file():
        raise InputError(Fault("this is not a file", file=name, advice="give the name of a file"))
    return size


def check_workbook(path: Path, name: str) -> bool:
    """Refuse a workbook that is encrypted, cut off, not a workbook, or that would unfold into too much.

    Returns:
        True for a workbook of the XLSX kind, False for the older binary kind.

    Raises:
        InputError: with what to do instead.
    """
    check_file(path, name)
    with path.open("rb") as file:
        start = file.read(8)
        if start == _OLE:
            _refuse_encrypted(start + file.read(MAX_FILE_BYTES), name)
            return False
    if not start:
        raise InputError(Fault("the file is empty", file=name, accepted=_ACCEPTED, advice="export or copy it again"))
    if not start.startswith(b"PK"):
        raise InputError(
            Fault(
                "the file is not a workbook",
                file=name,
                accepted=_ACCEPTED,
                advice="save it as 'Excel workbook (.xlsx)'",
            )
        )
    _check_archive(path, name)
    return True


def _refuse_encrypted(content: bytes, name: str) -> None:
    if _ENCRYPTED in content:
        raise InputError(encrypted(name))


def encrypted(name: str) -> Fault:
    """The fault of a workbook that is protected by a password."""
    return Fault(
        "the workbook is protected by a password",
        file=name,
        accepted=_ACCEPTED,
        advice="open it in the spreadsheet program, remove the password (File, Info, Protect), save it again",
    )


def cut_off(name: str) -> Fault:
    """The fault of a workbook that is not whole."""
    return Fault(
        "the workbook is damaged or was cut off",
        file=name,
        accepted=_ACCEPTED,
        advice="copy or download it again; if it opens in the spreadsheet program, save it under a new name",
    )


def members_of(path: Path, name: str) -> list[zipfile.ZipInfo]:
    """What an archive says that it holds.

    Raises:
        InputError: it cannot be read, or is encrypted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise InputError(cut_off(name)) from None
    if any(member.flag_bits & 0x1 for member in members):
        raise InputError(encrypted(name))
    return members


def _check_archive(path: Path, name: str) -> None:
    members = members_of(path, name)
    names = {member.filename.lower() for member in members}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise InputError(
            Fault(
                "the file is an archive but not a workbook",
                file=name,
                accepted=_ACCEPTED,
                advice="give the workbook itself",
            )
        )
    bomb = _bomb(name)
    refuse_stated_bomb(path, members, bomb)
    for _piece in unfolded(path, members, name, bomb):
        pass


def refuse_stated_bomb(path: Path, members: list[zipfile.ZipInfo], bomb: Fault) -> None:
    """Refuse an archive that says itself that it holds too much.

    Raises:
        InputError: with ``bomb``.
    """
    stated = sum(member.file_size for member in members)
    packed = max(1, path.stat().st_size)
    if len(members) > MAX_MEMBERS or stated > MAX_UNFOLDED_BYTES or (stated > SMALL and stated / packed > MAX_RATIO):
        raise InputError(bomb)


def unfolded(path: Path, members: list[zipfile.ZipInfo], name: str, bomb: Fault) -> Iterator[bytes]:
    """Every member in pieces, one after the other, counted: the sizes that an archive states need not be true.

    Raises:
        InputError: with ``bomb`` when it is too much, or because the archive is cut off.
    """
    total = 0
    try:
        for member in members:
            for piece in unfold(path, member):
                total += len(piece)
                if total > MAX_UNFOLDED_BYTES:
                    raise InputError(bomb)
                yield piece
    except (zlib.error, zipfile.BadZipFile, OSError, ValueError):
        raise InputError(cut_off(name)) from None


def unfold(path: Path, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one member of an archive in pieces, to its true end whatever size it states."""
    with path.open("rb") as file:
        file.seek(member.header_offset)
        head = file.read(30)
        if len(head) < 30 or head[:4] != b"PK\x03\x04":
            raise zipfile.BadZipFile(member.filename)
        file.seek(int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little"), 1)
        left = member.compress_size
        engine = zlib.decompressobj(-15) if member.compress_type == zipfile.ZIP_DEFLATED else None
        if engine is None and member.compress_type != zipfile.ZIP_STORED:
            raise zipfile.BadZipFile(member.filename)
        while left > 0 and (packed := file.read(min(left, 65_536))):
            left -= len(packed)
            if engine is None:
                yield packed
                continue
            while packed:
                yield engine.decompress(packed, 1 << 20)
                packed = engine.unconsumed_tail
        if left > 0 or (engine is not None and not engine.eof):
            raise zipfile.BadZipFile(member.filename)


def _bomb(name: str) -> Fault:
    return Fault(
        "the workbook unfolds into far more than a table of this kind can hold; it was not opened",
        file=name,
        accepted=Text(
            "at most {size} MB unfolded, {ratio} times its size on disk",
            size=Exact(round(MAX_UNFOLDED_BYTES / 1e6)),
            ratio=MAX_RATIO,
        ),
        advice="copy the sheets that are needed, as values, into a new workbook",
    )
