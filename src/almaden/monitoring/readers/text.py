"""Text files of measurements as lines: their encoding and line ends are found out and told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.told import remark
from almaden.reference.readers.located import Remark
from almaden.wording import n_

_BARE_CR: Final = re.compile(rb"\r(?!\n)")
_UTF8_MARK: Final = b"\xef\xbb\xbf"
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
#: Stands between lines; what holds it is no text.
_LINE_END: Final = "\x00"


def text_lines(path: Path, name: str) -> tuple[list[str], list[Remark]]:
    """The lines of a text file without their ends, and what is odd about how they are written.

    A line that is not UTF-8 is read as Windows-1252, where need be as Latin-1; the others stay UTF-8.

    Raises:
        InputError: the file is empty, or no text.
    """
    data = path.read_bytes()
    if data.startswith(_WIDE_MARKS):
        data = data.decode("utf-16", "replace").encode()
    if b"\x00" in data or not data.strip():
        raise InputError(
            Fault(
                n_("the file is empty, or it is not a text"),
                file=name,
                accepted=n_("a text file in UTF-8"),
                advice=n_("copy or download it again"),
            )
        )
    remarks = []
    bare = _BARE_CR.search(data)
    if bare:
        remarks.append(remark("line ends", name, data.count(b"\n", 0, bare.start()) + 1))
    lines = data.removeprefix(_UTF8_MARK).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    try:
        return [line.decode() for line in lines], remarks
    except UnicodeDecodeError:
        pass
    told = [_decoded(line) for line in lines]
    first = next(row for row, (_, odd) in enumerate(told, 1) if odd)
    return [text for text, _ in told], [*remarks, remark("encoding", name, first)]


def cells_by_column(lines: Sequence[str], width: int) -> Sequence[Sequence[str]] | None:
    """The cells of lines that blanks take apart, by column; many times as fast as line by line.

    Args:
        lines: lines as :func:`text_lines` gives them.
        width: how many cells each should have.

    Returns:
        The columns, None where a line has more or fewer cells.
    """
    cells = f" {_LINE_END} ".join(lines).split()
    step = width + 1
    if len(cells) != len(lines) * step - 1 or cells[width::step].count(_LINE_END) != len(lines) - 1:
        return None
    return [cells[place::step] for place in range(width)]


def _decoded(line: bytes) -> tuple[str, bool]:
    """A line as text, and whether it was not UTF-8."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding), encoding != "utf-8"
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1"), True
