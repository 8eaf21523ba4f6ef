"""Which receptors may be asked for: the default circulation is too coarse for countries and watersheds."""

from __future__ import annotations

from typing import Final

from almaden.errors import Fault, InputError
from almaden.wording import n_

#: Kinds of receptors that the package's own circulation can tell apart, as in the table ``fate/surface_legend``.
_ALWAYS: Final = ("region", "land", "ocean", "band")
#: Those that need winds of the user's own.
_WITH_METEOROLOGY: Final = ("country", "area")


def allowed_receptors(meteorology: bool) -> tuple[str, ...]:
    """Kinds of receptors, and of sources, for which attribution is given.

    Args:
        meteorology: whether the circulation is from winds of the user's own.

    Returns:
        ``region`` (the 17 regions), ``land`` (other land), ``ocean`` (basins) and ``band`` (of latitude); with
        meteorology ``country`` and ``area`` (the user's own outlines, such as watersheds) too.
    """
    return (*_ALWAYS, *_WITH_METEOROLOGY) if meteorology else _ALWAYS


def check_receptor(kind: str, name: str, meteorology: bool) -> None:
    """Refuse a receptor that the circulation is too coarse for.

    Args:
        kind: as of :func:`allowed_receptors`.
        name: its name, for the message.
        meteorology: whether the circulation is from winds of the user's own.

    Raises:
        InputError: attribution is not given for this kind.
    """
    if kind not in allowed_receptors(meteorology):
        raise InputError(
            Fault(
                n_("without meteorology of your own only the 17 regions, ocean basins and latitude bands"),
                value=name,
                accepted=", ".join(allowed_receptors(meteorology)),
                advice=n_(
                    "give a NetCDF file of winds, or choose the region that it lies in: the winds of the program are "
                    "the same at every longitude"
                ),
            )
        )
