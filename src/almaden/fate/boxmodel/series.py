"""Inputs through time as the solvers need them: checked, by the year, and step by step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.boxmodel.forcing import Forcing
from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.steady import MOST_MG, checked
from almaden.wording import Text, either

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: What may hold from one knot to the next.
BETWEEN: Final = ("constant", "linear", "pchip")

#: Longest run, yr: longer ones fill the memory of a computer, and no rate holds so long.
LONGEST_YEARS: Final = 100_000.0

#: Share of a year below which two times are the same, well above the rounding of sums of steps.
SAME_TIME: Final = 1e-9


def forcing_of(model: BoxModel, by_year: Mapping[float, float], tag: str = "emissions", to: str = "atm") -> Forcing:
    """One series as inputs of a model: each value holds from its year to the next.

    Args:
        model: the model.
        by_year: Mg/yr by calendar year.
        tag: what the series is called.
        to: key of the reservoir that receives it.

    Raises:
        InputError: there is no such reservoir, or no value.
    """
    import numpy as np

    checked(model, {to: 0.0})
    years = sorted(by_year)
    values = np.zeros((1, len(years), len(model.reservoirs)))
    values[0, :, model.reservoirs.index(to)] = [by_year[year] for year in years]
    return check_forcing(model, Forcing(np.array(years, dtype=float), (tag,), values, "constant"))


def check_forcing(model: BoxModel, forcing: Forcing) -> Forcing:
    """Inputs, once it is sure that a model can be run with them.

    Raises:
        InputError: they are of another shape, their years do not rise, a tag is there twice, or a value is negative or
            no number.
    """
    import numpy as np

    years, values, faults = forcing.years, forcing.values, []
    shape = (len(forcing.tags), len(years), len(model.reservoirs))
    if values.shape != shape or 0 in shape:
        problem = Text("the inputs do not fit the model {model}", model=model.key)
        accepted = Text("tags, years and reservoirs, {shape}", shape=str(shape))
        raise InputError(Fault(problem, value=str(values.shape), accepted=accepted))
    if not np.isfinite(years).all() or (np.diff(years) <= 0).any():
        faults.append(Fault("the years of the inputs do not rise", accepted="each year once, in order"))
    if len(set(forcing.tags)) < len(forcing.tags):
        faults.append(Fault("two inputs have the same name", value=", ".join(forcing.tags), accepted="each name once"))
    if forcing.between not in BETWEEN:
        problem = Text("'{between}' is no way from one year to the next", between=forcing.between)
        faults.append(Fault(problem, value=forcing.between, accepted=either(BETWEEN)))
    for tag, year, reservoir in np.argwhere(~((values >= 0) & (values <= MOST_MG)))[: InputError.PRINTED].tolist():
        problem = Text(
            "the input {tag} to {reservoir} is no number from 0 up",
            tag=forcing.tags[tag],
            reservoir=model.reservoirs[reservoir],
        )
        value = f"{values[tag, year, reservoir]:g}, {years[year]:g}"
        accepted = Text("a number from 0 to {most}, in Mg/yr", most=f"{MOST_MG:g}")
        faults.append(Fault(problem, value=value, accepted=accepted))
    if faults:
        raise InputError(faults)
    return forcing


def check_span(first: float, last: float) -> None:
    """See that a run ends after it begins, and not for ever after.

    Raises:
        InputError: it does not.
    """
    if 0.0 < last - first <= LONGEST_YEARS:
        return
    problem = Text("a run that starts in {first} cannot end in {last}", first=f"{first:g}", last=f"{last:g}")
    accepted = Text("a later year, at most {most} years on", most=f"{LONGEST_YEARS:.0f}")
    raise InputError(Fault(problem, value=f"{last:g}", accepted=accepted))


def yearly(forcing: Forcing) -> Forcing:
    """Inputs with a value for each calendar year, which holds for that year, as published runs have them.

    Values between knots follow ``between``: the value of the knot, a line, or a monotone cubic (pchip).
    """
    import numpy as np

    first, last = np.ceil(forcing.years[0] - SAME_TIME), np.floor(forcing.years[-1] + SAME_TIME)
    years = np.arange(first, last + 1)
    return Forcing(years, forcing.tags, values_at(forcing, years), "constant")


def values_at(forcing: Forcing, years: NDArray[np.float64]) -> NDArray[np.float64]:
    """Inputs at years, (tags, years, reservoirs), Mg/yr; before the first knot none, after the last its value."""
    import numpy as np

    knots, values = forcing.years, forcing.values
    if forcing.between == "pchip" and len(knots) > 1:
        from scipy.interpolate import PchipInterpolator

        # A slope as good as zero overflows where it divides; what comes of it is the zero that it should be.
        with np.errstate(over="ignore"):
            interpolated = PchipInterpolator(knots, values, axis=1)
        found: NDArray[np.float64] = interpolated(np.clip(years, knots[0], knots[-1]))
    elif forcing.between == "linear":
        place = np.clip(np.searchsorted(knots, years, side="right") - 1, 0, max(len(knots) - 2, 0))
        after = np.minimum(place + 1, len(knots) - 1)
        gap = np.where(after > place, knots[after] - knots[place], 1.0)
        share = np.clip((years - knots[place]) / gap, 0.0, 1.0)[None, :, None]
        found = values[:, place] * (1 - share) + values[:, after] * share
    else:
        found = values[:, np.clip(np.searchsorted(knots, years + SAME_TIME, side="right") - 1, 0, None)]
    before = years < knots[0] - SAME_TIME
    return np.where(before[None, :, None], 0.0, found) if before.any() else found


def end_year(forcing: Forcing) -> float:
    """Where a run ends if nobody says: a value that holds for a year lasts to its end, a line ends at its last knot."""
    return float(forcing.years[-1]) + (0.0 if forcing.between == "linear" else 1.0)


def whole_years(first: float, last: float) -> NDArray[np.float64]:
    """The start, each calendar year after it, and the end."""
    import numpy as np

    inside = np.arange(np.ceil(first + SAME_TIME), last - SAME_TIME)
    return np.concatenate([[first], inside, [last]])
