"""A box model ready for questions: its natural and its present rates, and how its published runs were made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.presets import Published, box_model, published
from almaden.fate.boxmodel.pulse import Pulse, pulse
from almaden.fate.boxmodel.series import forcing_of
from almaden.fate.boxmodel.steady import SteadyState, steady_state
from almaden.fate.boxmodel.timescales import Timescales, timescales
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.wording import Text

Method = Literal["exact", "euler"]


@dataclass(frozen=True)
class Laboratory:
    """A box model.

    Attributes:
        natural: rates of the time before people, by which steady states are worked out.
        model: rates of the present, by which runs and pulses are worked out.
        published: how its published runs were made; None for a model of the user's.
        compat: whether defects of the published code are reproduced.
    """

    natural: BoxModel
    model: BoxModel
    published: Published | None = None
    compat: bool = False

    def steady_state(self, inputs: Mapping[str, float] | None = None) -> SteadyState:
        """The state under constant inputs, Mg/yr by reservoir; None for the natural ones.

        Raises:
            InputError: an input cannot be used, or mercury would gather for ever.
        """
        return steady_state(self.natural, inputs)

    def pulse(self, reservoir: str, mass: float, years: Sequence[float]) -> Pulse:
        """What becomes of a mass, Mg, put into a reservoir at once.

        Raises:
            InputError: there is no such reservoir, or the mass or the years cannot be used.
        """
        return pulse(self.model, reservoir, mass, years)

    def timescales(self) -> Timescales:
        """Residence and relaxation times."""
        return timescales(self.model)

    def history(self, name: str = "horowitz2014", scenario: str = "mid") -> Forcing:
        """Emissions that published runs were made with, see :func:`almaden.fate.boxmodel.histories.history`.

        With ``compat`` the scenario has no effect, as in version 2.0 of the published code.

        Raises:
            InputError: there is no such history or scenario.
        """
        from almaden.fate.boxmodel.histories import history

        asked = history(self.model, name, scenario)
        return history(self.model, name) if self.compat else asked

    def run(
        self,
        emissions: Forcing | Mapping[float, float],
        method: Method = "exact",
        *,
        start: Mapping[str, float] | None = None,
        until: float | None = None,
        step_years: float | None = None,
        rivers: bool = True,
    ) -> Trajectory:
        """Run the model through time.

        Args:
            emissions: inputs of people with their tags, or Mg/yr to the reservoir ``atm`` by year.
            method: ``exact``, or ``euler`` to reproduce published numbers.
            start: masses at the first year, Mg by reservoir, which get the tag ``start``; None for where published runs
                begin: the natural state (tag ``natural``; with ``euler`` after the published spin-up), or the masses of
                the model's table (tag ``start``).
            until: last year; None for the end of the inputs: their last knot where they are lines, else a year after
                it, and with ``euler`` one step less.
            step_years: length of an Euler step; None for the published one.
            rivers: whether a model that has a term of rivers uses it.

        Raises:
            InputError: the inputs, the start, the method or the step cannot be used.
        """
        from almaden.fate.boxmodel.euler import run_euler
        from almaden.fate.boxmodel.rivers import amos_rivers
        from almaden.fate.boxmodel.runs import run_exact

        forcing = emissions if isinstance(emissions, Forcing) else forcing_of(self.model, emissions)
        how = self.published
        brought = amos_rivers(self.compat) if rivers and how is not None and how.rivers else None
        if start is None and (how.run_from == "start" if how else bool(self.model.start)):
            start = self.model.start
        if method == "exact":
            natural = self._natural() if start is None else None
            return run_exact(self.model, forcing, start, natural_start=natural, until=until, rivers=brought)
        if method != "euler":
            raise InputError(Fault(Text("there is no method '{name}'", name=method), accepted="exact or euler"))
        step = step_years or (how.euler_step_years if how else None)
        if step is None:
            raise InputError(
                Fault(
                    "this model has no published step for Euler's method",
                    advice="take the exact method, or give the length of a step (step_years)",
                )
            )
        natural = self._natural(step) if start is None else None
        return run_euler(
            self.model, forcing, start, step_years=step, natural_start=natural, until=until, rivers=brought
        )

    def _natural(self, step_years: float | None = None) -> Mapping[str, float]:
        from almaden.fate.boxmodel.euler import spin_up

        steps = self.published.spin_up_steps if self.published else None
        if step_years is None or steps is None:
            return steady_state(self.natural).masses
        return spin_up(self.natural, step_years, steps)


def load(name: str = "geyman2025", period: str | None = None, compat: bool = False) -> Laboratory:
    """A published box model.

    Args:
        name: ``geyman2025`` (ten boxes), ``amos2014`` (seven), ``selin2014`` (six), ``feinberg2022`` (the air alone,
            whose inputs are all emissions of 2015, of people as well).
        period: rates for every question: ``natural`` or ``present`` (``base`` or ``obrist`` of ``feinberg2022``). None
            for the usual: steady states with the first, runs and pulses with the last; ``feinberg2022`` with ``base``.
        compat: reproduce two defects of version 2.0 of the code of ``amos2014``, and so its published numbers:
            dissolved mercury of rivers is summed with the mask of another grid (2.3 instead of 175 Mg/yr in 2008), and
            the scenarios ``low`` and ``high`` are run with the emissions of ``mid``. Without it both are put right.
            The shares of deposition to land, which add up to 0.9993, stay as published in both; what they leave out
            is a loss of its own, so that the balance closes.

    Raises:
        InputError: there is no such model or period, or ``compat`` is asked of a model without such defects.
    """
    how = published(name)
    if compat and not how.rivers:
        problem = Text("no defects of {model} are known that could be reproduced", model=name)
        raise InputError(Fault(problem, accepted="compat with amos2014"))
    usual = (how.periods[0], how.periods[0] if "base" in how.periods else how.periods[-1])
    first, last = (period, period) if period is not None else usual
    return Laboratory(box_model(name, first), box_model(name, last), how, compat)
