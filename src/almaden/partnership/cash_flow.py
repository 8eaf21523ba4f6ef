"""The cash flow of a project: what goes out and comes in year by year, and what that is worth today."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from almaden.partnership.records.activities import CashFlowRecord

#: Share by which a sum is worth less when it comes a year later, where the reader names none.
DISCOUNT: Final = 0.05


@dataclass(frozen=True)
class Year:
    """One year of a cash flow, in its currency.

    Attributes:
        year: the year.
        incoming: what comes in, at least 0.
        outgoing: what goes out, at least 0.
        net: incoming less outgoing.
        balance: all net sums up to and with this year.
        present: the net sum, discounted to the first year.
    """

    year: int
    incoming: float
    outgoing: float
    net: float
    balance: float
    present: float


@dataclass(frozen=True)
class CashFlow:
    """The cash flow of one project in one currency; sums of different currencies are never added.

    Attributes:
        currency: ISO 4217 code.
        years: every year from the first to the last that has a sum.
        discount: share by which a sum is worth less when it comes a year later.
        present_value: all net sums discounted to the first year.
        lowest_balance: the least balance at the end of a year: money that must be there before it comes in.
        paid_back: the first year from which on the balance never falls below 0 again; None if there is none.
        uncertain: how many of the sums are approximate, estimated, or of unstated certainty.
        items: how many sums there are.
    """

    currency: str
    years: tuple[Year, ...]
    discount: float
    present_value: float
    lowest_balance: float
    paid_back: int | None
    uncertain: int
    items: int


def cash_flows(records: Iterable[CashFlowRecord], discount: float = DISCOUNT) -> tuple[CashFlow, ...]:
    """The cash flows of one project, one for each currency, by the code of the currency.

    Args:
        records: its sums.
        discount: share by which a sum is worth less when it comes a year later, above -1.

    Raises:
        ValueError: the discount is -1 or less, or no number.
    """
    if not math.isfinite(discount) or discount <= -1:
        raise ValueError(discount)
    by_currency: dict[str, list[CashFlowRecord]] = defaultdict(list)
    for record in records:
        by_currency[record.currency].append(record)
    return tuple(_flow(currency, found, discount) for currency, found in sorted(by_currency.items()))


def _flow(currency: str, records: list[CashFlowRecord], discount: float) -> CashFlow:
    first, last = min(one.year for one in records), max(one.year for one in records)
    years: list[Year] = []
    nets: list[float] = []
    for year in range(first, last + 1):
        sums = [one.amount for one in records if one.year == year]
        incoming, outgoing = math.fsum(x for x in sums if x > 0), -math.fsum(x for x in sums if x < 0)
        nets.append(math.fsum(sums))
        present = nets[-1] / (1 + discount) ** (year - first)
        years.append(Year(year, incoming, outgoing, nets[-1], math.fsum(nets), present))
    return CashFlow(
        currency=currency,
        years=tuple(years),
        discount=discount,
        present_value=math.fsum(one.present for one in years),
        lowest_balance=min(one.balance for one in years),
        paid_back=_paid_back(years),
        uncertain=sum(one.certainty != "stated" for one in records),
        items=len(records),
    )


def _paid_back(years: list[Year]) -> int | None:
    found = None
    for one in reversed(years):
        if one.balance < 0:
            break
        found = one.year
    return found
