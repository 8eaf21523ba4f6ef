"""Emissions on the grid of the atmosphere, whatever they were made from."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.grid import Grid
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin, unverified_of
from almaden.reference.tables import read_table
from almaden.wording import Text

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: Forms in which mercury leaves a source: elemental vapour, oxidised vapour, on particles.
SPECIES: Final = ("hg0", "hg2", "hgp")
#: What a sum may be off by, relative, after it was shared among cells.
KEPT: Final = 1e-9


@dataclass(frozen=True)
class GriddedEmission:
    """Mercury emitted to the air of each cell in a year.

    Attributes:
        grid: the cells.
        mg_per_year: for each of ``hg0``, ``hg2`` and ``hgp`` an array (rows, columns), Mg/yr.
        name: what it is of.
        origins: the numbers that it rests on.
        findings: what is odd and was computed all the same.
        meta: how it was made.
    """

    grid: Grid
    mg_per_year: Mapping[str, NDArray[np.float64]]
    name: str
    origins: tuple[Origin, ...] = ()
    findings: tuple[Text, ...] = ()
    meta: Meta = field(default_factory=lambda: meta(0, 0))

    def __post_init__(self) -> None:
        import numpy as np

        for species in SPECIES:
            values = self.mg_per_year.get(species)
            if values is None or values.shape != (self.grid.rows, self.grid.columns):
                raise AlmadenError(Text("the emission of {species} does not fit its grid", species=species))
            if not np.all(np.isfinite(values)) or np.any(values < 0):
                raise AlmadenError(
                    Text("the emission of {species} has cells that are negative or not known", species=species)
                )
        object.__setattr__(self, "mg_per_year", MappingProxyType({one: self.mg_per_year[one] for one in SPECIES}))

    @property
    def total(self) -> NDArray[np.float64]:
        """(rows, columns) all species, Mg/yr."""
        hg0, hg2, hgp = (self.mg_per_year[one] for one in SPECIES)
        return hg0 + hg2 + hgp

    @property
    def total_mg_per_year(self) -> float:
        """Everything, Mg/yr."""
        return float(self.total.sum())

    @property
    def unverified(self) -> tuple[Origin, ...]:
        """The numbers it rests on that nobody read in their source."""
        return unverified_of(self.origins)

    def totals(self) -> dict[str, float]:
        """Each species, Mg/yr."""
        return {one: float(values.sum()) for one, values in self.mg_per_year.items()}

    def bands(self) -> dict[str, float]:
        """All species by band of latitude, Mg/yr; cells on both sides of an edge are shared by area."""
        import numpy as np

        from almaden.fate.atmosphere.regrid import latitude_shares

        rows = read_table("fate/emission_bands")
        edges = np.array([float(rows[0]["south"]), *(float(row["north"]) for row in rows)])
        sums = latitude_shares(self.grid.latitude_edges, edges) @ self.total.sum(axis=1)
        return {row["name"]: float(value) for row, value in zip(rows, sums, strict=True)}

    def plus(self, other: GriddedEmission, name: str = "") -> GriddedEmission:
        """Both together.

        Raises:
            AlmadenError: they are on different grids.
        """
        if other.grid != self.grid:
            raise AlmadenError(Text("emissions on grids of different steps cannot be added; put them on one first"))
        return replace(
            self,
            mg_per_year={one: self.mg_per_year[one] + other.mg_per_year[one] for one in SPECIES},
            name=name or f"{self.name} + {other.name}",
            origins=tuple(dict.fromkeys((*self.origins, *other.origins))),
            findings=(*self.findings, *other.findings),
        )

    def to_frame(self) -> pd.DataFrame:
        """One line for each cell with an emission: latitude, longitude (degrees, of its middle), species in Mg/yr."""
        import numpy as np
        import pandas as pd

        rows, columns = np.nonzero(self.total > 0)
        found = {"latitude": self.grid.latitudes[rows], "longitude": self.grid.longitudes[columns]}
        return pd.DataFrame(found | {f"{one}_mg_per_year": self.mg_per_year[one][rows, columns] for one in SPECIES})

    def summary(self) -> str:
        """Totals by species and by band, and what is odd."""
        lines = [f"{self.name}: {self.total_mg_per_year:,.6g} Mg/yr on {self.grid.step:g} degrees"]
        lines += [f"  {one}: {value:,.6g} Mg/yr" for one, value in self.totals().items()]
        lines += [f"  {one}: {value:,.4g} Mg/yr" for one, value in self.bands().items()]
        return "\n".join([*lines, *(f"  {one}" for one in self.findings)])

    def as_dict(self) -> dict[str, Any]:
        """Everything but the cells."""
        return {
            "name": self.name,
            "grid": {"step_degrees": self.grid.step, "rows": self.grid.rows, "columns": self.grid.columns},
            "unit": "Mg/yr",
            "total": self.total_mg_per_year,
            "species": self.totals(),
            "bands": self.bands(),
            "findings": list(self.findings),
            "origins": [asdict(one) for one in self.origins],
            "unverified": len(self.unverified),
            "meta": asdict(self.meta),
        }

    def to_json(self) -> str:
        """Everything but the cells, as JSON; the cells are ``to_frame`` and the files of the reports."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def check_kept(before: float, after: float) -> None:
    """Refuse an emission that is more or less after it was put on a grid.

    Raises:
        AlmadenError: the two differ by more than :data:`KEPT` of the first.
    """
    if not abs(after - before) <= KEPT * abs(before):
        raise AlmadenError(
            Text(
                "mass does not add after regridding: {before} Mg/yr before, {after} Mg/yr after",
                before=f"{before:.12g}",
                after=f"{after:.12g}",
            )
        )
