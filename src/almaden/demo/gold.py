"""The worked example of small-scale gold mining that comes with the package."""

from __future__ import annotations

import importlib.resources
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def ghana() -> Iterator[Path]:
    """The folder of the example, to be read and left as it is."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", "gold-ghana")
    with importlib.resources.as_file(bundled) as path:
        yield path


def copy_ghana(folder: Path) -> None:
    """Put the tables of the example into a new folder, where they can be changed and read again."""
    with ghana() as path:
        shutil.copytree(path, folder)
