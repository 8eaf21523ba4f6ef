"""The near field of sources: from weather, or a screening where there is none, to a result beside guideline values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from almaden.errors import Fault, InputError
from almaden.fate.plume.carried import Carried, carry
from almaden.fate.plume.checks import distance_findings, plume_findings, source_findings, weather_findings
from almaden.fate.plume.defaults import screening_winds, settings
from almaden.fate.plume.defaults import setting as of_table
from almaden.fate.plume.depletion import depositions
from almaden.fate.plume.guidelines import compare, guidelines
from almaden.fate.plume.hours import HourFields, Points, hour_fields
from almaden.fate.plume.local import LocalPlane
from almaden.fate.plume.receptors import Receptors, rings
from almaden.fate.plume.result import Kind, MassBalance, PlumeResult
from almaden.fate.plume.rose import Rose, even_rose, rose_fields, screening_hours, worst_hours
from almaden.fate.plume.sources import SPECIES, Setting, Source, Weather
from almaden.fate.plume.tables import origins
from almaden.reference.meta import meta
from almaden.reference.origin import Origin, unverified_of
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_UG_PER_G: Final = 1e6
_G_PER_KG: Final = 1000.0
_S_PER_H: Final = 3600.0

#: What the model cannot do; every result says it.
CAVEATS: Final = (
    n_("A Gaussian plume holds between 0.1 km and 50 km; its curves were measured up to 10 km."),
    n_("The ground is taken as flat and even; hills, valleys and sea breezes are not in it."),
    n_("There is no chemistry on the way: species stay what they were at the mouth."),
    n_("The background concentration of mercury in air is not added."),
    n_("Hourly values of such models are right within a factor of two at best; places of maxima are less sure."),
)
_SCREENING: Final = n_(
    "No hours of weather were given: the highest hour is the worst of all winds and stability classes, blown straight "
    "to each receptor; no year has that hour everywhere."
)
_ASSUMED: Final = n_(
    "The yearly mean assumes that the wind blows from everywhere alike, with shares of stability classes that nobody "
    "measured here; a wind rose of the place may change it by several times."
)
_DIRECTIONS: Final = n_(
    "Of the wind only the directions were told; its speeds and stability classes are assumed and the same from "
    "everywhere."
)
_ROSE: Final = n_(
    "A wind rose tells no rain and no lid of the mixed layer: wet deposition is 0, and the air is open above."
)
_SEVERAL: Final = n_("The highest hours of several sources are added as if they met; at most receptors they do not.")


def near_field(
    sources: Sequence[Source],
    air: Weather | Rose | None = None,
    receptors: Receptors | None = None,
    *,
    setting: Setting = "rural",
    percentiles: Sequence[float] = (),
    findings: Sequence[str] = (),
    input_sha256: str = "",
    progress: Callable[[int, int], None] | None = None,
) -> PlumeResult:
    """Concentration and deposition around sources.

    Args:
        sources: stacks and vents.
        air: hours of weather, a wind rose, or None for a screening: the worst hours, and a mean over an even rose. A
            rose whose speeds are assumed makes a screening too.
        receptors: where it is asked for; rings around the first source by default.
        setting: rural or urban.
        percentiles: between 0 and 100, of the hours; only with hours of weather.
        findings: what was found about the input already, to be told with the result.
        input_sha256: of what was read.
        progress: told how many receptors are done.

    Raises:
        InputError: no source, a receptor farther than a plume may be used, percentiles that are none.
    """
    import numpy as np

    _check(sources, air, percentiles)
    at = receptors or rings(LocalPlane(sources[0].latitude, sources[0].longitude))
    places = [tuple(float(one) for one in at.plane.to_metres(source.latitude, source.longitude)) for source in sources]
    away = np.stack([np.hypot(at.east_m - east, at.north_m - north) for east, north in places])
    told = [*findings, *_distances(away, at.names)]
    rose = even_rose() if air is None else air
    assumed = isinstance(rose, Rose) and rose.assumed
    cells = rose.cells if isinstance(rose, Rose) else rose
    reach = float(away.max())
    carried = [
        (carry(source, cells, setting, reach), (place[0], place[1]))
        for source, place in zip(sources, places, strict=True)
    ]
    points = Points(at.east_m, at.north_m, at.height_m)
    if isinstance(rose, Rose):
        fields, share = rose_fields(carried, rose, points), rose.share
    else:
        fields = hour_fields(carried, points, percentiles, progress)
        share = np.full(cells.hours, 1.0 / cells.hours)
    highest = _worst(sources, carried, points, setting, reach) if assumed else fields.maximum_g_per_m3
    told += _told(sources, carried, cells, away, air)
    return _result(
        sources, at, fields, highest, percentiles, _balance(carried, share, reach), tuple(dict.fromkeys(told)),
        "screening" if assumed else "rose" if isinstance(air, Rose) else "hours", setting, input_sha256,
    )  # fmt: skip


def _worst(
    sources: Sequence[Source], carried: Sequence[tuple[Carried, tuple[float, float]]], points: Points, land: Setting,
    reach_m: float,
) -> NDArray[np.float64]:  # fmt: skip
    """The highest concentration of the hours of a screening, g/m3."""
    worst = screening_hours()
    return worst_hours(
        [(carry(one, worst, land, reach_m), place) for one, (_, place) in zip(sources, carried, strict=True)], points
    )


def _distances(away_m: NDArray[np.float64], names: Sequence[str]) -> list[str]:
    """What must be told of the distances of receptors (columns) from sources (rows)."""
    import numpy as np

    # Points of a ring of 50 km may lie beyond it by rounding.
    away = np.round(away_m, 6)
    distance_findings(away.max(axis=0), names)
    return [one.text for one in distance_findings(away.min(axis=0))]


def _check(sources: Sequence[Source], air: Weather | Rose | None, percentiles: Sequence[float]) -> None:
    faults = []
    if not sources:
        faults.append(Fault(n_("there is no source"), accepted=n_("at least one stack or vent")))
    if any(not 0.0 <= one <= 100.0 for one in percentiles):
        faults.append(Fault(n_("this is no percentile"), value=", ".join(f"{one:g}" for one in percentiles),
                            accepted=n_("numbers from 0 to 100")))  # fmt: skip
    if percentiles and not isinstance(air, Weather):
        faults.append(Fault(n_("percentiles need hours of weather"), accepted=n_("a file of hours"),
                            advice=n_("give hours, or leave the percentiles out")))  # fmt: skip
    if isinstance(air, Weather) and air.hours == 0:
        faults.append(Fault(n_("there is no hour of weather"), accepted=n_("at least one hour")))
    if faults:
        raise InputError(faults)


def _told(
    sources: Sequence[Source], carried: Sequence[tuple[Carried, tuple[float, float]]], cells: Weather,
    away: NDArray[np.float64], air: Weather | Rose | None,
) -> list[str]:  # fmt: skip
    told: list[str] = []
    if air is None or (isinstance(air, Rose) and air.assumed):
        told += [_SCREENING, _ASSUMED if air is None else _DIRECTIONS]
    if not isinstance(air, Weather):
        told.append(_ROSE)
        if len(sources) > 1:
            told.append(_SEVERAL)
    else:
        told += [one.text for one in weather_findings(cells)]
    for source, (one, _place), distance in zip(sources, carried, away, strict=True):
        told += [found.text for found in (*source_findings(source), *plume_findings(one.plume, distance))]
    return told


def _balance(
    carried: Sequence[tuple[Carried, tuple[float, float]]], share: NDArray[np.float64], reach_m: float
) -> MassBalance:
    """Where the mercury goes, from what the plumes have lost at the edge of the near field."""
    import numpy as np

    emitted = leaving = wet = 0.0
    for one, _place in carried:
        rate = one.emission_g_per_s
        hours = np.arange(one.weather.hours)
        left = one.left(hours, np.array([reach_m]))[..., 0]
        emitted += float(rate.sum())
        leaving += float(np.einsum("s,sh,h->", rate, left, share))
        rain = np.flatnonzero(one.weather.rain_mm_per_h > 0.0)
        for start in range(0, rain.size, 500):
            some = rain[start : start + 500]
            nodes = np.exp(one.log_nodes)
            along = one.left(some, nodes) * one.wet_per_s[:, some, None] / one.plume.wind_m_per_s[some]
            fallen = np.trapezoid(along, nodes, axis=-1) + along[..., 0] * nodes[0]
            wet += float(np.einsum("s,sh,h->", rate, fallen, share[some]))
    if emitted == 0.0:
        return MassBalance(0.0, reach_m / 1000.0, 0.0, 0.0, 1.0)
    per_year = emitted * _S_PER_H * of_table("hours_per_year") / _G_PER_KG
    down = 1.0 - leaving / emitted
    washed = min(wet / emitted, down)
    return MassBalance(per_year, reach_m / 1000.0, down - washed, washed, leaving / emitted)


def _result(
    sources: Sequence[Source], at: Receptors, fields: HourFields, highest: NDArray[np.float64],
    percentiles: Sequence[float], balance: MassBalance, findings: tuple[str, ...], kind: Kind, land: Setting,
    input_sha256: str,
) -> PlumeResult:  # fmt: skip
    mean = fields.mean_g_per_m3 * _UG_PER_G
    per_year = _UG_PER_G * _S_PER_H * of_table("hours_per_year")
    maximum, total = highest * _UG_PER_G, mean.sum(axis=0)
    hg0 = mean[SPECIES.index("hg0")]
    return PlumeResult(
        meta(0, 0, input_sha256), kind, tuple(sources), land, at, total, hg0, maximum,
        dict(zip(percentiles, fields.percentiles_g_per_m3 * _UG_PER_G, strict=True)),
        fields.dry_g_per_m2_per_s * per_year, fields.wet_g_per_m2_per_s * per_year, balance,
        compare(at, {"Hg0": hg0, "total": total}, maximum), CAVEATS, findings, _unverified(kind),
    )  # fmt: skip


def _unverified(kind: Kind) -> tuple[Origin, ...]:
    """Numbers that the result rests on and that were not read in their source."""
    found = [*origins(), *(one.origin for one in depositions().values())]
    found += [one.origin for one in guidelines()]
    found += [settings()[key] for key in ("cut_sigmas", "breathing_height_m")]
    if kind == "screening":
        found += [origin for *_, origin in screening_winds()]
    return unverified_of(dict.fromkeys(found))
