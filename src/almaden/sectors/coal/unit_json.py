"""A unit's result as plain values, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from almaden.inventory.result import Amount
from almaden.sectors.coal.plant import CoalUnit
from almaden.sectors.coal.result import MethodResult, UnitResult
from almaden.sectors.flat import flat
from almaden.sectors.numbers import Number

if TYPE_CHECKING:
    from almaden.sectors.coal.limits import Position
    from almaden.sectors.coal.reconcile import Reconciled


def unit_as_dict(result: UnitResult) -> dict[str, Any]:
    """Everything that a result tells, as numbers, texts, lists and objects."""
    return {
        "meta": asdict(result.meta),
        "unit": _unit(result.unit),
        **_amounts({"coal_kg_per_year": result.coal_kg_per_year, "burned_kg_per_year": result.burned_kg_per_year}),
        **_amounts(result.quantities),
        "fates_kg_per_year": _amounts(result.fates),
        "saleable_kg_per_year": _amounts(result.saleable_kg),
        "ash_note": result.ash_note,
        "trains": [{"share": share, "steps": [flat(asdict(step)) for step in steps]} for share, steps in result.steps],
        "methods": [_method(method) for method in result.methods],
        "default_reason": result.default_reason,
        "rules": [asdict(rule) for rule in result.rules],
        "limits": [_limit(position) for position in result.limits],
        "article8": _article8(result),
        "tests": _tests(result.tests) if result.tests else None,
        "remaining_years": result.remaining_years,
        "questions": list(result.questions),
        "unverified": [asdict(origin) for origin in result.unverified],
    }


def _amounts(amounts: Mapping[str, Amount]) -> dict[str, Any]:
    return flat({name: asdict(amount) for name, amount in amounts.items()})


def _unit(unit: CoalUnit) -> dict[str, Any]:
    fuel = unit.conditions[0].fuel
    return {
        "id": unit.id,
        "plant": unit.plant,
        "name": unit.name,
        "country": unit.country,
        "status": unit.status,
        "kind": unit.kind,
        "capacity_mw": unit.capacity_mw,
        "thermal_mw": unit.thermal_mw,
        "start_year": unit.start_year,
        "fuel": asdict(fuel),
        "mercury_mg_per_kg": _number(unit.mercury),
        "hhv_mj_per_kg": _number(unit.heating_value),
        "heat_rate_mj_per_kwh": _number(unit.heat_rate),
        "capacity_factor": _number(unit.capacity_factor),
        "trains": [{"share": share, "controls": str(train)} for share, train in unit.trains],
        "filled": dict(unit.filled),
    }


def _number(number: Number) -> dict[str, Any]:
    return {"value": number.value, "source": number.origin.source, "status": number.origin.status}


def _method(method: MethodResult) -> dict[str, Any]:
    found = {name: getattr(method, name) for name in ("method", "title", "applies", "is_default")}
    found["told"] = list(method.told)
    for name, value in (("kg_per_year", method.kg_per_year), ("removal", method.removal)):
        found |= _amounts({name: value}) if value is not None else {name: None}
    return found


def _limit(position: Position) -> dict[str, Any]:
    limit = position.deciding
    return {
        "id": limit.id,
        "name": limit.name,
        "jurisdiction": limit.jurisdiction,
        "standing": limit.standing,
        "value": limit.value,
        "value_low": limit.value_low,
        "unit": limit.unit,
        "averaging": limit.averaging,
        "applies": position.applies,
        "emission": position.emission,
        "met": position.met,
        "margin": position.margin,
        "probability": position.probability,
        "status": limit.status,
        "source": limit.source,
    }


def _article8(result: UnitResult) -> dict[str, Any] | None:
    found = result.article8
    if found is None:
        return None
    values = {name: getattr(found, name) for name in ("category", "source", "certain", "passed", "measure")}
    values |= {"new_from": found.new_from.isoformat(), "deadline": found.deadline.isoformat()}
    return values | {"level": found.level.name if found.level else None}


def _tests(tests: Reconciled) -> dict[str, Any]:
    fit = tests.balance
    return {
        "said": list(tests.said),
        "chi_square": fit.fit.squares,
        "degrees_of_freedom": fit.freedom,
        "probability": fit.chance,
        "results": [
            {
                "stream": datum.record.stream,
                "device": datum.record.device,
                "test": datum.record.test,
                "value": datum.record.value,
                "unit": datum.record.unit_of_value,
                "standardised_residual": residual,
            }
            for datum, residual in zip(tests.tests.data, tests.standardised, strict=True)
        ],
        "left_out": [datum.record.stream for datum in tests.left_out],
    }
