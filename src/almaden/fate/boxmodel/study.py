"""A question to a box model answered as it should be shown: with its range, its budget, and other models beside it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import InputError
from almaden.fate.boxmodel.budget import Budget, budget
from almaden.fate.boxmodel.caveats import caveats
from almaden.fate.boxmodel.comparison import compared, covers
from almaden.fate.boxmodel.ensemble import run_ensemble
from almaden.fate.boxmodel.ensemble_result import Ensemble
from almaden.fate.boxmodel.laboratory import Laboratory, load
from almaden.fate.boxmodel.legacy_share import LegacyShare, legacy_share
from almaden.fate.boxmodel.simulation import Question, Simulation, inputs, simulate
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.wording import Text

if TYPE_CHECKING:
    import pandas as pd

#: Members that tell a range where all of them count.
_FREE: Final = 200


@dataclass(frozen=True, eq=False)
class Study:
    """A run with all that belongs beside it.

    Attributes:
        laboratory: the model.
        simulation: the run of record.
        ensemble: its range, by decade.
        budget: all flows of the year that was looked at.
        legacy: where what entered the air in that year came from.
        unchanged: the run if nothing were stopped, held or scaled; None where nothing is.
        others: the same question to other models; one that begins with masses of a later year begins there, and is left
            out where the run ends before it.
        notes: what is to be known of all of it.
        caveats: what it cannot tell.
    """

    laboratory: Laboratory
    simulation: Simulation
    ensemble: Ensemble
    budget: Budget
    legacy: LegacyShare
    unchanged: Trajectory | None
    others: tuple[Trajectory, ...]
    notes: tuple[Text, ...]
    caveats: tuple[Text, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One row for each model, year and reservoir; ranges at the decades of the model that was asked."""
        ranged = {(row["year"], row["reservoir"]): row for row in self.ensemble.rows()}
        found = []
        for run in (self.simulation.run, *self.others):
            own = run is self.simulation.run
            for when, year in enumerate(run.years.tolist()):
                for place, key in enumerate(run.reservoirs):
                    span = ranged.get((year, key), {}) if own else {}
                    found.append(
                        {
                            "model": run.model, "year": year, "reservoir": key,
                            "mass_mg": float(run.total[when, place]), "low_mg": span.get("low_mg"),
                            "high_mg": span.get("high_mg"),
                        }
                    )  # fmt: skip
        return found

    def to_frame(self) -> pd.DataFrame:
        """One row for each model, year and reservoir, Mg."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> Text:
        """The run and its budget in a line."""
        return Text("{run}; {budget}", run=self.simulation.summary(), budget=self.budget.summary())

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        told = self.simulation.as_dict()
        return {
            **told,
            "notes": list(dict.fromkeys((*told["notes"], *self.notes))),
            "ensemble": {key: value for key, value in self.ensemble.as_dict().items() if key != "caveats"},
            "budget": self.budget.as_dict(),
            "to_air": self.legacy.as_dict(),
            "unchanged": None if self.unchanged is None else _masses(self.unchanged),
            "beside": [
                {**_masses(one), "unverified": [asdict(number) for number in one.unverified]} for one in self.others
            ],
        }  # fmt: skip

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def _masses(run: Trajectory) -> dict[str, Any]:
    return {
        "model": run.model,
        "years": run.years.tolist(),
        "total": {key: run.total[:, place].tolist() for place, key in enumerate(run.reservoirs)},
    }


def study(
    model: str, question: Question, year: float | None = None, *, others: Sequence[str] = (), members: int = 1000,
    seed: int = 1,
) -> Study:  # fmt: skip
    """Ask a model, with its range, and others beside it.

    Where too few members of the ensemble fit what is known of the present, the range is that of fewer members, whether
    they fit or not, and that is told.

    Args:
        model: name of a published model of the globe.
        question: what with; its tags are told apart in the budget.
        year: whose flows are told; the last of the run where none is given.
        others: names of models that are asked the same.
        members: of the ensemble.
        seed: of its draws.

    Raises:
        InputError: what is asked does not fit the emissions or the model, or the run has no such year.
    """
    laboratory = load(model)
    asked, notes = _from_start(laboratory, question)
    made = simulate(laboratory, asked)
    at = float(made.run.years[-1]) if year is None else year
    changed = (question.stop, question.hold, question.scale) != (None, None, None)
    bare = replace(asked, stop=None, hold=None, scale=None)
    flows = budget(laboratory.model, made.run, made.forcing, at)
    ensemble, more = _ranged(laboratory, asked, members, seed)
    beside = []
    for name in others:
        other, begins = load(name), compared().get(name)
        if begins is not None and not covers(question, begins):
            continue
        the_same, told = _from_start(other, question)
        beside.append(simulate(other, the_same).run)
        more += told
    return Study(
        laboratory,
        made,
        ensemble,
        flows,
        legacy_share(laboratory.model, made.run, made.forcing, at),
        simulate(laboratory, bare).run if changed else None,
        tuple(beside),
        tuple(dict.fromkeys((*made.notes, *notes, *ensemble.notes, *more))),
        caveats(),
    )


def _from_start(laboratory: Laboratory, question: Question) -> tuple[Question, tuple[Text, ...]]:
    """The question from the year on in which a model that begins with masses has them."""
    start = compared().get(laboratory.model.key)
    if start is None or (question.first is not None and question.first >= start):
        return question, ()
    note = Text("{model} begins in {year} with masses of that year", model=laboratory.model.key, year=f"{start:g}")
    return replace(question, first=start), (note,)


def _ranged(laboratory: Laboratory, question: Question, members: int, seed: int) -> tuple[Ensemble, tuple[Text, ...]]:
    """The ensemble; of all members where those that fit are too few to tell a range."""
    forcing, _notes = inputs(laboratory, question)

    def run(count: int, constrained: bool) -> Ensemble:
        return run_ensemble(
            laboratory, forcing, members=count, seed=seed, first=question.first, until=question.last,
            constrained=constrained,
        )  # fmt: skip

    try:
        return run(members, constrained=True), ()
    except InputError as error:
        found = run(min(members, _FREE), constrained=False)
        note = Text(
            "{problem}: too few, so the range is that of {count} members, whether they fit or not",
            problem=error.faults[0].problem, count=min(members, _FREE),
        )  # fmt: skip
        return found, (note,)
