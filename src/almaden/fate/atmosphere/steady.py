"""What constant emissions come to: masses in the air, deposition on the ground, budgets and lifetimes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.atmosphere.deposition import Deposition, Ground
from almaden.fate.atmosphere.emission import SPECIES
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

_MONTHS: Final = 12.0


@dataclass(frozen=True, eq=False)
class SteadyState:
    """The air under constant emissions; every array may have a first axis of sources.

    Attributes:
        deposition: rates by which mercury leaves the air.
        emission_mg_per_year: (species, rows, columns), in the order of ``SPECIES``.
        mass_mg: (species, layers, rows, columns) mercury in each cell, Mg.
        unverified: numbers of the model that nobody read in their source, or that were tuned.
        meta: how it was made.
    """

    deposition: Deposition
    emission_mg_per_year: NDArray[np.float64]
    mass_mg: NDArray[np.float64]
    unverified: tuple[Origin, ...] = ()
    meta: Meta = field(default_factory=lambda: meta(0, 0))

    @cached_property
    def dry_mg_per_year(self) -> NDArray[np.float64]:
        """(species, rows, columns) dry deposition on each cell, Mg/yr."""
        import numpy as np

        return self.mass_mg[..., 0, :, :] * self.deposition.dry_onto(np.ones_like(self.deposition.land))

    @cached_property
    def wet_mg_per_year(self) -> NDArray[np.float64]:
        """(species, rows, columns) wet deposition on each cell, Mg/yr."""
        wet: NDArray[np.float64] = (self.mass_mg * self.deposition.wet_per_year).sum(axis=-3)
        return wet

    @property
    def deposition_mg_per_year(self) -> NDArray[np.float64]:
        """(species, rows, columns) dry and wet, Mg/yr."""
        return self.dry_mg_per_year + self.wet_mg_per_year

    def onto_mg_per_year(self, share: NDArray[np.float64], ground: Ground = "mean") -> NDArray[np.float64]:
        """(species,) what comes down on an area; arguments as of ``Deposition.onto``, Mg/yr."""
        taken: NDArray[np.float64] = (self.mass_mg * self.deposition.onto(share, ground)).sum(axis=(-3, -2, -1))
        return taken

    @property
    def lifetime_months(self) -> NDArray[np.float64]:
        """() lifetime of total gaseous mercury, Hg0 and Hg2+, against deposition, months."""
        burden = self.mass_mg[..., :2, :, :, :].sum(axis=(-4, -3, -2, -1))
        lifetime: NDArray[np.float64] = _MONTHS * burden / self.deposition_mg_per_year[..., :2, :, :].sum((-3, -2, -1))
        return lifetime

    def budget(self) -> dict[str, float]:
        """What the air holds, gains and loses, all sources together: Mg and Mg/yr.

        ``closure_mg_per_year`` is emission less deposition, zero to round-off.
        """
        land, found = self.deposition.land, {}
        on_land = self.mass_mg[..., 0, :, :] * self.deposition.dry_onto(land, "land")
        for place, name in enumerate(SPECIES):
            found[f"{name}_emission_mg_per_year"] = float(self.emission_mg_per_year[..., place, :, :].sum())
            found[f"{name}_burden_mg"] = float(self.mass_mg[..., place, :, :, :].sum())
            dry = float(self.dry_mg_per_year[..., place, :, :].sum())
            found[f"{name}_dry_land_mg_per_year"] = float(on_land[..., place, :, :].sum())
            found[f"{name}_dry_sea_mg_per_year"] = dry - found[f"{name}_dry_land_mg_per_year"]
            wet = self.wet_mg_per_year[..., place, :, :]
            found[f"{name}_wet_land_mg_per_year"] = float((wet * land).sum())
            found[f"{name}_wet_sea_mg_per_year"] = float((wet * (1 - land)).sum())
        emitted, fallen = float(self.emission_mg_per_year.sum()), float(self.deposition_mg_per_year.sum())
        return {**found, "closure_mg_per_year": emitted - fallen}

    def to_frame(self) -> pd.DataFrame:
        """The budget as a table: species by rows."""
        import pandas as pd

        told = self.budget()
        columns = [key.removeprefix("hg0_") for key in told if key.startswith("hg0_")]
        rows = [{"species": name, **{one: told[f"{name}_{one}"] for one in columns}} for name in SPECIES]
        return pd.DataFrame(rows)

    def summary(self) -> str:
        """In one line."""
        emitted, fallen = float(self.emission_mg_per_year.sum()), float(self.deposition_mg_per_year.sum())
        return (
            f"emitted {emitted:.6g} Mg/yr, deposited {fallen:.6g} Mg/yr, in the air {float(self.mass_mg.sum()):.4g} Mg"
        )

    def to_json(self) -> str:
        """The budget as JSON."""
        unverified = [asdict(one) for one in self.unverified]
        told: dict[str, Any] = {"meta": asdict(self.meta), **self.budget(), "unverified": unverified}
        return json.dumps(told, ensure_ascii=False, indent=2, allow_nan=False)


def concentration_ng_per_m3(
    mass_mg: NDArray[np.float64], air_kg: NDArray[np.float64], density_kg_per_m3: float
) -> NDArray[np.float64]:
    """Mercury in a cubic metre of air under standard conditions, ng/m3.

    Args:
        mass_mg: (layers, rows, columns) mercury in each cell, Mg.
        air_kg: (layers, rows, columns) air in each cell, kg.
        density_kg_per_m3: of air under standard conditions (0 degrees C, 1013.25 hPa).
    """
    return mass_mg * 1e15 / (air_kg / density_kg_per_m3)
