"""What boiler and devices do to mercury under the conditions of a unit, as uncertain numbers with their rules."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from almaden.quantity.spread import Fixed
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.coal.chain import Action, Gas, through
from almaden.sectors.coal.injection import CATCHERS, bound_by_carbon
from almaden.sectors.coal.outlet import chlorine_equivalent, oxidised_share, particulate_share, required
from almaden.sectors.coal.plant import Conditions
from almaden.sectors.coal.rules import Place, Rule, Rules, best, rules, shared_share
from almaden.sectors.numbers import Draw, Drawn, Number, average_spread
from almaden.wording import n_

#: What a device may do, as fields of :class:`Action`, in words.
SHARES: Final[Mapping[str, str]] = MappingProxyType({
    "oxidised": n_("share of elemental mercury that is oxidised"),
    "reduced": n_("share of oxidised mercury that is reduced and re-emitted"),
    "bound": n_("share of gaseous mercury bound to carbon"),
    "captured_elemental": n_("share of elemental mercury captured"),
    "captured_oxidised": n_("share of oxidised mercury captured"),
    "captured_particulate": n_("share of mercury on particles captured"),
})  # fmt: skip
#: Shares of which less is better, so that a better device has less of them.
_FALLING: Final = frozenset({"reduced"})
_BOTTOM_ASH: Final = n_("share of mercury that stays in bottom ash")
_PARTICULATE: Final = n_("share of the mercury behind the boiler that is on particles")
_OXIDISED: Final = n_("share of the gaseous mercury behind the boiler that is oxidised")


@dataclass(frozen=True)
class RuleUse:
    """A rule that applied, for the reader of a result."""

    id: str
    text: str
    source: str
    status: str


@dataclass(frozen=True, eq=False)
class DeviceNumbers:
    """What a device does: fields of :class:`Action` that are not zero; all drawn from one stream."""

    device: str
    shares: Mapping[str, Number]


@dataclass(frozen=True, eq=False)
class Behaviour:
    """What happens to mercury between the burner and the stack.

    Attributes:
        bottom_ash: share that stays in the boiler.
        particulate: share of the flue gas' mercury that is on particles behind the boiler.
        oxidised: share of its gaseous mercury that is oxidised there.
        devices: what each device of the train does, in its order.
        rules: the rules that this rests on.
    """

    bottom_ash: Number
    particulate: Number
    oxidised: Number
    devices: tuple[DeviceNumbers, ...]
    rules: tuple[RuleUse, ...]


@functools.lru_cache(maxsize=8192)
def behaviour(conditions: Conditions) -> Behaviour:
    """The behaviour of mercury under some conditions, from the package's tables."""
    return behaviour_from(conditions, rules())


def behaviour_from(conditions: Conditions, table: Rules) -> Behaviour:
    """The behaviour of mercury under some conditions, from any table of rules."""
    fuel, train = conditions.fuel, conditions.train
    stand_in = _stand_ins().get(fuel.rank)
    place = Place(
        fuel.rank,
        stand_in["stands_for"] if stand_in else "",
        conditions.boiler,
        downstream=train.devices,
        additive=train.reemission_additive,
    )
    place = replace(place, halogen_mg_per_kg=chlorine_equivalent(table, place, conditions))
    used: dict[str, RuleUse] = {}
    if stand_in:
        used["rank"] = RuleUse(f"rank-{fuel.rank}", stand_in["text"], stand_in["source"], stand_in["status"])
    bottom = _noted(used, required(table, "boiler", "bottom_ash", place))
    particles = _noted(used, particulate_share(table, place, conditions))
    oxidised = _noted(used, oxidised_share(table, place))
    outlet = (
        _number(bottom, _BOTTOM_ASH, fuel.rank),
        _number(particles, _PARTICULATE, fuel.rank),
        _number(oxidised, _OXIDISED, fuel.rank),
    )
    devices = []
    for at, device in enumerate(train.devices):
        here = replace(place, upstream=train.devices[:at], downstream=train.devices[at + 1 :])
        devices.append(_device(table, device, here, used))
    bare = Behaviour(*outlet, tuple(devices), tuple(used.values()))
    return _with_carbon(bare, conditions)


