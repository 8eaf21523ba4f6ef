"""How freed memory is treated while many arrays of one size come and go."""

from __future__ import annotations

import functools

import numpy as np

# The largest block of which glibc learns.
_BYTES = 31 << 20


@functools.cache
def keep_freed_memory() -> None:
    """Let the C library keep the memory of arrays that are freed for the next ones.

    By default glibc returns it to the system at once and has every page made anew for the next array, which
    costs more than the arithmetic on it. Having seen one large block freed, it keeps what is smaller. The
    block is never touched, so it takes no memory; where the C library is another one, nothing happens.
    """
    np.empty(_BYTES, dtype=np.uint8)
