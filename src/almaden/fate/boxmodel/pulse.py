"""What becomes of a mass that is put into a reservoir at once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.exact import propagate
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.series import LONGEST_YEARS
from almaden.fate.boxmodel.steady import checked, unverified
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Pulse:
    """Where a mass is, years after it was put into a reservoir.

    Attributes:
        model: key of the model.
        reservoir: key of the reservoir that received it.
        mass_mg: the mass, Mg.
        years: (years,) since then.
        reservoirs: keys of the reservoirs, in the order of the model.
        masses_mg: (years, reservoirs) masses, Mg.
        removed_mg: (years,) what has left the system, Mg.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    model: str
    reservoir: str
    mass_mg: float
    years: NDArray[np.float64]
    reservoirs: tuple[str, ...]
    masses_mg: NDArray[np.float64]
    removed_mg: NDArray[np.float64]
    unverified: tuple[Origin, ...]
    meta: Meta

    @property
    def shares(self) -> NDArray[np.float64]:
        """(years, reservoirs + 1) shares of the mass in each reservoir, and of what has left the system."""
        import numpy as np

        return np.column_stack([self.masses_mg, self.removed_mg]) / self.mass_mg

    def rows(self) -> list[dict[str, float]]:
        """One row for each year."""
        columns = ("years", *(f"{key}_mg" for key in self.reservoirs), "removed_mg")
        table = zip(self.years.tolist(), self.masses_mg.tolist(), self.removed_mg.tolist(), strict=True)
        return [dict(zip(columns, (year, *masses, removed), strict=True)) for year, masses, removed in table]

    def to_frame(self) -> pd.DataFrame:
        """One row for each year, one column for each reservoir and for what has left the system, Mg."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> Text:
        """The last state in a line."""
        return Text(
            "{mass} Mg put into {reservoir} of {model}: {share} % has left the system after {years} yr",
            mass=self.mass_mg,
            reservoir=self.reservoir,
            model=self.model,
            share=float(100 * self.removed_mg[-1] / self.mass_mg),
            years=float(self.years[-1]),
        )

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "meta": asdict(self.meta),
            "model": self.model,
            "reservoir": self.reservoir,
            "mass_mg": self.mass_mg,
            "rows": self.rows(),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def pulse(model: BoxModel, reservoir: str, mass_mg: float, years: Sequence[float]) -> Pulse:
    """Follow a mass through a model by exp(A t).

    Args:
        model: the model.
        reservoir: key of the reservoir that receives it.
        mass_mg: the mass, Mg.
        years: times since then, from 0 up, rising.

    Raises:
        InputError: there is no such reservoir, the mass is not above 0, or the years do not rise or reach too far.
    """
    import numpy as np

    checked(model, {reservoir: mass_mg})
    times = np.asarray(years, dtype=float).reshape(-1)
    faults = []
    if not mass_mg > 0:
        faults.append(Fault("a pulse needs a mass", value=f"{mass_mg:g}", accepted="a number above 0, in Mg"))
    if not len(times) or not ((times >= 0) & (times <= LONGEST_YEARS)).all() or (np.diff(times) <= 0).any():
        accepted = Text("years since the pulse from 0 to {most}, each once and in order", most=f"{LONGEST_YEARS:.0f}")
        value = ", ".join(f"{year:g}" for year in years)
        faults.append(Fault("the years of a pulse cannot be used", value=value, accepted=accepted))
    if faults:
        raise InputError(faults)
    # Without a second time there would be no step to take.
    grid = np.union1d([0.0, 1.0], times)
    still = np.zeros((1, len(grid) - 1, len(model.reservoirs)))
    masses = propagate(model.matrix, model.vector({reservoir: mass_mg})[None], grid, still, still)[0]
    masses = masses[np.searchsorted(grid, times)]
    removed = mass_mg - masses.sum(axis=1)
    made = meta(0, 0, factor_set=model.key)
    return Pulse(model.key, reservoir, mass_mg, times, model.reservoirs, masses, removed, unverified(model), made)
