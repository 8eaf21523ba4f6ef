"""From results on coal-fired units to the bytes of a report; a workbook also gets everything unrounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from almaden.reference.origin import Origin
from almaden.reports.build import rendered
from almaden.reports.coal.fleet import fleet_report
from almaden.reports.coal.unit import unit_report
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.words import Words
from almaden.scenarios.plan_result import PlanResult
from almaden.sectors.coal.comparison import Compared
from almaden.sectors.coal.projection import Projection
from almaden.sectors.coal.ranked import RankResult
from almaden.sectors.coal.result import FleetResult, FleetUnit, Meta, UnitResult
from almaden.sectors.flat import flat


def render_fleet(
    result: FleetResult,
    ranking: RankResult,
    projections: Sequence[Projection],
    plan: PlanResult | None,
    format: str,
    lang: str,
    source: str = "",
    money_year: int | None = None,
) -> bytes:
    """The report on a fleet in a format.

    Args:
        result: all units and their sums.
        ranking: the units that operate in their order.
        projections: years to come, one for each scenario.
        plan: the least-cost plan, None without.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.
        source: name of the file that the units came from.
        money_year: year of the money that costs are told in, where it is known.

    Raises:
        InputError: there is no such format.
    """
    document = fleet_report(result, ranking, projections, plan, Words.of(lang), source, money_year)
    sheets = _fleet_sheets(result, ranking, projections, plan) if format == "xlsx" else ()
    return rendered(document, format, sheets)


def render_unit(
    result: UnitResult,
    what_if: Sequence[Compared],
    format: str,
    lang: str,
    source: str = "",
    money_year: int | None = None,
) -> bytes:
    """The report on a unit in a format, as for :func:`render_fleet`."""
    document = unit_report(result, what_if, Words.of(lang), source, money_year)
    sheets = _unit_sheets(result, what_if) if format == "xlsx" else ()
    return rendered(document, format, sheets)


def _fleet_sheets(
    result: FleetResult, ranking: RankResult, projections: Sequence[Projection], plan: PlanResult | None
) -> tuple[DataSheet, ...]:
    methods = sorted({name for unit in result.units for name in unit.methods})
    sheets = [
        sheet_of("units", (_unit(unit, methods) for unit in result.units)),
        sheet_of("ranking", (flat(asdict(unit)) for unit in ranking.units)),
        sheet_of("totals", (flat(asdict(one) | {"methods": {}}) for one in result.totals)),
        sheet_of("methods", _methods(result)),
        sheet_of("years", (row for one in projections for row in _years(one))),
        sheet_of("filled", ({"field": name, "units": number} for name, number in result.filled.items())),
        _origins("unverified", result.unverified),
        _meta(result.meta),
    ]
    if plan is not None:
        plans = {"expected": plan.expected, "assured": plan.assured}
        measures = ({"plan": name} | asdict(m) for name, one in plans.items() if one for m in one.measures)
        sheets += [sheet_of("measures", measures), sheet_of("frontier", (p._asdict() for p in plan.frontier))]
    return tuple(sheet for sheet in sheets if sheet.rows)


def _unit(unit: FleetUnit, methods: Iterable[str]) -> Mapping[str, Any]:
    """A unit with a column for each method, empty where it does not apply."""
    record = asdict(unit) | {"methods": {}, "filled": " ".join(unit.filled)}
    for name in methods:
        amount = unit.methods.get(name)
        for end in ("value", "low", "high"):
            column = f"{name}_kg_per_year" + ("" if end == "value" else f"_{end}")
            record[column] = None if amount is None else getattr(amount, end)
    return flat(record)


def _methods(result: FleetResult) -> Iterable[Mapping[str, Any]]:
    for total in result.totals:
        for name, one in total.methods.items():
            yield {"country": total.country, "status": total.status, "method": name} | flat(asdict(one))


def _years(projection: Projection) -> Iterable[Mapping[str, Any]]:
    for year, amount, units in zip(projection.years, projection.total, projection.units, strict=True):
        record = {"scenario": projection.scenario.scenario, "year": year, "units": units}
        yield record | flat({"kg_per_year": asdict(amount)})


def _unit_sheets(result: UnitResult, what_if: Sequence[Compared]) -> tuple[DataSheet, ...]:
    sheets = (
        sheet_of("quantities", ({"quantity": name} | asdict(one) for name, one in result.quantities.items())),
        sheet_of("fates", ({"fate": name} | asdict(one) for name, one in result.fates.items())),
        sheet_of("steps", _steps(result)),
        sheet_of("methods", _unit_methods(result)),
        sheet_of("what if", (_compared(one) for one in what_if if one.effect is not None)),
        sheet_of("prices", _prices(what_if)),
        _origins("origins", result.origins),
        _meta(result.meta),
    )
    return tuple(sheet for sheet in sheets if sheet.rows)


def _steps(result: UnitResult) -> Iterable[Mapping[str, Any]]:
    for share, steps in result.steps:
        for step in steps:
            forms = {name: asdict(getattr(step, name)) for name in ("elemental", "oxidised", "particulate", "captured")}
            yield {"share_of_train": share, "place": step.place} | flat(forms)


def _unit_methods(result: UnitResult) -> Iterable[Mapping[str, Any]]:
    for one in result.methods:
        ends = ("value", "low", "high")
        amount = {name: getattr(one.kg_per_year, name) if one.kg_per_year else None for name in ends}
        yield {"method": one.method, "applies": one.applies} | flat({"kg_per_year": amount})


def _compared(one: Compared) -> Mapping[str, Any]:
    effect = one.effect
    assert effect is not None  # rows without an effect are left out by the caller
    amounts = {name: asdict(getattr(effect, name)) for name in ("before", "after", "avoided", "lifetime")}
    cost = {"cost_usd_per_year": asdict(effect.cost.total), "lifetime_cost_usd": asdict(effect.lifetime_cost)}
    gains = {f"{name}_t_avoided": asdict(gain) for name, gain in effect.gains.items()}
    return {"measure": one.change.id} | flat(amounts | cost | gains)


def _prices(what_if: Sequence[Compared]) -> Iterable[Mapping[str, Any]]:
    """The prices that measures rest on, each once."""
    rows = dict.fromkeys(row for one in what_if if one.effect is not None for row in one.effect.cost.rows)
    for row in rows:
        price = {"item": row.item, "part": row.part, "price": asdict(row.amount), "unit": row.unit}
        read = {"money_year": row.money_year, "source": row.source, "seen": row.seen, "status": row.status}
        yield flat(price | read)


def _origins(name: str, origins: Iterable[Origin]) -> DataSheet:
    return sheet_of(name, map(asdict, origins))


def _meta(meta: Meta) -> DataSheet:
    return sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(meta).items()))
