"""Rows that were left out because of their own faults: what they could have said of other rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

_MADE: Final = re.compile(r"\d{1,2}(\.\d{1,2})+")


@dataclass
class LostRows:
    """The rows of a table that are not among its records.

    Attributes:
        ids: ids that they have.
        any: whether there are any.
        unread: whether one of them could not even be taken apart, so that it may have any id.
    """

    ids: set[str] = field(default_factory=set)
    any: bool = False
    unread: bool = False

    def add(self, id: str) -> None:
        """Note a row that has a fault; ``id`` may be empty."""
        self.any = True
        if id:
            self.ids.add(id)

    def add_unread(self) -> None:
        """Note a row of which nothing is known."""
        self.any = self.unread = True

    def may_have(self, id: str) -> bool:
        """Whether one of them may have this id; the ids that are made follow from the code and count the lines."""
        return self.unread or id in self.ids or (self.any and _MADE.match(id) is not None)

    def may_share(self, ids: Iterable[str]) -> bool:
        """Whether one of them may be a line of an activity with one of these ids."""
        return self.unread or not self.ids.isdisjoint(ids)
