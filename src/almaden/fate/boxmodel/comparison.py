"""The same emissions in the models of the globe beside each other: how far the choice of a model moves the air."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from almaden.fate.boxmodel.laboratory import load
from almaden.fate.boxmodel.laying import AIR
from almaden.fate.boxmodel.simulation import Question, inputs
from almaden.reference.tables import number_or_none, read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE: Final = "fate/box_compared"


@dataclass(frozen=True, eq=False)
class Beside:
    """The air of one model.

    Attributes:
        model: its key.
        years: (years,) calendar years.
        air_mg: (years,) mercury in the air, Mg.
    """

    model: str
    years: NDArray[np.float64]
    air_mg: NDArray[np.float64]

    def as_dict(self) -> dict[str, object]:
        """The result as plain values."""
        return {"model": self.model, "years": self.years.tolist(), "air_mg": self.air_mg.tolist()}


@cache
def compared() -> Mapping[str, float | None]:
    """The models that are shown beside each other, with the year in which those begin that begin with masses."""
    return MappingProxyType({row["model"]: number_or_none(row["start_year"]) for row in read_table(_TABLE)})


def compare(question: Question) -> tuple[Beside, ...]:
    """Run every model of the globe with the same emissions, exactly.

    Args:
        question: what with; the parts are not told apart. A model that begins with masses of its own runs from their
            year, and is left out where the run ends before it.

    Raises:
        InputError: what is asked does not fit the emissions.
    """
    found = []
    for name, begins in compared().items():
        laboratory = load(name)
        asked = replace(question, tag="", eras=(), first=begins if begins is not None else question.first)
        if begins is not None and not covers(question, begins):
            continue
        forcing, _ = inputs(laboratory, asked)
        run = laboratory.run(forcing, until=question.last)
        told = run.years >= (run.years[0] if question.first is None else question.first)
        found.append(Beside(name, run.years[told], run.total[told, run.reservoirs.index(AIR)]))
    return tuple(found)


def covers(question: Question, year: float) -> bool:
    """Whether the emissions of a question reach over a year, so that a model can begin in it."""
    forcing, _ = inputs(load(), replace(question, tag="", eras=()))
    return float(forcing.years[0]) < year < float(forcing.years[-1])
