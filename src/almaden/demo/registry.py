"""The registry of the Partnership that comes with the package."""

from __future__ import annotations

import functools
import importlib.resources

from almaden.partnership.readers.registry_folder import read_registry
from almaden.partnership.registry import Registry


@functools.cache
def demo_registry() -> Registry:
    """What five public documents tell of the Partnership, in our words; its README names them."""
    folder = importlib.resources.files("almaden.demo").joinpath("data", "partnership")
    with importlib.resources.as_file(folder) as path:
        return read_registry(path)
