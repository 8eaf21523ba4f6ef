"""Reads trade statistics: files of UN Comtrade as CSV or JSON with headers of two times, and the template.

No statistics come with the program; their terms do not allow it.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.reference.readers.safety import check_file
from almaden.reference.readers.template import read_tables
from almaden.reference.record import Record
from almaden.supply.trade.readers.chunks import Chunk, Lists, Telling, lines_of
from almaden.supply.trade.readers.headers import HEADERS, NEEDED, NUMBERS, WORDS, columns_of
from almaden.supply.trade.records import TABLES
from almaden.supply.trade.rows import TradeRows, joined_rows
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import pandas

#: Lines that are read at a time.
_CHUNK: Final = 250_000
_HEAD: Final = 1 << 16
#: Is told how many files of how many were read.
Progress = Callable[[int, int], None]


def read_trade(sources: Sequence[Path], progress: Progress | None = None) -> TradeRows:
    """Read files of trade statistics.

    Args:
        sources: CSV (also packed by gzip) or JSON of UN Comtrade; the template as workbook or CSV.
        progress: is told how many files of how many were read.

    Returns:
        Every flow between two countries; sums over partners, groups of countries, parts of flows and lines whose
        reporter is the partner are set apart and told. A weight that is empty is missing, as is a weight of 0 where
        there is a value.

    Raises:
        InputError: a file cannot be read or has faults, all of which are told.
    """
    lists, telling = Lists(), Telling()
    parts: list[TradeRows] = []
    sums = hashlib.sha256()
    for place, source in enumerate(sources):
        check_file(source, source.name)
        sums.update(_sum(source))
        for frame, rows, headers in _frames(source):
            parts.append(lines_of(Chunk(frame, rows, place, source.name, headers), lists, telling))
            if telling.faults.full:
                break
        if progress is not None:
            progress(place + 1, len(sources))
    telling.faults.raise_if_any()
    if not any(len(one) for one in parts):
        nothing = Fault(n_("there is no line in it"), file=", ".join(one.name for one in sources))
        raise InputError([nothing, *(one.examples[0] for one in telling.told())])
    rows = joined_rows(parts)
    if len(sources) > 1:
        rows = _once(rows, [one.name for one in sources], telling)
    return replace(
        rows, codes=tuple(lists.codes), units=tuple(lists.units),
        files=tuple(one.name for one in sources), told=telling.told(), sha256=sums.hexdigest(),
    )  # fmt: skip


Frame = tuple["pandas.DataFrame", Any, dict[str, str]]


def _frames(source: Path) -> Iterator[Frame]:
    import pandas

    try:
        yield from _frames_of(source)
    except (EOFError, OSError, zlib.error) as error:
        reason = Text("the file is damaged or cut off: {reason}", reason=str(error))
        raise InputError(Fault(reason, source.name, advice=n_("fetch the file again"))) from None
    except (pandas.errors.ParserError, pandas.errors.EmptyDataError) as error:
        advice = n_("look for a quotation mark that is not closed, or for a line with too many cells")
        reason = Text("the table cannot be taken apart: {reason}", reason=str(error))
        raise InputError(Fault(reason, source.name, advice=advice)) from None
    except UnicodeDecodeError:
        advice = n_("save the file as CSV in UTF-8")
        raise InputError(Fault(n_("the file is not text"), source.name, advice=advice)) from None


def _frames_of(source: Path) -> Iterator[Frame]:
    with _unpacked(source) as file:
        head = file.peek(4)[:4] if isinstance(file, io.BufferedReader) else b""
        if head[:2] == b"PK" or head == b"\xd0\xcf\x11\xe0":
            yield from _of_workbook(source)
        elif _text_head(file).lstrip()[:1] in ("[", "{"):
            yield from _of_json(file, source.name)
        else:
            yield from _of_text(source)


@contextmanager
def _unpacked(source: Path) -> Iterator[BinaryIO]:
    with source.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if packed:
            with io.BufferedReader(gzip.GzipFile(fileobj=file)) as inner:
                yield inner
        else:
            yield file


def _text_head(file: BinaryIO) -> str:
    head = file.read(_HEAD)
    file.seek(0)
    return head.decode(_encoding(head), errors="replace").lstrip("\ufeff")


def _encoding(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    return "utf-8-sig"


def _of_text(source: Path) -> Iterator[Frame]:
    encoding = "utf-8-sig"
    try:
        # The whole file is looked at first: a mark that is not UTF-8 may stand in its last line.
        _decodes(source, encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
    with _unpacked(source) as file:
        head = file.read(_HEAD)
        encoding = "utf-16" if _encoding(head) == "utf-16" else encoding
        line = head.decode(encoding, errors="replace").lstrip("\ufeff").splitlines()[:1] or [""]
        separator = max(",;\t|", key=line[0].count)
        file.seek(0)
        yield from _chunks_of_text(file, source.name, encoding, separator)


def _decodes(source: Path, encoding: str) -> None:
    import codecs

    decoder = codecs.getincrementaldecoder(encoding)()
    with _unpacked(source) as file:
        if _encoding(file.peek(2)[:2] if isinstance(file, io.BufferedReader) else b"") == "utf-16":
            return
        while part := file.read(1 << 22):
            decoder.decode(part)


def _chunks_of_text(file: BinaryIO, name: str, encoding: str, separator: str) -> Iterator[Frame]:
    import pandas

    names = pandas.read_csv(file, sep=separator, encoding=encoding, nrows=0, index_col=False).columns
    fields = _fields([str(one) for one in names], name)
    file.seek(0)
    words = {header: "category" for field, header in fields.items() if field in WORDS}
    reader = pandas.read_csv(
        file, sep=separator, encoding=encoding, usecols=list(fields.values()), dtype=words, chunksize=_CHUNK,
        skip_blank_lines=False, index_col=False, low_memory=False,
    )  # fmt: skip
    back = {header: field for field, header in fields.items()}
    for frame in reader:
        yield frame.rename(columns=back), frame.index.to_numpy() + 2, fields


def _fields(header: list[str], name: str) -> dict[str, str]:
    fields = columns_of(header)
    missing = [field for field in NEEDED if field not in fields]
    if not any(field in fields for field in NUMBERS):
        missing.append("net_kg")
    if missing:
        raise InputError(
            Fault(
                Text("the column {name} is missing", name=HEADERS[field][0]),
                file=name,
                row=1,
                value=", ".join(header),
                accepted=", ".join(HEADERS[field]),
                advice=n_("take the file as UN Comtrade gives it, or the template"),
            )
            for field in missing
        )
    return fields


def _of_json(file: BinaryIO, name: str) -> Iterator[Frame]:
    import pandas

    try:
        text = file.read()
        found = json.loads(text.decode(_encoding(text)))
        data = found if isinstance(found, list) else next(found[key] for key in ("data", "dataset") if key in found)
        if not (isinstance(data, list) and data and all(isinstance(one, dict) for one in data)):
            raise ValueError
    except (ValueError, StopIteration):
        advice = n_("take the answer of UN Comtrade as it came, with its list “data”")
        raise InputError(Fault(n_("this JSON holds no lines of trade statistics"), name, advice=advice)) from None
    frame = pandas.DataFrame(data)
    fields = _fields([str(one) for one in frame.columns], name)
    frame = frame[list(fields.values())].rename(columns={header: field for field, header in fields.items()})
    yield _as_words(frame), np.arange(len(frame)) + 1, fields


def _as_words(frame: pandas.DataFrame) -> pandas.DataFrame:
    """The cells as those of a text file come: empty ones are missing, words are categories."""
    for field in frame:
        cells = [None if cell is None or cell != cell or cell == "" else cell for cell in frame[field]]
        if field in WORDS:
            frame[field] = [None if cell is None else str(cell) for cell in cells]
            frame[field] = frame[field].astype(object).astype("category")
        else:
            frame[field] = cells
    return frame


def _of_workbook(source: Path) -> Iterator[Frame]:
    read = read_tables(source, source.name, TABLES, alone="trade")
    read.faults.raise_if_any()
    found = read.rows["trade"].found if "trade" in read.rows else []
    if not found:
        raise InputError(Fault(n_("there is no line in it"), file=source.name))
    yield frame_of([one.record for one in found], [one.row for one in found])


def frame_of(records: Sequence[Record], rows: Sequence[int | None]) -> Frame:
    """Records of the template as the cells of a file come.

    Args:
        records: the lines.
        rows: the row of each.
    """
    import pandas

    frame = pandas.DataFrame([one.model_dump() for one in records])
    fields = columns_of(list(frame.columns))
    frame = frame[list(fields.values())].rename(columns={header: field for field, header in fields.items()})
    return _as_words(frame), np.array(rows), fields


def _once(rows: TradeRows, names: Sequence[str], telling: Telling) -> TradeRows:
    """The lines without those that a file before has too, which are told."""
    names_of = ("year", "reporter", "partner", "flow", "code", "net_kg", "quantity", "value_usd")
    whole = [np.nan_to_num(np.asarray(getattr(rows, one), np.float64), nan=-1.0) for one in names_of]
    keys: Any = (rows.row, rows.file, *whole)
    order = np.lexsort(keys)
    same = np.logical_and.reduce([one[order][1:] == one[order][:-1] for one in whole])
    file = rows.file[order]
    begin = np.r_[True, ~same]
    twice = np.zeros(len(rows), bool)
    twice[order] = file != file[begin][np.cumsum(begin) - 1]
    lines = np.flatnonzero(twice)
    telling.add("line in two files", len(lines), lambda place: Fault(
        n_("this line stands in a file before; it is counted once"), names[rows.file[lines[place]]], "",
        int(rows.row[lines[place]]), advice=n_("give each file once, and files that do not overlap"),
    ))  # fmt: skip
    return rows.at(~twice)


def _sum(source: Path) -> bytes:
    whole = hashlib.sha256()
    with source.open("rb") as file:
        while part := file.read(1 << 20):
            whole.update(part)
    return whole.digest()
