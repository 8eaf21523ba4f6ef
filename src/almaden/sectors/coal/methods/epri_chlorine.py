"""Removal from the chlorine of the coal: regressions of EPRI on the US measurements of 1999."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from types import MappingProxyType

from almaden.reference.tables import read_table
from almaden.sectors.coal.methods.measured import Answer
from almaden.sectors.coal.methods.scope import Method, device_set, no_value, origin_of, outside
from almaden.sectors.coal.methods.spreads import NO_RANGE, settings, total
from almaden.sectors.coal.plant import Conditions
from almaden.wording import Text, n_

NAME = "epri_chlorine"
TITLE = n_("Chlorine regressions")
DESCRIPTION = n_(
    "Removal over whole control trains of US plants, as it rises with the logarithm of the chlorine in the coal."
)


@functools.cache
def _regressions() -> Mapping[frozenset[str], Mapping[str, str]]:
    return MappingProxyType({device_set(row["devices"]): row for row in read_table("coal/removal_epri")})


def regression(devices: frozenset[str], chlorine_mg_per_kg: float) -> float | None:
    """Removal as a regression gives it, not held between 0 and its highest; None where there is none.

    Args:
        devices: the devices of the train.
        chlorine_mg_per_kg: chlorine of the coal, above 0.
    """
    row = _regressions().get(devices)
    if row is None:
        return None
    return float(row["slope"]) * math.log(chlorine_mg_per_kg) + float(row["intercept"])


def answer(conditions: Conditions) -> Answer:
    """The regression at the unit's chlorine, held between 0 and its highest."""
    devices, chlorine = frozenset(conditions.train.devices), conditions.fuel.chlorine_mg_per_kg
    reason = outside(NAME, conditions)
    row = _regressions().get(devices)
    if not reason and row is not None and chlorine <= 0.0:
        reason = n_("it needs the chlorine of the coal")
    if reason or row is None:
        return Answer(NAME, TITLE, reason=reason or no_value(conditions.train))
    removal = regression(devices, chlorine) or 0.0
    highest = settings()["epri_highest"]
    told: tuple[Text | str, ...] = (NO_RANGE,)
    if not 0.0 <= removal <= highest:
        told += (
            Text(
                "the regression gives {percent} %, outside of what can be, and is held at its end",
                percent=100 * removal,
            ),
        )
    origin = origin_of("removal", 100.0 * removal, "%", "removal_epri", row)
    passing = 1.0 - min(max(removal, 0.0), highest)
    return Answer(NAME, TITLE, total(passing, origin, f"{NAME}\0{conditions.train}"), told=told)


METHODS = (Method(NAME, TITLE, DESCRIPTION, answer),)
