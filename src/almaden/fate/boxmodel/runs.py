"""Runs of a box model: what was there, what nature adds and what people add, each under its own tag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.exact import propagate
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.series import SAME_TIME, check_forcing, check_span, end_year, values_at, whole_years, yearly
from almaden.fate.boxmodel.steady import checked, unverified
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.reference.meta import meta
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.boxmodel.rivers import Rivers

#: Tags that a run adds: masses at its start, constant natural inputs, rivers above what the land gives.
START: Final = "start"
NATURAL: Final = "natural"
RIVERS: Final = "rivers"


@dataclass(frozen=True, eq=False)
class Plan:
    """What a solver needs.

    Attributes:
        tags: tags of the runs, without rivers.
        start: (tags, reservoirs) masses at the first year, Mg.
        years: (years,) for which masses are wanted; the first is the start.
        forcing: inputs of all tags, the natural ones as well; nothing but constant values or lines.
    """

    tags: tuple[str, ...]
    start: NDArray[np.float64]
    years: NDArray[np.float64]
    forcing: Forcing


def plan(
    model: BoxModel,
    forcing: Forcing,
    start: Mapping[str, float] | None,
    natural_start: Mapping[str, float] | None,
    until: float | None,
) -> Plan:
    """Put what was there, what nature adds and the inputs together.

    Args:
        model: the model.
        forcing: inputs of people; a monotone cubic becomes yearly values that hold for a year, as published.
        start: masses at the first year, which get a tag of their own; None for the natural state.
        natural_start: the natural state, which belongs to the tag ``natural``.
        until: last year; None for the end of the inputs.

    Raises:
        InputError: the inputs or the start cannot be used, or the last year is not after the first.
    """
    import numpy as np

    check_forcing(model, forcing)
    own = {START, NATURAL, RIVERS} & set(forcing.tags)
    if own:
        problem = n_("the name of an input is one that the model uses itself")
        raise InputError(Fault(problem, value=", ".join(sorted(own)), accepted="any other name"))
    used = yearly(forcing) if forcing.between == "pchip" else forcing
    first, last = float(used.years[0]), end_year(used) if until is None else float(until)
    check_span(first, last)
    natural = np.broadcast_to(model.vector(model.natural_inputs), (1, *used.values.shape[1:]))
    rows = [model.vector(natural_start or {}) if start is None else model.vector({})]
    rows += [np.zeros(len(model.reservoirs))] * len(used.tags)
    tags, values = (NATURAL, *used.tags), np.concatenate([natural, used.values])
    if start is not None:
        tags, rows = (START, *tags), [model.vector(checked(model, start)), *rows]
        values = np.concatenate([np.zeros_like(natural), values])
    return Plan(tags, np.array(rows), whole_years(first, last), Forcing(used.years, tags, values, used.between))


def run_exact(
    model: BoxModel,
    forcing: Forcing,
    start: Mapping[str, float] | None = None,
    *,
    natural_start: Mapping[str, float] | None = None,
    until: float | None = None,
    rivers: Rivers | None = None,
) -> Trajectory:
    """Run a model without any error of a time step.

    Args:
        model: the model.
        forcing: inputs of people, with tags.
        start: masses at the first year, Mg; they get the tag ``start``. None for ``natural_start``.
        natural_start: the natural state at the first year, Mg; it belongs to the tag ``natural``, with the natural
            inputs. None for empty reservoirs.
        until: last year; None for the end of the inputs: their last knot where they are lines, else a year after it.
        rivers: what rivers bring besides, see :mod:`almaden.fate.boxmodel.rivers`.

    Returns:
        Masses at each whole year. Tags add up to the whole.

    Raises:
        InputError: the inputs or the start cannot be used.
    """
    import numpy as np

    planned = plan(model, forcing, start, natural_start, until)
    years, inputs = planned.years, planned.forcing
    inside = (inputs.years > years[0] + SAME_TIME) & (inputs.years < years[-1] - SAME_TIME)
    times = np.union1d(years, inputs.years[inside])
    begin = values_at(inputs, times[:-1])
    end = begin if inputs.between == "constant" else values_at(inputs, times[1:])
    # No mass can be below 0 where no input is; what is, is rounding.
    values = np.maximum(propagate(model.matrix, planned.start, times, begin, end), 0.0)
    tags = planned.tags
    if rivers is not None:
        without = values.sum(axis=0)
        more = rivers.exact(model, times, without, begin.sum(axis=0), end.sum(axis=0)) - without
        tags, values = (*tags, RIVERS), np.concatenate([values, more[None]])
    if len(times) > len(years):
        values = values[:, np.searchsorted(times, years)]
    return trajectory(model, "exact", years, tags, values)


def trajectory(
    model: BoxModel,
    method: str,
    years: NDArray[np.float64],
    tags: tuple[str, ...],
    values: NDArray[np.float64],
    notes: tuple[Text | str, ...] = (),
) -> Trajectory:
    """A result of a run of a model."""
    made = meta(0, 0, factor_set=model.key)
    return Trajectory(model.key, method, years, model.reservoirs, tags, values, notes, unverified(model), made)
