"""Whether converting plants from mercury to membrane cells pays: values of record and ranges, plant by plant."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.reference.meta import meta
from almaden.sectors.amounts import amount, first
from almaden.sectors.chloralkali.conversion_cash import (
    Flows,
    Timing,
    flows_of,
    once_parts,
    saving_parts,
    timing_of,
)
from almaden.sectors.chloralkali.conversion_figures import (
    break_even,
    cash_years,
    discounted_paybacks,
    internal_rate,
    paybacks,
    probability,
)
from almaden.sectors.chloralkali.conversion_finance import finance_of
from almaden.sectors.chloralkali.conversion_inputs import ConvertingPlant, Input, default_money_year, inputs_of
from almaden.sectors.chloralkali.conversion_published import published_costs
from almaden.sectors.chloralkali.conversion_result import (
    ConversionResult,
    ConversionTotal,
    PlantConversion,
)
from almaden.sectors.chloralkali.finance import Terms, owner_value, terms_of
from almaden.sectors.chloralkali.sensitivity import Bar, Swing, tornado
from almaden.sectors.draws import FleetDraws
from almaden.sectors.numbers import Drawn
from almaden.wording import n_

_KG_PER_T = 1000.0


@dataclass
class _Sums:
    """Draws of all plants together."""

    parts: dict[str, FloatArray] = field(default_factory=dict)

    def add(self, **drawn: Drawn) -> None:
        for name, one in drawn.items():
            self.parts[name] = self.parts[name] + one if name in self.parts else np.array(one, dtype=float)


@dataclass
class _Values:
    """Draws of inputs; what plants of a country have in common is made once."""

    draws: FleetDraws
    common: dict[tuple[object, ...], Drawn] = field(default_factory=dict)

    def of(self, plant: ConvertingPlant, inputs: Mapping[str, Input]) -> dict[str, Drawn]:
        """Draws of all inputs of a plant; of choices their values."""
        own = self.draws.of(f"chloralkali plant {plant.id}")
        found: dict[str, Drawn] = {}
        for key, one in inputs.items():
            if one.kind == "choice":
                found[key] = one.value
            elif one.scope == "country" and plant.country:
                place = (plant.country, key, one.value, one.low, one.high)
                if place not in self.common:
                    self.common[place] = self.draws.of(f"chloralkali country {plant.country}")(one.number)
                found[key] = self.common[place]
            else:
                found[key] = own(one.number)
        return found


def convert(
    plants: Sequence[ConvertingPlant],
    *,
    money_year: int | None = None,
    draws: int = 10_000,
    seed: int = 1,
    input_sha256: str = "",
    notice: str = "",
    progress: Callable[[int], None] | None = None,
) -> ConversionResult:
    """What converting plants costs and saves.

    Args:
        plants: the plants; at least one.
        money_year: year of the money of the results, and of prices that the user tells; that of the table if None.
        draws: draws of each uncertain number.
        seed: changes all of them.
        input_sha256: of what was read.
        notice: said on every page and export, as of a made-up example.
        progress: told how many plants are done.

    Raises:
        InputError: numbers of a plant that cannot be, or a year without price index.
        ValueError: there are no plants.
    """
    if not plants:
        raise ValueError("no plants")
    year = default_money_year() if money_year is None else money_year
    values, sums = _Values(FleetDraws(draws, seed)), _Sums()
    found = []
    for done, plant in enumerate(plants, 1):
        found.append(_convert(plant, inputs_of(plant, year), values, sums))
        if progress is not None:
            progress(done)
    return ConversionResult(
        meta=meta(draws, seed, input_sha256, notice=notice),
        money_year=year,
        plants=tuple(found),
        total=_total(plants, sums),
        beside=published_costs(year),
        notes=tuple(_notes(plants)),
    )


def _convert(plant: ConvertingPlant, inputs: Mapping[str, Input], values: _Values, sums: _Sums) -> PlantConversion:
    drawn = values.of(plant, inputs)
    point = {key: one.value for key, one in inputs.items()}
    flows, timing, size = flows_of(drawn), timing_of(drawn), plant.capacity_t
    npv = size * np.asarray(flows.present_value(timing))
    once = size * (flows.capital + flows.change)
    saving, surplus = size * flows.saving, size * drawn["surplus_mercury"] / _KG_PER_T
    sums.add(npv=npv, investment=size * flows.capital, once=once, saving=saving, surplus=surplus)
    record = plant.settings
    terms = terms_of(record, inputs["interest"], inputs["loan_years"], timing.building) if record else None
    finance = None
    if terms is not None:
        growth = values.draws.of(f"chloralkali plant {plant.id}")(terms.growth)
        finance = finance_of(flows, timing, terms, growth, size)
    at_values = flows_of(point)
    return PlantConversion(
        id=plant.id,
        name=plant.name or plant.id,
        country=plant.country,
        capacity_t=size,
        investment=amount(size * flows.capital),
        once=amount(once),
        once_parts={key: size * first(one) for key, one in once_parts(point).items()},
        saving=amount(saving),
        saving_parts={key: first(one) for key, one in saving_parts(point).items()},
        saved_energy=amount(1.0 - drawn["power_membrane"] / drawn["power_mercury"]),
        npv=amount(npv),
        probability=probability(npv),
        payback=paybacks(flows),
        discounted_payback=discounted_paybacks(flows, timing),
        internal_rate=internal_rate(flows, timing),
        levelised=amount(flows.levelised(timing)),
        break_even_price=break_even(flows, timing, drawn["power_price"]),
        surplus_mercury_t=amount(surplus),
        cash=cash_years(at_values, timing, size),
        tornado=_tornado(point, inputs, terms, size),
        finance=finance,
        origins=tuple(one.origin for one in inputs.values()),
    )


def _tornado(
    point: Mapping[str, float], inputs: Mapping[str, Input], terms: Terms | None, size: float
) -> tuple[Bar, ...]:
    swings = [Swing(one.key, one.title, one.low, one.high, one.unit) for one in inputs.values()]
    values = dict(point)
    if terms is not None and terms.abroad:
        ends = terms.devaluation_low, terms.devaluation_high
        swings.append(Swing("devaluation", n_("Rise in a year of what foreign money costs"), *ends, "per year"))
        values["devaluation"] = terms.devaluation

    def npv(changed: Mapping[str, Drawn]) -> float:
        flows, timing = flows_of(changed), timing_of(changed)
        return size * first(_present(flows, timing, terms, changed))

    return tornado(values, swings, npv)


def _present(flows: Flows, timing: Timing, terms: Terms | None, values: Mapping[str, Drawn]) -> Drawn:
    if terms is None:
        return flows.present_value(timing)
    return owner_value(flows, timing, terms.with_loan(values), 1.0 + values.get("devaluation", terms.devaluation))


def _total(plants: Sequence[ConvertingPlant], sums: _Sums) -> ConversionTotal:
    amounts: dict[str, Amount] = {name: amount(one) for name, one in sums.parts.items()}
    return ConversionTotal(
        plants=len(plants),
        capacity_t=sum(one.capacity_t for one in plants),
        investment=amounts["investment"],
        investment_per_plant=amount(sums.parts["investment"] / len(plants)),
        once=amounts["once"],
        saving=amounts["saving"],
        npv=amounts["npv"],
        surplus_mercury_t=amounts["surplus"],
        probability=probability(sums.parts["npv"]),
    )


def _notes(plants: Sequence[ConvertingPlant]) -> Iterator[str]:
    records = [one.settings for one in plants if one.settings is not None]
    if len(records) < len(plants) or any(one.power_price is None for one in records):
        yield n_("the price of electricity is a default; it decides whether conversion pays: tell your own")
    if any(one.loan_share and one.foreign_loan_share is None for one in records):
        yield n_("it was not told whether loans are in foreign money: own money is taken")
    if any((one.foreign_loan_share or one.foreign_capital_share) and one.devaluation is None for one in records):
        yield n_("it was not told whether foreign money becomes dearer: no change is taken")
