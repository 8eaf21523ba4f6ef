"""How a conversion is paid for: grant, loan, own and foreign money, and what its owner is left with.

Sums are real, for each tonne of capacity, in EUR at the rate of the decision. Where the own money loses value, debt in
foreign money and what is bought abroad cost more of it, while savings stay what they are in own money: that has
stopped projects.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from almaden.quantity.annuity import capital_recovery
from almaden.quantity.spread import Range, spread_of
from almaden.sectors.chloralkali.conversion_cash import Flows, Timing, Values
from almaden.sectors.chloralkali.conversion_inputs import Input
from almaden.sectors.chloralkali.conversion_records import ConversionRecord
from almaden.sectors.numbers import Drawn, Number

#: What is bought abroad while a plant is built is paid at half of that time, in the mean.
_HALF: Final = 0.5
#: Yearly rises of what foreign money costs between which the largest bearable one is looked for, and how closely.
_FALL: Final = -0.5
_RISE: Final = 2.0
_STEPS: Final = 60
#: High end of a rise that is told without a range, over its value: none.
_EXACT: Final = 1.0


@dataclass(frozen=True)
class Terms:
    """How a plant is paid for.

    Attributes:
        grant: share of the capital that nobody pays back.
        loan: share of what the grant leaves.
        interest: real rate of the loan.
        years: until it is paid back, the years of grace among them.
        grace: first years in which only interest is paid.
        foreign_loan, foreign_capital: shares of the loan and of the capital that are in foreign money.
        devaluation, devaluation_low, devaluation_high: real rise per year of what foreign money costs, 95 % range.
        currency, per_eur: the own money.
    """

    grant: float
    loan: float
    interest: float
    years: int
    grace: int
    foreign_loan: float
    foreign_capital: float
    devaluation: float
    devaluation_low: float
    devaluation_high: float
    currency: str
    per_eur: float

    @property
    def growth(self) -> Number:
        """What foreign money costs after a year of what it cost, as a number to be drawn."""
        from almaden.reference.origin import Origin

        value, low, high = (1.0 + one for one in (self.devaluation, self.devaluation_low, self.devaluation_high))
        spread = spread_of(value, Range(low, high), "fixed" if low == high else "lognormal", _EXACT)
        origin = Origin("devaluation", self.devaluation, "per year", low - 1.0, high - 1.0, "inventory", "", "", "user")
        return Number("devaluation", value, spread, origin)

    def with_loan(self, values: Values) -> Terms:
        """The same with interest and years of other values."""
        years = int(float(values["loan_years"]))
        return replace(self, interest=float(values["interest"]), years=years, grace=min(self.grace, years - 1))

    @property
    def abroad(self) -> bool:
        """Whether the value of the own money matters."""
        return self.foreign_capital > 0.0 or self.loan * self.foreign_loan > 0.0


def terms_of(record: ConversionRecord, interest: Input, years: Input, building: float) -> Terms | None:
    """How a plant is paid for, or None where its record tells neither of grant, loan nor foreign money."""
    told = (record.grant_share, record.loan_share, record.foreign_capital_share, record.devaluation)
    if all(one is None for one in told):
        return None
    length = int(years.value)
    grace = int(building) if record.grace_years is None else record.grace_years
    value = record.devaluation or 0.0
    low, high = record.devaluation_low, record.devaluation_high
    return Terms(
        grant=record.grant_share or 0.0,
        loan=record.loan_share or 0.0,
        interest=interest.value,
        years=length,
        grace=min(grace, length - 1),
        foreign_loan=record.foreign_loan_share or 0.0,
        foreign_capital=record.foreign_capital_share or 0.0,
        devaluation=value,
        devaluation_low=value if low is None else low,
        devaluation_high=value if high is None else high,
        currency=record.currency,
        per_eur=record.per_eur or 1.0,
    )


def instalments(terms: Terms) -> list[float]:
    """What is paid in each year for one of loan, in the money of the loan."""
    annuity = capital_recovery(terms.interest, terms.years - terms.grace)
    return [terms.interest if year <= terms.grace else annuity for year in range(1, terms.years + 1)]


def service(terms: Terms, growth: Drawn) -> list[Drawn]:
    """What is paid in each year for one of loan, in own money.

    Args:
        terms: of the loan.
        growth: what foreign money costs after a year of what it cost, values or draws.
    """
    found: list[Drawn] = []
    cost: Drawn = 1.0
    for share in instalments(terms):
        cost = cost * growth
        found.append(share * (1.0 - terms.foreign_loan + terms.foreign_loan * cost))
    return found


def paid(terms: Terms, capital: Drawn, growth: Drawn, building: float) -> Drawn:
    """What the capital costs in own money."""
    return capital * (1.0 - terms.foreign_capital + terms.foreign_capital * growth ** (_HALF * building))


def burden(terms: Terms, growth: Drawn, discount: float) -> Drawn:
    """What one of capital that no grant pays costs the owner, at the decision."""
    if terms.loan == 0.0:
        return 1.0
    present: Drawn = 0.0
    for year, due in enumerate(service(terms, growth), 1):
        present = present + due * (1.0 + discount) ** -year
    return 1.0 - terms.loan + terms.loan * present


def owner_value(flows: Flows, timing: Timing, terms: Terms, growth: Drawn) -> Drawn:
    """Net present value to the owner, who does not pay what the grant does and pays the loan in instalments."""
    capital = paid(terms, flows.capital, growth, timing.building)
    cost = (1.0 - terms.grant) * capital * burden(terms, growth, timing.discount)
    return flows.present_value(timing) + flows.capital - cost


def grant_needed(flows: Flows, timing: Timing, terms: Terms, growth: Drawn) -> Drawn:
    """Share of the capital that a grant has to pay so that the owner's net present value is 0.

    Below 0 where it is above 0 without one; above 1 where a grant of the whole capital is not enough.
    """
    capital = paid(terms, flows.capital, growth, timing.building) * burden(terms, growth, timing.discount)
    return 1.0 - (flows.present_value(timing) + flows.capital) / capital


def largest_devaluation(flows: Flows, timing: Timing, terms: Terms) -> float | None:
    """The largest yearly rise of what foreign money costs that leaves the owner's net present value not below 0.

    At values of record. Below 0 where foreign money must become cheaper. None where its price does not matter, or where
    no rise up to 2 a year, or no fall up to one half, changes the sign.
    """
    low, high = _FALL, _RISE

    def left(devaluation: float) -> float:
        return float(owner_value(flows, timing, terms, 1.0 + devaluation))

    if not terms.abroad or left(low) < 0.0 or left(high) > 0.0:
        return None
    for _ in range(_STEPS):
        middle = _HALF * (low + high)
        low, high = (middle, high) if left(middle) >= 0.0 else (low, middle)
    return _HALF * (low + high)


def exceeding(loan: Drawn, due: list[Drawn], saving: Drawn, building: float) -> list[np.bool_ | np.ndarray]:
    """For each year of the loan whether its service exceeds what the new plant saves; never before the change."""
    return [np.logical_and(year > building, loan * one > saving) for year, one in enumerate(due, 1)]
