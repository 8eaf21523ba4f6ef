"""The made-up coal-fired units that come with the package."""

from __future__ import annotations

import importlib.resources
import shutil
from pathlib import Path


def copy_units(folder: Path) -> None:
    """Put the tables of the made-up units into a new folder, where they can be changed and read again."""
    bundled = importlib.resources.files("almaden.demo").joinpath("data", "coal")
    with importlib.resources.as_file(bundled) as path:
        shutil.copytree(path, folder)
