"""What happens to a tonne of mercury: where it comes down, how long it stays in the air, where it is in centuries."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from almaden.fate.atmosphere.grid import Grid
from almaden.fate.tonne_legacy import Estimate, Legacy
from almaden.fate.tonne_source import SPECIES_NAMES, TonneSource
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Text, joined

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

#: Receptors that a summary names.
_NAMED: Final = 5


@dataclass(frozen=True)
class Fallen:
    """What of the tonne comes down on one part of the globe when it falls for the first time.

    Attributes:
        key: of the receptor; of an area of the user's own, its name.
        name: of the receptor, in English, to be translated.
        kind: ``region``, ``land``, ``ocean``, ``band`` or ``area``.
        share: of the tonne.
    """

    key: str
    name: str
    kind: str
    share: Estimate

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "receptor": self.key, "name": self.name, "kind": self.kind, "share": self.share.value,
            "share_low": self.share.low, "share_high": self.share.high,
        }  # fmt: skip


@dataclass(frozen=True)
class Near:
    """What of the tonne comes down near where it was emitted.

    Attributes:
        name: of the surroundings, such as ``within 500 km`` or the name of the region.
        km: distance from a point, or None for the region of the source.
        share: of the tonne.
    """

    name: Text | str
    km: float | None
    share: Estimate

    def as_dict(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "within": str(self.name), "km": self.km, "share": self.share.value, "share_low": self.share.low,
            "share_high": self.share.high,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class TonneResult:
    """What happens to one tonne (1 Mg) of mercury emitted to air. Ranges are of 95 %; values are those of record.

    Attributes:
        source: where it is emitted.
        species: ``hg0``, ``hg2``, ``hgp`` or ``mixture``.
        mixture: share of each species in what is emitted.
        grid: of the map.
        deposition: on regions, other land and oceans, the largest first; shares add to one.
        bands: on bands of latitude from north to south; shares add to one once more.
        areas: on areas of the user's own; they may overlap.
        near: near the source.
        sea: on all oceans and inland seas together.
        field_ug_per_m2: (rows, columns) what comes down on each square metre, ug of the tonne.
        lifetime_months: mean time that it stays in the air before it falls for the first time.
        world_lifetime_months: lifetime of total gaseous mercury of the world in the same model.
        legacy: where it is after years and centuries, by two box models.
        drawn, kept: members of the atmosphere, and those whose lifetime fits.
        caveats: what it cannot tell.
        unverified: the numbers it rests on that nobody has checked.
        meta: draws, seed and sampler.
    """

    source: TonneSource
    species: str
    mixture: dict[str, float]
    grid: Grid
    deposition: tuple[Fallen, ...]
    bands: tuple[Fallen, ...]
    areas: tuple[Fallen, ...]
    near: tuple[Near, ...]
    sea: Estimate
    field_ug_per_m2: NDArray[np.float64]
    lifetime_months: Estimate
    world_lifetime_months: float
    legacy: tuple[Legacy, ...]
    drawn: int
    kept: int
    caveats: tuple[Text | str, ...]
    unverified: tuple[Origin, ...]
    meta: Meta

    def rows(self) -> list[dict[str, Any]]:
        """One row for each receptor: regions and seas, then bands, then areas."""
        return [one.as_dict() for one in (*self.deposition, *self.bands, *self.areas)]

    def legacy_rows(self) -> list[dict[str, Any]]:
        """One row for each model, year and reservoir."""
        return [
            {
                "model": legacy.model, "years": one.years, "reservoir": one.reservoir, "name": one.name,
                "share": one.share.value, "share_low": one.share.low, "share_high": one.share.high,
            }
            for legacy in self.legacy
            for one in legacy.whereabouts
        ]  # fmt: skip

    def to_frame(self) -> pd.DataFrame:
        """The rows of :meth:`rows` as a table."""
        import pandas as pd

        return pd.DataFrame(self.rows())

    def summary(self) -> Text:
        """Where most of it comes down, in a line."""
        parts = [
            Text("{name} {share} % ({low} to {high})", name=_name(one), **_percent(one.share))
            for one in self.deposition[:_NAMED]
        ]
        return Text(
            "a tonne from {source} ({species}) stays {months} months in the air and comes down on: {parts}",
            species=Text(SPECIES_NAMES[self.species]), source=_name(self.source),
            months=self.lifetime_months.value, parts=joined(parts),
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """The result as plain values, without its map."""
        return {
            "meta": asdict(self.meta),
            "source": self.source.name,
            "species": self.species,
            "mixture": self.mixture,
            "grid_degrees": self.grid.step,
            "deposition": [one.as_dict() for one in self.deposition],
            "bands": [one.as_dict() for one in self.bands],
            "areas": [one.as_dict() for one in self.areas],
            "nearness": [one.as_dict() for one in self.near],
            "sea": asdict(self.sea),
            "lifetime_months": self.lifetime_months.value,
            "lifetime_months_low": self.lifetime_months.low,
            "lifetime_months_high": self.lifetime_months.high,
            "world_lifetime_months": self.world_lifetime_months,
            "legacy": self.legacy_rows(),
            "falls": [{"model": one.model, **asdict(fall)} for one in self.legacy for fall in one.falls],
            "half_buried_years": {one.model: asdict(one.half_buried_years) for one in self.legacy},
            "members": {"drawn": self.drawn, "kept": self.kept},
            "caveats": [str(one) for one in self.caveats],
            "unverified": [asdict(one) for one in self.unverified],
        }

    def to_json(self) -> str:
        """The result as JSON."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=2, allow_nan=False)


def _name(one: Fallen | TonneSource) -> Text:
    return Text(one.name) if "{" not in one.name else Text("{name}", name=one.name)


def _percent(share: Estimate) -> dict[str, float]:
    return {"share": 100 * share.value, "low": 100 * share.low, "high": 100 * share.high}
