"""What the owner of a plant is left with, as it is shown."""

from __future__ import annotations

import numpy as np

from almaden.inventory.result import Amount
from almaden.sectors.amounts import amount, first
from almaden.sectors.chloralkali.conversion_cash import Flows, Timing
from almaden.sectors.chloralkali.conversion_figures import probability
from almaden.sectors.chloralkali.conversion_result import Finance, ServiceYear
from almaden.sectors.chloralkali.finance import (
    Terms,
    exceeding,
    grant_needed,
    largest_devaluation,
    owner_value,
    paid,
    service,
)
from almaden.sectors.numbers import Drawn


def finance_of(flows: Flows, timing: Timing, terms: Terms, growth: Drawn, size: float) -> Finance:
    """What the owner of a plant is left with.

    Args:
        flows: money for each t of capacity.
        timing: its choices.
        terms: how it is paid for.
        growth: what foreign money costs after a year of what it cost, values or draws.
        size: capacity in t of chlorine a year.
    """
    npv = size * np.asarray(owner_value(flows, timing, terms, growth))
    capital = paid(terms, flows.capital, growth, timing.building)
    loan = (1.0 - terms.grant) * terms.loan * capital
    due = service(terms, growth)
    over = exceeding(loan, due, flows.saving, timing.building)
    years = [year for year, one in enumerate(over, 1) if np.atleast_1d(one)[0]]
    ever = np.any(np.broadcast_arrays(*over), axis=0)
    whole = size * first(capital)
    own = terms.per_eur
    return Finance(
        currency=terms.currency,
        per_eur=own,
        grant=terms.grant * whole,
        loan=size * first(loan),
        equity=whole - terms.grant * whole - size * first(loan),
        npv=amount(npv),
        npv_own=_times(amount(npv), own),
        probability=probability(npv),
        service=tuple(
            ServiceYear(
                year,
                _times(amount(size * loan * one), own),
                own * size * first(flows.saving) if year > timing.building else 0.0,
            )
            for year, one in enumerate(due, 1)
            if terms.loan > 0.0
        ),
        exceeds_year=years[0] if years else None,
        exceeds_probability=probability(ever.astype(float)),
        largest_devaluation=largest_devaluation(_record(flows), timing, terms),
        grant_needed=amount(grant_needed(flows, timing, terms, growth)),
    )


def _record(flows: Flows) -> Flows:
    return Flows(*(first(one) for one in (flows.capital, flows.change, flows.saving, flows.made, flows.saved_mwh)))


def _times(one: Amount, factor: float) -> Amount:
    return Amount(factor * one.value, factor * one.low, factor * one.high)
