"""Shows how the shares of ``coal/behaviour.csv`` that are our own fit meet the measured totals of whole trains.

Run by hand: ``python tools/coal_behaviour_fit.py``.

Each line of ``coal/behaviour_targets.csv`` is a measured average of a train, for the average chlorine of its rank; most
name the rule that was fitted to it. The rules were solved one after the other, from the shortest train on, and
rounded; where two shares meet one total (a filter oxidises and takes), the other was chosen by hand. Printed are the
removal that the chain gives, the share in the table, and the share that alone would meet the total (none where no
share does).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from scipy.optimize import brentq

from almaden.reference.tables import read_table
from almaden.sectors.coal.behaviour import actions, behaviour_from, entering, point
from almaden.sectors.coal.chain import through
from almaden.sectors.coal.plant import Conditions, Fuel
from almaden.sectors.coal.rules import Place, Rule, best, indexed, rule_of, rules
from almaden.sectors.coal.terms import Rank
from almaden.sectors.coal.train import Train, parse_devices


def conditions_of(target: Mapping[str, str]) -> Conditions:
    """A pulverised coal boiler with the unburned carbon that the shares of its rank are for."""
    rank = cast(Rank, target["rank"])
    carbon = best(rules(), "outlet", "unburned_reference", Place(rank, "", "pulverised"))
    fuel = Fuel(rank, float(target["chlorine_mg_per_kg"]), 0.0, 0.0, 0.0, 0.0)
    return Conditions(fuel, "pulverised", Train(parse_devices(target["train"])), carbon.value if carbon else 0.0)


def removal(conditions: Conditions, table: list[Rule]) -> float:
    """What the chain removes from the flue gas, in percent."""
    found = behaviour_from(conditions, indexed(table))
    gas = entering(found, point)
    return 100.0 * (1.0 - float(through(gas, actions(found, point))[-1].gas.total / gas.total))


def solved(target: Mapping[str, str], table: list[Rule]) -> tuple[Rule, float | None]:
    """The rule of a target, and the value that meets the target if nothing else changes."""
    place = next(at for at, rule in enumerate(table) if rule.id == target["rule"])
    rule, conditions = table[place], conditions_of(target)
    ends = (0.001, 0.999) if 0.0 < rule.value < 1.0 else (rule.value - 3.0, rule.value + 3.0)
    if rule.parameter == "chlorine_slope":
        ends = rule.value - 0.3, rule.value + 0.3

    def miss(value: float) -> float:
        other = replace(rule, value=value, low=None, high=None)
        return removal(conditions, [*table[:place], other, *table[place + 1 :]]) - float(target["removal_percent"])

    return rule, brentq(miss, *ends) if miss(ends[0]) * miss(ends[1]) < 0.0 else None


def main() -> None:
    """Print the comparison."""
    table = [rule_of(row) for row in read_table("coal/behaviour")]
    print(f"{'rank':14}{'train':22}{'seen':>6}{'chain':>7}  rule, value in the table, value that would meet it")
    for target in read_table("coal/behaviour_targets"):
        chain = removal(conditions_of(target), table)
        line = f"{target['rank']:14}{target['train']:22}{target['removal_percent']:>6}{chain:7.1f}"
        if target["rule"]:
            rule, value = solved(target, table)
            line += f"  {rule.id}, {rule.value:g}, {'none' if value is None else f'{value:.3g}'}"
        print(line)


if __name__ == "__main__":
    main()
