"""Sparse factorisation of the operator, once for any number of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix
    from scipy.sparse.linalg import SuperLU

Ordering = Literal["MMD_AT_PLUS_A", "COLAMD"]

#: Right-hand sides solved at once. With more, the threads of the linear algebra wait for each other on a busy machine:
#: the same took 0.3 to 7 s; with one at a time nothing is gained from the cache.
_AT_ONCE: Final = 4


def factorise(matrix: csc_matrix, ordering: Ordering = "MMD_AT_PLUS_A") -> SuperLU:
    """Factorise an operator of transport and loss.

    Its negative has positive diagonals that outweigh their columns, so that it needs no pivoting, and cells are linked
    both ways, so that minimum degree on the sum with its transpose fills it least.

    Args:
        matrix: (cells, cells) losses less gains, 1/yr.
        ordering: of the columns; ``COLAMD``, the usual one, is there to be compared.
    """
    from scipy.sparse.linalg import splu

    if ordering == "COLAMD":
        return splu(matrix, permc_spec=ordering)
    return splu(matrix, permc_spec=ordering, options={"SymmetricMode": True}, diag_pivot_thresh=0.0)


def solve(factored: SuperLU, right: NDArray[np.float64], transposed: bool = False) -> NDArray[np.float64]:
    """Solve for many right-hand sides.

    Args:
        factored: of ``factorise``.
        right: (many, cells).
        transposed: solve the transposed system.

    Returns:
        (many, cells).
    """
    import numpy as np

    found = np.empty_like(right)
    for start in range(0, len(right), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        found[part] = factored.solve(np.asfortranarray(right[part].T), "T" if transposed else "N").T
    return found
