"""What readers remarked on a file: counted by trap, with the place where each was met first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from almaden.errors import Fault
from almaden.reference.readers.located import Remark
from almaden.store.problems import fault_from_json, fault_to_json


@dataclass(frozen=True)
class Remarked:
    """One kind of oddity of a file.

    Attributes:
        trap: short name of the kind, such as ``missing code``.
        count: how often it was met.
        first: where it was met first, and what it means.
    """

    trap: str
    count: int
    first: Fault


class Remarks:
    """Gathers remarks while a file is read; of each kind only the first is kept, as a file may have millions."""

    def __init__(self) -> None:
        self._first: dict[str, Fault] = {}
        self._counts: dict[str, int] = {}

    def add(self, remark: Remark, times: int = 1) -> None:
        """Count a remark."""
        self._first.setdefault(remark.trap, remark.fault)
        self._counts[remark.trap] = self._counts.get(remark.trap, 0) + times

    def counted(self) -> tuple[Remarked, ...]:
        """What was remarked, in the order in which each kind was first met."""
        return tuple(Remarked(trap, self._counts[trap], fault) for trap, fault in self._first.items())


def remarks_to_json(remarks: Iterable[Remarked]) -> dict[str, Any]:
    """Remarks as an import run keeps them."""
    return {one.trap: {"count": one.count, "first": fault_to_json(one.first)} for one in remarks}


def remarks_from_json(content: Mapping[str, Any]) -> tuple[Remarked, ...]:
    """The remarks that :func:`remarks_to_json` was given, by the row where each was met first."""
    found = [Remarked(trap, one["count"], fault_from_json(one["first"])) for trap, one in content.items()]
    # PostgreSQL keeps the names of a JSON object in an order of its own.
    return tuple(sorted(found, key=lambda one: (one.first.row or 0, one.trap)))
