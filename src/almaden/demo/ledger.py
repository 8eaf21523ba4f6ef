"""A made-up mass ledger that comes with the package: recovered mercury, a seizure, a count that misses something."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def entries() -> Iterator[Path]:
    """The file of the example, to be read and left as it is; nothing of it happened."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", "ledger-made-up.csv")
    with importlib.resources.as_file(bundled) as path:
        yield path
