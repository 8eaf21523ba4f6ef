"""How long air stays in its hemisphere: the slowest way in which a passive tracer evens out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.fate.atmosphere.transport import Scheme, transport

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.circulation import Circulation


def exchange_years(circulation: Circulation, scheme: Scheme = "fitted") -> float:
    """Time of exchange between the hemispheres, years: 2 over the rate of the slowest decaying mode.

    For two boxes that exchange a share k of their air in a year the difference decays at 2 k, and the time is 1/k.
    Circles of latitude are taken as mixed, which makes the problem small.
    """
    import numpy as np

    rates = np.linalg.eigvals(zonal_transport(circulation, scheme)).real
    # The largest is zero: the even mixing ratio.
    return float(-2.0 / np.sort(rates)[-2])


def zonal_transport(circulation: Circulation, scheme: Scheme = "fitted") -> NDArray[np.float64]:
    """(layers x rows, layers x rows) transport between circles of latitude, each taken as mixed, 1/yr."""
    import numpy as np
    from scipy.sparse import coo_matrix

    air = circulation.air_kg.reshape(-1, circulation.grid.columns)
    ring = np.repeat(np.arange(len(air)), air.shape[1])
    cell = np.arange(air.size)
    share = (air / air.sum(axis=1, keepdims=True)).ravel()
    spread = coo_matrix((share, (cell, ring)), shape=(air.size, len(air))).tocsc()
    gather = coo_matrix((np.ones(air.size), (ring, cell)), shape=(len(air), air.size)).tocsr()
    reduced: NDArray[np.float64] = (gather @ transport(circulation, scheme) @ spread).toarray()
    return reduced
