"""How strongly the air mixes: the classes A (very unstable) to F (stable) of Pasquill."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, Literal, get_args

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import Text, either

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

#: The classes; arrays hold their places in this tuple, 0 for A to 5 for F.
CLASSES: Final = ("A", "B", "C", "D", "E", "F")
#: The first class that counts as stable.
STABLE: Final = CLASSES.index("E")

#: What the sky does: insolation by day, cloud by night, or overcast at any time.
Sky = Literal["strong", "moderate", "slight", "night cloudy", "night clear", "overcast"]


def class_codes(classes: str | Sequence[str] | ArrayLike) -> NDArray[np.intp]:
    """Places of classes in :data:`CLASSES`.

    Args:
        classes: letters A to F, one or an array of them, or the places themselves.

    Returns:
        Whole numbers 0 to 5 in the shape of what was given.

    Raises:
        InputError: something else is among them.
    """
    import numpy as np

    given = np.asarray(classes)
    if given.dtype.kind in "iu":
        codes = given.astype(np.intp)
        wrong = (codes < 0) | (codes >= len(CLASSES))
    else:
        letters = np.char.upper(np.char.strip(given.astype(str)))
        matches = letters[..., None] == np.array(CLASSES)
        codes, wrong = matches.argmax(axis=-1), ~matches.any(axis=-1)
    if wrong.any():
        value = str(given[wrong].flat[0]) if given.ndim else str(given)
        raise InputError(Fault("there is no such stability class", value=value, accepted=either(CLASSES)))
    return codes


@cache
def _steps() -> tuple[tuple[float, ...], dict[str, tuple[int, ...]]]:
    """Lower bounds of the steps of wind, m/s, and for each sky the class at each of them."""
    bounds = sorted({float(row["wind_from_m_per_s"]) for row in read_table("fate/plume_stability")})
    by_sky: dict[str, list[int]] = {}
    for row in read_table("fate/plume_stability"):
        # Where the table leaves two classes, the one nearer to neutral.
        by_sky.setdefault(row["sky"], []).append(CLASSES.index(row["class"].split("-")[-1]))
    return tuple(bounds), {sky: tuple(codes) for sky, codes in by_sky.items()}


def pasquill(wind_m_per_s: ArrayLike, sky: Sky | Sequence[Sky] | ArrayLike) -> NDArray[np.intp]:
    """Stability class from the wind and the sky, after the table of Pasquill (1961).

    Where the table leaves two classes, such as A-B, the one nearer to neutral is taken. The upper bound of a step of
    wind belongs to the next step.

    Args:
        wind_m_per_s: wind at 10 m, m/s; an array or a number.
        sky: insolation by day (strong, moderate, slight), cloud by night (``night cloudy``: thin overcast or more than
            4/8 of low cloud; ``night clear``), or ``overcast``; broadcasts with the wind.

    Returns:
        Places in :data:`CLASSES`.

    Raises:
        InputError: a negative wind, one that is no number, or a sky that the table does not have.
    """
    import numpy as np

    wind, skies = np.broadcast_arrays(np.asarray(wind_m_per_s, dtype=float), np.asarray(sky, dtype=str))
    if not (np.isfinite(wind) & (wind >= 0)).all():
        raise InputError(Fault("the wind is negative or missing", column="wind", accepted="0 m/s or more"))
    bounds, by_sky = _steps()
    unknown = sorted(set(skies.ravel().tolist()) - by_sky.keys())
    if unknown:
        raise InputError(
            Fault(Text("there is no such sky"), column="sky", value=unknown[0], accepted=either(get_args(Sky)))
        )
    table = np.array([by_sky[name] for name in by_sky], dtype=np.intp)
    rows = {name: place for place, name in enumerate(by_sky)}
    chosen = np.array([rows[name] for name in skies.ravel().tolist()], dtype=np.intp).reshape(skies.shape)
    codes: NDArray[np.intp] = table[chosen, np.searchsorted(bounds, wind, side="right") - 1]
    return codes
