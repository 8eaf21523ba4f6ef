"""What rises by continuity, compared with the vertical motion of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.atmosphere.fill import on_grid
from almaden.fate.atmosphere.from_winds import between
from almaden.fate.atmosphere.meteorology import Meteorology
from almaden.wording import Fixed, Text

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.circulation import Circulation


def compare_rising(
    meteorology: Meteorology, circulation: Circulation, interfaces_hpa: NDArray[np.float64], gravity: float
) -> tuple[Text, ...]:
    """Tell how far the vertical motion of a file differs from what rises by continuity, which is what is used.

    Args:
        meteorology: what was read.
        circulation: the circulation made of it.
        interfaces_hpa: (layers + 1,) bounds of the layers from the ground up.
        gravity: acceleration by gravity, m/s2.

    Returns:
        One text for each pressure between layers; none where the file has no vertical motion.
    """
    import numpy as np

    sinking = meteorology.winds.sinking_pa_per_s
    if sinking is None:
        return ()
    order = np.argsort(meteorology.winds.levels_hpa)
    weights = between(interfaces_hpa[1:-1], meteorology.winds.levels_hpa[order])
    told = []
    for pressure, omega, up in zip(
        interfaces_hpa[1:-1], np.tensordot(weights, sinking[order], axes=1), circulation.up_kg_per_s, strict=True
    ):
        rising = -on_grid(omega, meteorology.edges, circulation.grid) / gravity
        ours = up / circulation.grid.area_m2
        known = ~np.isnan(rising)
        area = circulation.grid.area_m2[known]
        difference = float(np.sqrt(np.average((rising[known] - ours[known]) ** 2, weights=area)))
        size = float(np.sqrt(np.average(rising[known] ** 2, weights=area)))
        told.append(
            Text("vertical motion at {pressure} hPa: that of the file has a size of {size} kg/m2/s and differs by "
                 "{difference} from what rises by continuity, which is used", pressure=float(pressure),
                 size=Fixed(size, 5), difference=Fixed(difference, 5))
        )  # fmt: skip
    return tuple(told)
