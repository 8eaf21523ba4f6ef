"""Reads maps of letters that come with the package: one letter per cell, lines from north to south."""

from __future__ import annotations

import functools
import importlib.resources

from almaden.errors import AlmadenError


@functools.cache
def read_letters(name: str) -> tuple[str, ...]:
    """Read one of the package's own maps.

    Args:
        name: path of the map below ``reference/tables``, without ``.txt``: ``fate/surface_1_degree``.

    Returns:
        Its lines, the northernmost first; each has one letter per cell from west to east.

    Raises:
        AlmadenError: the package has no such map, or its lines differ in length.
    """
    resource = importlib.resources.files("almaden.reference").joinpath("tables", *f"{name}.txt".split("/"))
    try:
        lines = tuple(resource.read_text(encoding="ascii").split())
    except (FileNotFoundError, NotADirectoryError):
        raise AlmadenError(f"the package has no map {name!r}; installing it anew may help") from None
    if len({len(line) for line in lines}) != 1:
        raise AlmadenError(f"the lines of the map {name!r} differ in length; installing it anew may help")
    return lines
