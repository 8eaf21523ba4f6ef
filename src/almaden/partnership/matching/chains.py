"""Step 4: offers that together solve a need, from packing to disposal, with the links that nobody offers.

The steps asked for, and those that they need before them, are put in the order of the life cycle. A stretch of
neighbouring steps that one offer does is an edge of a graph; the shortest path through it uses few offers (each
hand-over costs one) and good ones (an offer costs less the better it fits). A step that no offer does is a missing
link; it costs more than any way around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np

from almaden.partnership.matching.filters import step_words, verdicts
from almaden.partnership.matching.offers import Numbers, Offers
from almaden.partnership.matching.scores import shares
from almaden.partnership.matching.vocabulary import codes, step_order, steps_before
from almaden.partnership.matching.weights import FULL, MOST_TEXT, Weights
from almaden.partnership.records.exchange import NeedRecord, OfferRecord

#: The filters that a link need not pass: it may do a step that only has to come before those asked for.
_NOT_OF_A_LINK: Final = frozenset({"step"})


@dataclass(frozen=True)
class Link:
    """One link of a chain: the steps that an offer does, or a step that nobody offers.

    Attributes:
        steps: neighbouring steps, in the order of the life cycle.
        offer: who does them; None for a missing link.
        implied: whether the need names none of the steps and they only have to come before one that it names.
    """

    steps: tuple[str, ...]
    offer: OfferRecord | None
    implied: bool

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "steps": list(self.steps),
            "offer": self.offer.id if self.offer else None,
            "title": self.offer.title if self.offer else "",
            "implied": self.implied,
        }


@dataclass(frozen=True)
class Chain:
    """Offers that together do the steps of a need.

    Attributes:
        need: what is asked for.
        links: from the first step to the last; empty where the need names no step.
    """

    need: NeedRecord
    links: tuple[Link, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The steps that nobody offers."""
        return tuple(step for link in self.links if link.offer is None for step in link.steps)

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        links = [link.to_json() for link in self.links]
        return {"need": self.need.id, "links": links, "missing": list(self.missing)}


def chain_steps(need: NeedRecord) -> tuple[str, ...]:
    """The steps of the chain for a need, in the order of the life cycle; with those that have to come before."""
    asked = step_words(need)
    wanted = {*asked, *(before for step in asked for before in steps_before(step))}
    order = {step: place for place, step in enumerate(step_order())}
    # Steps that the list does not know stand behind, in the order in which they were named.
    return tuple(sorted(wanted, key=lambda step: (order.get(step, len(order)), step)))


def chain(need: NeedRecord, offers: Iterable[OfferRecord], weights: Weights, on: date) -> Chain:
    """The shortest chain of offers for a need.

    Args:
        need: what is asked for.
        offers: what is offered; those that state no step cannot be links.
        weights: how much each part counts.
        on: the day on which it is judged.
    """
    steps = chain_steps(need)
    table = Offers(offers)
    cost = _costs(need, table, weights, on)
    able = [set(codes("step", offer.steps)) for offer in table.records]
    candidates = [
        place for place in range(len(table)) if np.isfinite(cost[place]) and not able[place].isdisjoint(steps)
    ]
    asked = frozenset(step_words(need))
    links = []
    for begin, end, place in _shortest(steps, candidates, able, cost):
        part = steps[begin:end]
        links.append(Link(part, None if place is None else table.records[place], asked.isdisjoint(part)))
    return Chain(need, tuple(links))


def _costs(need: NeedRecord, table: Offers, weights: Weights, on: date) -> Numbers:
    """What each offer costs as a link, from 1 to 2; infinite for those that cannot be one."""
    total = shares(need, table).total(weights.points())
    usable = verdicts(need, table, on).valid(without=_NOT_OF_A_LINK)
    return np.where(usable, 2.0 - np.round(total / (FULL + MOST_TEXT), 9), np.inf)


def _shortest(
    steps: Sequence[str], candidates: Sequence[int], able: Sequence[set[str]], cost: Numbers
) -> list[tuple[int, int, int | None]]:
    """The cheapest way from before the first step to behind the last, as stretches with the offer that does them."""
    missing = 2.0 * len(steps) + 1.0
    # The way to each place: what it costs, and the last stretch of it. Places only lead forward, so one pass does.
    best: list[tuple[float, tuple[int, int, int | None] | None]] = [(0.0, None)]
    best += [(float("inf"), None)] * len(steps)
    for begin in range(len(steps)):
        spent = best[begin][0]
        _improve(best, spent + missing, (begin, begin + 1, None))
        for place in candidates:
            end = begin
            while end < len(steps) and steps[end] in able[place]:
                end += 1
                _improve(best, spent + float(cost[place]), (begin, end, place))
    way = []
    at = len(steps)
    while at > 0:
        stretch = best[at][1]
        assert stretch is not None
        way.append(stretch)
        at = stretch[0]
    return way[::-1]


def _improve(
    best: list[tuple[float, tuple[int, int, int | None] | None]], spent: float, stretch: tuple[int, int, int | None]
) -> None:
    if spent < best[stretch[1]][0]:
        best[stretch[1]] = (spent, stretch)
