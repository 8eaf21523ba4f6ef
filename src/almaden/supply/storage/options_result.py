"""What a comparison of options leaves: frozen records that commands, pages and reports show."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.sectors.flat import flat
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True)
class OptionCost:
    """One option.

    Attributes:
        id, name, kind: which.
        cost, cost_per_t: present cost in USD, whole and for each tonne, expected loss by incidents among it.
        parts: present cost of each part, USD.
        rank: place by cost, 1 the cheapest.
        cheapest_share: share of the draws in which it is the cheapest.
        beaten_by: options that are not dearer and not worse in any criterion, and better in one.
        way_km, disposal_way_km: ways of the mercury.
        lumps: how many times the capital lump is bought at once for this amount.
        missing: parts of the cost that nobody told, which count as nothing.
    """

    id: str
    name: str
    kind: str
    cost: Amount
    cost_per_t: Amount
    parts: Mapping[str, Amount]
    rank: int
    cheapest_share: float
    beaten_by: tuple[str, ...]
    way_km: float
    disposal_way_km: float
    lumps: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class CriterionRanks:
    """One criterion beside the cost.

    Attributes:
        key, name, best, worst: which, and what its ends mean.
        scores: score of each option, 1 best to 5 worst, None where not told.
        ranks: place of each option; equal scores share a place, None where not told.
    """

    key: str
    name: str
    best: str
    worst: str
    scores: Mapping[str, int | None]
    ranks: Mapping[str, int | None]


@dataclass(frozen=True)
class BreakEven:
    """An amount at which the cheaper of two options changes, at values of record.

    Attributes:
        first, second: the options.
        tonnes: the amount, t.
        below, above: which is cheaper just below and just above it.
    """

    first: str
    second: str
    tonnes: float
    below: str
    above: str


@dataclass(frozen=True)
class OptionBar:
    """One input in the tornado of an option: cost for each tonne with the input at its ends, USD/t."""

    option: str
    item: str
    name: Text | str
    low: float
    high: float
    cost_at_low: float
    cost_at_high: float

    @property
    def width(self) -> float:
        """How far the cost moves."""
        return abs(self.cost_at_high - self.cost_at_low)


@dataclass(frozen=True)
class Comparison:
    """The options beside each other.

    Attributes:
        tonnes: mercury, t.
        discount: real rate of discount a year.
        currency, money_year: money of all sums.
        options: the options, the cheapest first.
        criteria: ranks by what is not money, never put into one score.
        break_even: amounts at which the cheaper of two changes.
        tornado: what moves the cost of each option most, the widest first.
        origins: the numbers that it rests on.
        notes: what is to be known.
        meta: how it was made.
    """

    tonnes: float
    discount: float
    currency: str
    money_year: int
    options: tuple[OptionCost, ...]
    criteria: tuple[CriterionRanks, ...]
    break_even: tuple[BreakEven, ...]
    tornado: tuple[OptionBar, ...]
    origins: tuple[Origin, ...]
    notes: tuple[Text | str, ...]
    meta: Meta

    def to_frame(self) -> pandas.DataFrame:
        """The options as a DataFrame."""
        import pandas as pd

        return pd.DataFrame([flat(asdict(one)) for one in self.options])

    def as_dict(self) -> dict[str, Any]:
        """The comparison as plain values."""
        values = asdict(self)
        values["options"] = [_option(one) for one in values["options"]]
        return {"meta": values.pop("meta"), **values}

    def to_json(self) -> str:
        """The comparison as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def _option(values: dict[str, Any]) -> dict[str, Any]:
    beaten, missing = values.pop("beaten_by"), values.pop("missing")
    return {**flat(values), "beaten_by": list(beaten), "missing": list(missing)}
