"""Step 5: many needs, limited capacity: who is best sent to whom, and which needs stay open.

A linear program, solved by HiGHS. Its variables are the shares of each need that an offer meets. No need is met
more than once, and no offer takes more tonnes in a year than it states. Where capacity or amount is not known, an
offer is given a few needs at most (``needs_per_offer``), so that one provider is not shown to all. The sum of the
shares counts, each worth between one and two by its score and less where it can wait: meeting more is never given up
for fitting better, urgent needs come first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from almaden.errors import AlmadenError
from almaden.partnership.matching.filters import step_words, verdicts
from almaden.partnership.matching.offers import Offers
from almaden.partnership.matching.scores import amount_t, shares
from almaden.partnership.matching.weights import FULL, MOST_TEXT, Weights, settings
from almaden.partnership.records.exchange import NeedRecord, OfferRecord
from almaden.wording import n_

#: Several offers may share what is too much for each of them.
_SHARED: Final = frozenset({"capacity"})
#: So many offers of each need are looked at, the best; more would make the program large for nothing.
CANDIDATES: Final = 50
#: A share below this is none.
_LEAST: Final = 1e-6


@dataclass(frozen=True)
class Given:
    """A share of a need that an offer meets.

    Attributes:
        need: what is asked for.
        offer: what is offered.
        share: part of the need, above 0 and at most 1.
        amount_t: that part in tonnes a year; None where the amount is not known.
    """

    need: NeedRecord
    offer: OfferRecord
    share: float
    amount_t: float | None

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"need": self.need.id, "offer": self.offer.id, "share": self.share, "amount_t": self.amount_t}


@dataclass(frozen=True)
class Unmet:
    """What stays open in a country for a step; a need with several steps stands with each of them.

    Attributes:
        country: ISO 3166 code, empty where it is not stated.
        step: the step, empty where the need states none.
        needs: keys of the needs that stay open, wholly or in part.
        share: how many needs that is, parts counted as parts.
        amount_t: the open tonnes a year of the needs whose amount is known; None where none is.
    """

    country: str
    step: str
    needs: tuple[str, ...]
    share: float
    amount_t: float | None

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "country": self.country,
            "step": self.step,
            "needs": list(self.needs),
            "share": self.share,
            "amount_t": self.amount_t,
        }


@dataclass(frozen=True)
class Allocation:
    """Who is best sent to whom, and what stays open by country and step."""

    given: tuple[Given, ...]
    unmet: tuple[Unmet, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"given": [one.to_json() for one in self.given], "unmet": [one.to_json() for one in self.unmet]}


@dataclass(frozen=True)
class _Pair:
    need: int
    offer: int
    worth: float


def allocate(needs: Iterable[NeedRecord], offers: Iterable[OfferRecord], weights: Weights, on: date) -> Allocation:
    """Share offers out among needs; only where a step, material or topic is seen to be shared.

    Args:
        needs: what is asked for.
        offers: what is offered.
        weights: how much each part counts.
        on: the day on which it is judged.

    Raises:
        AlmadenError: the solver found no answer.
    """
    asked = tuple(sorted(needs, key=lambda need: need.id))
    table = Offers(offers)
    pairs = [pair for place, need in enumerate(asked) for pair in _pairs(place, need, table, weights, on)]
    met = _solved(asked, table, pairs)
    given = tuple(
        Given(asked[pair.need], table.records[pair.offer], share, _part(amount_t(asked[pair.need]), share))
        for pair, share in zip(pairs, met, strict=True)
        if share > _LEAST
    )
    return Allocation(given, _unmet(asked, given))


def _pairs(place: int, need: NeedRecord, table: Offers, weights: Weights, on: date) -> list[_Pair]:
    held = verdicts(need, table, on)
    total = np.round(shares(need, table).total(weights.points()), 9)
    places = np.flatnonzero(held.valid(without=_SHARED) & held.shares_subject())
    chosen = places[np.argsort(-total[places], kind="stable")][:CANDIDATES]
    urgency = settings()[f"priority_{need.priority or 2}"]
    return [
        _Pair(place, int(offer), urgency * (1.0 + float(total[offer]) / (FULL + MOST_TEXT)))
        for offer in chosen.tolist()
    ]


def _solved(needs: Sequence[NeedRecord], table: Offers, pairs: Sequence[_Pair]) -> list[float]:
    if not pairs:
        return []
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    entries, limits = _constraints(needs, table, pairs)
    rows, columns, values = (np.array(part) for part in zip(*entries, strict=True))
    matrix = csr_array((values, (rows, columns)), shape=(len(limits), len(pairs)))
    worth = -np.array([pair.worth for pair in pairs])
    answer = linprog(worth, A_ub=matrix, b_ub=np.array(limits), bounds=(0.0, 1.0), method="highs")
    if answer.status != 0:
        raise AlmadenError(n_("the solver found no allocation"))
    met: NDArray[np.float64] = np.clip(answer.x, 0.0, 1.0)
    return [round(float(share), 9) for share in met]


def _constraints(
    needs: Sequence[NeedRecord], table: Offers, pairs: Sequence[_Pair]
) -> tuple[list[tuple[int, int, float]], list[float]]:
    """Rows of the program: each need once, each offer within its tonnes, or a few needs where those are not known."""
    limits = [1.0] * len(needs)
    rows: dict[tuple[int, str], int] = {}
    entries: list[tuple[int, int, float]] = []
    for column, pair in enumerate(pairs):
        entries.append((pair.need, column, 1.0))
        capacity, amount = table.records[pair.offer].capacity_t_per_year, amount_t(needs[pair.need])
        known = capacity is not None and amount is not None
        limit = capacity if known and capacity is not None else settings()["needs_per_offer"]
        row = rows.setdefault((pair.offer, "t" if known else "needs"), len(limits))
        if row == len(limits):
            limits.append(limit)
        entries.append((row, column, amount if known and amount is not None else 1.0))
    return entries, limits


def _part(amount: float | None, share: float) -> float | None:
    return None if amount is None else amount * share


def _unmet(needs: Sequence[NeedRecord], given: Sequence[Given]) -> tuple[Unmet, ...]:
    met = {need.id: 0.0 for need in needs}
    for one in given:
        met[one.need.id] += one.share
    open_needs: dict[tuple[str, str], list[tuple[NeedRecord, float]]] = {}
    for need in needs:
        share = 1.0 - met[need.id]
        if share > _LEAST:
            for step in step_words(need) or ("",):
                open_needs.setdefault((need.country, step), []).append((need, share))
    return tuple(_open(country, step, found) for (country, step), found in sorted(open_needs.items()))


def _open(country: str, step: str, found: Sequence[tuple[NeedRecord, float]]) -> Unmet:
    amounts = [amount * share for need, share in found if (amount := amount_t(need)) is not None]
    keys = tuple(need.id for need, _ in found)
    return Unmet(country, step, keys, sum(share for _, share in found), sum(amounts) if amounts else None)
