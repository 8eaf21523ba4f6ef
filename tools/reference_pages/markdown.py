"""Markdown for generated pages: cells that keep their text, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|$])")
_ADDRESS = re.compile(r"https?://[^\s;,)]+")


def cell(text: str) -> str:
    """A text as one cell of a table: nothing in it is taken for markup, and addresses are links."""
    parts = []
    end = 0
    plain = " ".join(text.split())
    for found in _ADDRESS.finditer(plain):
        parts += [_escaped(plain[end : found.start()]), f"<{found[0]}>"]
        end = found.end()
    return "".join([*parts, _escaped(plain[end:])])


def code(text: str) -> str:
    """A text as code in a cell; nothing for an empty one."""
    return f"`{text}`" if text else ""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; its cells are Markdown already."""
    lines = [_line(header), _line(["---"] * len(header)), *(_line(row) for row in rows)]
    return "\n".join(lines) + "\n"


def number(value: float | None) -> str:
    """A number as short as it can be written, nothing for None."""
    return "" if value is None else f"{value:.10g}"


class Notes:
    """Long texts that many rows share: each is printed once, and the rows point to it by number."""

    def __init__(self) -> None:
        self._texts: dict[str, int] = {}

    def mark(self, *texts: str) -> str:
        """The number of a note, which is made of the texts that are not empty."""
        text = ". ".join(one.strip().rstrip(".") for one in texts if one.strip())
        return str(self._texts.setdefault(text, len(self._texts) + 1)) if text else ""

    def printed(self) -> str:
        """The notes in the order of their numbers."""
        return "\n".join(f"{place}. {cell(text)}" for text, place in self._texts.items()) + "\n"


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
