"""The plan for storing the mercury of a sector: a list of what must be there, and how complete it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import Text, n_

#: How an item stands.
ItemState = Literal["done", "under way", "open", "does not apply"]
STATES: Final[tuple[ItemState, ...]] = ("done", "under way", "open", "does not apply")
#: Sectors that the list has items of their own for.
SECTORS: Final = ("chlor-alkali", "non-ferrous metals", "oil and gas")


@dataclass(frozen=True)
class PlanItem:
    """One item of a plan.

    Attributes:
        key: identifier.
        part: part of the plan it belongs to.
        item: what must be there.
        evidence: what shows that it is.
        needed: whether a plan is incomplete without it.
        source, status: where it was taken from.
    """

    key: str
    part: str
    item: str
    evidence: str
    needed: bool
    source: str
    status: str


@dataclass(frozen=True)
class PlanStanding:
    """How complete a plan is.

    Attributes:
        sector: the sector; empty for a national plan of all.
        items: the items with their states.
        done, asked: how many of those that apply and are needed are done, and how many there are.
        complete: whether all that is needed is done.
        missing: keys of what is needed and not done.
    """

    sector: str
    items: tuple[tuple[PlanItem, ItemState], ...]
    done: int
    asked: int
    complete: bool
    missing: tuple[str, ...]


def plan_items(scope: str) -> tuple[PlanItem, ...]:
    """Items of one scope: ``all``, a sector, or ``interim`` for groups of miners."""
    return tuple(
        PlanItem(row["key"], row["part"], row["item"], row["evidence"], row["needed"] == "y", row["source"],
                 row["status"])
        for row in read_table("supply/storage_plan")
        if row["scope"] == scope
    )  # fmt: skip


def storage_plan(sector: str = "", states: Mapping[str, str] | None = None) -> PlanStanding:
    """The list of a sector with how each item stands.

    Args:
        sector: one of :data:`SECTORS`; empty for what all have in common.
        states: state by key of the item; what is not named is open.

    Raises:
        InputError: no such sector, item or state.
    """
    if sector and sector not in SECTORS:
        raise InputError(
            Fault(n_("there is no list for this sector"), column="--sector", value=sector, accepted=", ".join(SECTORS))
        )
    items = (*plan_items("all"), *(plan_items(sector) if sector else ()))
    told = dict(states or {})
    faults = [
        Fault(n_("the list has no such item"), column="--done", value=key, accepted=", ".join(one.key for one in items))
        for key in told.keys() - {one.key for one in items}
    ]
    faults += [
        Fault(Text("{key}: there is no such state", key=key), value=state, accepted=", ".join(STATES))
        for key, state in told.items()
        if state not in STATES
    ]
    if faults:
        raise InputError(sorted(faults, key=lambda one: one.value))
    found = tuple((one, _state(told.get(one.key, "open"))) for one in items)
    asked = [(one, state) for one, state in found if one.needed and state != "does not apply"]
    missing = tuple(one.key for one, state in asked if state != "done")
    return PlanStanding(sector, found, len(asked) - len(missing), len(asked), not missing, missing)


def _state(text: str) -> ItemState:
    return next(one for one in STATES if one == text)
