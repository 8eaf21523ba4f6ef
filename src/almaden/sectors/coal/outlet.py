"""The forms of mercury in the gas behind the boiler: how much is on particles, how much of the rest is oxidised.

Particles: the odds of the share on ash at reference conditions, times a power of unburned carbon, times a power of the
halogen, times an exponential of the gas temperature. Oxidised: logistic in the logarithm of chlorine, bromine counted
as chlorine. All constants are rows of the tables of behaviour.
"""

from __future__ import annotations

import math
from dataclasses import replace

from almaden.errors import AlmadenError
from almaden.sectors.coal.plant import Conditions
from almaden.sectors.coal.rules import Place, Rule, Rules, best


def required(table: Rules, device: str, parameter: str, place: Place) -> Rule:
    """The rule for a parameter that every place must have one for.

    Raises:
        AlmadenError: the table has none.
    """
    rule = best(table, device, parameter, place)
    if rule is None:
        raise AlmadenError(f"the table of behaviour has no {parameter} of {device} for {place}")
    return rule


def chlorine_equivalent(table: Rules, place: Place, conditions: Conditions) -> float:
    """Chlorine in mg/kg of dry coal, with bromine of the coal and added bromine as its equivalent."""
    fuel = conditions.fuel
    bromine = fuel.bromine_mg_per_kg + conditions.train.bromine_added_mg_per_kg
    weight = required(table, "outlet", "bromine_weight", place).value
    floor = required(table, "outlet", "halogen_floor", place).value
    return max(fuel.chlorine_mg_per_kg + weight * bromine, floor)


def oxidised_share(table: Rules, place: Place) -> Rule:
    """The oxidised share of the gaseous mercury, as a rule with that share as its value."""
    slope = required(table, "outlet", "chlorine_slope", place).value
    rule = required(table, "outlet", "oxidised_intercept", place)
    rise = slope * math.log(place.halogen_mg_per_kg)
    low, high = (None if end is None else _logistic(end + rise) for end in (rule.low, rule.high))
    return replace(rule, value=_logistic(rule.value + rise), low=low, high=high)


def particulate_share(table: Rules, place: Place, conditions: Conditions) -> Rule:
    """The share of the mercury in the gas that is on particles, as a rule with that share as its value."""
    rule = required(table, "outlet", "particulate", place)
    known = {name: required(table, "outlet", name, place).value for name in _PARTICULATE_PARAMETERS}
    floor = known["unburned_floor"]
    carbon = (conditions.unburned_carbon_percent + floor) / (known["unburned_reference"] + floor)
    shift = known["unburned_exponent"] * math.log(carbon)
    if conditions.esp_inlet_celsius is not None:
        shift += known["temperature_slope"] * (conditions.esp_inlet_celsius - known["temperature_reference"])
    return rule.at_halogen(place.halogen_mg_per_kg).shifted(shift)


_PARTICULATE_PARAMETERS = (
    "unburned_exponent", "unburned_floor", "unburned_reference", "temperature_slope", "temperature_reference",
)  # fmt: skip


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
