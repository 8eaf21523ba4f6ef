"""The published models that come with the package, made of its tables of parameters and rates."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.formula import evaluate, names_in
from almaden.fate.boxmodel.model import BoxModel, Rate
from almaden.reference.origin import Origin
from almaden.reference.tables import number_or_none, read_table
from almaden.wording import Text, either

#: Columns of these tables are described in their headers: every row tells its source, where it was seen, its status.
_MODELS: Final = "fate/box_models"
_RESERVOIRS: Final = "fate/box_reservoirs"
_PARAMETERS: Final = "fate/box_parameters"
_RATES: Final = "fate/box_rates"
_INPUTS: Final = "fate/box_inputs"

Row = Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """How a published model is run.

    Attributes:
        key: name by which it is loaded.
        name: title with authors and year.
        periods: its sets of rates; the first is that of steady states, the last that of runs and pulses.
        run_from: where runs begin: ``natural`` (its steady state without people) or ``start`` (masses of its table).
        euler_step_years: step of the published runs with Euler's method, or None.
        spin_up_steps: steps of such length from the masses of its table to the natural state, or None.
        rivers: whether a term of rivers comes with it, see :mod:`almaden.fate.boxmodel.rivers`.
    """

    key: str
    name: str
    periods: tuple[str, ...]
    run_from: str
    euler_step_years: float | None
    spin_up_steps: int | None
    rivers: bool


def preset_names() -> tuple[str, ...]:
    """Names of the published models."""
    return tuple(row["key"] for row in read_table(_MODELS))


def published(name: str) -> Published:
    """How a published model is run.

    Raises:
        InputError: there is no model of that name.
    """
    row = next((row for row in read_table(_MODELS) if row["key"] == name), None)
    if row is None:
        fault = Text("there is no box model '{name}'", name=name)
        raise InputError(Fault(fault, value=name, accepted=either(preset_names())))
    steps = number_or_none(row["spin_up_steps"])
    return Published(
        row["key"],
        row["name"],
        tuple(row["periods"].split(";")),
        row["run_from"],
        number_or_none(row["euler_step_years"]),
        None if steps is None else int(steps),
        row["extra"] == "rivers",
    )


def box_model(name: str, period: str | None = None, changed: Mapping[str, float] | None = None) -> BoxModel:
    """A published model as data.

    Each rate is worked out from the published fluxes, reservoirs and shares by the formula of its row, so that
    ``k = flux / reservoir`` can be followed. What the published numbers lose by rounding is a rate out of the system
    of its own, so that every balance closes.

    Args:
        name: one of :func:`preset_names`.
        period: one of its periods, such as ``natural`` or ``present``; None for the last.
        changed: parameters to replace, such as ``{"k_red_n": 101.0}``; the keys of the table ``fate/box_parameters``.

    Raises:
        InputError: no such model, period or parameter, or a parameter is no number from 0 up.
    """
    how = published(name)
    period = how.periods[-1] if period is None else period
    if period not in how.periods:
        problem = Text("the model {model} has no period '{period}'", model=name, period=period)
        raise InputError(Fault(problem, value=period, accepted=either(how.periods)))
    rows = {row["key"]: row for row in _of(_PARAMETERS, name, period)}
    values = {key: float(row["value"]) for key, row in rows.items()}
    values.update(_checked(changed or {}, tuple(values)))
    rates = tuple(_rate(row, rows, values, changed or {}) for row in _of(_RATES, name, period))
    reservoirs = _of(_RESERVOIRS, name)
    inputs: dict[str, float] = {}
    for row in _of(_INPUTS, name):
        inputs[row["to"]] = inputs.get(row["to"], 0.0) + float(row["mg_per_year"])
    start = {row["key"]: float(row["start_mg"]) for row in reservoirs if row["start_mg"]}
    return BoxModel(
        name,
        how.name,
        tuple(row["key"] for row in reservoirs),
        tuple(row["name"] for row in reservoirs),
        rates,
        MappingProxyType(inputs),
        MappingProxyType(start),
    )


def _of(table: str, model: str, period: str = "") -> list[Row]:
    return [row for row in read_table(table) if row["model"] == model and row.get("period", "") in ("", period)]


def _rate(row: Row, parameters: Mapping[str, Row], values: Mapping[str, float], changed: Mapping[str, float]) -> Rate:
    per_year = evaluate(row["formula"], values)
    used = names_in(row["formula"])
    status = row["status"]
    if any(parameters[key]["status"] != "verified" for key in used):
        status = "unverified"
    if not changed.keys().isdisjoint(used):
        status = "user"
    note = " ".join(text for text in (row["formula"], row["note"]) if text)
    origin = Origin(
        row["name"],
        per_year,
        "1/yr",
        None,
        None,
        _RATES,
        row["source"],
        row["seen"],
        status,
        place=row["key"],
        note=note,
    )
    return Rate(row["key"], row["name"], row["from"], row["to"], per_year, origin)


def _checked(changed: Mapping[str, float], known: tuple[str, ...]) -> Mapping[str, float]:
    faults = []
    for key, value in changed.items():
        if key not in known:
            faults.append(Fault(Text("there is no parameter '{key}'", key=key), value=key, accepted=", ".join(known)))
        elif not math.isfinite(value) or value < 0:
            problem = Text("the parameter {key} is no number from 0 up", key=key)
            faults.append(Fault(problem, column=key, value=str(value), accepted="a number, 0 or more"))
    if faults:
        raise InputError(faults)
    return changed
