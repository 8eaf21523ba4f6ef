"""Sparse factorisation of the operator, once for any number of sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from scipy.sparse import csc_matrix
    from scipy.sparse.linalg import SuperLU

Ordering = Literal["MMD_AT_PLUS_A", "COLAMD"]


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
