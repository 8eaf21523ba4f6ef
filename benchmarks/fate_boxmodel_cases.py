"""What is measured of the box models, each in a process of its own: Almaden, scipy's odeint, and a plain Euler loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from almaden.fate import boxmodel
from almaden.fate.boxmodel.ensemble import run_ensemble
from almaden.fate.boxmodel.ensemble_result import Ensemble
from almaden.fate.boxmodel.euler import spin_up
from almaden.fate.boxmodel.laying import lay_history
from almaden.fate.boxmodel.scenarios import constant

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
#: As in the published runs: steps of a fifth of a year; the six boxes from 2012 with 1,900 Mg/yr to the air.
STEP_YEARS = 0.2
SELIN_FIRST, SELIN_MG_PER_YEAR = 2012.0, 1900.0

#: Runs before the clock: they load what is needed, and fill the caches of the processor as in a page that runs often.
WARM = 5


def prepare(program: str, size: float) -> Prepared:
    """A case by its name; ``size`` is the last year, the number of steps or that of members."""
    makers = {
        "record": _record, "selin": _selin, "odeint": _odeint, "spin-up": _spin_up, "loop": _loop,
        "ensemble": _ensemble,
    }  # fmt: skip
    return makers[program](size)


def _record(_last: float) -> Prepared:
    """Seven boxes, 2000 BC to the end of 2008, yearly emissions, with rivers."""
    laboratory = boxmodel.load("amos2014")
    history = laboratory.history()
    for _turn in range(WARM):
        laboratory.run(history)
    return lambda: laboratory.run(history), lambda run: {"masses": run.total[-1].tolist()}


def _selin(last: float) -> Prepared:
    laboratory = boxmodel.load("selin2014")
    given = constant(laboratory.model.vector({"atm": SELIN_MG_PER_YEAR})[None], ("people",), SELIN_FIRST, last)
    laboratory.run(given)
    return lambda: laboratory.run(given), lambda run: {"masses": run.total[-1].tolist()}


def _odeint(last: float) -> Prepared:
    from scipy.integrate import odeint

    model = boxmodel.load("selin2014").model
    matrix, given = model.matrix, model.vector(model.natural_inputs) + model.vector({"atm": SELIN_MG_PER_YEAR})
    years = np.arange(SELIN_FIRST, last + 1.0)

    def compute() -> Any:
        return odeint(lambda masses, _year: matrix @ masses + given, model.vector(model.start), years)

    compute()
    return compute, lambda masses: {"masses": masses[-1].tolist()}


def _spin_up(steps: float) -> Prepared:
    natural = boxmodel.load("amos2014").natural
    return lambda: spin_up(natural, STEP_YEARS, int(steps)), lambda found: {"masses": list(found.values())}


def _loop(steps: float) -> Prepared:
    natural = boxmodel.load("amos2014").natural
    matrix, given, start = natural.matrix, natural.vector(natural.natural_inputs), natural.vector(natural.start)

    def compute() -> Any:
        masses = start
        for _step in range(int(steps)):
            masses = masses + STEP_YEARS * (matrix @ masses + given)
        return masses

    return compute, lambda masses: {"masses": masses.tolist()}


def _ensemble(members: float) -> Prepared:
    laboratory = boxmodel.load("geyman2025")
    forcing = lay_history(laboratory.model, "ssp5-85").forcing

    def compute() -> Ensemble:
        return run_ensemble(laboratory, forcing, members=int(members), until=2300.0)

    return compute, lambda found: {"kept": found.kept}
