"""What reconciled tests change in a unit: its coal's mercury, what reaches the stack, and where the rest goes."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from almaden.inventory.result import Amount
from almaden.quantity.spread import TwoPieceLognormal
from almaden.reference.origin import Origin
from almaden.sectors.coal.reconcile import Reconciled
from almaden.sectors.coal.reconcile_balance import DEVIATE
from almaden.sectors.coal.terms import FATES, Fate
from almaden.sectors.numbers import Drawn, Number, share_spread
from almaden.wording import n_


@dataclass(frozen=True, eq=False)
class Calibration:
    """A unit after its own tests.

    Attributes:
        passing: share of the mercury of the coal as fired that reaches the stack.
        mercury: mg/kg of the dry coal as fired, so after any washing; what leaves, where the coal was not measured.
        emission: mg of mercury in the stack's gas per GJ of coal (higher heating value), known better than the
            product of the other two.
        fate_shares: shares of the coal's mercury by fate, air among them; they add to 1.
        residues: the same with their ranges, without air.
    """

    passing: Number
    mercury: Number
    emission: Number
    fate_shares: Mapping[Fate, float]
    residues: Mapping[str, Number]


def calibration(reconciled: Reconciled) -> Calibration:
    """What the tests of a unit change."""
    tests, balance = reconciled.tests, reconciled.balance
    stack = balance.share("stack")
    origin = _origin(reconciled, n_("share of the coal's mercury that reaches the stack"), "", stack)
    passing = Number("passing", stack.value, share_spread(stack.value, stack.low, stack.high), origin)
    content = _scaled(balance.flow_per_heat("coal"), 1.0 / tests.load.coal_t_per_h)
    mercury = _number(reconciled, "mercury", n_("mercury in coal"), "mg/kg", content)
    # 1,000 mg are a gram.
    factor = _scaled(balance.flow_per_heat("stack"), 1000.0 / tests.load.heat_gj_per_h)
    emission = _number(reconciled, "emission", n_("mercury emitted"), "mg/GJ", factor)
    fates = {one.fate for one in tests.network.outputs}
    shares = {fate: balance.share("stack" if fate == "air" else fate).value for fate in FATES if fate in fates}
    residues: dict[str, Number] = {
        fate: _share(reconciled, fate, balance.share(fate)) for fate in shares if fate != "air"
    }
    return Calibration(passing, mercury, emission, shares, residues)


def carried(measured: Drawn, model: Drawn, changed: Drawn) -> Drawn:
    """The share reaching the stack of a changed train, in the light of what was measured on the train as it is.

    The odds of the changed train are multiplied by the ratio of measured to modelled odds of the train as it is. Odds,
    since a share so carried stays between 0 and 1 and keeps the order of trains.

    Args:
        measured: share measured on the train as it is.
        model: share that the model gives for that train, above 0 and below 1.
        changed: share that the model gives for the changed train.
    """
    kept = measured * (1.0 - model) * changed
    return kept / (kept + (1.0 - measured) * model * (1.0 - changed))


def _scaled(amount: Amount, factor: float) -> Amount:
    return Amount(amount.value * factor, amount.low * factor, amount.high * factor)


def _share(reconciled: Reconciled, fate: Fate, share: Amount) -> Number:
    """A share of the coal's mercury that stays in a residue, with a stream of its own."""
    return Number(
        fate, share.value, share_spread(share.value, share.low, share.high), _origin(reconciled, fate, "", share)
    )


def _number(reconciled: Reconciled, name: str, quantity: str, unit: str, amount: Amount) -> Number:
    """A lognormal number."""
    deviation = math.log(amount.high / amount.value) / DEVIATE
    return Number(
        name, amount.value, TwoPieceLognormal(deviation, deviation), _origin(reconciled, quantity, unit, amount)
    )


def _origin(reconciled: Reconciled, quantity: str, unit: str, amount: Amount) -> Origin:
    sources = dict.fromkeys(one.record.source for one in reconciled.tests.data if one.record.source)
    return Origin(
        quantity=quantity,
        value=amount.value,
        unit=unit,
        low=amount.low,
        high=amount.high,
        layer="plant tests",
        source="; ".join(sources),
        seen=n_("the plant's own tests, reconciled under the mass balance"),
        status="user",
    )
