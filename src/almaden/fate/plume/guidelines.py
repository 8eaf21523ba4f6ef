"""Guideline values for mercury in air, and how a result stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from almaden.fate.plume.receptors import Receptors
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TABLE = "fate/air_guidelines"


@dataclass(frozen=True)
class Guideline:
    """A guideline value.

    Attributes:
        key: of its row.
        name: what it is.
        issuer: who set it.
        value_ug_per_m3: the value.
        form: ``Hg0`` or ``total``.
        averaging: ``year`` or ``8 hours``.
        compared_with: ``mean`` over the time of the study, or ``work``: the highest hour stands for a day of work.
        population: ``general`` or ``workers``.
        origin: where it was read.
    """

    key: str
    name: str
    issuer: str
    value_ug_per_m3: float
    form: str
    averaging: str
    compared_with: str
    population: str
    origin: Origin


@dataclass(frozen=True)
class Compared:
    """A guideline value beside a result.

    Attributes:
        guideline: the value.
        highest_ug_per_m3: the highest concentration that is compared with it.
        ratio: highest over value; above 1 it is exceeded.
        where: name of the receptor.
        area_above_km2: ground on which it is exceeded, as far as receptors stand for ground.
        farthest_above_m: distance of the farthest receptor at which it is exceeded, 0 where it is nowhere.
    """

    guideline: Guideline
    highest_ug_per_m3: float
    ratio: float
    where: str
    area_above_km2: float
    farthest_above_m: float


@cache
def guidelines() -> tuple[Guideline, ...]:
    """Every guideline value of the table ``fate/air_guidelines``, in its order."""
    return tuple(
        Guideline(
            row["key"], row["name"], row["issuer"], float(row["value"]), row["form"], row["averaging"],
            row["compared_with"], row["population"],
            Origin(
                f"{row['issuer']}: {row['name']}", float(row["value"]), row["unit"], None, None, _TABLE,
                row["source"], row["seen"], row["status"], note=row["note"],
            ),
        )
        for row in read_table(_TABLE)
    )  # fmt: skip


def compare(
    receptors: Receptors, mean_ug_per_m3: Mapping[str, NDArray[np.float64]], maximum_ug_per_m3: NDArray[np.float64]
) -> tuple[Compared, ...]:
    """Put guideline values beside a result.

    Args:
        receptors: where it was calculated.
        mean_ug_per_m3: of ``Hg0`` and ``total``, shape (n,) each.
        maximum_ug_per_m3: highest hour of the total, shape (n,).
    """
    import numpy as np

    found = []
    for one in guidelines():
        values = maximum_ug_per_m3 if one.compared_with == "work" else mean_ug_per_m3[one.form]
        place = int(np.argmax(values))
        above = values > one.value_ug_per_m3
        found.append(
            Compared(
                one,
                float(values[place]),
                float(values[place]) / one.value_ug_per_m3,
                receptors.names[place],
                float(receptors.area_m2[above].sum()) / 1e6,
                float(receptors.distance_m[above].max(initial=0.0)),
            )
        )
    return tuple(found)


def beside_work(value_ug_per_m3: float) -> tuple[tuple[Guideline, float], ...]:
    """The limits for places of work, each with how many times of it a concentration is."""
    return tuple((one, value_ug_per_m3 / one.value_ug_per_m3) for one in guidelines() if one.compared_with == "work")
