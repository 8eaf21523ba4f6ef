"""Reservoirs of box models over years, as pictures that need no script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from almaden.fate.boxmodel.study import Study
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.web.shown import number
from almaden.web.trend_pictures import Tick, path_of, round_steps

_MG_PER_GG: Final = 1000.0
_WIDTH: Final = 420.0
_HEIGHT: Final = 230.0
_LEFT: Final = 52.0
_RIGHT: Final = 20.0
_TOP: Final = 10.0
_BOTTOM: Final = 28.0
#: Most points of a line: more than the picture has units.
_POINTS: Final = 300
#: Looks of the lines of other models, in their order.
_LOOKS: Final = ("other1", "other2", "other3")


@dataclass(frozen=True)
class DrawnLine:
    """A line of a panel: the look that the style sheet gives it, and its path."""

    look: str
    path: str


@dataclass(frozen=True)
class Panel:
    """One reservoir over years, ready to be written as SVG.

    Attributes:
        reservoir: its key.
        name: in English.
        band: path around the 95 % range.
        lines: the run last, so that it lies above the others.
        years: marks below.
        levels: marks at the side, Gg.
    """

    reservoir: str
    name: str
    band: str
    lines: tuple[DrawnLine, ...]
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]
    width: float = _WIDTH
    height: float = _HEIGHT
    left: float = _LEFT
    right: float = _WIDTH - _RIGHT
    bottom: float = _HEIGHT - _BOTTOM


def panels(found: Study) -> tuple[Panel, ...]:
    """Each reservoir of the model with its range, without the change that was asked, and in other models."""
    return tuple(_panel(found, key) for key in found.laboratory.model.reservoirs)


def looks(found: Study) -> list[tuple[str, str]]:
    """Look and key of each other model."""
    return [(look, one.model) for look, one in zip(_LOOKS, found.others, strict=False)]


def _panel(found: Study, key: str) -> Panel:
    model, run = found.laboratory.model, found.simulation.run
    drawn = [(look, one) for look, one in zip(_LOOKS, found.others, strict=False) if key in one.reservoirs]
    if found.unchanged is not None:
        drawn.append(("unchanged", found.unchanged))
    drawn.append(("run", run))
    series = [(look, *_series(one, key)) for look, one in drawn]
    place = found.ensemble.reservoirs.index(key)
    decades = found.ensemble.years.tolist()
    low, high = ((one[:, place] / _MG_PER_GG).tolist() for one in (found.ensemble.low, found.ensemble.high))
    top = max(max(high), *(max(values) for _, _, values in series)) * 1.04 or 1.0
    first, last = float(run.years[0]), float(run.years[-1])

    def at(year: float, value: float) -> tuple[float, float]:
        x = _LEFT + (_WIDTH - _LEFT - _RIGHT) * (year - first) / (last - first)
        y = _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1.0 - value / top)
        return round(x, 1), round(y, 1)

    edge = [at(*one) for one in zip(decades, high, strict=True)]
    back = [at(*one) for one in zip(reversed(decades), reversed(low), strict=True)]
    return Panel(
        key,
        model.names[model.reservoirs.index(key)],
        path_of([*edge, *back]) + "Z",
        tuple(
            DrawnLine(look, path_of(at(*one) for one in zip(years, values, strict=True)))
            for look, years, values in series
        ),
        tuple(Tick(at(year, 0.0)[0], f"{year:.0f}") for year in round_steps(first, last, whole=True)),
        tuple(Tick(at(first, value)[1], number(value)) for value in round_steps(0.0, top)),
    )


def _series(run: Trajectory, key: str) -> tuple[list[float], list[float]]:
    """Years and masses in Gg, no more than a picture can show, the last among them."""
    step = max(1, -(-len(run.years) // _POINTS))
    chosen = sorted({*range(0, len(run.years), step), len(run.years) - 1})
    place = run.reservoirs.index(key)
    return run.years[chosen].tolist(), (run.total[chosen, place] / _MG_PER_GG).tolist()


def round_years(years: Sequence[float], most: int) -> list[int]:
    """Places of the first year, of round years between, and of the last: no more than a table should have."""
    span = years[-1] - years[0]
    step = next((one for one in (1, 5, 10, 20, 50, 100, 200, 500) if span <= one * (most - 2)), 1000)
    return [place for place, year in enumerate(years) if place in (0, len(years) - 1) or year % step == 0]
