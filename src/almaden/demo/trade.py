"""Made-up statistics of trade of made-up countries: what the comparison of both sides shows, nothing is true."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

#: Countries of the example that sell on.
HUBS: Final = ("XXN", "XXO", "XXP", "XXQ")


@contextmanager
def statistics() -> Iterator[Path]:
    """The file of the example, to be read and left as it is."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", "trade-made-up.csv")
    with importlib.resources.as_file(bundled) as path:
        yield path
