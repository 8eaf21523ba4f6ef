"""How each stream of a unit is known from its tests, and whether the parts close with the coal.

Streams are sums of outputs, with forms as outputs of their place; so a stream is known where it is a combination of
what was measured, which the rank of a small matrix tells.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from almaden.quantity.sampling import FloatArray
from almaden.sectors.coal.plant_tests import Datum, PlantTests
from almaden.sectors.coal.reconcile_balance import DEVIATE
from almaden.sectors.coal.terms import SPECIES

_COAL: Final = ("coal", "")

#: Known by several ways that check each other, by one measurement alone, by difference alone, or not at all.
Standing = Literal["checked", "measured", "by difference", "not determined"]


@dataclass(frozen=True)
class Closure:
    """The measured parts beside the measured coal.

    Attributes:
        share: the parts' sum over the coal's mercury.
        error: relative standard error of that.
        complete: whether every way out was measured.
        beyond: whether the parts exceed the coal by more than the errors explain (one-sided, 2.5 %).
    """

    share: float
    error: float
    complete: bool

    @property
    def beyond(self) -> bool:
        """See the class."""
        return math.log(self.share) > DEVIATE * self.error


def standing(tests: PlantTests) -> Mapping[tuple[str, str], Standing]:
    """How coal, every output and every measured stream is known, by stream and device."""
    streams = tests.network
    keys = [("coal", ""), *dict.fromkeys((one.fate, "") for one in streams.outputs if one.fate != "air"), ("stack", "")]
    keys += [(one.record.stream, one.record.device) for one in tests.data]
    gas = {streams.position(*_at(one)): streams.row(*_at(one)) for one in tests.data if one.record.species in SPECIES}
    width = len(streams.outputs) + 3 * len(gas)
    sums = [_wide(row, width) for row in gas.values()]
    for number, row in enumerate(sums):
        first = len(streams.outputs) + 3 * number
        row[first : first + 3] = -1.0
    measured = [_measured(one, tests, list(gas), width) for one in tests.data]
    return {key: _how(_wide(streams.row(*key), width), sums, measured) for key in dict.fromkeys(keys)}


def _at(datum: Datum) -> tuple[str, str]:
    return datum.record.stream, datum.record.device


def _wide(row: tuple[float, ...], width: int) -> FloatArray:
    wide = np.zeros(width)
    wide[: len(row)] = row
    return wide


def _measured(datum: Datum, tests: PlantTests, places: list[int], width: int) -> FloatArray:
    if datum.record.species not in SPECIES:
        return _wide(tests.network.row(*_at(datum)), width)
    row = np.zeros(width)
    place = places.index(tests.network.position(*_at(datum)))
    row[len(tests.network.outputs) + 3 * place + SPECIES.index(datum.record.species)] = 1.0
    return row


def _how(stream: FloatArray, sums: list[FloatArray], measured: list[FloatArray]) -> Standing:
    if not _spans([*sums, *measured], stream):
        return "not determined"
    # Checked where no single result is needed: without any one of them the stream is still determined.
    alone = any(not _spans([*sums, *measured[:out], *measured[out + 1 :]], stream) for out in range(len(measured)))
    if not alone:
        return "checked"
    return "measured" if any(np.array_equal(row, stream) for row in measured) else "by difference"


def _spans(rows: list[FloatArray], stream: FloatArray) -> bool:
    if not rows:
        return False
    matrix = np.array(rows)
    return bool(np.linalg.matrix_rank(np.vstack([matrix, stream])) == np.linalg.matrix_rank(matrix))


def closure(tests: PlantTests) -> Closure | None:
    """The parts beside the measured coal, each the mean of its results weighted by their errors."""
    known = _means(tests)
    return _closed(tests, known, known[_COAL]) if _COAL in known else None


def closure_with_told(tests: PlantTests) -> Closure | None:
    """The parts beside the coal as the unit's own numbers have it, where no test is of the coal."""
    known = _means(tests)
    return None if _COAL in known else _closed(tests, known, (tests.coal_grams_per_hour, tests.coal_error))


def _means(tests: PlantTests) -> dict[tuple[str, str], tuple[float, float]]:
    """By stream and device the mean of the results in grams an hour, and its relative standard error."""
    known: dict[tuple[str, str], tuple[float, float]] = {}
    for key in dict.fromkeys(_at(one) for one in tests.data):
        data = [one for one in tests.data if _at(one) == key and one.record.species not in SPECIES]
        if data:
            weights = np.array([1.0 / one.error**2 for one in data])
            log = float(weights @ np.log([one.grams_per_hour for one in data]) / weights.sum())
            known[key] = (math.exp(log), float(weights.sum()) ** -0.5)
    return known


def _closed(
    tests: PlantTests, known: Mapping[tuple[str, str], tuple[float, float]], coal: tuple[float, float]
) -> Closure | None:
    parts = [(key, value) for key, value in known.items() if key[0] not in ("coal", "before device", "after device")]
    # A stream as a whole stands for those of its devices.
    parts = [(key, value) for key, value in parts if not key[1] or (key[0], "") not in known]
    if not parts:
        return None
    total = sum(value for _, (value, _) in parts)
    error = math.sqrt(sum((value * relative / total) ** 2 for _, (value, relative) in parts) + coal[1] ** 2)
    covered = np.sum([tests.network.row(*key) for key, _ in parts], axis=0)
    return Closure(total / coal[0], error, bool((covered > 0.0).all()))
