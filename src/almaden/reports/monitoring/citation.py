"""How to cite observations that were taken out of the archive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from almaden import __version__


@dataclass(frozen=True)
class CitedSet:
    """A data set that is cited.

    Attributes:
        title: of the data set.
        publisher: who brought it.
        year: in which it was published.
        key: by which it is found.
        licence: its terms; empty where none are told.
        made_up: whether nobody measured it.
        source: the document that it comes from.
    """

    title: str
    publisher: str
    year: int
    key: str
    licence: str = ""
    made_up: bool = False
    source: str = ""

    def text(self) -> str:
        """One line."""
        cited = f"{self.publisher} ({self.year}): {self.title}." if self.publisher else f"{self.title} ({self.year})."
        source = f" From: {self.source}." if self.source else ""
        made_up = " MADE UP, NOT MEASURED." if self.made_up else ""
        return f"{cited} Data set {self.key}, licence: {self.licence or 'not told'}.{source}{made_up}"


def citation(sets: Sequence[CitedSet], count: int, taken: date, sha256: str) -> str:
    """The citation of a request, in English, as references are: one line for each data set, and what was taken when.

    Args:
        sets: the data sets.
        count: values that were taken.
        taken: day of the request; editions have a citation of their own.
        sha256: over the files that hold them.
    """
    lines = [one.text() for one in sets]
    lines.append(
        f"{count} observations taken on {taken.isoformat()} with Almaden {__version__}; "
        f"SHA-256 of the files of the archive that hold them: {sha256}."
    )
    return "\n".join(lines)
