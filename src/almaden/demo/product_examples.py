"""Made-up examples of switches to products without mercury that come with the package."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

Example = Literal["product-switch", "product-lines", "amalgam", "product-plan"]


@contextmanager
def product_example(name: Example) -> Iterator[Path]:
    """The folder of an example, to be read and left as it is."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", name)
    with importlib.resources.as_file(bundled) as path:
        yield path
