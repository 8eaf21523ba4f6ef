"""How fast a box model forgets: residence times of its reservoirs, and relaxation times of the whole."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.fate.boxmodel.model import BoxModel
from almaden.fate.boxmodel.steady import finite, residence_years, unverified
from almaden.reference.meta import Meta, meta
from almaden.reference.origin import Origin
from almaden.wording import Text, joined

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Timescales:
    """Times of a model, yr.

    Attributes:
        model: key of the model.
        residence_years: by reservoir, -1 / A_ii: how long mercury stays in it; endless where nothing leaves it.
        relaxation_years: -1 / eigenvalues of A, rising: times after which disturbances have faded to a third; endless
            for mercury that never leaves. Where a pair of eigenvalues is complex, of their real parts.
        unverified: the numbers it rests on that nobody has checked.
        meta: how it was made.
    """

    model: str
    residence_years: Mapping[str, float]
    relaxation_years: tuple[float, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def to_frame(self) -> pd.DataFrame:
        """One row for each reservoir, then one for each relaxation time."""
        import pandas as pd

        rows = [("residence", key, years) for key, years in self.residence_years.items()]
        rows += [("relaxation", str(place), years) for place, years in enumerate(self.relaxation_years, 1)]
        return pd.DataFrame(rows, columns=["kind", "key", "years"])

    def summary(self) -> Text:
        """The relaxation times in a line."""
        listed = joined([Text("{years}", years=years) for years in self.relaxation_years])
        return Text("relaxation times of {model}, yr: {years}", model=self.model, years=listed)

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values; an endless time is null."""
        return {
            "meta": asdict(self.meta),
            "model": self.model,
            "residence_years": {key: finite(years) for key, years in self.residence_years.items()},
            "relaxation_years": [finite(years) for years in self.relaxation_years],
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2)


def timescales(model: BoxModel) -> Timescales:
    """Residence and relaxation times of a model."""
    import numpy as np

    speeds = -np.linalg.eigvals(model.matrix).real
    # An eigenvalue of zero comes out as rounding of the largest.
    still = speeds <= np.abs(speeds).max(initial=0.0) * len(speeds) * np.finfo(float).eps
    relaxation = np.divide(1.0, speeds, out=np.full(len(speeds), np.inf), where=~still)
    residence = model.mapping(residence_years(model.matrix))
    made = meta(0, 0, factor_set=model.key)
    return Timescales(model.key, residence, tuple(np.sort(relaxation).tolist()), unverified(model), made)
