"""Mercury that rivers bring to the open ocean above what the land of a model gives (Amos and others 2014).

The observed discharge, dissolved plus the exported share of particulate mercury, is more than the rates of the model
carry from land. The rest, never below zero, is added to the surface ocean from 1850 on. After the last year of the
observations it stays as it was then.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.fate.boxmodel.exact import step_of
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.series import SAME_TIME
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

_TABLE: Final = "fate/rivers_amos2014"
_PARAMETERS: Final = "fate/box_parameters"
#: Rates with such keys are the background of rivers.
_BACKGROUND: Final = "k_O_riv_"


@dataclass(frozen=True, eq=False)
class Rivers:
    """Observed discharge of rivers.

    Attributes:
        years: (knots,) calendar years.
        dissolved_mg_per_year, particulate_mg_per_year: (knots,) discharge of all rivers, Mg/yr.
        export: share of the particulate mercury that reaches the open ocean.
        to: key of the reservoir that receives it.
    """

    years: NDArray[np.float64]
    dissolved_mg_per_year: NDArray[np.float64]
    particulate_mg_per_year: NDArray[np.float64]
    export: float
    to: str

    @property
    def first(self) -> float:
        """Year from which rivers bring more than the background."""
        return float(self.years[0])

    @property
    def last(self) -> float:
        """Year from which what they bring stays as it was: the end of the last year observed."""
        return float(self.years[-1]) + 1.0

    @functools.cached_property
    def reaching(self) -> Callable[[float | NDArray[np.float64]], NDArray[np.float64]]:
        """What reaches the open ocean as a function of the year, Mg/yr: by a monotone cubic, as published."""
        from scipy.interpolate import PchipInterpolator

        discharged = (self.dissolved_mg_per_year, self.particulate_mg_per_year)
        ocean = [PchipInterpolator(self.years, values) for values in discharged]

        def at(year: float | NDArray[np.float64]) -> NDArray[np.float64]:
            value: NDArray[np.float64] = ocean[0](year) + self.export * ocean[1](year)
            return value

        return at

    def background(self, model: BoxModel) -> NDArray[np.float64]:
        """(reservoirs,) rates at which rivers carry the mercury of each reservoir to the open ocean, 1/yr."""
        rates: dict[str, float] = {}
        for rate in model.rates:
            if rate.key.startswith(_BACKGROUND):
                rates[rate.from_reservoir] = rates.get(rate.from_reservoir, 0.0) + rate.per_year
        return model.vector(rates)

    def exact(
        self,
        model: BoxModel,
        years: NDArray[np.float64],
        without: NDArray[np.float64],
        begin: NDArray[np.float64],
        end: NDArray[np.float64],
    ) -> NDArray[np.float64]:
        """Masses with rivers, where those without are known.

        While rivers bring more than the background, the surface ocean receives what was observed (at the middle of each
        step) in place of the background, which is linear and so exact; in a step that begins with less, the background.

        Args:
            model: the model.
            years: (times,) with every calendar year among them.
            without: (times, reservoirs) masses without rivers, Mg.
            begin: (times - 1, reservoirs) inputs at the begin of each step, Mg/yr.
            end: inputs at its end.

        Returns:
            (times, reservoirs) masses, Mg.
        """
        import numpy as np

        masses, background = without.copy(), self.background(model)
        first = int(np.searchsorted(years, self.first - SAME_TIME))
        observed = self.reaching((years[:-1] + years[1:]) / 2).tolist()
        given = model.matrix.copy()
        given[model.reservoirs.index(self.to)] -= background
        # Whatever does not depend on the masses is reckoned for all steps at once, for either way that rivers may go.
        ways = [self._way(model, matrix, np.diff(years), begin, end, first) for matrix in (model.matrix, given)]
        held = 0.0
        for k in range(first, len(years) - 1):
            brought, above = held, False
            if years[k] < self.last - SAME_TIME:
                held = max(0.0, observed[k] - float(background @ masses[k]))
                above = held > 0
                brought = observed[k] if above else 0.0
            states, forced, pushed = ways[above]
            masses[k + 1] = states[k - first] @ masses[k] + forced[k - first] + brought * pushed[k - first]
        return masses

    def _way(
        self, model: BoxModel, matrix: NDArray[np.float64], lengths: NDArray[np.float64], begin: NDArray[np.float64],
        end: NDArray[np.float64], first: int,
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:  # fmt: skip
        """Of each step from ``first`` on: what it does to the state, what inputs bring, and what 1 Mg/yr of rivers."""
        import numpy as np

        different, which = np.unique(lengths[first:], return_inverse=True)
        steps = [step_of(matrix, length) for length in different.tolist()]
        place = model.reservoirs.index(self.to)
        states = np.array([one.state for one in steps])[which]
        forced = np.einsum("kij,kj->ki", np.array([one.begin for one in steps])[which], begin[first:])
        forced += np.einsum("kij,kj->ki", np.array([one.end for one in steps])[which], end[first:])
        return states, forced, np.array([(one.begin + one.end)[:, place] for one in steps])[which]


@functools.cache
def amos_rivers(compat: bool = False) -> Rivers:
    """The rivers of the model of Amos and others (2014).

    Args:
        compat: whether to use the dissolved mercury as version 2.0 of the published code does: it sums a grid of
            1 degree with the mask of a grid of 2 x 2.5 degrees and so keeps 2.3 of 175 Mg/yr of 2008.
    """
    import numpy as np

    rows = read_table(_TABLE)
    dissolved = "hgd_published_mg_per_year" if compat else "hgd_mg_per_year"
    years, hgd, hgp = (np.array([float(row[key]) for row in rows]) for key in ("year", dissolved, "hgp_mg_per_year"))
    share = next(row for row in read_table(_PARAMETERS) if (row["model"], row["key"]) == ("amos2014", "export_hgp"))
    return Rivers(years, hgd, hgp, float(share["value"]), "ocs")
