"""Where mercury may come down: the regions, ocean basins and bands of latitude that have names."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import n_

#: Table of the map of regions and basins.
LEGEND: Final = "fate/surface_legend"
#: Table of the bands of latitude.
BANDS: Final = "fate/receptor_bands"


@dataclass(frozen=True)
class Receptor:
    """A part of the globe with a name.

    Attributes:
        key: how commands and files call it, e.g. ``southeast-asia``.
        name: its name in English, to be translated.
        kind: ``region`` (of Streets et al. 2019), ``land`` (of no region), ``ocean``, or ``band`` (of latitude).
        note: what belongs to it.
        source, seen, status: where its outline is from, as in every table.
    """

    key: str
    name: str
    kind: str
    note: str
    source: str
    seen: str
    status: str


@functools.cache
def receptors() -> tuple[Receptor, ...]:
    """The 17 regions, other land and the ocean basins, which cover the globe without overlap."""
    return tuple(
        Receptor(row["key"], row["name"], row["kind"], row["note"], row["source"], row["seen"], row["status"])
        for row in read_table(LEGEND)
    )


@functools.cache
def bands() -> tuple[Receptor, ...]:
    """The bands of latitude from north to south, which cover the globe once more."""
    return tuple(
        Receptor(row["key"], row["name"], "band", "", row["source"], row["seen"], row["status"])
        for row in read_table(BANDS)
    )


def region_keys() -> tuple[str, ...]:
    """Keys of the 17 regions, in the order of the map's legend."""
    return tuple(one.key for one in receptors() if one.kind == "region")


def receptor(text: str) -> Receptor:
    """The receptor of a key or an English name; case, blanks and dashes do not matter.

    Args:
        text: such as ``southeast-asia``, ``South-East Asia`` or ``ARCTIC OCEAN``.

    Raises:
        InputError: there is none; the fault lists those that there are.
    """
    known = {_bare(word): one for one in (*bands(), *receptors()) for word in (one.name, one.key)}
    found = known.get(_bare(text))
    if found is None:
        raise InputError(
            Fault(
                n_("there is no region, ocean basin or band of latitude of this name"),
                value=text,
                accepted=", ".join(one.key for one in (*receptors(), *bands())),
                advice=n_("choose one of these, or give the outline of an area of your own"),
            )
        )
    return found


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
