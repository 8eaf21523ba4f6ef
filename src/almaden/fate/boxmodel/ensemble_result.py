"""What an ensemble of a box model leaves: the run of record with the range of the members that fit what is known."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Text, joined

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Held:
    """A constraint and how the members stand to it.

    Attributes:
        name, unit: what it is.
        low, high: between which it lies.
        value: of the run of record.
        share: share of the members that lie there.
    """

    name: str
    unit: str
    low: float
    high: float
    value: float
    share: float


@dataclass(frozen=True, eq=False)
class Ensemble:
    """Masses with their ranges.

    Attributes:
        model: key of the model.
        years: (years,) calendar years.
        reservoirs: keys of the reservoirs.
        point: (years, reservoirs) masses with all numbers as published, Mg.
        low, median, high: the quantiles 2.5, 50 and 97.5 % of the members kept, Mg, (years, reservoirs).
        kept: how many members fit all constraints.
        constraints: the constraints, each with the share of the members that fit it.
        notes: what is to be known.
        caveats: what it cannot tell.
        unverified: the numbers it rests on that nobody has checked.
        meta: draws, seed and sampler.
    """

    model: str
    years: NDArray[np.float64]
    reservoirs: tuple[str, ...]
    point: NDArray[np.float64]
    low: NDArray[np.float64]
    median: NDArray[np.float64]
    high: NDArray[np.float64]
    kept: int
    constraints: tuple[Held, ...]
    notes: tuple[Text, ...]
    caveats: tuple[Text, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def rows(self) -> list[dict[str, Any]]:
        """One row for each year and reservoir."""
        return [
            {
                "year": year, "reservoir": key, "mass_mg": float(self.point[when, place]),
                "low_mg": float(self.low[when, place]), "median_mg": float(self.median[when, place]),
                "high_mg": float(self.high[when, place]),
            }
            for when, year in enumerate(self.years.tolist())
            for place, key in enumerate(self.reservoirs)
        ]  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """One row for each year and reservoir, Mg."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> Text:
        """The last state with its range in a line."""
        parts = [
            Text(
                "{key} {mass} ({low} to {high})",
                key=key,
                mass=float(self.point[-1, place]),
                low=float(self.low[-1, place]),
                high=float(self.high[-1, place]),
            )
            for place, key in enumerate(self.reservoirs)
        ]
        return Text("{model} at {year}, Mg: {parts}", model=self.model, year=f"{self.years[-1]:g}", parts=joined(parts))

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values."""
        return {
            "meta": asdict(self.meta),
            "model": self.model,
            "kept": self.kept,
            "rows": self.rows(),
            "constraints": [asdict(one) for one in self.constraints],
            "notes": list(self.notes),
            "caveats": list(self.caveats),
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)
