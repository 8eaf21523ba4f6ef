"""How well the model meets what was measured, with the sites that tuned it and those that judge it apart."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from almaden.errors import AlmadenError
from almaden.fate.atmosphere.halves import half, is_tuning
from almaden.fate.atmosphere.score import Score, score, setting
from almaden.reference.meta import Meta, meta
from almaden.wording import Text, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.observed import Observations


@dataclass(frozen=True, eq=False)
class Skill:
    """Modelled beside measured values.

    Attributes:
        observations: what was measured.
        modelled: (n,) what the model has at the sites, in the same unit.
        scores: figures of ``all`` sites, those ``tuning`` and ``judging``, the judging ones without mountains
            (``judging_lowland``) and those on a ``mountain``; sets without a site are left out. A site whose
            altitude the list does not tell counts as lowland.
        meta: how it was made.
    """

    observations: Observations
    modelled: NDArray[np.float64]
    scores: tuple[Score, ...]
    meta: Meta

    def of(self, name: str) -> Score:
        """The figures of one set of sites.

        Raises:
            AlmadenError: no site is in it.
        """
        for one in self.scores:
            if one.name == name:
                return one
        raise AlmadenError(
            Text(
                "no site is in the set {name}; there are {names}",
                name=name,
                names=", ".join(one.name for one in self.scores),
            )
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for each site."""
        told, mountain = self.observations, is_mountain(self.observations.altitudes_m)
        for place, site in enumerate(told.sites):
            observed, modelled = float(told.values[place]), float(self.modelled[place])
            yield {
                "site": site,
                "network": told.networks[place],
                "latitude": float(told.latitudes[place]),
                "longitude": float(told.longitudes[place]),
                "altitude_m": told.altitudes_m[place],
                "half": half(site),
                "mountain": bool(mountain[place]),
                "observed": observed,
                "modelled": modelled,
                "error": modelled - observed,
            }

    def to_frame(self) -> pd.DataFrame:
        """The sites as a table; values in the unit of the observations."""
        import pandas as pd

        return pd.DataFrame(list(self.rows()))

    def summary(self) -> str:
        """One line for each set of sites."""
        return "\n".join(_line(one, self.observations.unit) for one in self.scores)

    def as_dict(self) -> dict[str, Any]:
        """Everything, of plain values."""
        return {
            "meta": asdict(self.meta),
            "kind": self.observations.kind,
            "unit": self.observations.unit,
            "scores": [asdict(one) for one in self.scores],
            "sites": list(self.rows()),
        }

    def to_json(self) -> str:
        """Everything as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def skill(observations: Observations, modelled: Sequence[float] | NDArray[np.float64]) -> Skill:
    """Compare the model with what was measured.

    Args:
        observations: what was measured.
        modelled: (n,) what the model has at these sites, in their unit.

    Raises:
        AlmadenError: the lists differ in length, there is no site, or a modelled value is no number.
    """
    import numpy as np

    values = np.array(modelled, dtype=np.float64)
    if values.shape != (len(observations),):
        raise AlmadenError(
            Text(
                "there are {count} sites, but modelled values of the shape {shape}",
                count=len(observations),
                shape=str(values.shape),
            )
        )
    if not len(values):
        raise AlmadenError(n_("there are no sites to compare"))
    if not np.isfinite(values).all():
        wrong = observations.sites[int(np.flatnonzero(~np.isfinite(values))[0])]
        raise AlmadenError(Text("the modelled value at the site {site} is no number", site=wrong))
    tuning, mountain = is_tuning(observations.sites), is_mountain(observations.altitudes_m)
    sets = {
        "all": np.ones(len(values), dtype=bool),
        "tuning": tuning,
        "judging": ~tuning,
        "judging_lowland": ~tuning & ~mountain,
        "mountain": mountain,
    }
    scores = tuple(
        score(name, observations.values[chosen], values[chosen], observations.latitudes[chosen])
        for name, chosen in sets.items()
        if chosen.any()
    )
    return Skill(observations, values, scores, meta(0, 0))


def is_mountain(altitudes_m: Sequence[float | None]) -> NDArray[np.bool_]:
    """(n,) whether each site is known to lie above the altitude from which on sites are told apart."""
    import numpy as np

    limit = setting("mountain_altitude")
    return np.array([altitude is not None and altitude > limit for altitude in altitudes_m], dtype=bool)


def _line(one: Score, unit: str) -> str:
    text = (
        f"{one.name}: {one.n} sites, observed {one.observed_mean:.3g}, modelled {one.modelled_mean:.3g} {unit}, "
        f"bias {one.normalised_mean_bias_percent:+.1f} %, RMSE {one.rmse:.3g}"
    )
    text += "" if one.pearson is None else f", r {one.pearson:.2f}"
    if one.observed_north_to_south is not None and one.modelled_north_to_south is not None:
        text += f", north/south {one.modelled_north_to_south:.2f} (observed {one.observed_north_to_south:.2f})"
    return text
