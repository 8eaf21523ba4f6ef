"""What is odd about a source, its weather and its receptors, told beside the result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from almaden.errors import Fault, InputError
from almaden.fate.plume.sources import Source, Weather
from almaden.fate.plume.stack_plume import StackPlume
from almaden.fate.plume.tables import constant
from almaden.fate.plume.wind import calm
from almaden.wording import Text

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Kind = Literal["near", "far", "below roof", "calm", "above lid", "cold gas", "cavity"]


@dataclass(frozen=True)
class PlumeFinding:
    """One thing that a reader of the result must know.

    Attributes:
        kind: what sort of thing.
        text: a sentence.
    """

    kind: Kind
    text: str


def distance_findings(distance_m: ArrayLike, names: Sequence[str] = ()) -> tuple[PlumeFinding, ...]:
    """Receptors outside the distances for which the curves of spread were made.

    Args:
        distance_m: (receptors,) from the source, m.
        names: of the receptors, by which one that is too far is told.

    Raises:
        InputError: one is farther than a Gaussian plume may be used, or no number.
    """
    import numpy as np

    distances = np.asarray(distance_m, dtype=np.float64).ravel()
    farthest = constant("farthest_m")
    if not (distances <= farthest).all():
        place = int(np.argmax(distances))
        away = f"{float(distances[place]) / 1000:.1f} km"
        raise InputError(
            Fault(
                "a receptor is too far from the source for a plume",
                column="distance",
                value=f"{names[place]}: {away}" if names else away,
                accepted=Text("at most {limit} km", limit=farthest / 1000),
                advice="leave it out, or use the model of the atmosphere",
            )
        )
    found = []
    near, far = constant("near_m"), constant("far_m")
    if (few := int((distances < near).sum())) > 0:
        text = Text(
            "receptors nearer than {limit} m: {count}; the curves of spread were not made for such distances",
            count=few, limit=near,
        )  # fmt: skip
        found.append(PlumeFinding("near", text))
    if (many := int((distances > far).sum())) > 0:
        text = Text(
            "receptors farther than {limit} km: {count}; there the result is an extrapolation", count=many,
            limit=far / 1000,
        )  # fmt: skip
        found.append(PlumeFinding("far", text))
    return tuple(found)


def source_findings(source: Source) -> tuple[PlumeFinding, ...]:
    """A stack below the roof of its building."""
    if source.height_m >= source.building_height_m:
        return ()
    text = Text(
        "the mouth of {name} at {height} m is below the roof at {roof} m: the plume is caught behind the building",
        name=source.name, height=source.height_m, roof=source.building_height_m,
    )  # fmt: skip
    return (PlumeFinding("below roof", text),)


def weather_findings(weather: Weather) -> tuple[PlumeFinding, ...]:
    """Hours with less wind than can carry a plume."""
    still = int(calm(weather.wind_m_per_s).sum())
    if still == 0:
        return ()
    text = Text(
        "in {count} of {hours} hours the wind was below {floor} m/s: they were calculated with that wind",
        count=still, hours=weather.hours, floor=constant("calm_floor"),
    )  # fmt: skip
    return (PlumeFinding("calm", text),)


def plume_findings(plume: StackPlume, distance_m: ArrayLike) -> tuple[PlumeFinding, ...]:
    """What is odd about a plume: above the lid, colder than the air, receptors in the cavity of a building.

    Args:
        plume: the plume in every hour.
        distance_m: (receptors,) from the source, m.
    """
    import numpy as np

    found = []
    hours = plume.above_lid.size
    if (over := int(plume.above_lid.sum())) > 0:
        text = Text(
            "in {count} of {hours} hours the plume ends above the mixed layer: nothing of it reaches the ground",
            count=over, hours=hours,
        )  # fmt: skip
        found.append(PlumeFinding("above lid", text))
    source = plume.source
    cold = int((plume.rise.buoyancy_flux_m4_per_s3 == 0).sum())
    if source.exit_speed_m_per_s > 0 and cold > 0:
        text = Text(
            "in {count} of {hours} hours the gas is no warmer than the air: it rises by its speed alone",
            count=cold, hours=hours,
        )  # fmt: skip
        found.append(PlumeFinding("cold gas", text))
    if plume.wake is not None and plume.wake.deep.any():
        close = int((np.asarray(distance_m, dtype=np.float64) < plume.wake.cavity_m).sum())
        if close > 0:
            text = Text(
                "receptors within {length} m, in the cavity behind the building: {count}; the method says nothing "
                "of it, and they get the spread at its end",
                count=close, length=plume.wake.cavity_m,
            )  # fmt: skip
            found.append(PlumeFinding("cavity", text))
    return tuple(found)
