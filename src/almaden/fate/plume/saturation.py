"""How much mercury air can hold: two equations, each by its name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from almaden.errors import Fault, InputError
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: ``huber``: vapour pressure of Huber et al. (2006); ``dumarey``: the equation of the calibration of analysers.
Equation = Literal["huber", "dumarey"]

_TABLE: Final = "fate/mercury_saturation"
_TERMS: Final = 6
_MG_PER_G: Final = 1000.0


@cache
def _numbers(equation: Equation) -> dict[str, float]:
    return {row["key"]: float(row["value"]) for row in read_table(_TABLE) if row["equation"] == equation}


def saturation_origins(equation: Equation) -> tuple[Origin, ...]:
    """The numbers of an equation, with where they were read."""
    return tuple(
        Origin(
            Text("saturated mercury, {key} of {equation}", key=row["key"], equation=equation),
            float(row["value"]), row["unit"], None, None, _TABLE,
            row["source"], row["seen"], row["status"], note=row["note"],
        )
        for row in read_table(_TABLE)
        if row["equation"] == equation
    )  # fmt: skip


def _temperatures(temperature_k: ArrayLike, low: float, high: float) -> NDArray[np.float64]:
    """Temperatures as an array.

    Raises:
        InputError: one lies where the equation does not hold.
    """
    import numpy as np

    kelvin = np.asarray(temperature_k, dtype=np.float64)
    if not ((kelvin >= low) & (kelvin <= high)).all():
        raise InputError(
            Fault(
                "the equation of saturated mercury does not hold at this temperature",
                column="temperature",
                value=str(temperature_k),
                accepted=Text("{low} to {high} K", low=low, high=high),
            )
        )
    return kelvin


def vapour_pressure_pa(temperature_k: ArrayLike) -> NDArray[np.float64]:
    """Vapour pressure of mercury, Pa, after Huber, Laesecke and Friend (2006); within 1 % from 273 to 400 K.

    Args:
        temperature_k: from the triple point, 234.3 K, to the critical point, 1764 K.

    Raises:
        InputError: a temperature outside.
    """
    import numpy as np

    numbers = _numbers("huber")
    critical = numbers["critical_temperature"]
    kelvin = _temperatures(temperature_k, numbers["lowest"], critical)
    away = 1 - kelvin / critical
    terms = sum(numbers[f"a{term}"] * away ** numbers[f"power{term}"] for term in range(1, _TERMS + 1))
    pressure: NDArray[np.float64] = numbers["critical_pressure"] * np.exp(critical / kelvin * terms)
    return pressure


def saturation_mg_per_m3(temperature_k: ArrayLike, equation: Equation = "huber") -> NDArray[np.float64]:
    """Mercury in saturated air, mg/m3.

    The equation of Dumarey, D / T 10^-(A + B / T), is the standard by which analysers are calibrated; at 20 degrees C
    it gives 6.6 % less than the vapour pressure of Huber and the law of ideal gases.

    Args:
        temperature_k: of the air.
        equation: which.

    Raises:
        InputError: a temperature at which the equation does not hold.
    """
    numbers = _numbers(equation)
    if equation == "dumarey":
        kelvin = _temperatures(temperature_k, numbers["lowest"], numbers["highest"])
        standard: NDArray[np.float64] = numbers["d"] / kelvin * 10 ** -(numbers["a"] + numbers["b"] / kelvin)
        return standard
    kelvin = _temperatures(temperature_k, numbers["lowest"], numbers["critical_temperature"])
    moles_per_m3 = vapour_pressure_pa(kelvin) / (numbers["gas_constant"] * kelvin)
    return moles_per_m3 * (numbers["molar_mass"] * _MG_PER_G)
