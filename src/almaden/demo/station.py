"""A made-up monitoring station that comes with the package: five years of days, and a raw month of hours."""

from __future__ import annotations

import importlib.resources
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def station() -> Iterator[Path]:
    """The folder of the example, to be read and left as it is; nothing in it was measured."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", "monitoring")
    with importlib.resources.as_file(bundled) as path:
        yield path


def copy_station(folder: Path) -> None:
    """Put the tables of the station into a new folder, where they can be changed and read again."""
    with station() as path:
        shutil.copytree(path, folder)
