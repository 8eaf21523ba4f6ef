"""Text files with delimiters: delimiter and encoding are found out, rows are streamed."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import check_file
from almaden.reference.readers.table import Cell, RawTable, Row, clean, unguard
from almaden.wording import Text, n_

_LOG: Final = logging.getLogger(__name__)
_DELIMITERS: Final = (",", ";", "\t", "|")
_CHUNK: Final = 1 << 20
_SAMPLE: Final = 65_536
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Longest text of one cell; what is longer is almost surely a quotation mark that was never closed.
LONGEST_CELL: Final = 131_072


def read_csv(path: Path, name: str = "") -> RawTable:
    """Open a text file with delimiters as a table.

    The delimiter is the one of comma, semicolon, tab and bar that gives the first row most cells. The
    encoding is told by a byte order mark; otherwise it is UTF-8 if the whole file is valid UTF-8, UTF-16 if
    every second byte is null, and else Windows-1252, which holds Latin-1. The choice is logged and kept in
    the table.

    Args:
        path: the file.
        name: what to call it in messages; its file name if empty.

    Raises:
        InputError: no such file, too large, empty, not text, or without a header.
    """
    name = name or path.name
    check_file(path, name)
    encoding = _encoding(path, name)
    delimiter, skipped = _dialect(path, encoding, name)

    def rows() -> Iterator[Row | Fault]:
        return _rows(path, name, encoding, delimiter, skipped)

    header_row, header = _header(path, name, encoding, delimiter, skipped)
    _LOG.info("%s: read as %s with delimiter %r", name, encoding, delimiter)
    return RawTable(name, "", tuple(header), header_row, rows, delimiter, encoding)


def read_text_cells(path: Path, name: str = "") -> list[list[Cell]]:
    """All cells of a text file of any layout, so that the place in the list is the place in the file.

    Raises:
        InputError: no such file, too large, empty, not text, or not to be taken apart into cells.
    """
    name = name or path.name
    check_file(path, name)
    encoding = _encoding(path, name)
    delimiter, _ = _dialect(path, encoding, name)
    rows: list[list[Cell]] = []
    with _opened(path, encoding, name) as file:
        for _, cells in _records(file, name, delimiter, 0):
            if isinstance(cells, Fault):
                raise InputError(cells)
            rows.append([unguard(cell) for cell in cells])
    return rows


def decode_text(data: bytes, name: str) -> str:
    """A whole small text file as text, by the same rules as a table.

    Raises:
        InputError: the bytes are not text in an encoding that is understood.
    """
    encoding = _detect(io.BytesIO(data), name)
    try:
        return data.decode(encoding)
    except UnicodeError:
        raise _not_text(name) from None


def _encoding(path: Path, name: str) -> str:
    with path.open("rb") as file:
        encoding = _detect(file, name)
    if encoding == "cp1252":
        _LOG.warning("%s is not UTF-8; it was read as Windows-1252. Look at its accents.", name)
    return encoding


def _detect(file: io.BufferedIOBase, name: str) -> str:
    start = file.read(4096)
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return encoding
    if b"\x00" in start:
        return _without_bom(start, name)
    file.seek(0)
    decoders = {
        "utf-8": codecs.getincrementaldecoder("utf-8")(),
        "cp1252": codecs.getincrementaldecoder("cp1252")(),
    }
    while chunk := file.read(_CHUNK):
        if b"\x00" in chunk:
            raise _not_text(name)
        for encoding in list(decoders):
            try:
                decoders[encoding].decode(chunk)
            except UnicodeDecodeError:
                del decoders[encoding]
    with contextlib.suppress(UnicodeDecodeError, KeyError):
        decoders["utf-8"].decode(b"", final=True)
        return "utf-8"
    if "cp1252" in decoders:
        return "cp1252"
    raise _not_text(name)


def _without_bom(start: bytes, name: str) -> str:
    """UTF-16 without a mark: Latin text leaves every second byte null."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > 0.4 * len(start) / 2 and even < odd / 10:
        return "utf-16-le"
    if even > 0.4 * len(start) / 2 and odd < even / 10:
        return "utf-16-be"
    raise _not_text(name)


def _not_text(name: str) -> InputError:
    return InputError(
        Fault(
            "the file is not text in an encoding that is understood",
            file=name,
            accepted="a text file with delimiters in UTF-8, UTF-16 or Windows-1252",
            advice="save it again as 'CSV UTF-8' from the spreadsheet program",
        )
    )


