"""R12: what laboratories tell of their batches: blanks, reference materials, duplicates."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from almaden.monitoring.diagnostics import Diagnostics
from almaden.monitoring.quality.instrument import above, between
from almaden.monitoring.quality.marks import Found
from almaden.monitoring.quality.setting import Points, Setting


def laboratory(points: Points, setting: Setting, told: Diagnostics) -> Iterator[Found]:
    """R12: the blank against the lowest sample, recovery of reference materials, difference of duplicates.

    Reads ``blank`` (in the unit of the values), ``crm_recovery_pct`` and ``duplicate_rpd_pct``.
    """
    numbers = {name: array[points.places] for name, array in told.numbers.items()}
    samples = points.value[points.value > 0]
    if "blank" in numbers and len(samples):
        share = 100.0 * numbers["blank"] / float(samples.min())
        yield from above("blank", "R12", "blank_above", points, share, setting)
    if "crm_recovery_pct" in numbers:
        found = numbers["crm_recovery_pct"]
        yield from between("reference material", "R12", "reference", points, found, setting)
    if "duplicate_rpd_pct" in numbers:
        differ = np.abs(numbers["duplicate_rpd_pct"])
        yield from above("duplicates differ", "R12", "duplicate_above", points, differ, setting)
