"""What an instrument told with each value, ``name=value; name=value``, as arrays beside the series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from almaden.monitoring.series import Floats


@dataclass(frozen=True, eq=False)
class Diagnostics:
    """What instruments and laboratories told with the values of one series, in the order of the series.

    Attributes:
        numbers: arrays of the shape (n,) by name, ``NaN`` where a value has no such number.
        words: for each name that tells no number, a word for each value; empty where there is none.
    """

    numbers: Mapping[str, Floats] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.numbers or self.words)


def parsed(texts: Sequence[str]) -> Diagnostics:
    """Diagnostics of one series.

    A name is a number where all that stands under it is one; names are compared without regard to case.

    Args:
        texts: the field ``diagnostics`` of each record, in the order of the series.
    """
    cells: dict[str, dict[int, str]] = {}
    split: dict[str, tuple[tuple[str, str], ...]] = {}
    for place, text in enumerate(texts):
        if not text:
            continue
        if text not in split:
            split[text] = tuple(_pairs(text))
        for name, value in split[text]:
            cells.setdefault(name, {})[place] = value
    numbers, words = {}, {}
    for name, found in cells.items():
        array = _array(found, len(texts))
        if array is None:
            words[name] = tuple(found.get(place, "") for place in range(len(texts)))
        else:
            numbers[name] = array
    return Diagnostics(numbers, words)


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = (part.partition("=") for part in text.split(";"))
    return [(name.strip().casefold(), value.strip()) for name, equals, value in parts if equals and name.strip()]


def _array(found: Mapping[int, str], size: int) -> Floats | None:
    array = np.full(size, np.nan)
    try:
        values = [float(text) if text else np.nan for text in found.values()]
    except ValueError:
        return None
    array[list(found)] = values
    return array
