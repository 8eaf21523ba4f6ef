"""What if: inputs by people stopped, scaled, held or constant from a year on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.forcing_parts import JUMP_YEARS, joined, only_from, only_until, straight
from almaden.fate.boxmodel.series import values_at
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


#: More than this is no scenario, and could overflow.
_MOST_FACTOR: Final = 1e6


def stop(forcing: Forcing, year: float, until: float) -> Forcing:
    """Nothing enters from a year on.

    Args:
        forcing: the inputs by people.
        year: from when.
        until: last year of the run.

    Raises:
        InputError: the year lies outside the inputs.
    """
    _inside(forcing, year)
    return extended(only_until(forcing, year), until)


def scale(forcing: Forcing, year: float, factor: float) -> Forcing:
    """Each input from a year on by a factor.

    Raises:
        InputError: the year lies outside the inputs, or the factor is negative, no number or above a million.
    """
    _inside(forcing, year)
    if not 0.0 <= factor <= _MOST_FACTOR:
        accepted = Text("a number from 0 to {most}", most=f"{_MOST_FACTOR:g}")
        raise InputError(Fault("the factor cannot be used", value=f"{factor:g}", accepted=accepted))
    later = only_from(forcing, year)
    return joined(only_until(forcing, year), replace(later, values=factor * later.values))


def hold(forcing: Forcing, year: float, until: float) -> Forcing:
    """Each input from a year on as in that year, to the last year of the run.

    Raises:
        InputError: the year lies outside the inputs, or the run ends before it.
    """
    import numpy as np

    _inside(forcing, year)
    if until <= year:
        accepted = Text("a year after {year}", year=f"{year:g}")
        raise InputError(
            Fault("the run ends before the year from which inputs are held", value=f"{until:g}", accepted=accepted)
        )
    line = straight(forcing)
    years = np.concatenate((line.years[line.years < year], [year, until]))
    values = values_at(line, np.minimum(years, year))
    return Forcing(years, line.tags, values, "linear")


def constant(inputs: NDArray[np.float64], tags: tuple[str, ...], start: float, until: float) -> Forcing:
    """The same inputs all the time.

    Args:
        inputs: (tags, reservoirs), Mg/yr.
        tags: names of the parts.
        start: first year.
        until: last year.
    """
    import numpy as np

    return Forcing(np.array([start, until]), tags, np.repeat(inputs[:, None, :], 2, axis=1), "linear")


def extended(forcing: Forcing, until: float) -> Forcing:
    """Inputs whose last value holds to a later year; as they are where they reach it."""
    import numpy as np

    if forcing.years[-1] >= until:
        return forcing
    line = straight(forcing)
    values = np.concatenate((line.values, line.values[:, -1:]), axis=1)
    return Forcing(np.append(line.years, until), line.tags, values, "linear")


def ended(forcing: Forcing, until: float) -> Forcing:
    """Inputs cut at the last year of a run."""
    import numpy as np

    if forcing.years[-1] <= until:
        return forcing
    line = straight(forcing)
    years = np.append(line.years[line.years < until], until)
    return Forcing(years, line.tags, values_at(line, years), "linear")


def begun(forcing: Forcing, first: float) -> Forcing:
    """Inputs from the first year of a run on.

    Raises:
        InputError: the year lies outside the inputs.
    """
    import numpy as np

    if forcing.years[0] == first:
        return forcing
    _inside(forcing, first)
    line = straight(forcing)
    years = np.concatenate(([first], line.years[line.years > first]))
    return Forcing(years, line.tags, values_at(line, years), "linear")


def _inside(forcing: Forcing, year: float) -> None:
    first, last = float(forcing.years[0]), float(forcing.years[-1])
    if not first + JUMP_YEARS < year <= last:
        problem = Text("the year {year} lies outside the emissions", year=f"{year:g}")
        accepted = Text("a year after {first}, to {last}", first=f"{first:g}", last=f"{last:g}")
        raise InputError(Fault(problem, value=f"{year:g}", accepted=accepted))
