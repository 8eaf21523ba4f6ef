"""Made-up monthly series of ten years."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

N = 120
#: The 15th of each month.
TIMES: NDArray[np.datetime64] = np.array(
    [f"{2005 + month // 12}-{month % 12 + 1:02}-15" for month in range(N)], dtype="datetime64[s]"
)
YEARS = np.arange(N) / 12.0


def ar1(rng: np.random.Generator, phi: float, n: int = N) -> np.ndarray:
    errors = rng.normal(size=n + 60)
    for place in range(1, n + 60):
        errors[place] += phi * errors[place - 1]
    return errors[60:]
