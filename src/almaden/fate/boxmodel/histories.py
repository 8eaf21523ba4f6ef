"""Emissions to air since 2000 BC that published runs were made with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.series import yearly
from almaden.reference.tables import read_table
from almaden.wording import Text, either

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_STREETS: Final = "fate/air_streets2011"
_HOROWITZ: Final = "fate/air_horowitz2014"
#: Names of the histories; the first is what version 2.0 of the model of Amos and others ran with.
HISTORIES: Final = ("horowitz2014", "streets2011")
#: The middle of Streets and others (2011), and the ends of their range of 80 %.
SCENARIOS: Final = {"mid": "mid_mg_per_year", "low": "low80_mg_per_year", "high": "high80_mg_per_year"}


def history(model: BoxModel, name: str = "horowitz2014", scenario: str = "mid") -> Forcing:
    """Yearly emissions to air of people, -2000 to 2008, each held for its year.

    Values of decades become yearly by a monotone cubic (pchip), as published. ``horowitz2014`` is Streets and others
    (2011), less the waste that both count, plus what products add.

    Args:
        model: a model with a reservoir ``atm``.
        name: one of :data:`HISTORIES`.
        scenario: ``mid``, or ``low`` and ``high`` for the ends of the range of 80 % of Streets and others.

    Raises:
        InputError: there is no such history or scenario, or the model has no such reservoir.
    """
    import numpy as np

    faults = []
    if name not in HISTORIES:
        faults.append(Fault(Text("there is no history '{name}'", name=name), value=name, accepted=either(HISTORIES)))
    if scenario not in SCENARIOS:
        problem = Text("there is no scenario '{name}'", name=scenario)
        faults.append(Fault(problem, value=scenario, accepted=either(tuple(SCENARIOS))))
    if "atm" not in model.reservoirs:
        problem = Text("the model {model} has no reservoir '{key}'", model=model.key, key="atm")
        faults.append(Fault(problem, accepted=", ".join(model.reservoirs)))
    if faults:
        raise InputError(faults)
    years, air = _yearly(_STREETS, SCENARIOS[scenario])
    if name == "horowitz2014":
        for column, sign in (("products_mg_per_year", 1.0), ("waste_overlap_mg_per_year", -1.0)):
            later, more = _yearly(_HOROWITZ, column)
            air[np.searchsorted(years, later)] += sign * more
    values = np.zeros((1, len(years), len(model.reservoirs)))
    values[0, :, model.reservoirs.index("atm")] = air
    return Forcing(years, (name,), values, "constant")


def _yearly(table: str, column: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    import numpy as np

    rows = read_table(table)
    years = np.array([float(row["year"]) for row in rows])
    values = np.array([float(row[column]) for row in rows]).reshape(1, -1, 1)
    filled = yearly(Forcing(years, (column,), values, "pchip"))
    return filled.years, filled.values[0, :, 0]
