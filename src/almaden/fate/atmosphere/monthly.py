"""The year that repeats itself: twelve climates, steps by the implicit Euler method, until it closes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.solver import factorise
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse.linalg import SuperLU

    from almaden.fate.atmosphere.model import Atmosphere

MONTHS: Final = 12
#: Years after which a year must have closed.
_MOST_YEARS: Final = 40


@dataclass(frozen=True, eq=False)
class MonthlyYear:
    """A year that ends as it began. The first axis of every array is the month.

    Attributes:
        mass_mg: (12, species, layers, rows, columns) mean mass of each month, Mg.
        deposition_mg_per_year: (12, species, rows, columns) dry and wet, as a rate, Mg/yr.
        emission_mg_per_year: (12, species, rows, columns), Mg/yr.
        years: how many years were run until it closed.
        closure: largest change of the mass of a cell from the start to the end of the last year, against the mean of
            its species.
        unverified: numbers of the model that nobody read in their source, or that were tuned.
        meta: how it was made.
    """

    mass_mg: NDArray[np.float64]
    deposition_mg_per_year: NDArray[np.float64]
    emission_mg_per_year: NDArray[np.float64]
    years: int
    closure: float
    unverified: tuple[Origin, ...] = ()
    meta: Meta = field(default_factory=lambda: meta(0, 0))

    def to_frame(self) -> pd.DataFrame:
        """Burden (Mg), emission and deposition (Mg/yr) of each month, by species."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def rows(self) -> list[dict[str, Any]]:
        """The same as plain values."""
        return [
            {
                "month": month + 1,
                "species": name,
                "burden_mg": float(self.mass_mg[month, place].sum()),
                "emission_mg_per_year": float(self.emission_mg_per_year[month, place].sum()),
                "deposition_mg_per_year": float(self.deposition_mg_per_year[month, place].sum()),
            }
            for month in range(MONTHS)
            for place, name in enumerate(SPECIES)
        ]

    def summary(self) -> str:
        """In one line."""
        burden = self.mass_mg.sum(axis=(1, 2, 3, 4))
        return (
            f"in the air {burden.min():.4g} Mg in month {burden.argmin() + 1} to {burden.max():.4g} Mg in month "
            f"{burden.argmax() + 1}; closed to {self.closure:.1e} after {self.years} years"
        )

    def to_json(self) -> str:
        """The months, without the fields, as JSON."""
        told = {
            "meta": asdict(self.meta),
            "years": self.years,
            "closure": self.closure,
            "months": self.rows(),
            "unverified": [asdict(one) for one in self.unverified],
        }
        return json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False)


def monthly_year(
    months: Sequence[Atmosphere],
    emission_mg_per_year: NDArray[np.float64],
    steps: int = 10,
    tolerance: float = 1e-5,
    progress: Callable[[int, int], None] | None = None,
) -> MonthlyYear:
    """Run the months until the year repeats itself. All are taken as a twelfth of a year.

    The start is the steady state of the mean emission in the first month.

    Args:
        months: the model of each month, January first.
        emission_mg_per_year: (species, rows, columns), or of each month (12, species, rows, columns), Mg/yr.
        steps: time steps in a month; the method is of first order, ten err by some tenths of a percent.
        tolerance: of ``closure``.
        progress: told how many of the twelve months are ready to run, which is most of the work.

    Raises:
        AlmadenError: there are not twelve months, or the year has not closed after 40 of them.
    """
    import numpy as np

    if len(months) != MONTHS:
        raise AlmadenError(f"a year has 12 months, not {len(months)}")
    shape = (len(SPECIES), *months[0].circulation.shape)
    emission = np.broadcast_to(emission_mg_per_year, (MONTHS, shape[0], *shape[2:])).astype(np.float64)
    step_years = 1.0 / (MONTHS * steps)
    factored = []
    for ready, one in enumerate(months, 1):
        factored.append(_month(one, step_years))
        if progress is not None:
            progress(ready, MONTHS)
    mass = months[0].steady(emission.mean(axis=0)).mass_mg
    means = np.zeros((MONTHS, *shape))
    for year in range(1, _MOST_YEARS + 1):
        start = mass
        for month, (gases, particles) in enumerate(factored):
            means[month], mass = _run(gases, particles, mass, emission[month], steps, step_years)
        scale = start.mean(axis=(1, 2, 3), keepdims=True)
        closure = float((np.abs(mass - start) / np.maximum(scale, 1e-300)).max())
        if closure <= tolerance:
            fallen = np.stack([(one.loss_per_year * mean).sum(axis=1) for one, mean in zip(months, means, strict=True)])
            return MonthlyYear(means, fallen, emission, year, closure, months[0].parameters.unverified)
    raise AlmadenError(f"the year has not closed after {_MOST_YEARS} years: it still changes by {closure:.1e}")


def _month(atmosphere: Atmosphere, step_years: float) -> tuple[SuperLU, SuperLU]:
    """Factors of one step of gases and of particles."""
    from scipy.sparse import identity

    systems = (atmosphere.gases, atmosphere.particles)
    gases, particles = (factorise((identity(one.shape[0]) + step_years * one).tocsc()) for one in systems)
    return gases, particles


def _run(
    gases: SuperLU,
    particles: SuperLU,
    mass: NDArray[np.float64],
    emission: NDArray[np.float64],
    steps: int,
    step_years: float,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean mass over the ends of the steps, which is what the method deposits from, and the mass at the end."""
    import numpy as np

    total = np.zeros_like(mass)
    added = np.zeros_like(mass)
    added[:, 0] = emission * step_years
    for _step in range(steps):
        right, mass = mass + added, np.empty_like(mass)
        mass[:2] = gases.solve(right[:2].ravel()).reshape(right[:2].shape)
        mass[2:] = particles.solve(right[2:].ravel()).reshape(right[2:].shape)
        total += mass
    return total / steps, mass
