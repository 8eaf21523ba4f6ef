"""Published figures beside ours, with what differs between the two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from almaden.fate.atmosphere.published import PublishedFigure, published_figures
from almaden.fate.atmosphere.receptors import receptors
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Words of publications for several of our regions. Mexico is in Central America here.
_REGIONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"north-america": ("usa", "canada"), "asia": ("east-asia", "south-asia", "southeast-asia", "japan")}
)
_NATURAL: Final = ("ocean", "soil", "biomass", "geogenic", "waste")
#: What differs, by the key of the figure.
_DIFFERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "seigneur-north-america": n_(
            "Theirs was published in 2004, with the emissions of its time, over the contiguous states; ours is of "
            "emissions since 2010, over all of the USA, and counts the emissions of the USA and Canada. Our Hg2+ also "
            "stays longer in the air than in other models, and so falls farther from its source."
        ),
        "seigneur-north-america-receptors": n_(
            "Theirs is the range over single places, the highest of them near sources; ours is the mean of the whole "
            "country, and no coarse model reaches either end."
        ),
        "seigneur-asia": n_(
            "Theirs is the range over single places with the emissions of its time; ours is the mean of the country "
            "with emissions since 2010, of East, South and Southeast Asia and Japan."
        ),
        "seigneur-natural": n_(
            "Theirs is what they call natural; ours is all that sea, soils, fires and rock emit, part of which people "
            "had emitted before."
        ),
        "corbitt-ocean": n_(
            "Theirs is of emissions of 2005; ours is of emissions since 2010 and counts what the sea gives back as a "
            "source of its own, which in our figures is over half of all emission."
        ),
    }
)


@dataclass(frozen=True)
class Beside:
    """A published figure and ours.

    Attributes:
        key, quantity: of the published figure.
        ours: our figure, in ``unit``.
        value, low, high: theirs: a figure, or a range.
        unit: of all four.
        differs: what is not the same in the two, as a sentence; empty where nothing has to be said.
        source, seen, status: where theirs was read.
    """

    key: str
    quantity: str
    ours: float
    value: float | None
    low: float | None
    high: float | None
    unit: str
    differs: str
    source: str
    seen: str
    status: str


def beside(figure: PublishedFigure, ours: float, differs: str = "") -> Beside:
    """A published figure with ours, given in its unit."""
    return Beside(
        figure.key, figure.quantity, ours, figure.value, figure.low, figure.high, figure.unit, differs, figure.source,
        figure.seen, figure.status,
    )  # fmt: skip


def beside_shares(
    sources: Sequence[str], receivers: Sequence[str], deposition_mg_per_year: NDArray[np.float64]
) -> tuple[Beside, ...]:
    """Published shares of deposition beside ours, in percent.

    Only where all that comes down is told: with the regions and what the ground and the sea emit.

    Args:
        sources: keys of the sources.
        receivers: keys of the receptors.
        deposition_mg_per_year: (receptors, sources), Mg/yr.
    """
    if not {"usa", "ocean"} <= set(sources):
        return ()
    found = []
    for figure in published_figures("share"):
        down = [receivers.index(key) for key in _receivers(figure.receptor) if key in receivers]
        across = [place for place, key in enumerate(sources) if _is_of(key, figure.source_region)]
        if down and len(down) == len(_receivers(figure.receptor)):
            rows = deposition_mg_per_year[down]
            ours = 100 * float(rows[:, across].sum() / rows.sum())
            found.append(beside(figure, ours, Text(_DIFFERS.get(figure.key, ""))))
    return tuple(found)


def _receivers(word: str) -> tuple[str, ...]:
    if word == "ocean":
        return tuple(one.key for one in receptors() if one.kind == "ocean")
    return (word,)


def _is_of(source: str, word: str) -> bool:
    if word == "natural":
        return source in _NATURAL
    if word == "anthropogenic":
        return source not in _NATURAL
    return source in _REGIONS.get(word, (word,))
