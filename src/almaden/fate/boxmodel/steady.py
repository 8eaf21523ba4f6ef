"""The state that a box model comes to when its inputs stay as they are, by a direct solve."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.model import BoxModel
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Text, joined

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


#: Far above all mercury of the Earth, and far below where sums and products of floats overflow, Mg or Mg/yr.
MOST_MG: Final = 1e15


@dataclass(frozen=True)
class SteadyState:
    """A state that no longer changes.

    Attributes:
        model: key of the model.
        inputs: the inputs, Mg/yr, by reservoir.
        masses: Mg, by reservoir, in the order of the model.
        residence_years: how long mercury stays in each reservoir, mass over what leaves, yr.
        out_mg_per_year: what leaves the system from each reservoir, Mg/yr; it adds up to the inputs.
        closure_mg_per_year: inputs less what leaves the system; zero but for rounding.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    model: str
    inputs: Mapping[str, float]
    masses: Mapping[str, float]
    residence_years: Mapping[str, float]
    out_mg_per_year: Mapping[str, float]
    closure_mg_per_year: float
    unverified: tuple[Origin, ...]
    meta: Meta

    def rows(self) -> list[dict[str, Any]]:
        """One row for each reservoir."""
        return [
            {
                "reservoir": key,
                "input_mg_per_year": self.inputs.get(key, 0.0),
                "mass_mg": mass,
                "residence_years": self.residence_years[key],
                "out_mg_per_year": self.out_mg_per_year[key],
            }
            for key, mass in self.masses.items()
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row for each reservoir."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> Text:
        """The masses in a line."""
        parts = [Text("{key} {mass} Mg", key=key, mass=mass) for key, mass in self.masses.items()]
        return Text("steady state of {model}: {masses}", model=self.model, masses=joined(parts))

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values; an endless time is null."""
        return {
            "meta": asdict(self.meta),
            "model": self.model,
            "reservoirs": [{**row, "residence_years": finite(row["residence_years"])} for row in self.rows()],
            "closure_mg_per_year": self.closure_mg_per_year,
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def steady_state(model: BoxModel, inputs: Mapping[str, float] | None = None) -> SteadyState:
    """The state in which a model rests under constant inputs, M = -A^-1 E.

    Args:
        model: the model.
        inputs: Mg/yr by reservoir, none negative; None for the natural inputs of the model.

    Raises:
        InputError: an input names no reservoir, is negative or no number, or mercury gathers in a reservoir for ever,
            because there is no way out of the system from it; the fault names the reservoirs.
    """
    import numpy as np

    given = dict(model.natural_inputs if inputs is None else checked(model, inputs))
    into = model.vector(given)
    reached = downstream(model, [key for key, value in given.items() if value > 0])
    stuck = [key for key in no_way_out(model) if key in reached]
    if stuck:
        raise InputError(_endless(model, stuck))
    matrix, kept = model.matrix, [place for place, key in enumerate(model.reservoirs) if key in reached]
    masses = np.zeros(len(model.reservoirs))
    if kept:
        masses[kept] = -np.linalg.solve(matrix[np.ix_(kept, kept)], into[kept])
    out = model.leaving * masses
    return SteadyState(
        model.key,
        given,
        model.mapping(masses),
        model.mapping(residence_years(matrix)),
        model.mapping(out),
        float(into.sum() - out.sum()),
        unverified(model),
        meta(0, 0, factor_set=model.key),
    )


def residence_years(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """-1 / A_ii in yr, (reservoirs,); endless where nothing leaves."""
    import numpy as np

    leaving = -np.diagonal(matrix)
    years: NDArray[np.float64] = np.divide(1.0, leaving, out=np.full(len(leaving), np.inf), where=leaving > 0)
    return years


def finite(years: float) -> float | None:
    """A time as JSON can hold it: null where it is endless."""
    return years if math.isfinite(years) else None


def unverified(model: BoxModel) -> tuple[Origin, ...]:
    """The numbers of a model that nobody has checked."""
    return unverified_of(rate.origin for rate in model.rates)


def no_way_out(model: BoxModel) -> tuple[str, ...]:
    """Keys of reservoirs from which no chain of rates leads out of the system."""
    free = {rate.from_reservoir for rate in model.rates if not rate.to_reservoir and rate.per_year > 0}
    grown = True
    while grown:
        more = {rate.from_reservoir for rate in model.rates if rate.to_reservoir in free and rate.per_year > 0}
        grown = not more <= free
        free |= more
    return tuple(key for key in model.reservoirs if key not in free)


def downstream(model: BoxModel, keys: list[str]) -> frozenset[str]:
    """Keys of reservoirs that mercury put into some of them reaches, themselves included."""
    reached = set(keys)
    grown = True
    while grown:
        more = {one.to_reservoir for one in model.rates if one.from_reservoir in reached and one.per_year > 0} - {""}
        grown = not more <= reached
        reached |= more
    return frozenset(reached)


def checked(model: BoxModel, values: Mapping[str, float]) -> Mapping[str, float]:
    """Masses or inputs by reservoir, once it is sure that they name reservoirs and are numbers from 0 up.

    Raises:
        InputError: with everything that is wrong.
    """
    faults = []
    for key, value in values.items():
        if key not in model.reservoirs:
            problem = Text("the model {model} has no reservoir '{key}'", model=model.key, key=key)
            faults.append(Fault(problem, value=key, accepted=", ".join(model.reservoirs)))
        elif not 0 <= value <= MOST_MG:
            problem = Text("what is given for the reservoir {key} is no number from 0 up", key=key)
            accepted = Text("a number from 0 to {most}", most=f"{MOST_MG:g}")
            faults.append(Fault(problem, column=key, value=f"{value:g}", accepted=accepted))
    if faults:
        raise InputError(faults)
    return values


def _endless(model: BoxModel, stuck: list[str]) -> Fault:
    names = dict(zip(model.reservoirs, model.names, strict=True))
    listed = joined([Text("{key} ({name})", key=key, name=Text(names[key])) for key in stuck])
    return Fault(
        Text("there is no steady state: mercury gathers for ever in {reservoirs}", reservoirs=listed),
        accepted="a model in which a chain of rates leads out of the system from each reservoir that receives mercury",
        advice="add a rate out of the system, such as burial, or run the model over years instead",
    )
