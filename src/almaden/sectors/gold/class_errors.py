"""The error of a value of which only its data class is known, and of a sum of many such values.

A class's relative error is taken as a standard error and as lognormal: a value is never below zero. A part of its
variance belongs to all values of the class within a country (one method, one office), the rest to each value.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.quantity.spread import Range, Spread, spread_of
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.sectors.draws import FleetDraws
from almaden.sectors.gold.terms import DataClass
from almaden.wording import Text

#: Deviate of the ends of a 95 % range.
_DEVIATE = 1.959963984540054
#: In place of a data class: a value whose error is told elsewhere.
EXACT = 0
#: Data classes, from presence alone to recent field data.
CLASSES: Final = (1, 2, 3, 4)


@functools.cache
def shared_error(key: str) -> float:
    """A row of the table of what errors have in common: ``source``, ``class`` or ``default_class``."""
    return float(next(row["value"] for row in read_table("gold/shared_errors") if row["key"] == key))


@functools.cache
def _relative_errors() -> Mapping[int, float]:
    return {int(row["class"]): float(row["relative_error"]) for row in read_table("gold/data_classes")}


def class_or_default(told: DataClass | None) -> int:
    """The class that is told, or the one of values that tell none."""
    return told if told is not None else int(shared_error("default_class"))


def log_error(data_class: int) -> float:
    """Standard error of a class on the logarithm of the value."""
    return math.sqrt(math.log1p(_relative_errors()[data_class] ** 2))


def class_spread(value: float, low: float | None, high: float | None, told: DataClass | None) -> Spread:
    """The spread of a value: from its 95 % range; where it has none, from its data class.

    Args:
        value: the value, not negative.
        low: low end of its range in the same unit, None where not told.
        high: high end.
        told: its data class, None where not told.
    """
    upper = math.exp(_DEVIATE * log_error(class_or_default(told)))
    return spread_of(value, Range(low, high), "", upper)


def class_origin(data_class: int) -> Origin:
    """Where the error of a class was read."""
    row = next(row for row in read_table("gold/data_classes") if int(row["class"]) == data_class)
    name = Text("relative error of data class {number}", number=str(data_class))
    return _origin(name, float(row["relative_error"]), row)


def shared_origin(key: str) -> Origin:
    """Where a row of the table of what errors have in common comes from."""
    row = next(row for row in read_table("gold/shared_errors") if row["key"] == key)
    return _origin(row["meaning"], float(row["value"]), row)


def _origin(quantity: str, value: float, row: Mapping[str, str]) -> Origin:
    return Origin(quantity, value, "", None, None, "gold", row["source"], row["seen"], row["status"], note=row["note"])


def class_key(data_class: int) -> str:
    """The stream of the error that all values of a class have in common."""
    return f"gold\0class {data_class}"


def source_key(source: str) -> str:
    """The stream of the error that all figures of a source have in common."""
    return f"gold\0source {source}"


def sum_ratio(name: str, values: Mapping[int, FloatArray], draws: FleetDraws) -> FloatArray:
    """How a sum of values with class errors spreads around the sum of the values as told.

    The errors of single values are not drawn one by one: their sum has the first two moments of theirs and is
    lognormal. So thousands of sites cost as much as one.

    Args:
        name: of the sum; keys its stream.
        values: by data class, or :data:`EXACT`, the values that are added.
        draws: where the streams come from.

    Returns:
        Ratios, shape ``(draws + 1,)``, the first 1.
    """
    whole = sum(float(own.sum()) for own in values.values())
    ratio = np.zeros(draws.draws + 1)
    for data_class, own in sorted(values.items()):
        total = float(own.sum())
        if total <= 0.0:
            continue
        if data_class == EXACT:
            ratio += total / whole
            continue
        variance, shared = log_error(data_class) ** 2, shared_error("class")
        alone = math.expm1(variance * (1.0 - shared)) * float((own * own).sum()) / total**2
        scale = math.sqrt(math.log1p(alone))
        # What a value has of its own leaves the mean where it is: errors of many sites cancel.
        log_ratio = scale * draws.sampler.normal(f"{name}\0class {data_class}") - 0.5 * scale**2
        log_ratio += math.sqrt(variance * shared) * draws.shared(class_key(data_class))
        ratio += np.exp(log_ratio) * (total / whole)
    ratio[0] = 1.0
    return ratio
