"""Which source categories make the trend between two years.

The trend assessment of the IPCC guidelines (2006 Guidelines for National Greenhouse Gas Inventories, vol. 1,
ch. 4, equations 4.2 and 4.3; recalled, not re-read): a category counts by its level in the first year times
how far its own trend departs from that of the total. That is the change of its share of the total, times the
growth of the total, so it is defined for categories that appear or end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from almaden.inventory.key_sources import KEY_SHARE, RANKED
from almaden.inventory.result import Result
from almaden.reference.categories import category, sort_key


@dataclass(frozen=True)
class TrendSource:
    """A source category in the ranking by its part in the trend of an amount of the toolkit total.

    ``assessment`` is the IPCC trend assessment, ``trend_share`` and ``cumulative`` are fractions of its sum;
    ``key`` marks the categories that together make 95 % of it.
    """

    quantity: str
    code: str
    name: str
    first_kg: float
    last_kg: float
    assessment: float
    trend_share: float
    cumulative: float
    key: bool


def trend_sources(first: Result, last: Result) -> tuple[TrendSource, ...]:
    """Source categories ranked by their part in the trend of the input and of each release.

    An amount whose total is zero in one of the two years has no trend and is left out.
    """
    found: list[TrendSource] = []
    for quantity in RANKED:
        found.extend(_ranked(quantity, _values(first, quantity), _values(last, quantity)))
    return tuple(found)


def with_trend(result: Result, trend: tuple[TrendSource, ...]) -> Result:
    """A result whose key sources carry their share of the trend up to it."""
    shares = {(one.quantity, one.code): one.trend_share for one in trend}
    return replace(
        result,
        key_sources=tuple(
            replace(source, trend_share=shares.get((source.quantity, source.code))) for source in result.key_sources
        ),
    )


def _values(result: Result, quantity: str) -> dict[str, float]:
    return {one.code: one.value_kg for one in result.key_sources if one.quantity == quantity}


def _ranked(quantity: str, first: Mapping[str, float], last: Mapping[str, float]) -> list[TrendSource]:
    before, after = sum(first.values()), sum(last.values())
    if before <= 0.0 or after <= 0.0:
        return []
    codes = sorted({*first, *last}, key=sort_key)
    assessed = {
        code: abs(last.get(code, 0.0) / after - first.get(code, 0.0) / before) * after / before for code in codes
    }
    whole = sum(assessed.values())
    ranked = []
    cumulative = 0.0
    for code in sorted(codes, key=lambda one: -assessed[one]):
        share = assessed[code] / whole if whole > 0.0 else 0.0
        is_key = share > 0.0 and cumulative < KEY_SHARE
        cumulative += share
        ranked.append(
            TrendSource(
                quantity=quantity,
                code=code,
                name=category(code).name,
                first_kg=first.get(code, 0.0),
                last_kg=last.get(code, 0.0),
                assessment=assessed[code],
                trend_share=share,
                cumulative=min(cumulative, 1.0),
                key=is_key,
            )
        )
    return ranked
