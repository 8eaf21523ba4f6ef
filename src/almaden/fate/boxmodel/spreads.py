"""How far the rates and inputs of a box model may be from their published values, and draws of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.boxmodel.model import Rate
    from almaden.quantity.sampling import Sampler

_TABLE: Final = "fate/box_spreads"
#: Keys of the spreads of inputs, and of rates that no other spread names.
NATURAL: Final = "input:natural"
PEOPLE: Final = ("input:atm", "input:waste")
_OTHER: Final = "other"


@dataclass(frozen=True)
class Spread:
    """How far one process spreads, and whether its rates move together.

    Attributes:
        key: its name in the table; the stream of its draws.
        starts: how the keys of its rates begin.
        geometric_sd: of the factor on the rate, which is lognormal with the median 1.
        origin: where the number is from.
    """

    key: str
    starts: tuple[str, ...]
    geometric_sd: float
    origin: Origin


@cache
def spreads() -> tuple[Spread, ...]:
    """All spreads of the table."""
    return tuple(
        Spread(
            row["key"],
            tuple(start for start in row["rates"].split(";") if start),
            float(row["geometric_sd"]),
            Origin(
                row["name"], float(row["geometric_sd"]), "geometric standard deviation", None, None, _TABLE,
                row["source"], row["seen"], row["status"], note=row["note"],
            ),
        )
        for row in read_table(_TABLE)
    )  # fmt: skip


def spread_of(rate: str) -> Spread:
    """The spread of a rate: the one that names the longest beginning of its key."""
    fitting = [(len(start), one) for one in spreads() for start in one.starts if rate.startswith(start)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    return next(one for one in spreads() if one.key == _OTHER)


def stream(rate: str) -> str:
    """The stream from which the factor of a rate is drawn: rates of one process move together."""
    spread = spread_of(rate)
    return rate if spread.key == _OTHER else spread.key


def used(rates: Sequence[Rate]) -> tuple[Spread, ...]:
    """The spreads that an ensemble of a model rests on."""
    keys = {spread_of(rate.key).key for rate in rates} | {NATURAL, *PEOPLE}
    return tuple(one for one in spreads() if one.key in keys)


def factors(sampler: Sampler, rates: Sequence[Rate]) -> NDArray[np.float64]:
    """Factors on rates, (draws + 1, rates); those of the first member, the point value, are 1."""
    import numpy as np

    drawn: dict[str, NDArray[np.float64]] = {}
    for rate in rates:
        key = stream(rate.key)
        if key not in drawn:
            drawn[key] = np.exp(math.log(spread_of(rate.key).geometric_sd) * sampler.normal(key))
    return np.stack([drawn[stream(rate.key)] for rate in rates], axis=1)


def input_factors(sampler: Sampler, key: str) -> NDArray[np.float64]:
    """Factors on inputs, (draws + 1,), the first of them 1.

    Args:
        sampler: the draws.
        key: :data:`NATURAL` or one of :data:`PEOPLE`.
    """
    import numpy as np

    spread = next(one for one in spreads() if one.key == key)
    return np.asarray(np.exp(math.log(spread.geometric_sd) * sampler.normal(key)))
