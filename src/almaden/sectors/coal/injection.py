"""Injection of activated carbon: what field tests say of the mercury caught at a rate, and of ash that can be sold.

Curve: ``capture(Q) = most * Q / (Q + half)``, the share of mercury caught by injection and particle control
together, in the gas that reaches the point of injection. Where ash and devices catch a share ``B`` without carbon,
they count as carbon that would catch as much, so that ``capture(Q) = B + (most - B) * Q / (Q + half')`` with
``half' = half * most / (most - B)``. Fitted by ``tools/coal_injection_fit.py``.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from types import MappingProxyType
from typing import Final

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.coal.chain import Action, Gas, through
from almaden.sectors.coal.rules import shared_share
from almaden.sectors.coal.train import Train
from almaden.sectors.numbers import Number, share_spread
from almaden.wording import n_

#: Exact: a pound is 453,592.37 mg, a cubic foot 0.028316846592 m3.
MG_PER_M3_OF_LB_PER_MMACF: Final = 453_592.37 / (1e6 * 0.028316846592)
#: Particle controls that catch injected carbon, and what the curves call them.
CATCHERS: Final[Mapping[str, str]] = MappingProxyType({"CS-ESP": "ESP", "HS-ESP": "HS-ESP", "FF": "FF"})
_CAPTURE: Final = n_("share of mercury caught by injected carbon with its particle control")
_BOUND: Final = n_("share of gaseous mercury bound to carbon")
_DEVIATE: Final = NormalDist().inv_cdf(0.975)
#: Most that an end of a range may lie from its share, as a logit. Derivatives grow without bound where ash and devices
#: nearly catch what carbon can catch at most; there they no longer say how far the share may be off.
_REACH: Final = 5.0


@dataclass(frozen=True)
class Curve:
    """What carbon catches at a rate, with its uncertainty for a site.

    Attributes:
        id: identifier of the row.
        ranks: ranks of coal that it is for.
        most: capture at any rate, however high.
        half_mg_per_m3: rate at half of that, per cubic metre of flue gas as it is.
        most_deviation: standard deviation of the logit of ``most``.
        half_deviation: standard deviation of the logarithm of ``half_mg_per_m3``.
        correlation: between the two.
        site_deviation: scatter of sites about the curve, standard deviation of the logit of the capture.
        text, source, seen, status, doubt: where it comes from.
    """

    id: str
    ranks: tuple[str, ...]
    most: float
    half_mg_per_m3: float
    most_deviation: float
    half_deviation: float
    correlation: float
    site_deviation: float
    text: str
    source: str
    seen: str
    status: str
    doubt: str

    def capture(self, rate_mg_per_m3: float, without: float = 0.0) -> float:
        """The share caught at a rate of carbon: ``without`` at none, rising to ``most`` unless that is less."""
        if without >= self.most:
            return without
        return without + (self.most - without) * self._filled(rate_mg_per_m3, without)

    def number(self, rate_mg_per_m3: float) -> Number:
        """The share caught at a rate as an uncertain number, where nothing is caught without carbon."""
        return self._number(_CAPTURE, rate_mg_per_m3, 0.0, 1.0)

    def bound(self, rate_mg_per_m3: float, without: float, fully: float) -> Number:
        """The share of gaseous mercury that carbon binds, as an uncertain number.

        Args:
            rate_mg_per_m3: carbon per cubic metre of flue gas as it is.
            without: share of mercury that is caught without carbon.
            fully: share that is caught if all gaseous mercury is bound, above ``without``.
        """
        return self._number(_BOUND, rate_mg_per_m3, without, fully)

    def _number(self, label: str, rate: float, without: float, fully: float) -> Number:
        share = min((self.capture(rate, without) - without) / (fully - without), 1.0)
        low = high = share
        if 0.0 < share < 1.0:
            reach = min(_DEVIATE * self._deviation(rate, without, share), _REACH)
            low, high = (1.0 / (1.0 + (1.0 - share) / share * math.exp(side * reach)) for side in (1.0, -1.0))
        origin = Origin(
            label, share, "share", low, high, "coal/injection_curves", self.source, self.seen, self.status,
            place=self.id, note=self.doubt,
        )  # fmt: skip
        spread = share_spread(share, low, high)
        return Number("ACI", share, spread, origin, f"coal:ACI:{self.id}", shared_share("ACI"))

    def _half(self, without: float) -> float:
        return self.half_mg_per_m3 * self.most / (self.most - without)

    def _filled(self, rate: float, without: float) -> float:
        """How far the curve is from where it starts to where it ends, 0 to 1."""
        return rate / (rate + self._half(without))

    def _deviation(self, rate: float, without: float, share: float) -> float:
        """Standard deviation of the logit of a share bound, by its derivatives, with the scatter of sites."""
        gap, half = self.most - without, self._half(without)
        rise = (1.0 + half * without / (self.most * (rate + half))) / gap
        by_most = self.most_deviation * self.most * (1.0 - self.most) * rise
        by_half = -self.half_deviation * half / (rate + half)
        variance = by_most**2 + by_half**2 + 2.0 * self.correlation * by_most * by_half
        return math.sqrt(variance / (1.0 - share) ** 2 + self.site_deviation**2)


@functools.cache
def curves() -> Mapping[tuple[str, str], tuple[Curve, ...]]:
    """All curves by particle control (``ESP``, ``HS-ESP``, ``FF``) and sorbent."""
    found: dict[tuple[str, str], tuple[Curve, ...]] = {}
    for row in read_table("coal/injection_curves"):
        curve = Curve(
            id=row["id"],
            ranks=tuple(row["ranks"].split("|")),
            most=float(row["eta_max"]),
            half_mg_per_m3=float(row["q50_lb_per_mmacf"]) * MG_PER_M3_OF_LB_PER_MMACF,
            most_deviation=float(row["eta_max_sd_logit"]),
            half_deviation=float(row["q50_sd_log"]),
            correlation=float(row["correlation"]),
            site_deviation=float(row["site_scatter_logit"]),
            **{name: row[name] for name in ("text", "source", "seen", "status", "doubt")},
        )
        key = row["particle_control"], row["sorbent"]
        found[key] = (*found.get(key, ()), curve)
    return MappingProxyType(found)


def injection_curve(particle_control: str, sorbent: str, rank: str) -> Curve:
    """The curve for a particle control, a sorbent and a rank of coal.

    Args:
        particle_control: the device that catches the carbon: a key of :data:`CATCHERS`, or what the curves call it.
        sorbent: ``plain`` or ``brominated``.
        rank: rank of the coal.

    Raises:
        KeyError: there is none for them.
    """
    key = CATCHERS.get(particle_control, particle_control), sorbent
    for curve in curves().get(key, ()):
        if rank in curve.ranks:
            return curve
    raise KeyError((*key, rank))


@dataclass(frozen=True, eq=False)
class Bound:
    """What injected carbon binds of the gaseous mercury, and the curve that says so."""

    number: Number
    curve: Curve


def bound_by_carbon(gas: Gas, steps: Sequence[Action], train: Train, rank: str) -> Bound | None:
    """The share of gaseous mercury to bind so that what is caught in total is what the curve says.

    Args:
        gas: mercury that reaches the injection, by form.
        steps: the injection, whose action is put in here, and the devices behind it up to the particle control that
            catches the carbon, with their actions at the values of record.
        train: the train with its sorbent and rate.
        rank: rank of the coal.

    Returns:
        None where the devices catch as much without carbon already.
    """
    curve = injection_curve(steps[-1].device, train.sorbent, rank)
    without, fully = (
        1.0 - float(through(gas, (Action("ACI", bound=bound), *steps[1:]))[-1].gas.total / gas.total)
        for bound in (0.0, 1.0)
    )
    if fully <= without or curve.most <= without:
        return None
    return Bound(curve.bound(train.sorbent_mg_per_m3, without, fully), curve)


@dataclass(frozen=True)
class AshSale:
    """Whether fly ash can be sold for concrete, and why."""

    saleable: bool
    text: str
    source: str
    status: str


def ash_saleable(train: Train) -> AshSale:
    """Whether the fly ash of a train can be sold for concrete: not with carbon or dry-scrubber solids in it."""
    first = next((at for at, device in enumerate(train.devices) if device in CATCHERS), len(train.devices))
    before = set(train.devices[:first])
    case = "carbon before ash" if "ACI" in before else "dry scrubber before ash" if "SDA" in before else ""
    if not case:
        case = "carbon after ash" if "ACI" in train.devices else "no carbon"
    row = next(row for row in read_table("coal/ash_sales") if row["case"] == case)
    return AshSale(row["saleable"] == "y", row["text"], row["source"], row["status"])
