"""The worked example of a register of product tests that comes with the package; all of it is made up."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def product_tests() -> Iterator[Path]:
    """The folder of the example, to be read and left as it is."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", "product-tests")
    with importlib.resources.as_file(bundled) as path:
        yield path
