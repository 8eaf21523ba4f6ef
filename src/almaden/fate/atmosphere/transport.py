"""The linear operator of transport: what moves between cells in a year, for any circulation.

Through each face goes a stream F and an exchange by mixing D. The donor-cell scheme takes the rates D + max(F, 0) and
D + max(-F, 0); its false mixing of F/2 changes with the size of the cells. The fitted scheme lowers the exchange to
D B(|F|/D), B(x) = x/(exp(x) - 1), which is exact for steady transport along a line (Scharfetter and Gummel, IEEE
Trans. Electron Devices 16 (1969) 64-77, recalled): it turns to the mean of both cells where mixing is strong and to
the donor cell where it is weak, and never makes a mass negative.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csc_matrix

    from almaden.fate.atmosphere.circulation import Circulation

Scheme = Literal["fitted", "donor"]

#: Seconds of a year.
YEAR_S: Final = 365.25 * 86400.0
#: Beyond this Péclet number mixing is nothing beside the stream.
_LARGEST: Final = 500.0


def transport(circulation: Circulation, scheme: Scheme = "fitted") -> csc_matrix:
    """The operator T of dm/dt = T m, 1/yr.

    Args:
        circulation: streams and mixing.
        scheme: ``fitted``, or ``donor`` for comparison.

    Returns:
        (cells, cells) sparse, cells in the order of (layers, rows, columns). Its columns sum to zero: nothing is lost.
        Where the circulation keeps mass, T applied to the air is zero: an even mixing ratio stays even.
    """
    import numpy as np
    from scipy.sparse import coo_matrix

    cells = circulation.air_kg.size
    source, target, air = (np.concatenate(one) for one in zip(*_links(circulation, scheme), strict=True))
    rate = air * YEAR_S / circulation.air_kg.ravel()[source]
    rows, columns = np.concatenate([target, source]), np.concatenate([source, source])
    return coo_matrix((np.concatenate([rate, -rate]), (rows, columns)), shape=(cells, cells)).tocsc()


def _links(
    circulation: Circulation, scheme: Scheme
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.float64]]]:
    """From where to where how much air goes, kg/s, all faces both ways."""
    import numpy as np

    one = circulation
    cell = np.arange(one.air_kg.size).reshape(one.shape)
    faces = [
        (cell, np.roll(cell, -1, axis=2), one.east_kg_per_s, one.east_mixing_kg_per_s),
        (cell[:, :-1], cell[:, 1:], one.north_kg_per_s, one.north_mixing_kg_per_s),
        (cell[:-1], cell[1:], one.up_kg_per_s, one.up_mixing_kg_per_s),
    ]
    if one.layers > 1:
        faces.append((cell[0], cell[-1], 0.0 * one.lift_kg_per_s, one.lift_kg_per_s))
    for here, there, stream, mixing in faces:
        exchange = mixing * _fit(stream, mixing) if scheme == "fitted" else mixing
        yield here.ravel(), there.ravel(), (exchange + np.maximum(stream, 0.0)).ravel()
        yield there.ravel(), here.ravel(), (exchange + np.maximum(-stream, 0.0)).ravel()


def _fit(stream: NDArray[np.float64], mixing: NDArray[np.float64]) -> NDArray[np.float64]:
    """B(|F|/D), 1 for no stream and 0 for no mixing."""
    import numpy as np

    size = np.abs(stream)
    peclet = np.full(stream.shape, _LARGEST)
    np.divide(size, mixing, out=peclet, where=mixing * _LARGEST > size)
    small = peclet < 1e-6
    safe = np.where(small, 1.0, peclet)
    fitted: NDArray[np.float64] = np.where(small, 1.0 - peclet / 2.0, safe / np.expm1(safe))
    return fitted
