"""The rows of an inventory in which nothing is known yet: one for each source that a level asks for."""

from __future__ import annotations

from almaden.inventory.records import ActivityRow
from almaden.reference.categories import Category, categories
from almaden.reference.factors import parts_of


def asked(category: Category, level: int) -> bool:
    """Level 1 asks for its own sources, Level 2 for all; hot spots are asked for their presence.

    A source that Level 2 asks for in parts is not asked for as a whole beside them: it would count twice.
    """
    if level == 2 and parts_of(category.code):
        return False
    is_hot_spot = category.group == "hot_spots" and category.parent != ""
    return (category.quantified or is_hot_spot) and (level == 2 or category.level1)


def blank_rows(level: int) -> tuple[ActivityRow, ...]:
    """One row for each source of a level, in the order of the Toolkit; nobody knows yet whether it is present."""
    return tuple(
        ActivityRow(code=one.code, present="?", unit=one.unit) for one in categories().values() if asked(one, level)
    )
