"""Comments above the header of a table: lines that begin with ``#``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

#: Comments stand within so many bytes.
_HEAD: Final = 65_536
_MARK: Final = b"\xef\xbb\xbf"
_LINE: Final = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|$)")
_DELIMITERS: Final = (b"\t", b";", b",", b"|")


def without_comments(path: Path) -> None:
    """Empty the comments above the header, so that all rows keep their numbers.

    The last of them stays as the header where it has as many cells as the row below, which some tables have.

    Args:
        path: a copy that may be changed; left as it is where its first line is no comment.
    """
    with path.open("rb") as file:
        head, rest = file.read(_HEAD), file.read()
    mark = _MARK if head.startswith(_MARK) else b""
    lines = [(found[1], found[2]) for found in _LINE.finditer(head.removeprefix(mark)) if found[0]]
    comments = next((place for place, (text, _) in enumerate(lines) if not text.lstrip().startswith(b"#")), 0)
    if not comments:
        return
    last = lines[comments - 1][0].lstrip().lstrip(b"#").lstrip()
    header = last if _cells(last) > 1 and _cells(last) == _cells(lines[comments][0]) else b""
    kept = [(b"", end) for _, end in lines[: comments - 1]]
    kept += [(header, lines[comments - 1][1]), *lines[comments:]]
    path.write_bytes(mark + b"".join(text + end for text, end in kept) + rest)


def _cells(line: bytes) -> int:
    return 1 + max(line.count(delimiter) for delimiter in _DELIMITERS)
