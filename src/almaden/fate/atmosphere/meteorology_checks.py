"""What cannot be right in winds and weather of a user, and what is odd and computed all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from almaden.errors import Fault
from almaden.fate.atmosphere.meteorology import QUANTITIES, Winds
from almaden.fate.atmosphere.settings import meteorology_setting
from almaden.wording import Fixed, Text, n_

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.regrid import Edges

#: What the edges of a grid may lack of the whole round, degrees; coordinates are often kept with seven figures.
_SLACK = 0.01


def faults_of_globe(edges: Edges, name: str) -> Iterator[Fault]:
    """Refuse a grid that is not of the whole globe."""
    south, north = float(edges.latitude.min()), float(edges.latitude.max())
    width = float(edges.longitude[-1] - edges.longitude[0])
    # Rows whose middles are the poles reach over them; a row may also end half a step before the pole.
    step = float(edges.latitude[2] - edges.latitude[1]) if edges.latitude.size > 2 else 0.0
    if south > -90.0 + step / 2 + _SLACK or north < 90.0 - step / 2 - _SLACK:
        yield Fault(
            n_("the winds do not reach from pole to pole"), name, value=f"{south:g}..{north:g}",
            accepted=n_("winds of the whole globe"), advice=n_("download the file again without choosing an area"),
        )  # fmt: skip
    if width < 360.0 - _SLACK:
        start = (float(edges.longitude[-1]) + 180) % 360 - 180
        end = (float(edges.longitude[0]) + 180) % 360 - 180
        yield Fault(
            Text("the longitudes leave a gap of {width} degrees", width=360.0 - width), name,
            value=f"{start:g}..{end:g}", accepted=n_("winds of the whole globe"),
            advice=n_("download the file again without choosing an area"),
        )  # fmt: skip


def faults_of_levels(levels_hpa: NDArray[np.float64], name: str, column: str) -> Iterator[Fault]:
    """Refuse levels that leave a layer of the model without a wind."""
    import numpy as np

    lowest, highest, widest = (
        meteorology_setting(one).value for one in ("lowest level", "highest level", "widest gap of levels")
    )
    levels = np.sort(levels_hpa)[::-1]
    gap = float(-np.diff(levels).min(initial=0.0))
    if levels[0] < lowest or levels[-1] > highest or gap > widest:
        yield Fault(
            n_("a layer of the model has no wind"), name, column=column,
            value=", ".join(f"{one:g} hPa" for one in levels),
            accepted=Text("levels from {lowest} hPa or below to {highest} hPa or above, at most {gap} hPa apart",
                          lowest=lowest, highest=highest, gap=widest),
            advice=n_("download winds on 850, 500 and 200 hPa at least"),
        )  # fmt: skip


def faults_of_speed(wind: NDArray[np.float64], name: str, column: str) -> Iterator[Fault]:
    """Refuse winds that are faster than any."""
    import numpy as np

    fastest = meteorology_setting("fastest wind").value
    found = float(np.nanmax(np.abs(wind), initial=0.0))
    if found > fastest:
        yield Fault(
            Text("winds of {found} m/s, in the unit that the file tells", found=found), name, column=column,
            accepted=Text("at most {fastest} m/s", fastest=fastest),
            advice=n_("are these knots or cm/s? Correct the units attribute of the variable"),
        )  # fmt: skip


def missing_share(values: NDArray[np.float64], edges: Edges, weights: NDArray[np.float64] | None = None) -> float:
    """Share of the air, or of the ground, for which a field is missing.

    Args:
        values: (levels, rows, columns) or (rows, columns).
        edges: its grid.
        weights: (levels,) how much each level counts.
    """
    import numpy as np

    area = edges.area_m2 / edges.area_m2.sum()
    missing = (np.isnan(values) * area).sum(axis=(-2, -1))
    return float(missing if weights is None else weights @ missing / weights.sum())


def faults_of_holes(share: float, name: str, column: str) -> Iterator[Fault]:
    """Refuse a field of which too much is missing; what little is missing can be filled."""
    most = meteorology_setting("most air missing").value
    if share > most:
        yield Fault(
            Text("the grid has holes: {share} % of the field is missing", share=100 * share), name, column=column,
            accepted=Text("at most {most} %, as below mountains", most=100 * most),
            advice=n_("download the file again; fields of land or sea alone cannot be used"),
        )  # fmt: skip


def faults_of_mean(quantity: str, values: NDArray[np.float64], edges: Edges, name: str, column: str) -> Iterator[Fault]:
    """Refuse precipitation (mm/day) or surface pressure (hPa) of another unit: the globe cannot have its mean."""
    import numpy as np

    least, most = (meteorology_setting(f"{which} {quantity}") for which in ("least", "most"))
    known = ~np.isnan(values)
    if not known.any():
        return
    mean = float(np.average(values[known], weights=edges.area_m2[known]))
    if not least.value <= mean <= most.value:
        yield Fault(
            Text("{quantity} whose mean over the globe is {mean} {unit}", quantity=Text(QUANTITIES[quantity]),
                 mean=mean, unit=least.unit), name, column=column,
            accepted=Text("{least} to {most} {unit}", least=least.value, most=most.value, unit=least.unit),
            advice=n_("correct the units attribute; is it in Pa or hPa, of an hour, a day or a month?"),
        )  # fmt: skip


def findings_of_belts(winds: Winds, edges: Edges) -> tuple[Text, ...]:
    """Whether the winds may be upside down, or turned in sign.

    In every season westerlies blow in the middle latitudes of both hemispheres, and those of the south are the
    stronger, where little land is in their way.
    """
    import numpy as np

    inner, outer, below = (
        meteorology_setting(one).value for one in ("westerlies equatorward", "westerlies poleward", "westerlies below")
    )
    level = int(np.argmin(np.abs(winds.levels_hpa - below)))
    middles = (edges.latitude[1:] + edges.latitude[:-1]) / 2
    means = []
    for side in (-1.0, 1.0):
        belt = (side * middles >= inner) & (side * middles <= outer)
        chosen = winds.east_m_per_s[level, belt]
        area = np.where(np.isnan(chosen), 0.0, edges.area_m2[belt])
        means.append(float((np.nan_to_num(chosen) * area).sum() / area.sum()) if area.sum() > 0 else 0.0)
    south, north = means
    values = {"south": Fixed(south, 1), "north": Fixed(north, 1), "level": float(winds.levels_hpa[level])}
    if south <= 0 or north <= 0:
        return (
            Text("no westerly winds in the middle latitudes at {level} hPa (south {south} m/s, north {north} m/s); are "
                 "the sign and the names of the winds right?", **values),
        )  # fmt: skip
    if south < north:
        return (
            Text("westerly winds at {level} hPa are weaker in the south ({south} m/s) than in the north ({north} m/s); "
                 "are the latitudes upside down?", **values),
        )  # fmt: skip
    return ()


def finding_of_missing(quantity: str, share: float) -> Text:
    """What was missing of a field and filled."""
    return Text(
        "{quantity}: {share} % of the field is missing (below the ground, or holes) and was filled",
        quantity=Text(QUANTITIES[quantity]), share=100 * share,
    )  # fmt: skip
