"""The classes of mercury wastes of Article 11, from what content on they apply, and how such waste is treated."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from almaden.convention.tables import items, read_table
from almaden.wording import Text, n_

Verdict = Literal["mercury waste", "below the threshold", "cannot be judged", "no rule yet"]


@dataclass(frozen=True)
class WasteClass:
    """One class of mercury wastes.

    Attributes:
        key: its key.
        group: ``consisting``, ``containing`` or ``contaminated``, as Article 11(2) parts them.
        name: what is in it.
        total_mg_per_kg: total mercury content from which on waste is in it; None where none is needed.
        leachate_mg_per_l: mercury in the leachate that must be reached too; None where none is asked for.
        since: first day of the rule; ``decision``: who made it.
        steps: treatments, as keys of the list of steps of the life cycle.
        source: the text that says so.
        seen: where it was read.
        status: ``verified`` or ``unverified``.
        note: what a reader should know.
    """

    key: str
    group: str
    name: str
    total_mg_per_kg: float | None
    leachate_mg_per_l: float | None
    since: date
    decision: str
    steps: tuple[str, ...]
    source: str
    seen: str
    status: str
    note: str


@dataclass(frozen=True)
class Judgement:
    """Whether a waste is mercury waste, and why."""

    verdict: Verdict
    reason: str


@cache
def waste_classes() -> tuple[WasteClass, ...]:
    """The classes in the order of Article 11(2), tailings last."""
    return tuple(
        WasteClass(
            row["key"],
            row["class"],
            row["name"],
            float(row["total_mg_per_kg"]) if row["total_mg_per_kg"] else None,
            float(row["leachate_mg_per_l"]) if row["leachate_mg_per_l"] else None,
            date.fromisoformat(row["since"]),
            row["decision"],
            items(row["steps"]),
            row["source"],
            row["seen"],
            row["status"],
            row["note"],
        )
        for row in read_table("waste_classes")
    )


def judge(
    waste: WasteClass, total_mg_per_kg: float | None, leachate_mg_per_l: float | None = None, on: date | None = None
) -> Judgement:
    """Whether waste of a class is mercury waste.

    A content that is just reached counts as reached.

    Args:
        waste: the class.
        total_mg_per_kg: its total mercury content; None if it was not measured.
        leachate_mg_per_l: mercury in its leachate; None if it was not measured.
        on: the day asked about; None for the rules as they are last known.

    Raises:
        ValueError: a content is negative or no number.
    """
    for content in (total_mg_per_kg, leachate_mg_per_l):
        if content is not None and (not math.isfinite(content) or content < 0):
            raise ValueError(content)
    if on is not None and on < waste.since:
        since = waste.since.isoformat()
        text = Text(
            "the rule did not exist on this day; it is of {day} ({decision})", day=since, decision=Text(waste.decision)
        )
        return Judgement("no rule yet", text)
    if waste.total_mg_per_kg is None:
        return Judgement("mercury waste", n_("no content is needed for this class"))
    if total_mg_per_kg is None:
        return Judgement("cannot be judged", n_("the total mercury content is needed"))
    limit = f"{waste.total_mg_per_kg:g}"
    if total_mg_per_kg < waste.total_mg_per_kg:
        return Judgement("below the threshold", Text("less than {limit} mg/kg in all", limit=limit))
    if waste.leachate_mg_per_l is None:
        return Judgement("mercury waste", Text("{limit} mg/kg or more in all", limit=limit))
    if leachate_mg_per_l is None:
        return Judgement("cannot be judged", n_("the content of mercury in the leachate is needed too"))
    limit = f"{waste.leachate_mg_per_l:g}"
    if leachate_mg_per_l < waste.leachate_mg_per_l:
        return Judgement("below the threshold", Text("less than {limit} mg/l in the leachate", limit=limit))
    return Judgement("mercury waste", Text("{limit} mg/l or more in the leachate", limit=limit))
