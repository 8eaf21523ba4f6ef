"""Finds the worked examples that come with the package."""

from __future__ import annotations

import contextlib
import importlib.resources
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from almaden.errors import AlmadenError

#: Name of each worked example, in the order in which they are shown.
_COUNTRIES: Final = ("philippines", "ghana")


def demo_countries() -> tuple[str, ...]:
    """Names of the worked examples: inventory folders with real figures that were read in public pages.

    None of them is an inventory of the country; the ``notice`` in each ``inventory.toml`` says so, and
    everything that shows their results has to say it too.
    """
    return _COUNTRIES


@contextlib.contextmanager
def demo_path(name: str) -> Iterator[Path]:
    """The inventory folder of a worked example, for as long as the ``with`` block runs.

    Args:
        name: one of ``demo_countries()``, in any case.

    Raises:
        AlmadenError: there is no such example.
    """
    wanted = name.strip().lower()
    if wanted not in _COUNTRIES:
        raise AlmadenError(f"there is no worked example {name!r}; there are: {', '.join(_COUNTRIES)}")
    folder = importlib.resources.files("almaden.demo").joinpath("data", wanted)
    with importlib.resources.as_file(folder) as path:
        yield path
