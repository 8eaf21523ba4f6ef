"""What a near-field study found at its receptors, beside guideline values, with what must be known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from almaden.fate.plume.guidelines import Compared
from almaden.fate.plume.receptors import Receptors
from almaden.fate.plume.sources import Setting, Source
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.wording import Text, joined, n_

if TYPE_CHECKING:
    import numpy as np
    import pandas
    from numpy.typing import NDArray

NG_PER_UG: Final = 1000.0
#: Below so many micrograms nanograms are said and drawn.
SMALL_UG: Final = 0.1

Kind = Literal["hours", "rose", "screening"]

#: What each kind of weather is called.
KINDS: Final[Mapping[Kind, str]] = {
    "hours": n_("hours of weather"),
    "rose": n_("a wind rose"),
    "screening": n_("screening, worst case"),
}


@dataclass(frozen=True)
class MassBalance:
    """Where the mercury of all sources goes; the three shares add to 1.

    Attributes:
        emitted_kg_per_year: by all sources.
        reach_km: distance from each source up to which it is followed.
        dry_share, wet_share: come down within.
        leaving_share: leaves the near field in the air.
    """

    emitted_kg_per_year: float
    reach_km: float
    dry_share: float
    wet_share: float
    leaving_share: float


@dataclass(frozen=True)
class PlumeResult:
    """Concentration and deposition around sources.

    Attributes:
        meta: how it was made.
        kind: the weather it rests on.
        sources: the sources.
        setting: rural or urban.
        receptors: where it was calculated; the arrays have their order, shape (n,).
        mean_ug_per_m3: mean of the total mercury.
        mean_hg0_ug_per_m3: mean of elemental mercury.
        maximum_ug_per_m3: highest hour; for a rose the axis of the plume in the worst cell; for a screening the worst
            hour that can be.
        percentiles_ug_per_m3: by percentile, of the hours.
        dry_ug_per_m2_per_year, wet_ug_per_m2_per_year: deposition.
        balance: where the mercury goes.
        compared: guideline values beside it.
        caveats: what the model cannot do.
        findings: what is odd about this study.
        unverified: numbers that were not read in their source.
    """

    meta: Meta
    kind: Kind
    sources: tuple[Source, ...]
    setting: Setting
    receptors: Receptors
    mean_ug_per_m3: NDArray[np.float64]
    mean_hg0_ug_per_m3: NDArray[np.float64]
    maximum_ug_per_m3: NDArray[np.float64]
    percentiles_ug_per_m3: Mapping[float, NDArray[np.float64]]
    dry_ug_per_m2_per_year: NDArray[np.float64]
    wet_ug_per_m2_per_year: NDArray[np.float64]
    balance: MassBalance
    compared: tuple[Compared, ...]
    caveats: tuple[str, ...]
    findings: tuple[str, ...]
    unverified: tuple[Origin, ...]

    def columns(self) -> dict[str, NDArray[np.float64]]:
        """The results by name with unit, shape (n,) each."""
        return {
            "mean_ug_per_m3": self.mean_ug_per_m3,
            "mean_hg0_ug_per_m3": self.mean_hg0_ug_per_m3,
            "maximum_ug_per_m3": self.maximum_ug_per_m3,
            **{f"percentile_{key:g}_ug_per_m3": values for key, values in self.percentiles_ug_per_m3.items()},
            "dry_ug_per_m2_per_year": self.dry_ug_per_m2_per_year,
            "wet_ug_per_m2_per_year": self.wet_ug_per_m2_per_year,
        }

    def to_frame(self) -> pandas.DataFrame:
        """One row for each receptor: name, place, height, results."""
        import pandas

        latitude, longitude = self.receptors.degrees()
        return pandas.DataFrame(
            {
                "name": list(self.receptors.names),
                "latitude": latitude,
                "longitude": longitude,
                "east_m": self.receptors.east_m,
                "north_m": self.receptors.north_m,
                "distance_m": self.receptors.distance_m,
                "height_m": self.receptors.height_m,
                **self.columns(),
            }
        )

    def to_json(self) -> dict[str, Any]:
        """Everything, of plain values."""
        frame = self.to_frame()
        return {
            "meta": asdict(self.meta),
            "weather": self.kind,
            "setting": self.setting,
            "sources": [
                {**{key: value for key, value in vars(one).items() if key != "emission_g_per_s"},
                 "emission_g_per_s": dict(one.emission_g_per_s)}
                for one in self.sources
            ],
            "receptors": frame.to_dict(orient="records"),
            "balance": asdict(self.balance),
            "guidelines": [
                {**{key: value for key, value in asdict(one.guideline).items() if key != "origin"},
                 "status": one.guideline.origin.status, "source": one.guideline.origin.source,
                 "highest_ug_per_m3": one.highest_ug_per_m3, "ratio": one.ratio, "where": one.where,
                 "area_above_km2": one.area_above_km2, "farthest_above_m": one.farthest_above_m}
                for one in self.compared
            ],
            "caveats": [str(one) for one in self.caveats],
            "findings": [str(one) for one in self.findings],
            "unverified": [asdict(one) for one in self.unverified],
        }  # fmt: skip

    def lines(self) -> tuple[Text, ...]:
        """The result in sentences."""
        import numpy as np

        place, hour = int(np.argmax(self.mean_ug_per_m3)), int(np.argmax(self.maximum_ug_per_m3))
        names = self.receptors.names
        found = [
            Text("sources: {count}; mercury: {kg} kg a year; weather: {kind}", count=len(self.sources),
                 kg=self.balance.emitted_kg_per_year, kind=Text(KINDS[self.kind])),
            Text("highest mean {value} at {place}", value=_said(float(self.mean_ug_per_m3[place])), place=names[place]),
            Text("highest hour {value} at {place}", value=_said(float(self.maximum_ug_per_m3[hour])),
                 place=names[hour]),
            Text("within {reach} km {dry} % come down dry and {wet} % with rain; {rest} % leave in the air",
                 reach=self.balance.reach_km, dry=100.0 * self.balance.dry_share,
                 wet=100.0 * self.balance.wet_share, rest=100.0 * self.balance.leaving_share),
        ]  # fmt: skip
        for one in self.compared:
            found.append(
                Text(
                    "{percent} % of: {issuer}, {name}, {value} µg/m³ ({averaging})",
                    percent=100.0 * one.ratio,
                    issuer=one.guideline.issuer, name=Text(one.guideline.name), value=one.guideline.value_ug_per_m3,
                    averaging=Text(one.guideline.averaging),
                )
            )  # fmt: skip
        return tuple(found)

    def summary(self) -> str:
        """The result in sentences, one below the other."""
        return joined(self.lines(), "\n")


def _said(value_ug_per_m3: float) -> Text:
    """A concentration in the unit in which it is no tiny fraction."""
    if value_ug_per_m3 < SMALL_UG:
        return Text("{value} ng/m³", value=NG_PER_UG * value_ug_per_m3)
    return Text("{value} µg/m³", value=value_ug_per_m3)
