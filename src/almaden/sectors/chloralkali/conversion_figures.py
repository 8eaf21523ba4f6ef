"""Figures of a conversion from its draws: paybacks, internal rate, break-even price, years of cash."""

from __future__ import annotations

from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray, quantiles
from almaden.sectors.amounts import first
from almaden.sectors.chloralkali.conversion_cash import Flows, Timing, discounted_payback
from almaden.sectors.chloralkali.conversion_result import CashYear, Open
from almaden.sectors.numbers import Drawn

_LOW: Final = 0.025
_HIGH: Final = 0.975
#: Stands for years that never come; a payback at least as long is none.
_NEVER: Final = 1e9
_EVER: Final = 1e6
#: Rates per year between which the internal one is looked for, and in how many halvings.
_RATES: Final = (-0.5, 4.0)
_HALVINGS: Final = 24


def probability(npv: Drawn) -> float:
    """Share of the draws above 0; where nothing is uncertain 0 or 1."""
    values = np.atleast_1d(npv)
    return float(np.mean((values[1:] if len(values) > 1 else values) > 0.0))


def paybacks(flows: Flows) -> Open:
    """Years from the change until savings have paid all that was paid once, without interest."""
    return _ends(_years(flows.capital + flows.change, flows.saving))


def discounted_paybacks(flows: Flows, timing: Timing) -> Open:
    """The same with interest; what was paid at the decision has grown until the change."""
    cost = flows.capital / timing.at_change + flows.change
    simple = _ends(_years(cost, flows.saving))
    # The discounted years rise with the simple ones, so their quantiles are those of the simple ones, discounted.
    found = (None if one is None else discounted_payback(one, 1.0, timing.discount) for one in _parts(simple))
    return Open(*found)


def break_even(flows: Flows, timing: Timing, power_price: Drawn) -> Open:
    """Price of electricity at which the net present value is 0; none where no electricity is saved."""
    saved = np.atleast_1d(flows.saved_mwh)
    some = Flows(flows.capital, flows.change, flows.saving, flows.made, np.where(saved > 0.0, saved, np.nan))
    prices = np.atleast_1d(some.break_even_price(timing, power_price))
    return _ends(np.where(np.isnan(prices), _NEVER, prices))


def internal_rate(flows: Flows, timing: Timing) -> Open:
    """Rate per year at which the net present value is 0, with its range.

    The net present value falls through 0 at most once, so a quantile of the rate is where that share of the draws is
    below 0.
    """
    capital, change, saving = (np.atleast_1d(one) for one in (flows.capital, flows.change, flows.saving))
    draws = [one[1:] if len(one) > 1 else one for one in (capital, change, saving)]
    record = Flows(first(capital), first(change), first(saving), 1.0, 1.0)
    drawn = Flows(draws[0], draws[1], draws[2], 1.0, 1.0)
    return Open(_rate(record, timing, 0.5), _rate(drawn, timing, _LOW), _rate(drawn, timing, _HIGH))


def cash_years(flows: Flows, timing: Timing, size: float) -> tuple[CashYear, ...]:
    """Money year by year at the values of record, from the decision, year 0, to the end of the new plant's life."""
    capital, change, saving = (size * first(one) for one in (flows.capital, flows.change, flows.saving))
    found, sum_up = [], 0.0
    for year in range(round(timing.building + timing.life) + 1):
        paid = capital if year == 0 else 0.0
        at_change = change if year == round(timing.building) else 0.0
        saved = saving if year > timing.building else 0.0
        sum_up += (saved - paid - at_change) * (1.0 + timing.discount) ** -year
        found.append(CashYear(year, -paid, -at_change, saved, sum_up))
    return tuple(found)


def _rate(flows: Flows, timing: Timing, share: float) -> float | None:
    low, high = _RATES
    if _below(flows, timing, low) > share or _below(flows, timing, high) <= share:
        return None
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        low, high = (low, middle) if _below(flows, timing, middle) > share else (middle, high)
    return 0.5 * (low + high)


def _below(flows: Flows, timing: Timing, rate: float) -> float:
    """Share of draws whose net present value is below 0 at a rate."""
    return float(np.mean(np.asarray(flows.present_value(timing.at(rate))) < 0.0))


def _years(cost: Drawn, saving: Drawn) -> FloatArray:
    cost, saving = np.atleast_1d(cost), np.atleast_1d(saving)
    years = np.full(np.broadcast_shapes(cost.shape, saving.shape), _NEVER)
    np.divide(cost, saving, out=years, where=saving > 0.0)
    np.minimum(years, _NEVER, out=years)
    return years


def _ends(years: FloatArray) -> Open:
    low, high = quantiles(years[1:], (_LOW, _HIGH)) if len(years) > 1 else (years[0], years[0])
    found = (float(one) if one < _EVER else None for one in (years[0], low, high))
    return Open(*found)


def _parts(one: Open) -> tuple[float | None, float | None, float | None]:
    return one.value, one.low, one.high
