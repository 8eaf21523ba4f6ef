"""How far the processes of the air may be from the model's, and draws of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE: Final = "fate/atmosphere_spread"


@dataclass(frozen=True)
class AirSpread:
    """How far one process spreads.

    Attributes:
        key: its name in the table; the stream of its draws.
        geometric_sd: of the factor on the process, which is lognormal with the median 1.
        origin: where the number is from.
    """

    key: str
    geometric_sd: float
    origin: Origin


@cache
def air_spreads() -> tuple[AirSpread, ...]:
    """All spreads of the table."""
    return tuple(
        AirSpread(
            row["key"],
            float(row["geometric_sd"]),
            Origin(
                row["name"], float(row["geometric_sd"]), "geometric standard deviation", None, None, _TABLE,
                row["source"], row["seen"], row["status"], note=row["note"],
            ),
        )
        for row in read_table(_TABLE)
    )  # fmt: skip


def air_factors(members: int, seed: int) -> Mapping[str, NDArray[np.float64]]:
    """Factors on each process by its key, (members + 1,); those of the first member, the point value, are 1.

    A Latin hypercube: each is drawn from the stream of its key, so that the order of the table changes nothing.
    """
    import numpy as np

    from almaden.quantity.sampling import Sampler

    sampler = Sampler("latin hypercube", members, seed)
    return {one.key: np.exp(math.log(one.geometric_sd) * sampler.normal(one.key)) for one in air_spreads()}


def lifetime_limits() -> Origin:
    """Between which years the lifetime of mercury in the air lies, as ``low`` and ``high``."""
    row = next(one for one in read_table("fate/published_shares") if one["key"] == "lifetime-range")
    return Origin(
        row["quantity"], float(row["high"]), row["unit"], float(row["low"]), float(row["high"]),
        "fate/published_shares", row["source"], row["seen"], row["status"], note=row["note"],
    )  # fmt: skip
