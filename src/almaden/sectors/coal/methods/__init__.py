"""Methods that know whole control trains by measurement; they stand beside the chain of devices, never in it.

A method answers for a unit with a total that cannot be combined with anything, or says why it does not hold.
"""

from __future__ import annotations

import functools

from almaden.sectors.coal.methods import china2016, epri_chlorine, icr1999, ipm_emf
from almaden.sectors.coal.methods.measured import Answer, MeasuredTotal
from almaden.sectors.coal.methods.scope import Method
from almaden.sectors.coal.plant import Conditions

__all__ = ["Answer", "MeasuredTotal", "Method", "answers", "methods"]

#: In the order in which they are shown.
_METHODS: tuple[Method, ...] = (
    *icr1999.METHODS,
    *epri_chlorine.METHODS,
    *ipm_emf.METHODS,
    *china2016.METHODS,
)


def methods() -> tuple[Method, ...]:
    """All methods, in the order in which they are shown."""
    return _METHODS


@functools.lru_cache(maxsize=16384)
def answers(conditions: Conditions) -> tuple[Answer, ...]:
    """What each method says of a unit, in the order of :func:`methods`."""
    return tuple(method.answer(conditions) for method in _METHODS)
