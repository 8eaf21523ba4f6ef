"""Which sites may tune the model and which judge it: fixed by the name of the site, before anything is compared."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Half = Literal["tuning", "judging"]


def half(site: str) -> Half:
    """The half that a site belongs to: tuning where the first byte of the SHA-256 of its name (UTF-8) is even.

    The same site is in the same half for every quantity, and a site added to a list moves no other.
    """
    return "tuning" if hashlib.sha256(site.encode()).digest()[0] % 2 == 0 else "judging"


def is_tuning(sites: Sequence[str]) -> NDArray[np.bool_]:
    """(n,) whether each site may tune."""
    import numpy as np

    return np.array([half(site) == "tuning" for site in sites], dtype=bool)
