"""How a file of measurements was written: line ends, encoding, rows that stand in it twice."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.incoming import is_workbook
from almaden.reference.readers.located import Remark
from almaden.reference.readers.table import Cell
from almaden.wording import Text, n_

_CHUNK: Final = 1 << 20


def how_written(path: Path, name: str) -> tuple[Remark, ...]:
    """What is odd about the bytes of a text file: lines that end with a carriage return alone, bytes that are no UTF-8.

    Workbooks, and texts with 16 bits for each letter, have nothing to tell.
    """
    if is_workbook(path):
        return ()
    bare, before, decodes = 0, b"", True
    decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\x00" in chunk:
                return ()
            if b"\r" in chunk or before == b"\r":
                text = before + chunk
                bare += text[:-1].count(b"\r") - text.count(b"\r\n")
            before = b"\r" if chunk.endswith(b"\r") else b""
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                decodes, decoder = False, codecs.getincrementaldecoder("latin-1")()
    return tuple(_told(name, bare + len(before), decodes))


def _told(name: str, bare: int, decodes: bool) -> Iterable[Remark]:
    if bare:
        problem = Text("{count} lines end with a bare carriage return", count=bare)
        yield Remark(
            "line ends", Fault(problem, file=name, advice=n_("old programs write so; the lines were told apart"))
        )
    if not decodes:
        advice = n_("look at its accents, and at units such as µg")
        yield Remark("encoding", Fault(n_("the file is not UTF-8 throughout"), file=name, advice=advice))


class Repeats:
    """Finds rows of a table that equal an earlier one; they are told and kept."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: dict[int, int] = {}

    def remark(self, row: int, cells: Sequence[Cell]) -> Remark | None:
        """A remark if the cells of a row are those of an earlier row."""
        earlier = self._seen.setdefault(hash(tuple(cells)), row)
        if earlier == row:
            return None
        problem = Text("the row equals the row {earlier}", earlier=str(earlier))
        advice = n_("two samples with all numbers equal are unlikely; it was kept")
        return Remark("duplicate row", Fault(problem, file=self._file, row=row, advice=advice))
