"""Source-receptor matrices: of what each source emits, the share that comes down on each receptor."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.default_emission import regional_emissions
from almaden.fate.atmosphere.emission import SPECIES, GriddedEmission
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.model import Atmosphere
from almaden.fate.atmosphere.modelled import emission_array
from almaden.fate.atmosphere.receptors import receptors
from almaden.fate.atmosphere.surface import Surface
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class SourceReceptorMatrix:
    """Shares of what sources emit.

    Attributes:
        sources: names of the sources.
        receptors: keys of the receptors; regions, other land and oceans together cover the globe.
        emission_mg_per_year: (sources, species) what each source emits, in the order of ``SPECIES``, Mg/yr.
        shares: (species, receptors, sources) share of each species of each source, if it emitted where the source
            emits, that comes down on each receptor. Over receptors that cover the globe they add to one.
        unverified: numbers of the model that nobody read in their source, or that were tuned.
        meta: how it was made.
    """

    sources: tuple[str, ...]
    receptors: tuple[str, ...]
    emission_mg_per_year: NDArray[np.float64]
    shares: NDArray[np.float64]
    unverified: tuple[Origin, ...] = ()
    meta: Meta = field(default_factory=lambda: meta(0, 0))

    @property
    def mixed(self) -> NDArray[np.float64]:
        """(receptors, sources) shares of the mercury that each source emits, its species together.

        Of a source that emits nothing, those of Hg0.
        """
        total = self.emission_mg_per_year.sum(axis=1, keepdims=True)
        weights = self.emission_mg_per_year / total.clip(min=1e-300)
        weights[total[:, 0] <= 0, 0] = 1.0
        mixed: NDArray[np.float64] = (self.shares * weights.T[:, None, :]).sum(axis=0)
        return mixed

    @property
    def deposition_mg_per_year(self) -> NDArray[np.float64]:
        """(receptors, sources) what of each source comes down on each receptor, Mg/yr."""
        fallen: NDArray[np.float64] = self.mixed * self.emission_mg_per_year.sum(axis=1)
        return fallen

    def to_frame(self) -> pd.DataFrame:
        """One row for each source, receptor and species; ``total`` is the mercury of the source as it is emitted."""
        import pandas as pd

        by_name = {**dict(zip(SPECIES, self.shares, strict=True)), "total": self.mixed}
        rows = [
            {"source": source, "receptor": receptor, "species": species, "share": float(shares[down, across])}
            for species, shares in by_name.items()
            for across, source in enumerate(self.sources)
            for down, receptor in enumerate(self.receptors)
        ]
        return pd.DataFrame(rows)

    def summary(self) -> str:
        """One line for each source: how much of it comes down on which three receptors."""
        return "\n".join(
            f"{source}: "
            + ", ".join(
                f"{self.receptors[at]} {self.mixed[at, place]:.1%}" for at in self.mixed[:, place].argsort()[:-4:-1]
            )
            for place, source in enumerate(self.sources)
        )

    def to_json(self) -> str:
        """Everything as JSON."""
        told: dict[str, Any] = {
            "meta": asdict(self.meta),
            "sources": self.sources,
            "receptors": self.receptors,
            "emission_mg_per_year": self.emission_mg_per_year.tolist(),
            "shares": dict(zip(SPECIES, self.shares.tolist(), strict=True)),
            "unverified": [asdict(one) for one in self.unverified],
        }
        return json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False)


def source_receptor(
    atmosphere: Atmosphere, sources: Mapping[str, NDArray[np.float64]], receptors: Sequence[str] = ()
) -> SourceReceptorMatrix:
    """The matrix of some sources and receptors, by one footprint for each receptor.

    Args:
        atmosphere: the model.
        sources: name to (species, rows, columns) emission at the ground, Mg/yr. A species that a source does not emit
            is taken to leave it where the others do.
        receptors: keys of regions, ocean basins or bands; without any all regions, other land and oceans.

    Raises:
        AlmadenError: a source does not fit the grid, has negative cells, or emits nothing at all.
        InputError: there is no such receptor.
    """
    import numpy as np

    keys = tuple(receptors) or tuple(one.key for one in atmosphere.surface.receptors)
    emission = np.stack([_checked(atmosphere, name, values) for name, values in sources.items()])
    total = emission.sum(axis=(2, 3))
    somewhere = emission.sum(axis=1, keepdims=True)
    pattern = np.where((total > 0)[:, :, None, None], emission, somewhere)
    pattern = pattern / pattern.sum(axis=(2, 3), keepdims=True)
    reach = atmosphere.footprint(np.stack([atmosphere.onto(key) for key in keys]))
    shares = np.einsum("rsij,nsij->srn", reach, pattern, optimize=True)
    return SourceReceptorMatrix(tuple(sources), keys, total, shares, atmosphere.parameters.unverified)


def regional_sources(grid: Grid, year: int | None = None) -> dict[str, NDArray[np.float64]]:
    """The package's anthropogenic emission of each of the 17 regions, (species, rows, columns), Mg/yr, by key.

    The table of the emission tells the region of each of its cells, so that sources have the published totals of their
    regions on any grid.

    Args:
        grid: the cells of the model.
        year: a year of the table ``fate/regional_totals``, or None for the mean of 2010 to 2015.
    """
    found = regional_emissions(grid, year)
    return {one.key: emission_array(found[one.name]) for one in receptors() if one.kind == "region"}


def by_region(emission: GriddedEmission, surface: Surface) -> dict[str, NDArray[np.float64]]:
    """The emission of each of the 17 regions, (species, rows, columns), Mg/yr, by key.

    What cells without a region emit belongs to none; on a coast all of a cell belongs to its regions.
    """
    import numpy as np

    regions = [one for one in surface.receptors if one.kind == "region"]
    shares = np.stack([surface.share(one.key) for one in regions])
    whole = shares.sum(axis=0)
    parts = np.divide(shares, whole, out=np.zeros_like(shares), where=whole > 0)
    values = emission_array(emission)
    return {one.key: values * part for one, part in zip(regions, parts, strict=True)}


def _checked(atmosphere: Atmosphere, name: str, values: NDArray[np.float64]) -> NDArray[np.float64]:
    import numpy as np

    wanted = (len(SPECIES), atmosphere.grid.rows, atmosphere.grid.columns)
    if values.shape != wanted:
        raise AlmadenError(
            f"the source {name} has the shape {values.shape}, but species, rows and columns are {wanted}"
        )
    if not (np.isfinite(values).all() and (values >= 0).all()):
        raise AlmadenError(f"the source {name} has cells that are negative or not known")
    if not values.any():
        raise AlmadenError(f"the source {name} emits nothing")
    return values
