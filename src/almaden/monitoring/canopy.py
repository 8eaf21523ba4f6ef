"""Mercury under trees: litterfall and throughfall. Arrays may stand wherever a number may."""

from __future__ import annotations

from typing import TypeVar

from almaden.monitoring.series import Floats

N = TypeVar("N", float, Floats)


def litterfall_ug_per_m2(concentration_ng_per_g: N, litter_g_per_m2: N) -> N:
    """Mercury that leaves bring to the ground.

    Args:
        concentration_ng_per_g: mercury of the litter, of dry weight.
        litter_g_per_m2: dry weight of the litter over the period.
    """
    return concentration_ng_per_g * litter_g_per_m2 * 1e-3


def net_throughfall(throughfall: N, litterfall: N, open_wet_deposition: N) -> N:
    """What the canopy took from the air: throughfall and litterfall, less the wet deposition in the open.

    Args:
        throughfall: mercury in the water under the trees.
        litterfall: mercury in the litter, in the same unit and over the same time.
        open_wet_deposition: mercury in the rain beside the forest, the same.
    """
    return throughfall + litterfall - open_wet_deposition
