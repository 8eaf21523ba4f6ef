"""How fast a circulation whose winds differ along the circles of latitude evens out the hemispheres."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.transport import transport
from almaden.wording import n_

if TYPE_CHECKING:
    from almaden.fate.atmosphere.circulation import Circulation

#: 1/yr by which the operator is shifted: the even mixing ratio, which does not decay, makes it singular.
_SHIFT = 0.1
_FEWEST_ROWS = 4


def slowest_exchange_years(circulation: Circulation) -> float:
    """Time of exchange between the hemispheres, years: 2 over the rate of the slowest decaying mode of all cells.

    Unlike :func:`~almaden.fate.atmosphere.exchange.exchange_years` it does not take circles of latitude as mixed, which
    holds where all longitudes are alike. Winds that go north at one longitude and south at another carry what differs
    between them.

    Args:
        circulation: streams and mixing.

    Raises:
        AlmadenError: the grid has fewer than four rows, which do not tell the hemispheres from the tropics.
    """
    import numpy as np
    from scipy.sparse import identity
    from scipy.sparse.linalg import LinearOperator, eigs, splu

    if circulation.grid.rows < _FEWEST_ROWS:
        raise AlmadenError(n_("a grid of fewer than four rows does not tell the hemispheres apart; use a smaller step"))
    operator = transport(circulation)
    size = operator.shape[0]
    shifted = (operator - _SHIFT * identity(size, format="csc")).tocsc()
    solver = splu(shifted, permc_spec="MMD_AT_PLUS_A", options={"SymmetricMode": True}, diag_pivot_thresh=0.0)
    inverse = LinearOperator((size, size), matvec=solver.solve, dtype=np.float64)
    north = np.where(circulation.grid.latitudes > 0, 1.1, -0.9)[:, None]
    found = eigs(inverse, k=2, v0=(north * circulation.air_kg).ravel(), return_eigenvectors=False)
    return float(2.0 / np.sort(-(1.0 / found + _SHIFT).real)[-1])
