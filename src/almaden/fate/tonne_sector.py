"""A tonne of a kind of source: emitted where a region or a point emits, in the species of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.emission_forms import emission_form
from almaden.fate.tonne_source import MIXTURE, TonneSource

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid


@dataclass(frozen=True)
class KindSource(TonneSource):
    """A source whose species are those of one kind of source; its species is asked for as a mixture.

    Attributes:
        kind: key of the kind, as in :func:`almaden.fate.atmosphere.emission_forms.emission_forms`.
    """

    kind: str = "other"

    def emission(self, grid: Grid, species: str) -> NDArray[np.float64]:
        """(species, rows, columns) one Mg in all. A region emits each species where it emits mercury of any.

        Args:
            grid: the cells.
            species: the mixture, which is that of the kind.
        """
        import numpy as np

        if self.point is not None:
            where = super().emission(grid, SPECIES[0]).sum(axis=0)
        else:
            where = super().emission(grid, MIXTURE).sum(axis=0)
        form = emission_form(self.kind).shares
        return np.stack([form[one] * where for one in SPECIES])


def of_kind(source: TonneSource, kind: str) -> KindSource:
    """The source with the species of a kind.

    Args:
        source: the region or the point.
        kind: key of the kind.

    Raises:
        InputError: there is no such kind.
    """
    return KindSource(source.name, source.region, source.point, emission_form(kind).kind)
