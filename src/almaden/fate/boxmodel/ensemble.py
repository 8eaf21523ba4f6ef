"""How sure a run is: many members with other rates and inputs, of which those count that fit what is known."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.caveats import caveats
from almaden.fate.boxmodel.constraints import Constraint, fitting
from almaden.fate.boxmodel.ensemble_result import Ensemble, Held
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.forcing_parts import straight
from almaden.fate.boxmodel.laying import AIR
from almaden.fate.boxmodel.model import BoxModel, Rate
from almaden.fate.boxmodel.propagation import Members, Propagated, propagate
from almaden.fate.boxmodel.series import SAME_TIME, check_span, values_at, whole_years
from almaden.fate.boxmodel.spreads import NATURAL, PEOPLE, factors, input_factors, stream, used
from almaden.fate.boxmodel.steady import checked, unverified
from almaden.reference.meta import Meta, meta
from almaden.wording import Text

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.boxmodel.laboratory import Laboratory
    from almaden.quantity.sampling import Sampler

#: Members that are taken through time together: few enough for the caches of a processor.
_BLOCK: Final = 500
#: So many years before the end of a run are told, by decade, where nobody asks for others.
_TOLD_YEARS: Final = 500
#: Fewer members than these cannot tell quantiles of 2.5 and 97.5 %.
_FEWEST: Final = 40
_QUANTILES: Final = (0.025, 0.5, 0.975)


def run_ensemble(
    laboratory: Laboratory,
    forcing: Forcing,
    *,
    members: int,
    seed: int = 1,
    years: Sequence[float] = (),
    first: float | None = None,
    until: float | None = None,
    constrained: bool = True,
    executor: Executor | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Ensemble:
    """Run a model with many sets of rates and inputs.

    Rates and inputs are multiplied by lognormal factors with the median 1 and the geometric standard deviations of the
    table ``fate/box_spreads``; rates of one process move together. Each factor is drawn by a quasi-random sequence from
    the stream of its name, so that the order of rates, and of members in blocks, changes nothing. Each member starts
    from its own natural state, or from the masses of the model's table. Where constraints hold the members, those count
    that lie between the ends of all of them. The term of rivers of amos2014 is left out, and told.

    Args:
        laboratory: the model.
        forcing: inputs by people.
        members: how many, the run of record aside.
        seed: of the draws.
        years: years to tell; the decades of its last 500 years where none are given.
        first: first of these decades; None for 500 years before the end.
        until: last year; None for the end of the inputs.
        constrained: whether members are held against ``fate/box_constraints``, where the run reaches those years.
        executor: runs the blocks elsewhere, by the interface of :mod:`concurrent.futures`: a pool of processes, or the
            executor of a Dask client (``Client.get_executor()``). The result has the same bits.
        progress: told members done and of how many.

    Raises:
        InputError: too few members, years outside the run, or too few members that fit the constraints.
    """
    import numpy as np

    from almaden.quantity.sampling import plan

    if members < _FEWEST:
        raise InputError(
            Fault("there are too few members", value=str(members), accepted=Text("{n} or more", n=_FEWEST))
        )
    lines = straight(forcing)
    times, asked = _times(lines, years, first, until)
    held = _usable(laboratory.model, times) if constrained else ()
    needed = np.array(sorted({*asked.tolist(), *(year for one in held for year in one.needed)}))
    times = np.union1d(times, needed)
    sampler = plan(_streams(laboratory), members, seed)
    parts = _run(_tasks(laboratory, sampler, lines, times, needed), executor, members, progress)
    masses = np.concatenate([part.masses for part in parts])
    natural = np.concatenate([part.natural for part in parts])
    values = [one.value(masses, needed.tolist(), natural, laboratory.model.reservoirs) for one in held]
    good, stands = _held(held, values, len(masses))
    _check_kept(int(good.sum()), members)
    told = masses[:, np.searchsorted(needed, asked)]
    made = replace(meta(members, seed, factor_set=laboratory.model.key), sampler=sampler.kind)
    return _result(laboratory, asked, told[0], told[good], stands, _notes(laboratory, constrained, held), made)


def _held(
    constraints: Sequence[Constraint], values: Sequence[NDArray[np.float64]], count: int
) -> tuple[NDArray[np.bool_], tuple[Held, ...]]:
    """Which members fit all constraints, the run of record not among them, and how all stand to each."""
    import numpy as np

    fits = [(value >= one.low) & (value <= one.high) for one, value in zip(constraints, values, strict=True)]
    good = np.logical_and.reduce([np.ones(count, dtype=bool), *fits])
    good[0] = False
    return good, tuple(
        Held(one.name, one.unit, one.low, one.high, float(value[0]), float(fit[1:].mean()))
        for one, value, fit in zip(constraints, values, fits, strict=True)
    )


def _result(
    laboratory: Laboratory,
    years: NDArray[np.float64],
    point: NDArray[np.float64],
    members: NDArray[np.float64],
    stands: tuple[Held, ...],
    notes: tuple[Text, ...],
    made: Meta,
) -> Ensemble:
    """The run of record with the quantiles of the members kept, (members, years, reservoirs)."""
    import numpy as np

    model = laboratory.model
    # One year after the other, for quantiles sort a copy of what they are given.
    bands = [np.quantile(members[:, place], _QUANTILES, axis=0) for place in range(len(years))]
    low, median, high = (np.stack([band[order] for band in bands]) for order in range(len(_QUANTILES)))
    spreads = tuple(one.origin for one in used(model.rates) if one.origin.status != "verified")
    return Ensemble(
        model.key, years, model.reservoirs, point, low, median, high, len(members), stands, notes, caveats(),
        (*unverified(model), *spreads), made,
    )  # fmt: skip


def _times(
    lines: Forcing, years: Sequence[float], told_from: float | None, until: float | None
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """All times of the run, and those to be told."""
    import numpy as np

    first, last = float(lines.years[0]), float(lines.years[-1]) if until is None else float(until)
    check_span(first, last)
    asked = np.array(sorted(set(years)))
    if not len(asked):
        whole = whole_years(first, last)
        begin = last - _TOLD_YEARS if told_from is None else told_from
        asked = whole[((whole % 10 == 0) & (whole >= begin)) | (whole == last)]
    if not (told_from is None or told_from <= last) or not first <= asked[0] <= asked[-1] <= last:
        accepted = Text("years from {first} to {last}", first=f"{first:g}", last=f"{last:g}")
        value = ", ".join(f"{year:g}" for year in asked[[0, -1]])
        raise InputError(Fault("the years lie outside the run", value=value, accepted=accepted))
    inside = lines.years[(lines.years > first + SAME_TIME) & (lines.years < last - SAME_TIME)]
    return np.unique(np.concatenate(([first], inside, asked, [last]))), asked


def _usable(model: BoxModel, times: NDArray[np.float64]) -> tuple[Constraint, ...]:
    """The constraints whose reservoirs the model has, and whose years and natural state the run has."""
    natural = any(model.natural_inputs.values())
    return tuple(
        one
        for one in fitting(model.reservoirs)
        if times[0] < min(one.needed) and max(one.needed) <= times[-1] and (natural or not one.over_natural)
    )


def _streams(laboratory: Laboratory) -> tuple[str, ...]:
    rates = (*laboratory.model.rates, *laboratory.natural.rates)
    return (*(stream(rate.key) for rate in rates), NATURAL, *PEOPLE)


def _tasks(
    laboratory: Laboratory,
    sampler: Sampler,
    lines: Forcing,
    times: NDArray[np.float64],
    needed: NDArray[np.float64],
) -> tuple[Members, ...]:
    """All members in blocks; the first of the first block is the run of record."""
    import numpy as np

    model, natural = laboratory.model, laboratory.natural
    own, before = factors(sampler, model.rates), factors(sampler, natural.rates)
    geogenic = input_factors(sampler, NATURAL)
    people = np.stack([input_factors(sampler, key) for key in PEOPLE])
    inputs = values_at(lines, times).sum(axis=0)
    to_air = np.array([key == AIR for key in model.reservoirs])
    begins = laboratory.published.run_from == "start" if laboratory.published else bool(model.start)
    start = model.vector(checked(model, model.start)) if begins else None
    return tuple(
        Members(
            own[block] * _per_year(model.rates),
            before[block] * _per_year(natural.rates),
            *_places(model),
            *_places(natural),
            model.vector(model.natural_inputs),
            geogenic[block],
            start,
            np.stack([np.where(to_air, inputs, 0.0), np.where(to_air, 0.0, inputs)]),
            people[:, block],
            times,
            np.searchsorted(times, needed),
        )
        for block in (slice(first, first + _BLOCK) for first in range(0, len(own), _BLOCK))
    )


def _per_year(rates: Sequence[Rate]) -> NDArray[np.float64]:
    import numpy as np

    return np.array([rate.per_year for rate in rates])


def _places(model: BoxModel) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    import numpy as np

    at = {key: place for place, key in enumerate(model.reservoirs)} | {"": -1}
    return (
        np.array([at[rate.from_reservoir] for rate in model.rates]),
        np.array([at[rate.to_reservoir] for rate in model.rates]),
    )


def _run(
    tasks: Sequence[Members], executor: Executor | None, members: int, progress: Callable[[int, int], None] | None
) -> list[Propagated]:
    """All blocks in their order."""
    futures = None if executor is None else [executor.submit(propagate, task) for task in tasks]
    found = []
    for place, task in enumerate(tasks):
        found.append(propagate(task) if futures is None else futures[place].result())
        if progress is not None:
            progress(min(members, (place + 1) * _BLOCK), members)
    return found


def _check_kept(kept: int, members: int) -> None:
    if kept < _FEWEST:
        problem = Text("{kept} of {members} members fit the constraints", kept=kept, members=members)
        accepted = Text("{n} or more", n=_FEWEST)
        raise InputError(Fault(problem, accepted=accepted, advice="run more members, or without constraints"))


def _notes(laboratory: Laboratory, constrained: bool, held: Sequence[Constraint]) -> tuple[Text, ...]:
    notes = []
    if constrained and not held:
        notes.append(Text("the run does not reach the years of the constraints; all members count"))
    if laboratory.published is not None and laboratory.published.rivers:
        notes.append(Text("the term of rivers is left out of the ensemble"))
    return tuple(notes)
