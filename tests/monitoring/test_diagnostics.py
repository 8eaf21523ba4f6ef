"""What instruments tell with values, as arrays."""

from __future__ import annotations

import numpy as np

from almaden.monitoring.diagnostics import parsed


def test_numbers_and_words() -> None:
    told = parsed(["cartridge=A; baseline_v=0.12", "", "Cartridge = B;baseline_v=;lone", "baseline_v=0.2"])
    assert told.words == {"cartridge": ("A", "", "B", "")}
    assert np.array_equal(told.numbers["baseline_v"], [0.12, np.nan, np.nan, 0.2], equal_nan=True)
    assert told
    assert not parsed(["", ""])
