"""Made-up monthly series of ten years."""

from __future__ import annotations

import numpy as np

N = 120
TIMES = (np.arange(N) + np.datetime64("2005-01", "M")).astype("datetime64[s]") + np.timedelta64(14, "D")
YEARS = np.arange(N) / 12.0


def ar1(rng: np.random.Generator, phi: float, n: int = N) -> np.ndarray:
    errors = rng.normal(size=n + 60)
    for place in range(1, n + 60):
        errors[place] += phi * errors[place - 1]
    return errors[60:]
