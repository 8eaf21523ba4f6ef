"""An open file, perhaps packed by gzip, as tables: bounded in size before anything is parsed."""

from __future__ import annotations

import contextlib
import gzip
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.csv import read_csv
from almaden.reference.readers.names import plain
from almaden.reference.readers.safety import MAX_FILE_BYTES, MAX_RATIO, MAX_UNFOLDED_BYTES, SMALL
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.workbook import Workbook, open_workbook
from almaden.wording import Exact, Text

_CHUNK: Final = 1 << 20
_GZIP: Final = b"\x1f\x8b"
#: How workbooks start: ZIP archives, and the older binary kind.
_WORKBOOK: Final = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")


@contextlib.contextmanager
def on_disk(file: BinaryIO, name: str) -> Iterator[Path]:
    """A copy of an open file under a path, unpacked if gzip has packed it; gone again at the end.

    Raises:
        InputError: the file is too large, unfolds into too much, or was cut off.
    """
    with tempfile.TemporaryDirectory(prefix="almaden-read-") as folder:
        path = Path(folder) / "file"
        with path.open("wb") as copy:
            _copy(file, copy, MAX_FILE_BYTES, name)
        with path.open("rb") as packed:
            start = packed.read(2)
        if start == _GZIP:
            unfolded = Path(folder) / "unfolded"
            _unfold(path, unfolded, name)
            path = unfolded
        yield path


def _copy(file: BinaryIO | gzip.GzipFile, copy: BinaryIO, most: int, name: str) -> None:
    total = 0
    while chunk := file.read(_CHUNK):
        total += len(chunk)
        if total > most:
            raise InputError(_too_large(name, most))
        copy.write(chunk)


def _unfold(path: Path, unfolded: Path, name: str) -> None:
    packed = path.stat().st_size
    most = min(MAX_UNFOLDED_BYTES, max(SMALL, packed * MAX_RATIO))
    try:
        with gzip.open(path) as source, unfolded.open("wb") as copy:
            _copy(source, copy, most, name)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(
            Fault(
                "the packed file is damaged or was cut off",
                file=name,
                accepted="a table, or a table packed by gzip",
                advice="copy or download it again",
            )
        ) from None


def _too_large(name: str, most: int) -> Fault:
    return Fault(
        "the file is too large, or unfolds into too much; it was not read",
        file=name,
        accepted=Text("at most {size} MB", size=Exact(round(most / 1e6))),
        advice="split the table",
    )


def is_workbook(path: Path) -> bool:
    """Whether a file is a workbook, by its first bytes."""
    with path.open("rb") as file:
        return file.read(4) in _WORKBOOK


def one_table(path: Path, name: str, *titles: str) -> RawTable:
    """The table of a text file, or a sheet of a workbook: the first that has one of the titles, or the only one.

    Raises:
        InputError: the file cannot be used, or there is no such sheet.
    """
    if not is_workbook(path):
        return read_csv(path, name)
    book = open_workbook(path, name)
    title = find_title(book, *titles)
    if title is None and len(book.sheets) == 1:
        title = book.sheets[0]
    if title is None:
        raise InputError(book.missing(titles[0] if titles else ""))
    return book.table(title)


def find_title(book: Workbook, *titles: str) -> str | None:
    """The title of a sheet as it stands in a workbook, whatever its case; None if there is none of them."""
    known = {plain(sheet): sheet for sheet in reversed(book.sheets)}
    return next((known[plain(title)] for title in titles if plain(title) in known), None)
