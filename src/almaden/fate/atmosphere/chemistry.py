"""Oxidation of Hg0 and reduction of Hg2+ in each cell of the air."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.climatology import LAYERS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.circulation import Circulation, Climate
    from almaden.fate.atmosphere.parameters import Parameters


@dataclass(frozen=True, eq=False)
class Chemistry:
    """First-order rates, each (layers, rows, columns), 1/yr.

    Attributes:
        oxidation_per_year: of Hg0 to Hg2+.
        reduction_per_year: of Hg2+ to Hg0.
    """

    oxidation_per_year: NDArray[np.float64]
    reduction_per_year: NDArray[np.float64]


def chemistry(climate: Climate, parameters: Parameters) -> Chemistry:
    """The chemistry of the three layers: both go with sunlight; reduction acts above the lowest layer alone.

    South of the equator reduction is weaker: in the box model of Feinberg et al. 2022 as well, for want of aerosol.
    """
    import numpy as np

    p = parameters
    oxidation = np.array([p[f"oxidation_{layer}"] for layer in range(LAYERS)])
    reduction = np.array([p["reduction_0"], *[p["reduction"]] * (LAYERS - 1)])
    weaker = p["reduction_south"] + (1 - p["reduction_south"]) * climate.north
    return Chemistry(oxidation[:, None, None] * climate.sunlight, reduction[:, None, None] * climate.sunlight * weaker)


def check_layers(circulation: Circulation) -> None:
    """Refuse a circulation for which the package has no chemistry.

    Raises:
        AlmadenError: it has other than three layers.
    """
    if circulation.layers != LAYERS:
        raise AlmadenError(
            f"the circulation has {circulation.layers} layers; chemistry and deposition are known for {LAYERS}"
        )
