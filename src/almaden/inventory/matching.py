"""Which row of one inventory is the same activity as which row of another."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from almaden.inventory.result import RowResult
from almaden.reference.categories import sort_key

MatchedBy = Literal["id", "category", ""]


@dataclass(frozen=True)
class Pair:
    """An activity in two inventories; None where one of them has no row for it.

    ``matched`` says by what the two were found to be the same, empty where there is only one.
    """

    first: RowResult | None
    second: RowResult | None
    matched: MatchedBy = ""

    @property
    def shown(self) -> RowResult:
        """The row that names the pair: the second where there is one."""
        row = self.second or self.first
        assert row is not None, "a pair has at least one row"
        return row


def match_rows(first: Sequence[RowResult], second: Sequence[RowResult]) -> tuple[Pair, ...]:
    """Pair the rows of two results, in the order of the Toolkit.

    Rows whose users gave them the same id under the same code belong together. Of the others those that agree
    in code, variant, phase and facility do, the larger with the larger where there are several: an id that the
    program made says only where a line stood.
    """
    left, right = _by_size(first), _by_size(second)
    pairs = [
        *_pair(left, right, _id_and_kind, "id"),
        *_pair(left, right, _id, "id"),
        *_pair(left, right, _kind, "category"),
        *(Pair(row, None) for row in left),
        *(Pair(None, row) for row in right),
    ]
    return tuple(sorted(pairs, key=_order))


def _by_size(rows: Sequence[RowResult]) -> list[RowResult]:
    def size(row: RowResult) -> float:
        return row.amounts["input_kg"].value if row.amounts is not None else -1.0

    return sorted(rows, key=lambda row: (-size(row), row.id))


def _pair(
    left: list[RowResult],
    right: list[RowResult],
    key: Callable[[RowResult], Hashable | None],
    matched: MatchedBy,
) -> list[Pair]:
    """Take the rows that agree in a key out of both lists; a key of None agrees with nothing."""
    waiting: dict[Hashable, list[RowResult]] = {}
    for row in right:
        if key(row) is not None:
            waiting.setdefault(key(row), []).append(row)
    found = [Pair(row, waiting[key(row)].pop(0), matched) for row in left if waiting.get(key(row))]
    taken = {id(row) for pair in found for row in (pair.first, pair.second)}
    left[:] = [row for row in left if id(row) not in taken]
    right[:] = [row for row in right if id(row) not in taken]
    return found


def _kind(row: RowResult) -> tuple[str, ...]:
    return (row.code, row.variant.casefold(), row.phase, row.facility.casefold())


def _id_and_kind(row: RowResult) -> tuple[str, ...] | None:
    return None if _may_be_made(row) else (row.id, *_kind(row))


def _id(row: RowResult) -> tuple[str, str] | None:
    return None if _may_be_made(row) else (row.id, row.code)


def _may_be_made(row: RowResult) -> bool:
    """Whether an id reads as the program makes them: code, variant in small letters, number of the line."""
    slug = "-".join(re.findall(r"[^\W_]+", row.variant.casefold()))
    return re.fullmatch(rf"{re.escape(row.code)}(-{re.escape(slug)})?(-\d+)*", row.id) is not None


def _order(pair: Pair) -> tuple[tuple[int, ...], str, str]:
    return sort_key(pair.shown.code), pair.shown.id, pair.first.id if pair.first is not None else ""
