"""Mercury of a fleet year by year until its last unit closes, under the assumptions of a scenario.

Every unit runs as it runs today in each year of its life; a share of what is not built yet is counted as its state
says. Where a scenario asks for best techniques, a unit emits no more than a share of its coal's mercury. Draws go
through with every year, so each sum has its own range.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from almaden.inventory.result import Amount
from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.life import PIPELINE, Dated, Life, life, lifetime_rules
from almaden.sectors.coal.scenario_tables import ScenarioRecord, check_names, pipelines
from almaden.wording import Text, Translate, n_

if TYPE_CHECKING:
    import pandas

Draws = NDArray[np.floating[Any]]


class Located(Dated, Protocol):
    """A unit with its country."""

    @property
    def country(self) -> str:
        """Country, three letters."""


@dataclass(frozen=True, eq=False)
class Quantity:
    """A quantity of each unit: values of record, shape ``(units,)``, and draws, shape ``(units, draws)``."""

    values: FloatArray
    draws: Draws

    @classmethod
    def without_draws(cls, values: FloatArray) -> Quantity:
        """Values that are sure."""
        return cls(values, values[:, None])


@dataclass(frozen=True)
class Projection:
    """Mercury to air per year, kg, with 95 % ranges.

    Attributes:
        scenario: the assumptions.
        base_year: the year at whose end the fleet stands as it was told.
        years: the years, from the next one to the last in which a unit runs.
        total, by_country, by_state: kg of each of these years; states are those of today.
        sum_kg: kg of all years together.
        units: how many units run in each year; those not built yet count with the share that is built.
    """

    scenario: ScenarioRecord
    base_year: int
    years: tuple[int, ...]
    total: tuple[Amount, ...]
    by_country: Mapping[str, tuple[Amount, ...]]
    by_state: Mapping[str, tuple[Amount, ...]]
    sum_kg: Amount
    units: tuple[float, ...]

    def to_frame(self) -> pandas.DataFrame:
        """One line per year and part of the fleet: ``part`` is ``total``, ``country`` or ``state``."""
        import pandas as pd

        columns = ("part", "name", "year", "kg_per_year", "kg_per_year_low", "kg_per_year_high")
        return pd.DataFrame([tuple(row[name] for name in columns) for row in self._rows()], columns=list(columns))

    def to_json(self) -> str:
        """The projection as one JSON object."""
        record = {
            "scenario": self.scenario.model_dump(),
            "base_year": self.base_year,
            "years": list(self.years),
            "units": list(self.units),
            "sum_kg": self.sum_kg.value,
            "sum_kg_low": self.sum_kg.low,
            "sum_kg_high": self.sum_kg.high,
            "rows": self._rows(),
        }
        return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)

    def summary(self, translate: Translate = n_) -> str:
        """The scenario, its sum and its last year, in the language of a translator."""
        text = Text(
            "{name}: {kg} kg of mercury ({low} to {high}) until {year}",
            name=Text(self.scenario.name or self.scenario.scenario),
            kg=self.sum_kg.value,
            low=self.sum_kg.low,
            high=self.sum_kg.high,
            year=str(self.years[-1] if self.years else self.base_year),
        )
        return translate(text)

    def _rows(self) -> list[dict[str, Any]]:
        series = [("total", "", self.total)]
        series += [("country", name, amounts) for name, amounts in self.by_country.items()]
        series += [("state", name, amounts) for name, amounts in self.by_state.items()]
        return [
            {
                "part": part,
                "name": name,
                "year": year,
                "kg_per_year": amount.value,
                "kg_per_year_low": amount.low,
                "kg_per_year_high": amount.high,
            }
            for part, name, amounts in series
            for year, amount in zip(self.years, amounts, strict=True)
        ]


class _Running(NamedTuple):
    """How much of each unit runs, shape ``(years, units)``: as today, and with best techniques."""

    years: tuple[int, ...]
    as_today: FloatArray
    capped: FloatArray
    caps: FloatArray


def project(
    units: Sequence[Located],
    kg: Quantity,
    scenario: ScenarioRecord,
    year: int,
    *,
    coal_kg: Quantity | None = None,
) -> Projection:
    """Project the mercury of a fleet.

    Args:
        units: the units, in the order of the quantities.
        kg: mercury to air in a year of operation, kg; for units not built yet what they will emit.
        scenario: the assumptions.
        year: the year at whose end the fleet stands as it is told.
        coal_kg: mercury in the coal of a year, kg; asked for where the scenario limits the share that passes.

    Raises:
        InputError: the scenario names a rule or a pipeline that the package does not have.
        ValueError: the scenario limits the share that passes, and there is no ``coal_kg``.
    """
    check_names(scenario)
    running = _running(units, scenario, year)
    if running.capped.any() and coal_kg is None:
        raise ValueError("a limit on the share that passes needs the mercury in the coal")
    sums = _Sums(len(running.years), kg.draws.shape[1])
    by_country: dict[str, tuple[Amount, ...]] = {}
    places: dict[str, dict[str, list[int]]] = {}
    for place in np.flatnonzero((running.as_today + running.capped).any(axis=0)).tolist():
        places.setdefault(units[place].country, {}).setdefault(units[place].status, []).append(place)
    for country in sorted(places):
        of_country = sums.empty()
        for state, found in places[country].items():
            series = _series(np.array(found), running, kg, coal_kg)
            of_country += series
            sums.add(state, series)
        by_country[country] = _amounts(of_country)
    by_state = {state: _amounts(series) for state, series in sorted(sums.by_state.items())}
    (whole,) = _amounts(sums.total.sum(axis=0, keepdims=True))
    count = tuple((running.as_today + running.capped).sum(axis=1).tolist())
    return Projection(scenario, year, running.years, _amounts(sums.total), by_country, by_state, whole, count)


def _running(units: Sequence[Located], scenario: ScenarioRecord, year: int) -> _Running:
    """How much of each unit runs in each year; a unit is under its cap or it is not."""
    rule, built = lifetime_rules()[scenario.rule], pipelines()[scenario.pipeline]
    lives: list[tuple[Life, float]] = []
    for unit in units:
        state = built.get(unit.status)
        counted = 1.0 if unit.status == "operating" else state.share_built if state else 0.0
        span = life(unit, rule, year, state.delay_years if state else 1)
        # A mothballed unit that comes back has the end that its age gives it, but starts later.
        late = state is not None and unit.status not in PIPELINE
        lives.append((Life(span.first + (state.delay_years if state and late else 0), span.last), counted))
    last = max((span.last for span, counted in lives if counted), default=year)
    years = np.arange(year + 1, last + 1)
    share = np.zeros((len(years), len(units)))
    capped = np.zeros((len(years), len(units)), dtype=bool)
    caps = np.ones(len(units))
    for place, (unit, (span, counted)) in enumerate(zip(units, lives, strict=True)):
        share[:, place] = counted * ((years >= span.first) & (years <= span.last))
        new = unit.status in PIPELINE
        cap, since = (scenario.new_passing, year) if new else (scenario.existing_passing, scenario.existing_from)
        if cap is not None and since is not None:
            caps[place] = cap
            capped[:, place] = years >= since
    return _Running(tuple(years.tolist()), np.where(capped, 0.0, share), np.where(capped, share, 0.0), caps)


class _Sums:
    """Sums over units, shape ``(years, 1 + draws)``, the value of record first: all, and by state."""

    def __init__(self, years: int, draws: int) -> None:
        self._shape = (years, 1 + draws)
        self.total = self.empty()
        self.by_state: dict[str, FloatArray] = {}

    def empty(self) -> FloatArray:
        return np.zeros(self._shape)

    def add(self, state: str, series: FloatArray) -> None:
        self.total += series
        if state in self.by_state:
            self.by_state[state] += series
        else:
            self.by_state[state] = series


def _series(places: NDArray[np.int64], running: _Running, kg: Quantity, coal_kg: Quantity | None) -> FloatArray:
    """Sums of some units by year, the value of record first."""
    own = _with_value(kg, places)
    series: FloatArray = running.as_today[:, places].astype(own.dtype) @ own
    if coal_kg is not None and running.capped[:, places].any():
        highest = _with_value(coal_kg, places) * running.caps[places, None].astype(own.dtype)
        series = series + running.capped[:, places].astype(own.dtype) @ np.minimum(own, highest)
    return series.astype(np.float64)


def _with_value(quantity: Quantity, places: NDArray[np.int64]) -> Draws:
    drawn = quantity.draws[places]
    return np.concatenate([quantity.values[places, None].astype(drawn.dtype), drawn], axis=1)


def _amounts(series: FloatArray) -> tuple[Amount, ...]:
    low, high = np.quantile(series[:, 1:], (0.025, 0.975), axis=1)
    return tuple(map(Amount, series[:, 0].tolist(), low.tolist(), high.tolist()))
