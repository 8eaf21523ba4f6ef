"""Step 2: how well an offer fits, from 0 to 100, as a sum of parts that are each told and explained.

Each part has points (:mod:`.weights`) of which an offer earns a share:

- material and step: half for one of several asked for, all for all of them. Where need or offer does not state
  them, the topics stand in: the share of topics that both have among those that either has (Jaccard), of at most
  half of the points. So topics, which nearly everybody states, order offers about which little else is known, and
  yet the unknown never beats what is known to fit. A topic is a word, not a promise to take a material: that is why
  it earns half and refuses nothing.
- capacity: all if it takes within a year what there is, else the part that it takes.
- maturity: technology readiness level over 9; evidence: by its grade.
- cost: all if it lies within the budget, else budget over cost; only in the same currency, nothing is converted.
- place: half for a country that is served (less if the waste has to leave though that is not wished), half for a
  common language.
- help: the share of what is wanted (money, training) that comes with it.

What is not known earns nothing. What is not asked for earns nothing either, for all offers alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from almaden.partnership.matching.filters import step_words
from almaden.partnership.matching.offers import Numbers, Offers
from almaden.partnership.matching.text import text_of
from almaden.partnership.matching.vocabulary import codes, compatible_materials, plain_all, plain_regions_of
from almaden.partnership.matching.weights import settings
from almaden.partnership.records.exchange import NeedRecord


@dataclass(frozen=True)
class Shares:
    """What part of the points of each part every offer earns, from 0 to 1."""

    need: NeedRecord
    parts: Mapping[str, Numbers]

    def total(self, points: Mapping[str, float]) -> Numbers:
        """The points of every offer, of 100 and at most 10 for the text."""
        total: Numbers = np.sum([points[name] * share for name, share in self.parts.items()], axis=0)
        return total


def shares(need: NeedRecord, offers: Offers) -> Shares:
    """Score offers for a need, part by part; refused ones too."""
    return Shares(need, {name: part(need, offers) for name, part in _PARTS.items()})


def topic_likeness(need: NeedRecord, offers: Offers) -> Numbers:
    """Topics in common over all topics of the two, from 0 to 1."""
    words = codes("topic", need.topics)
    common = offers.topics.common(words)
    return common / np.maximum(offers.topics.counts + len(words) - common, 1.0)


def _covered(covered: Numbers, asked: int) -> Numbers:
    least = settings()["partial_share"]
    return np.where(covered > 0, least + (1.0 - least) * covered / max(asked, 1), 0.0)


def _material(need: NeedRecord, offers: Offers) -> Numbers:
    asked = codes("material", need.materials)
    covered = np.sum([offers.materials.having(compatible_materials(code)) for code in asked], axis=0, dtype=float)
    stand_in = settings()["topic_share"] * topic_likeness(need, offers)
    if not asked:
        return stand_in
    return np.where(offers.materials.stated, _covered(covered, len(asked)), stand_in)


def _step(need: NeedRecord, offers: Offers) -> Numbers:
    asked = step_words(need)
    stand_in = settings()["topic_share"] * topic_likeness(need, offers)
    if not asked:
        return stand_in
    return np.where(offers.steps.stated, _covered(offers.steps.common(asked), len(asked)), stand_in)


def amount_t(need: NeedRecord) -> float | None:
    """What there is to deal with in a year: what comes every year, otherwise the stock; None if neither is known."""
    return need.quantity_t_per_year if need.quantity_t_per_year is not None else need.stock_t


def _capacity(need: NeedRecord, offers: Offers) -> Numbers:
    amount, capacity = amount_t(need), offers.numbers("capacity_t_per_year")
    if amount is None:
        return np.zeros(len(offers))
    return _known(np.minimum(capacity / amount, 1.0) if amount > 0 else np.where(np.isnan(capacity), np.nan, 1.0))


def _known(share: Numbers) -> Numbers:
    return np.nan_to_num(share, nan=0.0)


def _maturity(need: NeedRecord, offers: Offers) -> Numbers:
    return _known(offers.numbers("readiness_level") / settings()["readiest"])


def _evidence(need: NeedRecord, offers: Offers) -> Numbers:
    return offers.grade_share


def costs(need: NeedRecord, offers: Offers) -> Numbers:
    """What each offer would cost for a need, in its own currency; NaN where that is not known."""
    amount = need.stock_t if need.stock_t is not None else need.quantity_t_per_year
    capital, per_t = offers.numbers("capital_cost"), offers.numbers("cost_per_t")
    running = np.full(len(offers), np.nan) if amount is None else per_t * amount
    # An offer that states no cost per tonne at all, such as a device, costs what it costs to set up.
    return np.where(np.isnan(per_t), capital, running + np.nan_to_num(capital, nan=0.0))


def _cost(need: NeedRecord, offers: Offers) -> Numbers:
    if need.budget is None or not need.currency:
        return np.zeros(len(offers))
    cost = costs(need, offers)
    # What lies above the budget is above zero, so nothing is divided by zero; NaN stays NaN.
    share = np.where(cost <= need.budget, 1.0, need.budget / np.where(cost > need.budget, cost, np.nan))
    return np.where(offers.currency == need.currency, _known(share), 0.0)


def _place(need: NeedRecord, offers: Offers) -> Numbers:
    served = offers.countries.having([need.country]) | offers.regions.having(plain_regions_of(need.country))
    near = np.where(served & bool(need.country), 1.0, 0.0)
    if need.preference == "in-country":
        near = np.where(offers.says("export_needed", "yes"), near / 2.0, near)
    spoken = offers.languages.having(plain_all(need.languages))
    return (near + spoken) / 2.0


def wanted(need: NeedRecord) -> tuple[str, ...]:
    """What help is wanted: ``finance``, ``training``."""
    return tuple(name for name in ("finance", "training") if getattr(need, f"wants_{name}") == "yes")


def _help(need: NeedRecord, offers: Offers) -> Numbers:
    asked = wanted(need)
    given = [offers.says(f"gives_{name}", "yes") | offers.says("kind", name) for name in asked]
    return np.mean(given, axis=0) if given else np.zeros(len(offers))


def _text(need: NeedRecord, offers: Offers) -> Numbers:
    return offers.texts.likeness(text_of(need.title, need.topics))


Part = Callable[[NeedRecord, Offers], Numbers]
_PARTS: Final[Mapping[str, Part]] = {
    "material": _material,
    "step": _step,
    "capacity": _capacity,
    "maturity": _maturity,
    "evidence": _evidence,
    "cost": _cost,
    "place": _place,
    "help": _help,
    "text": _text,
}
