"""What is odd in an emission of the world and computed all the same: its total, and where it lies."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from almaden.fate.atmosphere.climatology import lowest_layer_m
from almaden.fate.atmosphere.emission import GriddedEmission
from almaden.fate.atmosphere.parameters import default_parameters
from almaden.fate.atmosphere.points import layer_shares
from almaden.fate.atmosphere.settings import setting
from almaden.wording import Text, n_

if TYPE_CHECKING:
    pass


def findings_of_total(mg_per_year: float) -> tuple[Text, ...]:
    """What is odd in the total of the world, Mg/yr: often t that were read as kt, or kg."""
    low, high = setting("smallest plausible total").value, setting("largest plausible total").value
    if low <= mg_per_year <= high:
        return ()
    return (
        Text("the total of {total} Mg/yr is outside {low} to {high} Mg/yr, which an emission of the world has; is the "
             "unit right (kg, t, kt), or is this a part of the world?", total=mg_per_year, low=low, high=high),
    )  # fmt: skip


def findings_of_facilities(mg_per_year: Sequence[float]) -> tuple[Text, ...]:
    """Whether a source at a point, Mg/yr, emits more than any is known to: often kg that were read as t."""
    most = setting("largest plausible facility").value
    large = [one for one in mg_per_year if one > most]
    if not large:
        return ()
    return (
        Text("sources that emit more than {most} Mg/yr, which no facility is known to: {count}, the largest {largest} "
             "Mg/yr; is the unit right (kg, t, kt)?", most=most, count=len(large), largest=max(large)),
    )  # fmt: skip


def findings_of_heights(heights_m: Sequence[float]) -> tuple[Text, ...]:
    """Whether plumes leave the lowest layer of the model, into which all is emitted; effective heights in metres."""
    top = lowest_layer_m(default_parameters())
    above = [one for one in heights_m if layer_shares(one, (top, float("inf")))[1] > 0]
    if not above:
        return ()
    return (
        Text("sources whose plume rises above the lowest layer of the model, which is {top} m deep: {count}; they are "
             "put into it all the same, so that too much of them falls near", top=round(top), count=len(above)),
    )  # fmt: skip


def findings_of_place(emission: GriddedEmission) -> tuple[Text, ...]:
    """Whether an emission may be upside down or turned by half a round: if more then lies where people emit."""
    import numpy as np

    from almaden.fate.atmosphere.default_emission import default_emissions

    total = emission.total
    if total.sum() <= 0:
        return ()
    known = default_emissions(emission.grid).total > 0
    half = emission.grid.columns // 2
    ways = {
        "": total,
        n_("upside down"): total[::-1],
        n_("turned by 180 degrees"): np.roll(total, half, axis=1),
        n_("upside down and turned by 180 degrees"): np.roll(total[::-1], half, axis=1),
    }
    outside = {name: float(one[~known].sum() / total.sum()) for name, one in ways.items()}
    best = min(outside, key=lambda name: outside[name])
    if outside[""] <= setting("misplaced share").value or best == "":
        return ()
    return (
        Text("{share} % of the mass lies where nobody is known to emit, mostly the sea; is the grid {way}? Then it "
             "would be {other} %", share=100 * outside[""], way=Text(best), other=100 * outside[best]),
    )  # fmt: skip
