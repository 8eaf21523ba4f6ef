"""Shows how the shares of ``coal/behaviour.csv`` that are our own fit meet the measured totals of whole trains.

Run by hand: ``python tools/coal_behaviour_fit.py``.

Each line of ``coal/behaviour_targets.csv`` is a measured average of a train, for the average chlorine of its coal; most
name the rule, or the slope of ``coal/behaviour_halogen.csv``, that was fitted to it. The rules were solved one after
the other, from the shortest train on, and rounded; where two shares meet one total (a filter oxidises and takes), the
other was chosen by hand. Printed first are the removal that the chain gives, the share or slope in the table, and the
one that alone would meet the total (none where none does).

The slopes of bituminous coal were then fitted together, by least squares, to the regressions of EPRI on chlorine (each
train counts as one total) and to the totals that name a slope; printed are the regressions beside the chain, and the
fit beside the table, where it is rounded, or another one is chosen for the reason that stands there as a doubt.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from scipy.optimize import brentq, least_squares

from almaden.reference.tables import read_table
from almaden.sectors.coal.behaviour import actions, behaviour_from, entering, point
from almaden.sectors.coal.chain import through
from almaden.sectors.coal.methods.epri_chlorine import regression
from almaden.sectors.coal.plant import Conditions, Fuel
from almaden.sectors.coal.rules import Place, Rule, Rules, best, indexed, rule_of, rules
from almaden.sectors.coal.terms import Rank
from almaden.sectors.coal.train import Train, parse_devices

#: Chlorine contents at which the chain is compared with the regressions, mg/kg of dry coal.
CHLORINE = (50.0, 120.0, 269.0, 600.0, 1033.0, 2000.0)
#: Slopes fitted to the regressions, which are mostly of bituminous coal.
FITTED = (
    "halogen-particles",
    "halogen-particles-hot",
    "halogen-scr",
    "halogen-filter",
    "halogen-dryer-filter",
)


def conditions_of(rank: str, train: str, chlorine: float) -> Conditions:
    """A pulverised coal boiler with the unburned carbon that the shares of its rank are for."""
    carbon = best(rules(), "outlet", "unburned_reference", Place(cast(Rank, rank), "", "pulverised"))
    fuel = Fuel(cast(Rank, rank), chlorine, 0.0, 0.0, 0.0, 0.0)
    return Conditions(fuel, "pulverised", Train(parse_devices(train)), carbon.value if carbon else 0.0)


def removal(conditions: Conditions, table: Rules) -> float:
    """What the chain removes from the flue gas, in percent."""
    found = behaviour_from(conditions, table)
    gas = entering(found, point)
    return 100.0 * (1.0 - float(through(gas, actions(found, point))[-1].gas.total / gas.total))


def at_target(target: Mapping[str, str], table: Rules) -> float:
    """What the chain removes in the train of a target, in percent."""
    conditions = conditions_of(target["rank"], target["train"], float(target["chlorine_mg_per_kg"]))
    return removal(conditions, table)


def with_slopes(table: Iterable[Rule], slopes: Mapping[str, float]) -> list[Rule]:
    """The rules with other slopes, by the identifiers of these."""
    return [
        replace(rule, halogen=replace(rule.halogen, slope=slopes[rule.halogen.id]))
        if rule.halogen and rule.halogen.id in slopes
        else rule
        for rule in table
    ]


def solved(target: Mapping[str, str], table: list[Rule]) -> tuple[float, float | None]:
    """The value of the rule or slope of a target, and the one that meets the target if nothing else changes."""
    name = target["rule"]
    slope = next((rule.halogen.slope for rule in table if rule.halogen and rule.halogen.id == name), None)
    rule = next((rule for rule in table if rule.id == name), None)
    value = slope if rule is None else rule.value
    if value is None:
        raise KeyError(name)
    if rule is not None and 0.0 < value < 1.0 and rule.parameter != "chlorine_slope":
        ends = 0.001, 0.999
    elif rule is None:
        ends = -1.0, 6.0
    else:
        reach = 0.3 if rule.parameter == "chlorine_slope" else 3.0
        ends = value - reach, value + reach

    def miss(value: float) -> float:
        if rule is None:
            other = with_slopes(table, {name: value})
        else:
            other = [replace(one, value=value, low=None, high=None) if one is rule else one for one in table]
        return at_target(target, indexed(other)) - float(target["removal_percent"])

    return value, brentq(miss, *ends) if miss(ends[0]) * miss(ends[1]) < 0.0 else None


def regressed(train: str, chlorine: float) -> float:
    """Removal by the regression of EPRI for a train, held between 0 and 98 %."""
    share = regression(frozenset(parse_devices(train)), chlorine)
    return 100.0 * min(max(share or 0.0, 0.0), 0.98)


def fitted_slopes(table: list[Rule], trains: Sequence[str], targets: Sequence[Mapping[str, str]]) -> dict[str, float]:
    """The slopes of bituminous coal that meet regressions and totals best."""
    totals = [target for target in targets if target["rule"] in FITTED]
    each = math.sqrt(len(CHLORINE))

    def misses(values: Sequence[float]) -> list[float]:
        tried = indexed(with_slopes(table, dict(zip(FITTED, values, strict=True))))
        curves = [
            (removal(conditions_of("bituminous", train, chlorine), tried) - regressed(train, chlorine)) / each
            for train in trains
            for chlorine in CHLORINE
        ]
        rest = [
            math.sqrt(float(target["weight"])) * (at_target(target, tried) - float(target["removal_percent"]))
            for target in totals
        ]
        return curves + rest

    found = least_squares(misses, [0.5] * len(FITTED), bounds=(0.0, 5.0))
    return dict(zip(FITTED, found.x, strict=True))


def main() -> None:
    """Print the comparisons."""
    table = [rule_of(row) for row in read_table("coal/behaviour")]
    targets, trains = read_table("coal/behaviour_targets"), [row["devices"] for row in read_table("coal/removal_epri")]
    print(
        f"{'rank':14}{'train':22}{'Cl':>5}{'seen':>7}{'chain':>7}  rule or slope, value in the table, one that meets it"
    )
    for target in targets:
        chain, chlorine = at_target(target, indexed(table)), target["chlorine_mg_per_kg"]
        line = f"{target['rank']:14}{target['train']:22}{chlorine:>5}{target['removal_percent']:>7}{chain:7.1f}"
        if target["rule"]:
            value, met = solved(target, table)
            line += f"  {target['rule']}, {value:g}, {'none' if met is None else f'{met:.3g}'}"
        print(line)
    print("\nbituminous coal, chain and regression by chlorine in mg/kg")
    print(" " * 18 + "".join(f"{chlorine:>14g}" for chlorine in CHLORINE))
    for train in trains:
        pairs = (
            (removal(conditions_of("bituminous", train, chlorine), indexed(table)), regressed(train, chlorine))
            for chlorine in CHLORINE
        )
        print(f"{train:18}" + "".join(f"{chain:8.1f}{line:6.1f}" for chain, line in pairs))
    print("\nslope, in the table, fitted")
    known = {rule.halogen.id: rule.halogen.slope for rule in table if rule.halogen}
    for name, value in fitted_slopes(table, trains, targets).items():
        print(f"{name:24}{known[name]:6g}{value:8.2f}")


if __name__ == "__main__":
    main()
