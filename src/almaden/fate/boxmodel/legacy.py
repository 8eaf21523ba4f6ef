"""Mercury that comes back to the air from past emissions, by a response that was fitted to a box model.

The reduced form of Feinberg and others (2024): of each Mg emitted to air, ``sum_i p_i exp(-d_i t)`` Mg/yr is emitted
again t years later. Not for more than about 100 years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import Text, either

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE: Final = "fate/legacy_kernels"
AFTER_1849: Final = "after 1849"


def legacy_response(years: Sequence[float], kernel: str = AFTER_1849) -> NDArray[np.float64]:
    """What is emitted again in a year of one Mg emitted to air some years before, Mg/yr, (years,).

    Args:
        years: years since the emission, 0 or more.
        kernel: ``after 1849`` or ``before 1849``: when it was emitted.

    Raises:
        InputError: there is no such kernel, or a year is negative or no number.
    """
    import numpy as np

    terms = [row for row in read_table(_TABLE) if row["kernel"] == kernel]
    times = np.asarray(years, dtype=float)
    faults = []
    if not terms:
        names = tuple(dict.fromkeys(row["kernel"] for row in read_table(_TABLE)))
        faults.append(Fault(Text("there is no response '{name}'", name=kernel), value=kernel, accepted=either(names)))
    if not (np.isfinite(times) & (times >= 0)).all():
        faults.append(Fault("the years since an emission are no numbers from 0 up", accepted="numbers, 0 or more"))
    if faults:
        raise InputError(faults)
    response: NDArray[np.float64] = sum(
        (float(row["per_year"]) * np.exp(-float(row["decay_per_year"]) * times) for row in terms), np.zeros(times.shape)
    )
    return response


def legacy_emission(emitted: dict[float, float], year: float) -> float:
    """What is emitted again in a year of everything emitted to air before it, Mg/yr.

    Args:
        emitted: Mg/yr by year; emissions until 1849 follow the response of that time.
        year: the year asked for; emissions of the year itself and later do not count.

    Raises:
        InputError: an emission is negative or no number.
    """
    import math

    bad = [one for one, mass in emitted.items() if not math.isfinite(mass) or mass < 0]
    if bad:
        problem = Text("the emission of {year} is no number from 0 up", year=f"{bad[0]:g}")
        raise InputError(Fault(problem, value=str(emitted[bad[0]]), accepted="a number, 0 or more, in Mg/yr"))
    before = {one: mass for one, mass in emitted.items() if one < year}
    return sum(
        mass * float(legacy_response([year - one], AFTER_1849 if one >= 1849 else "before 1849")[0])
        for one, mass in before.items()
    )
