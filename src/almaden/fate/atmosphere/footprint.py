"""The footprint of a receptor: of what each cell emits, the share that comes down on it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.fate.atmosphere.emission import SPECIES
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.receivers import Receiver
from almaden.fate.atmosphere.screening import caveats
from almaden.fate.atmosphere.sources import EmissionSources
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class RegionReach:
    """How much of what a region emits reaches the receptor.

    Attributes:
        source, source_name: the region.
        share: of all it emits, its species together.
        hg0, hg2, hgp: of each species, emitted where the region emits it; None of one that it does not emit.
        deposition_mg_per_year: what of it comes down on the receptor, Mg/yr.
    """

    source: str
    source_name: str
    share: float
    hg0: float | None
    hg2: float | None
    hgp: float | None
    deposition_mg_per_year: float


@dataclass(frozen=True, eq=False)
class Footprint:
    """What reaches a receptor from anywhere.

    Attributes:
        receptor, receptor_name: the receptor.
        grid: the cells.
        shares: (species, rows, columns) share of what is emitted at the ground of a cell that comes down on the
            receptor, in the order of ``SPECIES``.
        regions: sources by what reaches the receptor, the largest share first.
        origins: the numbers that it rests on.
        findings: what is odd in the emissions and was computed all the same.
        caveats: what the model cannot do.
        meta: how it was made.
    """

    receptor: str
    receptor_name: str
    grid: Grid
    shares: NDArray[np.float64]
    regions: tuple[RegionReach, ...]
    origins: tuple[Origin, ...]
    findings: tuple[Text, ...]
    caveats: tuple[Text, ...]
    meta: Meta

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers it rests on that nobody read in their source, or that were tuned."""
        return unverified_of(self.origins)

    def to_frame(self) -> pd.DataFrame:
        """One row for each cell: latitude and longitude of its middle (degrees), share of each species."""
        import numpy as np
        import pandas as pd

        latitude, longitude = np.meshgrid(self.grid.latitudes, self.grid.longitudes, indexing="ij")
        columns = {"latitude": latitude.ravel(), "longitude": longitude.ravel()}
        return pd.DataFrame(columns | {one: self.shares[place].ravel() for place, one in enumerate(SPECIES)})

    def summary(self) -> str:
        """One line for each source."""
        return "\n".join(f"{one.source_name}: {one.share:.3%} reaches {self.receptor_name}" for one in self.regions)

    def as_dict(self) -> dict[str, Any]:
        """Everything but the cells, of plain values."""
        return {
            "meta": asdict(self.meta),
            "receptor": self.receptor,
            "receptor_name": self.receptor_name,
            "grid_degrees": self.grid.step,
            "regions": [asdict(one) for one in self.regions],
            "findings": list(self.findings),
            "caveats": list(self.caveats),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """Everything but the cells, as JSON; the cells are ``to_frame`` and the files of the reports."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def footprint(atmosphere: Atmosphere, one: Receiver, sources: EmissionSources, own_winds: bool = False) -> Footprint:
    """The footprint of a receptor, by one solution of the transposed system.

    Args:
        atmosphere: the model.
        one: the receptor.
        sources: those to sum by, each with an emission.
        own_winds: whether the circulation is from winds of the user's own.
    """
    shares = atmosphere.footprint(one.taken_per_year)
    reached = []
    for source in sources.sources:
        emitted = source.mg_per_year.sum(axis=(1, 2))
        fallen = (shares * source.mg_per_year).sum(axis=(1, 2))
        hg0, hg2, hgp = (float(a / b) if b > 0 else None for a, b in zip(fallen, emitted, strict=True))
        total = float(fallen.sum())
        share = total / float(emitted.sum())
        reached.append(RegionReach(source.key, source.name, share, hg0, hg2, hgp, total))
    reached.sort(key=lambda region: -region.share)
    return Footprint(
        one.key, one.name, atmosphere.grid, shares, tuple(reached),
        tuple(dict.fromkeys((*atmosphere.parameters.origins.values(), *sources.origins))), sources.findings,
        caveats(own_winds), meta(0, 0, sources.sha256),
    )  # fmt: skip
