"""Which flows count: a correction and the entry that it takes back cancel each other."""

from __future__ import annotations

from collections.abc import Iterable

from almaden.supply.ledger.states import Flow


def effective(flows: Iterable[Flow]) -> list[Flow]:
    """Flows in order, without corrections and what they took back.

    Args:
        flows: all flows of some lots.
    """
    found = sorted(flows, key=lambda one: one.sequence)
    reversed_ids = {one.reverses for one in found if one.reverses}
    return [one for one in found if not one.reverses and one.id not in reversed_ids]


def apportioned(weights: list[float], total_mg: int) -> list[int]:
    """A whole number of milligrams shared out by weights; the parts add up to it exactly.

    Args:
        weights: at least one above zero, none below.
        total_mg: what is shared out.
    """
    whole = sum(weights)
    exact = [weight / whole * total_mg for weight in weights]
    parts = [int(one) for one in exact]
    order = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in order[: total_mg - sum(parts)]:
        parts[place] += 1
    return parts
