"""Deposition on receptors through the year."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import Fault, InputError
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.meteorology import Meteorology
from almaden.fate.atmosphere.model import Atmosphere, default_atmosphere
from almaden.fate.atmosphere.monthly import MONTHS, MonthlyYear, monthly_year
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.receptors import receptor
from almaden.fate.atmosphere.screening import caveats
from almaden.fate.atmosphere.surface import Surface
from almaden.fate.atmosphere.user_circulation import user_circulation
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_UG_PER_MG: Final = 1e12
_EVEN: Final = n_("Emissions are the same in every month; only the air and the rain have seasons.")


@dataclass(frozen=True, eq=False)
class MonthsOfDeposition:
    """What comes down in each month of a year that ends as it began.

    Attributes:
        name: what emits.
        receptors: keys of the receptors.
        area_m2: (receptors,) their areas, m2.
        deposition_mg: (12, receptors) what comes down in each month, Mg.
        year: the run, with masses and closure.
        unverified: the numbers it rests on that nobody read in their source, or that were tuned.
        caveats: what the model cannot do.
        meta: how it was made.
    """

    name: str
    receptors: tuple[str, ...]
    area_m2: NDArray[np.float64]
    deposition_mg: NDArray[np.float64]
    year: MonthlyYear
    unverified: tuple[Origin, ...]
    caveats: tuple[Text, ...]
    meta: Meta

    @property
    def deposition_kg(self) -> NDArray[np.float64]:
        """(12, receptors) the same, kg."""
        return 1000.0 * self.deposition_mg

    def rows(self) -> list[dict[str, Any]]:
        """One for each receptor and month: Mg, and ug/m2, of the month."""
        return [
            {
                "receptor": key,
                "month": month + 1,
                "deposition_mg": float(self.deposition_mg[month, place]),
                "deposition_ug_per_m2": float(self.deposition_mg[month, place] * _UG_PER_MG / self.area_m2[place]),
            }
            for place, key in enumerate(self.receptors)
            for month in range(MONTHS)
        ]

    def to_frame(self) -> pd.DataFrame:
        """One row for each receptor and month."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> str:
        """One line for each receptor: the year, and the months with the most and the least."""
        lines = []
        for place, key in enumerate(self.receptors):
            mg = self.deposition_mg[:, place]
            most, least = int(mg.argmax()) + 1, int(mg.argmin()) + 1
            lines.append(f"{key}: {float(mg.sum()):.4g} Mg in the year, most in month {most}, least in month {least}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, Any]:
        """Everything but the cells, of plain values."""
        return {
            "meta": asdict(self.meta),
            "name": self.name,
            "months": self.rows(),
            "years_run": self.year.years,
            "closure": self.year.closure,
            "caveats": list(self.caveats),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything but the cells, as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def default_months(grid: Grid) -> tuple[Atmosphere, ...]:
    """The model of each month of the default climatology, January first."""
    surface = Surface.of(grid)
    return tuple(default_atmosphere(grid, month=month, surface=surface) for month in range(1, MONTHS + 1))


def months_of_winds(winds: Mapping[int, Meteorology], grid: Grid) -> tuple[tuple[Atmosphere, ...], tuple[Text, ...]]:
    """The model of each month of winds of the user's own, January first, and what is odd in them.

    Args:
        winds: by month, 1 to 12, as ``read_months`` gives them.
        grid: the cells of each layer.

    Raises:
        InputError: a month is not there.
    """
    if lacking := [str(month) for month in range(1, MONTHS + 1) if month not in winds]:
        name = next((one.name for one in winds.values()), "")
        raise InputError(
            Fault(Text("the winds of months are missing: {months}", months=", ".join(lacking)), name,
                  accepted=n_("winds of all months, 1 to 12"),
                  advice=n_("add the months, or ask for the mean of the year by the other commands"))
        )  # fmt: skip
    parameters, surface = default_parameters(), Surface.of(grid)
    found = [user_circulation(winds[month], grid, parameters) for month in range(1, MONTHS + 1)]
    models = tuple(Atmosphere.of(one.circulation, one.climate, parameters, surface) for one in found)
    return models, tuple(dict.fromkeys(told for one in found for told in one.findings))


def months_of_deposition(
    months: Sequence[Atmosphere],
    name: str,
    emission_mg_per_year: NDArray[np.float64],
    receptors: Sequence[str],
    sha256: str = "",
    progress: Callable[[int, int], None] | None = None,
    own_winds: bool = False,
) -> MonthsOfDeposition:
    """Run a year that repeats itself and sum what comes down on receptors.

    Args:
        months: the model of each month, January first.
        name: what emits.
        emission_mg_per_year: (species, rows, columns), the same in every month, Mg/yr.
        receptors: keys or names of regions, ocean basins or bands.
        sha256: of what was read.
        progress: told how many of the twelve months are ready.
        own_winds: whether the circulation is from winds of the user's own.

    Raises:
        InputError: there is no such receptor.
        AlmadenError: there are not twelve months, or the year does not close.
    """
    import numpy as np

    keys = tuple(dict.fromkeys(receptor(one).key for one in receptors))
    year = monthly_year(months, emission_mg_per_year, progress=progress)
    taken = [[(one.onto(key) * mass).sum() for key in keys] for one, mass in zip(months, year.mass_mg, strict=True)]
    surface, cells = months[0].surface, months[0].grid.area_m2
    area = np.array([(surface.share(key) * cells).sum() for key in keys])
    return MonthsOfDeposition(
        name, keys, area, np.array(taken, dtype=np.float64) / MONTHS, year, months[0].parameters.unverified,
        (*caveats(own_winds), Text(_EVEN)), meta(0, 0, sha256),
    )  # fmt: skip
