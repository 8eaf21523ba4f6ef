"""A field on the grid of the atmosphere as a map of the world: logarithmic classes, coasts, the source."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from almaden.fate.atmosphere.coast import coast_lines
from almaden.quantity.sphere import Place
from almaden.reference.languages import translator
from almaden.reference.numerals import spoken
from almaden.reports.canvas import WIDTH, Picture, axes_in_inches, blank, saved, style
from almaden.reports.palette import INK
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from almaden.fate.atmosphere.grid import Grid

#: Margins in inches: sides, below for the scale of colours, above for the title.
_SIDE: Final = 0.4
_BELOW: Final = 0.8
_TOP: Final = 0.3
#: Classes below the highest value, each from one of 1, 2, 5 and their tens to the next.
_CLASSES: Final = 8
_STEPS: Final = (1.0, 2.0, 5.0)
_SOURCE: Final = "#D55E00"
#: Below the lowest class.
_BELOW_ALL: Final = "#FFFCEB"
_NOTE: Final = n_("Screening model. The coast is drawn to one degree; no boundaries are shown.")


def world_map(
    grid: Grid,
    values: NDArray[np.float64],
    label: str,
    *,
    title: str = "",
    sources: Sequence[Place] = (),
    picture: Picture = "svg",
    lang: str = "en",
) -> bytes:
    """Draw a field.

    Args:
        grid: its cells.
        values: (rows, columns).
        label: the quantity with its unit, beside the colours.
        title: above the map.
        sources: latitude and longitude of places to be marked.
        picture: vector or pixels.
        lang: language of the words.

    Returns:
        The file. The same values give the same bytes.
    """
    with style():
        return saved(_draw(grid, values, label, title, sources, lang), picture)


def classes(highest: float) -> list[float]:
    """Edges of the classes of a map, rising; the last is the first of 1, 2, 5 and their tens not below ``highest``."""
    if not highest > 0.0:
        return []
    power = math.floor(math.log10(highest)) - _CLASSES
    steps = [step * 10.0**one for one in range(power, power + _CLASSES + 2) for step in _STEPS]
    top = next(place for place, one in enumerate(steps) if one >= highest * (1 - 1e-12))
    return [float(f"{one:.6g}") for one in steps[top - _CLASSES : top + 1]]


def _draw(
    grid: Grid, values: NDArray[np.float64], label: str, title: str, sources: Sequence[Place], lang: str
) -> Figure:
    from matplotlib.collections import LineCollection

    figure = blank((WIDTH - 2 * _SIDE) / 2 + _BELOW + _TOP)
    axes = axes_in_inches(figure, left=_SIDE, bottom=_BELOW, right=_SIDE, top=_TOP)
    axes.set_xlim(-180, 180)
    axes.set_ylim(-90, 90)
    _degrees(axes)
    edges = classes(float(values.max(initial=0.0)))
    if edges:
        _fill(figure, axes, grid, values, edges, label, lang)
    axes.add_collection(LineCollection(coast_lines(), colors=INK, linewidths=0.5, zorder=3))
    for latitude, longitude in sources:
        east = (longitude + 180.0) % 360.0 - 180.0
        axes.plot([east], [latitude], linestyle="", marker="^", markersize=7, color=_SOURCE, markeredgecolor="white",
                  clip_on=False, zorder=5)  # fmt: skip
    axes.set_title(title, fontsize=8, loc="left", pad=4)
    height = figure.get_size_inches()[1]
    figure.text(_SIDE / WIDTH, 0.06 / height, translator(lang)(_NOTE), fontsize=6, color=INK)
    return figure


def _fill(
    figure: Figure, axes: Axes, grid: Grid, values: NDArray[np.float64], edges: Sequence[float], label: str, lang: str
) -> None:
    import numpy as np
    from matplotlib import colormaps
    from matplotlib.colors import BoundaryNorm

    colours = colormaps["YlGnBu"].with_extremes(under=_BELOW_ALL)
    norm = BoundaryNorm(edges, colours.N, extend="min")
    shown = np.maximum(values, edges[0] / 10.0)
    filled = axes.pcolormesh(grid.longitude_edges, grid.latitude_edges, shown, cmap=colours, norm=norm, alpha=0.9,
                             linewidth=0, rasterized=True)  # fmt: skip
    width, height = figure.get_size_inches()
    beside = figure.add_axes((_SIDE / width, 0.42 / height, 1.0 - 2 * _SIDE / width, 0.1 / height))
    bar = figure.colorbar(filled, cax=beside, orientation="horizontal", ticks=list(edges), extend="min")
    bar.ax.set_xticklabels([spoken(one, lang) for one in edges])
    bar.ax.tick_params(labelsize=6, length=2, width=0.6)
    bar.ax.set_title(label, fontsize=7, loc="left", pad=2)


def _degrees(axes: Axes) -> None:
    axes.set_aspect("auto")
    axes.set_xticks([])
    for place in (-60, -30, 0, 30, 60):
        axes.axhline(place, color="white", linewidth=0.3, alpha=0.6, zorder=2)
        axes.annotate(f"{abs(place)}°" + ("" if place == 0 else " N" if place > 0 else " S"), (-180, place), (-3, 0),
                      textcoords="offset points", ha="right", va="center", fontsize=6)  # fmt: skip
    for side in ("top", "left", "right", "bottom"):
        axes.spines[side].set_visible(True)
        axes.spines[side].set_linewidth(0.6)
