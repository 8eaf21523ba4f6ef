"""A run as people ask for it: which model, which emissions, what if, told apart by what, from when to when."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.budget import Closure, closure
from almaden.fate.boxmodel.caveats import caveats
from almaden.fate.boxmodel.emissions import EmissionTable
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.forcing_parts import by_era
from almaden.fate.boxmodel.laboratory import Laboratory, Method
from almaden.fate.boxmodel.laying import TAGS, lay_history, lay_table
from almaden.fate.boxmodel.scenarios import begun, ended, extended, hold, scale, stop
from almaden.fate.boxmodel.series import LONGEST_YEARS
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.wording import Text, either

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Question:
    """What a run is to be made with.

    Attributes:
        emissions: name of a history, or a table.
        before: history for the years before a table; empty for none.
        tag: ``sector``, ``region`` or ``era``; empty for all together.
        eras: borders of the eras, where they are asked for.
        stop: year from which people emit nothing.
        hold: year from which inputs stay as they are.
        scale: year and factor of what people emit from then on.
        first: first year to be told; where a model begins with masses of its own, the year in which they were there.
        last: last year; None for the end of the emissions.
    """

    emissions: str | EmissionTable
    before: str = ""
    tag: str = ""
    eras: tuple[float, ...] = ()
    stop: float | None = None
    hold: float | None = None
    scale: tuple[float, float] | None = None
    first: float | None = None
    last: float | None = None


@dataclass(frozen=True, eq=False)
class Simulation:
    """A run with its balance and what is to be said of it.

    Attributes:
        run: the years asked for.
        forcing: the inputs by people.
        closure: balance of the whole run.
        findings: what is odd in the table of emissions.
        notes: what was left out or taken from elsewhere.
        caveats: what the result cannot tell.
    """

    run: Trajectory
    forcing: Forcing
    closure: Closure
    findings: tuple[Fault, ...]
    notes: tuple[Text, ...]
    caveats: tuple[Text, ...]

    def to_frame(self) -> pd.DataFrame:
        """One row for each year and tag, one column for each reservoir, Mg."""
        return self.run.to_frame()

    def summary(self) -> Text:
        """The last state and the balance."""
        return Text("{run}; {balance}", run=self.run.summary(), balance=self.closure.summary())

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            **self.run.as_dict(),
            "closure": {**asdict(self.closure), "closure_mg": self.closure.closure_mg},
            "findings": [asdict(one) for one in self.findings],
            "notes": [*self.run.notes, *self.notes],
            "caveats": list(self.caveats),
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def simulate(laboratory: Laboratory, question: Question, method: Method = "exact") -> Simulation:
    """Run a model as asked.

    Args:
        laboratory: the model.
        question: what with.
        method: ``exact`` or ``euler``.

    Raises:
        InputError: what is asked does not fit the emissions or the model.
    """
    forcing, notes = inputs(laboratory, question)
    run = laboratory.run(forcing, method, until=question.last)
    balance = closure(laboratory, forcing, run)
    table = question.emissions
    findings = table.findings if isinstance(table, EmissionTable) else ()
    return Simulation(_told(run, question.first), forcing, balance, findings, notes, caveats())


def inputs(laboratory: Laboratory, question: Question) -> tuple[Forcing, tuple[Text, ...]]:
    """The inputs by people that a question asks for, and what is to be said of them.

    Raises:
        InputError: what is asked does not fit the emissions or the model.
    """
    _check_years(question)
    if question.tag not in ("", *TAGS):
        raise InputError(Fault("emissions cannot be told apart by that", value=question.tag, accepted=either(TAGS)))
    if (question.tag == "era") != bool(question.eras):
        raise InputError(
            Fault("eras need their borders, and borders the eras", accepted="the tag era with years such as 1850, 1950")
        )
    by = question.tag if question.tag != "era" else ""
    if isinstance(question.emissions, str):
        if by:
            problem = Text("the history {name} is not told by {tag}", name=question.emissions, tag=Text(by))
            advice = "give a file with sectors or regions, such as that of doi:10.7910/DVN/CWX5PO"
            raise InputError(Fault(problem, value=by, accepted="era", advice=advice))
        laid = lay_history(laboratory.model, question.emissions)
    else:
        laid = lay_table(laboratory.model, question.emissions, tag=by, before=question.before)
    forcing = _changed(laid.forcing, question)
    if begins_with_masses(laboratory):
        if question.first is None:
            problem = Text("the model {model} begins with masses of a year", model=laboratory.model.key)
            raise InputError(Fault(problem, accepted="the year, such as 2012", advice="say from which year it runs"))
        forcing = begun(forcing, question.first)
    return (by_era(forcing, question.eras) if question.eras else forcing), laid.notes


def _check_years(question: Question) -> None:
    """Refuse years that are no years, and a run that would end before what is asked of it."""
    first, last = question.first, question.last
    scaled = () if question.scale is None else question.scale[:1]
    given = (first, last, question.stop, question.hold, *scaled, *question.eras)
    faults = [
        Fault(
            Text("the year {year} cannot be reckoned with", year=f"{year:g}"),
            value=f"{year:g}",
            accepted=Text("a year from {first} to {last}", first=f"{-LONGEST_YEARS:.0f}", last=f"{LONGEST_YEARS:.0f}"),
        )
        for year in given
        if year is not None and not abs(year) <= LONGEST_YEARS
    ]
    table = question.emissions
    if not faults and isinstance(table, EmissionTable) and last is not None and not table.years[0] < last:
        begins = f"{table.years[0]:g}"
        problem = Text("the table begins in {first}, but the run ends in {last}", first=begins, last=f"{last:g}")
        accepted = Text("a last year after {first}", first=begins)
        faults.append(Fault(problem, table.file, value=f"{last:g}", accepted=accepted, advice="check the years"))
    if not faults and first is not None and last is not None and first > last:
        accepted = Text("a year until {last}", last=f"{last:g}")
        faults.append(Fault("the run ends before the first year asked for", value=f"{first:g}", accepted=accepted))
    if faults:
        raise InputError(faults)


def begins_with_masses(laboratory: Laboratory) -> bool:
    """Whether runs of a model begin with masses of its table, and not with the natural state."""
    how = laboratory.published
    return how.run_from == "start" if how else bool(laboratory.model.start)


def _changed(forcing: Forcing, question: Question) -> Forcing:
    """The inputs with what is asked to be otherwise."""
    asked = [question.stop is not None, question.hold is not None, question.scale is not None]
    if sum(asked) > 1:
        raise InputError(Fault("inputs can be stopped, held or scaled", accepted="one of the three"))
    end = float(forcing.years[-1]) if question.last is None else question.last
    if question.last is not None:
        # What is last known holds, so that it can be stopped or scaled after the last year of the emissions.
        forcing = extended(ended(forcing, end), end)
    if question.scale is not None:
        return scale(forcing, *question.scale)
    if question.stop is not None:
        return stop(forcing, question.stop, end)
    if question.hold is not None:
        return hold(forcing, question.hold, end)
    return forcing


def _told(run: Trajectory, first: float | None) -> Trajectory:
    """The years from one on."""
    if first is None:
        return run
    chosen = run.years >= first
    if not chosen.any():
        accepted = Text("a year until {last}", last=f"{run.years[-1]:g}")
        raise InputError(Fault("the run ends before the first year asked for", value=f"{first:g}", accepted=accepted))
    return replace(run, years=run.years[chosen], values=run.values[:, chosen])