def entering(behaviour: Behaviour, draw: Draw) -> Gas:
    """Mercury in the gas behind the boiler by form, as shares of all in the gas."""
    particulate = _drawn(behaviour.particulate, draw)
    gaseous = 1.0 - particulate
    oxidised = gaseous * _drawn(behaviour.oxidised, draw)
    return Gas(gaseous - oxidised, oxidised, particulate)


def actions(behaviour: Behaviour, draw: Draw) -> tuple[Action, ...]:
    """What the devices do, for :func:`~almaden.sectors.coal.chain.through`."""
    return tuple(
        Action(one.device, **{field: _drawn(number, draw) for field, number in one.shares.items()})
        for one in behaviour.devices
    )


def point(number: Number) -> Drawn:
    """Draws nothing: the value of a number."""
    return number.value


def _drawn(number: Number, draw: Draw) -> Drawn:
    """A number without a spread stays a float, which costs no array."""
    return number.value if isinstance(number.spread, Fixed) else draw(number)


def _device(table: Rules, device: str, place: Place, used: dict[str, RuleUse]) -> DeviceNumbers:
    shares: dict[str, Number] = {}
    for parameter, label in SHARES.items():
        rule = best(table, device, parameter, place)
        if rule is None:
            continue
        _noted(used, rule)
        if rule.value > 0.0:
            number = _number(rule.at_halogen(place.halogen_mg_per_kg), label, place.rank)
            shares[parameter] = replace(number, falling=parameter in _FALLING)
    return DeviceNumbers(device, MappingProxyType(shares))


def _number(rule: Rule, label: str, rank: str) -> Number:
    """A rule's share as a number; those of one device have one stream."""
    origin = Origin(
        label, rule.value, "share", rule.low, rule.high, "coal/behaviour", rule.source, rule.seen, rule.status,
        place=rule.device, note=rule.doubt,
    )  # fmt: skip
    spread = average_spread(rule.value, rule.low, rule.high)
    return Number(rule.device, rule.value, spread, origin, f"coal:{rule.device}:{rank}", shared_share(rule.device))


def _noted(used: dict[str, RuleUse], rule: Rule) -> Rule:
    used[rule.id] = RuleUse(rule.id, rule.text, rule.source, rule.status)
    if slope := rule.halogen:
        used[slope.id] = RuleUse(slope.id, slope.text, slope.source, slope.status)
    return rule


def _with_carbon(bare: Behaviour, conditions: Conditions) -> Behaviour:
    """Let injected carbon bind what the curve of the field tests asks for, beyond what is caught without it."""
    train = conditions.train
    if "ACI" not in train.devices:
        return bare
    at = train.devices.index("ACI")
    catcher = next((end for end, device in enumerate(train.devices) if end > at and device in CATCHERS), None)
    if catcher is None or not train.sorbent or train.sorbent_mg_per_m3 <= 0.0:
        return bare
    steps = actions(bare, point)
    before = through(entering(bare, point), steps[:at])
    gas = before[-1].gas if before else entering(bare, point)
    found = bound_by_carbon(gas, steps[at : catcher + 1], train, conditions.fuel.rank)
    if found is None:
        return bare
    carbon = DeviceNumbers("ACI", MappingProxyType({"bound": found.number}))
    use = RuleUse(found.curve.id, found.curve.text, found.curve.source, found.curve.status)
    devices = (*bare.devices[:at], carbon, *bare.devices[at + 1 :])
    return replace(bare, devices=devices, rules=(*bare.rules, use))


@functools.cache
def _stand_ins() -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({row["rank"]: row for row in read_table("coal/rank_stand_ins")})
