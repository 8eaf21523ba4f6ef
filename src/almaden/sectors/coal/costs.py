"""What a change at a unit costs in a year: capital over its life, running costs, sorbent, ash, fuel, energy.

Every price stands in a table with its range and the year of its money, and is brought to one year by a price index.
Ranges are of the prices: lowest and highest of all parts together, which is wider than a 95 % range.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from almaden.quantity.annuity import capital_recovery
from almaden.sectors.coal.changes import Change, changed_share
from almaden.sectors.coal.life import DEFAULT_RULE, lifetime_rules, remaining_years
from almaden.sectors.coal.plant import HOURS_OF_A_YEAR, CoalUnit
from almaden.sectors.coal.prices import NOTHING, CostRow, Range, cost_row, setting
from almaden.wording import n_

#: Parts of a yearly cost, in words.
PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "capital": n_("capital"),
        "fixed": n_("fixed running cost"),
        "variable": n_("variable running cost"),
        "power": n_("electricity used"),
        "sorbent": n_("sorbent"),
        "disposal": n_("disposal of sorbent"),
        "lost sales": n_("fly ash that is not sold any more"),
        "additive": n_("additive"),
        "treatment": n_("washing of the coal"),
        "fuel": n_("difference in price of the coal"),
        "energy": n_("electricity from elsewhere"),
    }
)
#: What each part grows with, at units that burn the same coal in the same way; capital grows with a power of the size.
GROWS_WITH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "fixed": "megawatt",
        **dict.fromkeys(("variable", "power", "energy"), "output_mwh"),
        **dict.fromkeys(("sorbent", "disposal", "lost sales", "additive", "treatment", "fuel"), "coal_t"),
    }
)


@dataclass(frozen=True)
class Economy:
    """What costs are reckoned with.

    Attributes:
        year: the year in which the change is made.
        money_year: the year of the money that costs are told in.
        discount: real rate per year.
        rule: rule for the end of life, from the table of rules.
    """

    year: int
    money_year: int
    discount: float
    rule: str = DEFAULT_RULE


@dataclass(frozen=True)
class AnnualCost:
    """What a change costs in a year, in USD of ``economy.money_year``.

    Attributes:
        parts: USD per year by key of :data:`PARTS`; what costs nothing is left out.
        total: all of them.
        investment: USD, once.
        years: years over which the change acts: until the unit would close without it.
        delay: years until it acts; only of closing in a later year.
        rows: prices that it rests on, with their sources.
    """

    parts: Mapping[str, Range]
    total: Range
    investment: Range
    years: float
    delay: float
    rows: tuple[CostRow, ...]


@dataclass(frozen=True)
class Size:
    """What costs of a unit go by, at the values of record.

    Attributes:
        megawatt: gross electric capacity; for an industrial boiler that of a power plant with the same fuel input.
        output_mwh: electricity (or its equivalent) in a year.
        coal_t: dry coal in a year.
        gas_m3: flue gas as it is before the particle control, in a year.
        fly_ash_t: fly ash in a year.
    """

    megawatt: float
    output_mwh: float
    coal_t: float
    gas_m3: Range
    fly_ash_t: Range


@dataclass
class _Sum:
    parts: dict[str, Range] = field(default_factory=dict)
    rows: list[CostRow] = field(default_factory=list)

    def add(self, part: str, cost: Range, row: CostRow) -> None:
        self.parts[part] = self.parts.get(part, NOTHING) + cost
        self.rows.append(row)


def economy(
    year: int, discount: float | None = None, money_year: int | None = None, rule: str = DEFAULT_RULE
) -> Economy:
    """The usual way to reckon, for changes made in a year, unless told otherwise."""
    return Economy(
        year,
        int(setting("money_year").value) if money_year is None else money_year,
        setting("discount").value if discount is None else discount,
        rule,
    )


def annual_cost(before: CoalUnit, after: CoalUnit, change: Change, how: Economy) -> AnnualCost:
    """What a change costs in a year.

    Args:
        before: the unit as it is.
        after: the unit with the change.
        change: the change.
        how: year, money and rate.

    Returns:
        The cost; where only the practice of a country is known, each train's cost counts with its share.
    """
    size, share = size_of(before), changed_share(before, after)
    left = years_left(before, how)
    delay = min(delay_of(change, how.year), left)
    years = left - delay
    found, investment = _Sum(), NOTHING
    for item in change.costs:
        row = cost_row(item, "capital")
        if row is not None:
            capital = row.in_money_of(how.money_year) * (1000.0 * size.megawatt * row.scale(size.megawatt) * share)
            investment = investment + capital
            found.add("capital", capital * capital_recovery(how.discount, min(row.life_years, years)), row)
        _running(found, item, size, share, how)
    _carbon(found, before, after, size, how)
    _coal(found, before, after, change, size, how)
    total = sum(found.parts.values(), NOTHING)
    return AnnualCost(MappingProxyType(found.parts), total, investment, years, delay, tuple(found.rows))


def years_left(unit: CoalUnit, how: Economy) -> float:
    """Years that a unit still runs, the year of the change among them; one that has ended as if it began again."""
    rule = lifetime_rules()[how.rule]
    return float(remaining_years(unit, rule, how.year - 1) or rule.unknown_years)


def delay_of(change: Change, year: int) -> float:
    """Years from a year on until a change acts: closing acts after the last year of operation, others at once."""
    return 0.0 if change.retired_year is None else float(max(change.retired_year - year + 1, 0))


@functools.lru_cache(maxsize=16)
def size_of(unit: CoalUnit) -> Size:
    """What costs of a unit go by, before washing or any change."""
    hours = HOURS_OF_A_YEAR * unit.capacity_factor.value
    equivalent = 1.0 if unit.kind == "power" else setting("electric_equivalent").value
    heat_gj = unit.full_mw * hours * unit.heat_rate.value
    coal_t = heat_gj / unit.heating_value.value
    return Size(
        megawatt=unit.full_mw * equivalent,
        output_mwh=unit.full_mw * hours * equivalent,
        coal_t=coal_t,
        gas_m3=setting("gas_volume") * heat_gj,
        fly_ash_t=setting("fly_ash_share") * (coal_t * unit.conditions[0].fuel.ash_percent / 100.0),
    )


def lost_ash_t(before: CoalUnit, after: CoalUnit) -> Range:
    """Fly ash in tonnes per year that is not sold any more after a change."""
    if after.capacity_factor.value == 0.0:
        return NOTHING
    return size_of(before).fly_ash_t * max(before.ash_sold_share - after.ash_sold_share, 0.0)


def _running(found: _Sum, item: str, size: Size, share: float, how: Economy) -> None:
    amounts = {"fixed": 1000.0 * size.megawatt, "variable": size.output_mwh}
    for part, amount in amounts.items():
        row = cost_row(item, part)
        if row is not None:
            found.add(part, row.in_money_of(how.money_year) * (amount * share), row)
    used, price = cost_row(item, "power"), cost_row("electricity", "energy")
    if used is not None and price is not None:
        # Percent of the output, each MWh at the price of electricity.
        found.add("power", used.amount * price.in_money_of(how.money_year) * (size.output_mwh * share / 100.0), used)


def _carbon(found: _Sum, before: CoalUnit, after: CoalUnit, size: Size, how: Economy) -> None:
    """Sorbent, its disposal, and fly ash that carbon spoils."""
    more: dict[str, float] = {}
    for (share, old), (_, new) in zip(before.trains, after.trains, strict=True):
        for train, sign in ((new, share), (old, -share)):
            more[train.sorbent] = more.get(train.sorbent, 0.0) + sign * train.sorbent_mg_per_m3
    for sorbent, rate in more.items():
        price, disposal = cost_row(sorbent, "sorbent"), cost_row("sorbent", "disposal")
        if rate != 0.0 and price is not None and disposal is not None:
            kg = size.gas_m3 * (rate * 1e-6)
            found.add("sorbent", kg * price.in_money_of(how.money_year), price)
            found.add("disposal", kg * disposal.in_money_of(how.money_year), disposal)
    row, lost = cost_row("fly ash", "lost sales"), lost_ash_t(before, after)
    if row is not None and lost.value > 0.0:
        found.add("lost sales", lost * row.in_money_of(how.money_year) * 1000.0, row)


def _coal(found: _Sum, before: CoalUnit, after: CoalUnit, change: Change, size: Size, how: Economy) -> None:
    """Bromide, washing, other coal; or electricity from elsewhere once the unit is closed."""
    bromine = sum(
        share * (new.bromine_added_mg_per_kg - old.bromine_added_mg_per_kg)
        for (share, old), (_, new) in zip(before.trains, after.trains, strict=True)
    )
    amounts = {
        # mg/kg of a tonne of coal are grams; the salt holds more than its bromine.
        ("calcium bromide", "additive"): bromine * size.coal_t * 1e-3 / setting("bromine_of_salt").value,
        ("washing", "treatment"): 1000.0 * size.coal_t * change.washed_share,
        ("other coal", "fuel"): 0.0 if change.coal is None else 1000.0 * size.coal_t * change.share,
        ("replacement", "energy"): size.output_mwh if after.capacity_factor.value == 0.0 else 0.0,
    }
    for (item, part), amount in amounts.items():
        row = cost_row(item, part)
        if row is not None and amount > 0.0:
            found.add(part, row.in_money_of(how.money_year) * amount, row)
