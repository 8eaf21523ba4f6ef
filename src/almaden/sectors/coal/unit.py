"""One unit in depth: its mercury from the coal to the stack, every method, limits, and its own tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from almaden.errors import Fault, InputError
from almaden.inventory.result import Amount
from almaden.sectors.amounts import amount
from almaden.sectors.coal.article8 import Position as Article8Position
from almaden.sectors.coal.article8 import position as article8_position
from almaden.sectors.coal.behaviour import RuleUse, behaviour
from almaden.sectors.coal.chain import Gas
from almaden.sectors.coal.compare import DEFAULT_METHOD, default_method, disagreement
from almaden.sectors.coal.conversions import Plant, converted, gas_volume
from almaden.sectors.coal.defaults import general
from almaden.sectors.coal.emission import Emission, by_fate, emission
from almaden.sectors.coal.engine import fate_shares, fates_of, over_trains, passage
from almaden.sectors.coal.injection import ash_saleable
from almaden.sectors.coal.life import lifetime_rules, remaining_years
from almaden.sectors.coal.limits import Facts, positions
from almaden.sectors.coal.methods import answers, methods
from almaden.sectors.coal.plant import CoalUnit, Conditions
from almaden.sectors.coal.reconcile import Reconciled
from almaden.sectors.coal.result import DeviceStep, Meta, MethodResult, UnitResult
from almaden.sectors.coal.used import origins_of
from almaden.sectors.draws import FleetDraws, UnitDraws
from almaden.sectors.numbers import Drawn
from almaden.wording import n_

_CHAIN_TITLE = n_("Chain of devices")
_BY_TESTS = n_(
    "The unit's own tests tell what reaches the stack. The chain of devices tells the forms, and what changes would "
    "do; the shares after each device are those of the chain before the tests."
)
#: Quantities of an emission and the unit in which :mod:`~almaden.sectors.coal.conversions` knows them.
_UNITS = {
    "g_per_gwh": "g/GWh",
    "lb_per_gwh": "lb/GWh",
    "lb_per_tbtu": "lb/TBtu",
    "mg_per_gj": "mg/GJ",
    "ug_per_nm3": "ug/Nm3",
}


def compute_unit(
    unit: CoalUnit,
    meta: Meta,
    day: date,
    entry: date | None = None,
    tests: Reconciled | None = None,
    questions: Sequence[str] = (),
    measure: str = "",
) -> UnitResult:
    """Reckon a unit.

    Args:
        unit: the unit, filled, and calibrated where it has tests.
        meta: draws, seed, year, rule of life and oxygen.
        day: day for which limits are looked up.
        entry: day on which the Convention entered into force for the country, None where it is no Party.
        tests: what its own tests say.
        questions: what looks wrong in the input.
        measure: what the Party chose for existing sources under Article 8; a key of :func:`article8.measures`.

    Raises:
        InputError: it does not run, so that there is nothing to follow.
    """
    _refuse_idle(unit)
    draws = FleetDraws(meta.draws, meta.seed).of(unit.id)
    one = emission(unit, draws)
    rates = emission_rates(unit, one.g_per_gwh, draws(unit.heat_rate), meta.oxygen_percent)
    rule = lifetime_rules()[meta.lifetime_rule]
    years = remaining_years(unit, rule, meta.state_year)
    fates = fates_kg(unit, one, draws)
    train = unit.trains[0][1]
    return UnitResult(
        meta=meta,
        unit=unit,
        coal_kg_per_year=amount(one.coal_kg),
        burned_kg_per_year=amount(one.burned_kg),
        quantities={
            "kg_per_year": amount(one.air_kg),
            "lifetime_kg": amount(one.air_kg * float(years)),
            **{name: amount(rate) for name, rate in rates.items()},
        },
        fates={name: amount(value) for name, value in fates.items()},
        saleable_kg=_saleable(unit, fates),
        ash_note=ash_saleable(train).text if train.sorbent else "",
        steps=tuple(
            (share, _steps(conditions, draws))
            for (share, _), conditions in zip(unit.trains, unit.conditions, strict=True)
        ),
        methods=_methods(unit, one),
        default_reason=_BY_TESTS if unit.tested else default_method()[1],
        rules=_rules(unit),
        limits=positions(_facts(unit, rates, meta.oxygen_percent), day),
        article8=_article8(unit, entry, day, measure) if entry else None,
        tests=tests,
        remaining_years=years,
        questions=tuple(questions),
        origins=origins_of(unit),
    )


def _refuse_idle(unit: CoalUnit) -> None:
    """See that there is something to follow."""
    if unit.capacity_factor.value == 0.0:
        raise InputError(
            Fault(
                n_("a unit that does not run emits nothing"),
                column="capacity_factor",
                value="0",
                accepted=n_("a number above 0, or nothing where it is not known"),
                advice=n_("give the share of the year in which it last ran"),
            )
        )


def emission_rates(unit: CoalUnit, g_per_gwh: Drawn, heat_rate: Drawn, oxygen_percent: float) -> dict[str, Drawn]:
    """An emission in every unit of :data:`_UNITS`, those for output only where there is an output."""
    plant = Plant(heat_rate, gas_volume(unit.conditions[0].fuel.rank), oxygen_percent)
    return {name: converted(g_per_gwh, "g/GWh", word, plant) for name, word in _UNITS.items()}


def fates_kg(unit: CoalUnit, one: Emission, draws: UnitDraws) -> dict[str, Drawn]:
    """Kilograms a year by fate; with what washing takes they add to the mercury of the coal."""
    shares = by_fate(unit, over_trains(unit, draws, fate_shares), draws)
    fates = {name: one.burned_kg * share for name, share in shares.items()}
    if unit.washing.value > 0.0:
        fates["washing refuse"] = one.coal_kg - one.burned_kg
    return fates


def _saleable(unit: CoalUnit, fates: dict[str, Drawn]) -> dict[str, Amount]:
    """Mercury in what is sold: fly ash and gypsum, as far as they are sold and may be."""
    found = {}
    train = unit.trains[0][1]
    if "fly ash" in fates and unit.ash_sold_share and ash_saleable(train).saleable:
        found["fly ash"] = amount(fates["fly ash"] * unit.ash_sold_share)
    if "FGD solid" in fates and train.has("wFGD"):
        found["gypsum"] = amount(fates["FGD solid"] * general("gypsum_sold_share"))
    return found


def _steps(conditions: Conditions, draws: UnitDraws) -> tuple[DeviceStep, ...]:
    way = passage(conditions, draws)
    steps = [_step("boiler", way.gas, way.bottom_ash, {"bottom ash": 1.0})]
    for step, fates in zip(way.steps, fates_of(conditions.train.devices), strict=True):
        steps.append(_step(step.device, step.gas, step.captured.total, dict(fates)))
    return tuple(steps)


def _step(place: str, gas: Gas, captured: Drawn, fates: dict[str, float]) -> DeviceStep:
    elemental, oxidised, particulate = (amount(form) for form in gas)
    return DeviceStep(place, elemental, oxidised, particulate, amount(captured), fates)


def _methods(unit: CoalUnit, one: Emission) -> tuple[MethodResult, ...]:
    chain = amount(one.air_kg)
    removal = amount(1.0 - one.air_kg / one.coal_kg)
    found = [MethodResult(DEFAULT_METHOD, _CHAIN_TITLE, True, (), chain, removal, True, origins_of(unit))]
    for method in methods():
        each = [next(a for a in answers(c) if a.method == method.name) for c in unit.conditions]
        refused = next((answer for answer in each if answer.passing is None), None)
        if refused is not None:
            found.append(MethodResult(method.name, method.title, False, (refused.reason,), None, None, False))
            continue
        kg = amount(one.methods[method.name])
        apart = disagreement(chain, kg, method.title)
        told = dict.fromkeys(text for answer in each for text in answer.told)
        found.append(
            MethodResult(
                method=method.name,
                title=method.title,
                applies=True,
                told=(*told, apart) if apart else tuple(told),
                kg_per_year=kg,
                removal=amount(1.0 - one.methods[method.name] / one.coal_kg),
                is_default=False,
                origins=tuple(answer.passing.origin for answer in each if answer.passing is not None),
            )
        )
    return tuple(found)


def _facts(unit: CoalUnit, rates: dict[str, Drawn], oxygen_percent: float) -> Facts:
    return Facts(
        country=unit.country,
        rank=unit.conditions[0].fuel.rank,
        thermal_mw=unit.thermal_mw,
        emissions={_UNITS[name]: np.atleast_1d(rate) for name, rate in rates.items()},
        capacity_mw=unit.capacity_mw,
        kind=unit.kind,
        start_year=unit.start_year,
        oxygen_percent=oxygen_percent,
    )


def _article8(unit: CoalUnit, entry: date, day: date, measure: str) -> Article8Position:
    train = unit.trains[0][1]
    return article8_position(unit.kind, train, entry, day, start_year=unit.start_year, measure=measure)


def _rules(unit: CoalUnit) -> tuple[RuleUse, ...]:
    return tuple({rule.id: rule for each in unit.conditions for rule in behaviour(each).rules}.values())
