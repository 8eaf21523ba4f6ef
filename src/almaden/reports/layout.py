"""How wide the columns of a table are set, from what stands in them; measured in em, without fonts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from almaden.reports.document import Column, Table

#: A single wordy column does not squeeze the others beyond this (em).
_WIDEST_WISH = 38.0
#: Words of letters are hyphenated, so no column must be wider than this part of one (em).
_WORD = 7.0
#: The longest words where there is no hyphenation (em).
_WHOLE_WORD = 9.5
#: Running text in a column narrower than this reads badly (em).
_COMFORT = 9.0
_COMFORT_WORDY = 19.0
#: A word of a header gets less: short numbers must not stand in wide columns.
_HEADER_WORD = 4.6
_BREAKS = re.compile(r"[ \u200b]|(?<=[-/;,])")
#: Numbers and ranges stay in one piece, with the no-break spaces in them.
_NUMERIC = re.compile(r"[\d\u00a0.,;:()%<>–…−]*")
#: Narrow columns do not make the text of a table smaller than this (points).
SMALL = 7.5
#: Space between columns, left and right together (em).
PADDING = 1.0


@lru_cache(maxsize=4096)
def width_em(text: str) -> float:
    """Estimated width of ``text`` in em of a common text face; on the safe side."""
    total = 0.0
    for char in text:
        if unicodedata.east_asian_width(char) in "WF":
            total += 1.0
        elif char in "mwMW%@—":
            total += 0.86
        elif char.isupper():
            total += 0.7
        elif unicodedata.combining(char) or char == "\N{ZERO WIDTH SPACE}":
            continue
        else:
            total += 0.49
    return total


def breakable(text: str) -> str:
    """``text`` with break opportunities in pieces that no hyphenation takes apart (addresses, identifiers)."""
    return " ".join(_broken(word) for word in text.split(" "))


def _broken(word: str) -> str:
    if _NUMERIC.fullmatch(word):
        return word
    letters_only = word.strip("()[],.;:").isalpha()
    if len(word) <= (28 if letters_only else 12):
        return word
    pieces = re.split(r"(?<=[/_.\-=&?,;:])(?=.)", word)
    chopped = [piece[i : i + 10] for piece in pieces for i in range(0, len(piece), 10)]
    return "\N{ZERO WIDTH SPACE}".join(chopped)


@dataclass(frozen=True)
class Face:
    """What the letters of a format need.

    Attributes:
        breadth: width of its letters as a multiple of :func:`width_em`.
        hyphenates: whether whoever shows the document takes words apart; if not, columns hold whole words.
    """

    breadth: float = 1.0
    hyphenates: bool = True


def fitted(
    table: Table, room: float, sizes: tuple[float, ...], face: Face | None = None
) -> tuple[float, tuple[float, ...], bool]:
    """The size at which the table is set, the widths of its columns in points then, and whether nothing runs off.

    That is the largest size at which every column is comfortable; below ``SMALL`` the largest at which nothing runs
    off, because small print is worse than narrow columns.

    Args:
        table: the table.
        room: width that it may take, in points.
        sizes: sizes of text to try, in points, largest first; the last is taken when none will do.
        face: what the letters need; as estimated if it is not given.
    """
    face = face or Face()
    for size in sizes:
        em = size * face.breadth
        widths, comfortable, fits = column_widths(table, room / em, face.hyphenates)
        if comfortable or (fits and size <= SMALL):
            break
    return size, tuple(width * em for width in widths), fits


def column_widths(table: Table, room: float, hyphenates: bool = True) -> tuple[tuple[float, ...], bool, bool]:
    """Widths of the columns in em that add up to ``room``, whether all are comfortable, and whether nothing runs off.

    A number column is never narrower than its longest number; a text column gets at least its longest
    unbreakable piece, then what reads well, and what is left goes to those that would use it.
    """
    need, comfort, wish = [], [], []
    for index, column in enumerate(table.columns):
        texts = [row.cells[index].text for row in table.full_rows]
        need.append(PADDING + max(_needed(column, texts, hyphenates), _headed(column.header, hyphenates)))
        comfort.append(max(need[-1], PADDING + _comfortable(column, texts)))
        wish.append(max(comfort[-1], PADDING + _wished(column, texts)))
    steps = (need, comfort, wish)
    if sum(need) > room:
        return tuple(width * room / sum(need) for width in need), False, False
    if sum(wish) <= room:
        return tuple(width * room / sum(wish) for width in wish), True, True
    less, more = (need, comfort) if sum(comfort) > room else steps[1:]
    part = (room - sum(less)) / (sum(more) - sum(less))
    widths = tuple(least + part * (most - least) for least, most in zip(less, more, strict=True))
    return widths, sum(comfort) <= room, True


def longest_word(text: str) -> float:
    """Width of the longest word in em; what is longer than any word is broken anywhere by those who show it."""
    return max((min(width_em(piece), _WHOLE_WORD) for piece in _BREAKS.split(text)), default=0.0)


def _needed(column: Column, texts: list[str], hyphenates: bool) -> float:
    if column.kind == "number":
        return max((width_em(text) for text in texts), default=0.0)
    return max((_longest_piece(text, hyphenates) for text in texts), default=0.0)


def _comfortable(column: Column, texts: list[str]) -> float:
    if column.kind != "text":
        return 0.0
    widths = sorted(map(width_em, texts)) or [0.0]
    # A few long texts in a column of short ones do not take room from columns that are long throughout.
    usual = widths[int(0.9 * (len(widths) - 1))]
    return min(widths[-1], max(_COMFORT, min(_COMFORT_WORDY, usual / 2)))


def _headed(header: str, hyphenates: bool) -> float:
    """A header is set in bold face."""
    width = 1.08 * _longest_piece(header, hyphenates)
    return min(_HEADER_WORD, width) if hyphenates else width


def _wished(column: Column, texts: list[str]) -> float:
    if column.kind != "text":
        return 0.0
    return min(_WIDEST_WISH, max((width_em(text) for text in (*texts, column.header)), default=0.0))


def _longest_piece(text: str, hyphenates: bool) -> float:
    if not hyphenates:
        return longest_word(text)
    return max(
        (
            min(width_em(piece), _WORD) if piece.isalpha() else width_em(piece)
            for piece in _BREAKS.split(breakable(text))
        ),
        default=0.0,
    )