def _dialect(path: Path, encoding: str, name: str) -> tuple[str, int]:
    """The delimiter, and how many lines to skip because they only name it."""
    with _opened(path, encoding, name) as file:
        try:
            sample = file.read(_SAMPLE)
        except UnicodeError:
            raise _not_text(name) from None
    if not sample.strip():
        raise _empty(name)
    first = sample.split("\n", 1)[0].strip()
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4], 1
    return max(_DELIMITERS, key=lambda mark: (*_fit(sample, mark), -_DELIMITERS.index(mark))), 0


def _fit(sample: str, delimiter: str) -> tuple[float, bool, int]:
    """How well a delimiter fits: the share of rows that have the commonest width, whether the first has it, the width.

    A delimiter that is a mere comma in a text gives rows of all widths; the decimal comma leaves the header whole.
    """
    widths = []
    with contextlib.suppress(csv.Error):
        for cells in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
    # The sample may end within a row.
    whole = widths[: max(1, len(widths) - 1)] if len(sample) == _SAMPLE else widths
    found = Counter(width for width in whole if width > 1).most_common(1)
    if not found:
        return 0.0, False, 0
    width, count = found[0]
    return round(count / len(whole), 1), whole[0] == width, width


def _header(path: Path, name: str, encoding: str, delimiter: str, skipped: int) -> tuple[int, list[str]]:
    with _opened(path, encoding, name) as file:
        for number, cells in _records(file, name, delimiter, skipped):
            if isinstance(cells, Fault):
                raise InputError(cells)
            texts = [clean(unguard(cell)) for cell in cells]
            if any(texts):
                while not texts[-1]:
                    texts.pop()
                return number, texts
    raise _empty(name)


def _rows(path: Path, name: str, encoding: str, delimiter: str, skipped: int) -> Iterator[Row | Fault]:
    """Rows below the header, each as wide as the header; a faulty row comes as a fault."""
    width = 0
    with _opened(path, encoding, name) as file:
        for number, cells in _records(file, name, delimiter, skipped):
            if isinstance(cells, Fault):
                yield cells
                return
            if not width:
                width = _width(cells)
                continue
            if len(cells) != width:
                if not any(map(str.strip, cells)):
                    continue
                if len(cells) > width and not any(map(str.strip, cells[width:])):
                    cells = cells[:width]
                else:
                    yield _ragged(name, number, len(cells), width)
                    continue
            if any(cells):
                yield number, cells


def _width(cells: list[str]) -> int:
    """Cells up to the last one with content; none for a blank row."""
    return max((place for place, cell in enumerate(cells, 1) if clean(unguard(cell))), default=0)


def _records(file: io.TextIOBase, name: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str] | Fault]]:
    """Records with their numbers; reading ends with a fault where the text cannot be taken apart."""
    numbers = itertools.count(1)
    reader = csv.reader(file, delimiter=delimiter, strict=True)
    try:
        yield from itertools.islice(zip(numbers, reader, strict=False), skipped, None)
    except (csv.Error, UnicodeError) as error:
        # The number of the row that could not be read was taken already.
        number = next(numbers) - 1
        reason = str(error) if isinstance(error, csv.Error) else n_("the text ends within a character")
        yield number, _unreadable(name, number, reason)


def _unreadable(name: str, row: int, reason: str) -> Fault:
    long_cell = "field limit" in reason
    return Fault(
        Text(
            "the row cannot be taken apart into cells ({reason})",
            reason=Text("a cell is too long") if long_cell else Text(reason),
        ),
        file=name,
        row=row,
        accepted=Text(
            "cells of at most {most} characters; quotation marks within quoted text twice", most=LONGEST_CELL
        ),
        advice="look for a quotation mark that is opened and not closed, or for a file that was cut off",
    )


def _ragged(name: str, row: int, found: int, width: int) -> Fault:
    return Fault(
        Text("the row has {found} cells and the header has {width}", found=found, width=width),
        file=name,
        row=row,
        accepted=Text("{width} cells, empty ones included", width=width),
        advice="put text that holds the delimiter in quotation marks, or add the missing delimiters",
    )


def _empty(name: str) -> InputError:
    return InputError(
        Fault(
            "the file is empty",
            file=name,
            accepted="a table with a header row",
            advice="write the table, or delete the file if it is not needed",
        )
    )


@contextlib.contextmanager
def _opened(path: Path, encoding: str, name: str) -> Iterator[io.TextIOBase]:
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield file
    except OSError as error:
        raise InputError(
            Fault(
                Text("the file cannot be read: {reason}", reason=error.strerror or str(error)),
                file=name,
                advice="check its access rights",
            )
        ) from None
