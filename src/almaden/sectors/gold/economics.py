"""What a way to win gold brings the miner: yield, income, cost and payback, beside the way that is used now.

    gold = ore * grade * recovery
    income = gold * price * paid share * (1 - share kept by a centre)
    cost = mercury bought * its price + ore * (inputs + work * wage) + capital / life
    net = income - cost

All methods share one draw of each price, of the ore and its grade, so these errors cancel where methods are compared.
Mercury bought is what :mod:`almaden.sectors.gold.fate` gives: a retort lowers it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from almaden.errors import Fault, InputError
from almaden.reference.meta import meta
from almaden.sectors.amounts import amount, first
from almaden.sectors.draws import FleetDraws, UnitDraws
from almaden.sectors.gold.fate import Practised, flows
from almaden.sectors.gold.method_anchors import anchors
from almaden.sectors.gold.methods import Method, Price, methods, prices
from almaden.sectors.gold.miner_result import BreakEven, MethodResult, MinerResult, Payback
from almaden.sectors.numbers import Drawn
from almaden.wording import n_

#: Grams in a kilogram and months in a year.
_G_PER_KG, _MONTHS = 1000.0, 12.0


@dataclass(frozen=True)
class _Year:
    """A year of a method, for all who share the operation; each a value, or draws with the value first.

    Attributes:
        gold_g, mercury_kg: won, and bought.
        sold: share of the price of fine gold that reaches the miners.
        income: USD.
        parts: cost by kind, USD; ``capital`` is that of a year.
        capital: what has to be bought, USD.
    """

    gold_g: Drawn
    mercury_kg: Drawn
    sold: Drawn
    income: Drawn
    parts: Mapping[str, Drawn]
    capital: Drawn

    @property
    def cost(self) -> Drawn:
        return sum(self.parts.values(), start=np.float64(0.0))

    @property
    def net(self) -> Drawn:
        return self.income - self.cost

    @property
    def before_capital(self) -> Drawn:
        return self.net + self.parts["capital"]


def economics(
    known: Mapping[str, Method] | None = None,
    told: Mapping[str, Price] | None = None,
    *,
    present: str = "whole_ore",
    draws: int = 10_000,
    seed: int = 1,
    input_sha256: str = "",
) -> MinerResult:
    """Every method for one operation, per miner and year, beside the present one.

    Args:
        known: methods; the program's where None.
        told: prices and operation; the defaults where None.
        present: the method that is used now.
        draws: of the ranges.
        seed: of the draws.
        input_sha256: of the file with a user's own numbers.

    Raises:
        InputError: there is no such present method, or there are no miners or no days of work.
    """
    known, told = known or methods(), told or prices()
    faults = [
        Fault(n_("this has to be more than zero"), column=key, value=str(told[key].number.value))
        for key in ("miners", "days_per_year")
        if told[key].number.value <= 0
    ]
    if present not in known:
        faults.append(Fault(n_("there is no such method"), column="present", value=present, accepted=", ".join(known)))
    if faults:
        raise InputError(faults)
    draw = FleetDraws(draws, seed).of("operation")
    operation = {key: draw(price.number) for key, price in told.items()}
    years = {key: _year(method, operation, draw) for key, method in known.items()}
    results = tuple(
        _compared(known[key], years[key], None if key == present else years[present], operation, draw) for key in known
    )
    origins = [price.number.origin for price in told.values()]
    origins += [number.origin for method in known.values() for number in method.values.values()]
    return MinerResult(
        meta=meta(draws, seed, input_sha256),
        present=present,
        prices=tuple(told.values()),
        methods=results,
        anchors=anchors(),
        origins=tuple(dict.fromkeys(origins)),
    )


def _year(method: Method, operation: Mapping[str, Drawn], draw: UnitDraws) -> _Year:
    value = {key: draw(number) for key, number in method.values.items()}
    ore = operation["ore_t_per_day"] * operation["days_per_year"]
    gold_g = ore * operation["grade_g_per_t"] * value["recovery"]
    # What stays in the sponge is not given back by the retort, but it is little: it is left out here.
    way = Practised(
        ratio=value["mercury_ratio"], in_amalgam=value["in_amalgam"], retort_share=1.0,
        retort_efficiency=value["retort_efficiency"], stored_share=0.0, sponge=0.0, capture_share=0.0,
        capture_efficiency=0.0, to_water=0.0,
    )  # fmt: skip
    mercury = flows(gold_g / _G_PER_KG, way).bought
    sold = value["paid_share"] * (1.0 - value["kept_share"])
    return _Year(
        gold_g=gold_g,
        mercury_kg=mercury,
        sold=sold,
        income=gold_g * operation["gold_usd_per_g"] * sold,
        parts={
            "mercury": mercury * operation["mercury_usd_per_kg"],
            "other": ore * value["other_usd_per_t"],
            "labour": ore * value["labour_days_per_t"] * operation["wage_usd_per_day"],
            "capital": value["capital_usd"] / value["life_years"],
        },
        capital=value["capital_usd"],
    )


def _compared(
    method: Method, year: _Year, now: _Year | None, operation: Mapping[str, Drawn], draw: UnitDraws
) -> MethodResult:
    """A method beside the present one, which is compared with nothing."""
    miners = operation["miners"]
    return MethodResult(
        method=method.key,
        name=method.name,
        yield_g_per_miner_day=amount(year.gold_g / miners / operation["days_per_year"]),
        gold_g=amount(year.gold_g / miners),
        mercury_kg=amount(year.mercury_kg / miners),
        income_usd=amount(year.income / miners),
        cost_usd=amount(year.cost / miners),
        cost_parts={name: amount(part / miners) for name, part in year.parts.items()},
        net_usd=amount(year.net / miners),
        difference_usd=amount((year.net - now.net) / miners) if now else None,
        share_better=_share_better(year, now) if now else None,
        capital_usd=amount(year.capital),
        payback=_payback(year, now, draw.size) if now else None,
        break_even_recovery=_break_even_recovery(method, year, now) if now else None,
        break_even_gold=_break_even_gold(year, now) if now else None,
    )


def _share_better(year: _Year, now: _Year) -> float:
    more = np.atleast_1d(np.asarray(year.net - now.net))
    drawn = more[1:] if len(more) > 1 else more
    return float(np.mean(drawn > 0.0))


def _payback(year: _Year, now: _Year, size: int) -> Payback:
    """Months until what the method brings more has paid for what has to be bought; the mill that is there is paid."""
    capital = np.broadcast_to(np.asarray(year.capital, dtype=float), (size,))
    more = np.broadcast_to(np.asarray(year.before_capital - now.before_capital, dtype=float), (size,))
    months = np.full(size, math.inf)
    np.divide(capital * _MONTHS, more, out=months, where=more > 0.0)
    months[(capital <= 0.0) & (more >= 0.0)] = 0.0
    drawn = np.sort(months[1:])
    # The draw at the rank below: between a number and never there is nothing to take a mean of.
    ends = [float(drawn[round(tail * (len(drawn) - 1))]) for tail in (0.025, 0.975)]
    low, high = (end if math.isfinite(end) else None for end in ends)
    value = float(months[0])
    return Payback(value if math.isfinite(value) else None, low, high, float(np.mean(~np.isfinite(drawn))))


def _break_even_recovery(method: Method, year: _Year, now: _Year) -> float | None:
    """Recovery from which on the method brings as much as the present one; None where no recovery does.

    Gold, and with it income and mercury, rise as the recovery does; all other costs stay.
    """
    recovery = method.values["recovery"].value
    if recovery <= 0.0:
        return None
    each = first(year.income - year.parts["mercury"]) / recovery
    fixed = sum(first(part) for name, part in year.parts.items() if name != "mercury")
    if each <= 0.0:
        return None
    found = (first(now.net) + fixed) / each
    return max(found, 0.0) if found <= 1.0 else None


def _break_even_gold(year: _Year, now: _Year) -> BreakEven:
    """Gold price at which the method brings as much as the present one, and on which side it brings more."""
    each = first(year.gold_g * year.sold) - first(now.gold_g * now.sold)
    cost = first(year.cost) - first(now.cost)
    if each == 0.0:
        return BreakEven(None, "always" if cost < 0.0 else "never")
    price = cost / each
    if price <= 0.0:
        return BreakEven(None, "always" if each > 0.0 else "never")
    return BreakEven(price, "above" if each > 0.0 else "below")
