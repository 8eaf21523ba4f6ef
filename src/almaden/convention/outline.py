"""The chapters of a Minamata Initial Assessment, and which of them can be written from what is at hand."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from almaden.convention.tables import items, read_table

State = Literal["present", "partial", "missing"]


@dataclass(frozen=True)
class Chapter:
    """One chapter: its number, title, what it tells, and the keys of what it is written from."""

    chapter: str
    title: str
    content: str
    needs: tuple[str, ...]
    source: str
    seen: str
    status: str


@dataclass(frozen=True)
class ChapterState:
    """A chapter against what is at hand: ``missing`` holds the keys of what is not."""

    chapter: Chapter
    missing: tuple[str, ...]

    @property
    def state(self) -> State:
        """``present`` with all it needs, ``missing`` with nothing, ``partial`` between."""
        if not self.missing:
            return "present"
        return "missing" if len(self.missing) == len(self.chapter.needs) else "partial"


@cache
def chapters() -> tuple[Chapter, ...]:
    """The chapters in their order."""
    return tuple(
        Chapter(
            row["chapter"],
            row["title"],
            row["content"],
            items(row["needs"]),
            row["source"],
            row["seen"],
            row["status"],
        )
        for row in read_table("mia_outline")
    )


@cache
def needs() -> Mapping[str, str]:
    """What chapters are written from: key to its name in words."""
    return {row["key"]: row["name"] for row in read_table("mia_needs")}


def outline(available: Collection[str]) -> tuple[ChapterState, ...]:
    """Each chapter with what it still lacks.

    Args:
        available: keys of :func:`needs` that are at hand, e.g. ``inventory`` and ``law``.

    Raises:
        ValueError: a key that no chapter knows: the caller's slip, which would hide a chapter as missing.
    """
    unknown = sorted(set(available) - set(needs()))
    if unknown:
        raise ValueError(f"not among the needs of the chapters: {', '.join(unknown)}")
    return tuple(
        ChapterState(chapter, tuple(need for need in chapter.needs if need not in available)) for chapter in chapters()
    )
