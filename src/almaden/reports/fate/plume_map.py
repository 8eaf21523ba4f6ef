"""The air around a facility as a picture: filled contours, circles of distance, a scale, guideline values as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from almaden.reference.languages import translator
from almaden.reference.numerals import spoken
from almaden.reports.canvas import WIDTH, Picture, axes_in_inches, blank, saved, style
from almaden.reports.fate.plume_contours import mesh
from almaden.reports.palette import COLOURS, GREY, INK
from almaden.wording import n_

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

    from almaden.fate.plume.receptors import Receptors

#: Margins in inches.
_SIDE: Final = 0.55
_RIGHT: Final = 1.5
_BELOW: Final = 0.45
_TOP: Final = 0.35
#: Decades that the colours span below the highest value.
_DECADES: Final = 3
#: Steps of a decade.
_STEPS: Final = (1.0, 2.0, 5.0)
#: The map reaches to where so much of the highest value is left.
_SHOWN: Final = 0.01
#: Colours of guideline values that stand out from the filled ones.
_LINES: Final = (COLOURS[0], COLOURS[2], INK, COLOURS[3])
_EAST: Final = n_("km east of the source")
_NORTH: Final = n_("km north of the source")


@dataclass(frozen=True)
class Line:
    """A value whose contour is drawn: its name in the legend and the value in the unit of the map."""

    name: str
    value: float


def plume_map(
    receptors: Receptors,
    values: NDArray[np.float64],
    label: str,
    *,
    sources_m: Sequence[tuple[float, float]] = ((0.0, 0.0),),
    lines: Sequence[Line] = (),
    picture: Picture = "svg",
    lang: str = "en",
) -> bytes:
    """Draw values at receptors.

    Args:
        receptors: where the values belong to; rings and rectangles are filled, places are dots with their names.
        values: one for each receptor, shape (n,).
        label: the quantity with its unit, beside the colours.
        sources_m: stacks, metres east and north of the origin of the receptors.
        lines: guideline values in the unit of the values; those that nowhere lie between the values are left out.
        picture: vector or pixels.
        lang: language of the words.

    Returns:
        The file. The same values give the same bytes.
    """
    with style():
        return saved(_draw(receptors, values, label, sources_m, lines, lang), picture)


def _draw(
    receptors: Receptors, values: NDArray[np.float64], label: str, sources_m: Sequence[tuple[float, float]],
    lines: Sequence[Line], lang: str,
) -> Figure:  # fmt: skip
    import numpy as np
    from matplotlib.ticker import AutoLocator

    side = WIDTH - _SIDE - _RIGHT
    figure = blank(side + _BELOW + _TOP)
    axes = axes_in_inches(figure, left=_SIDE, bottom=_BELOW, right=_RIGHT, top=_TOP)
    reach = _reach(receptors, np.asarray(values)) * 1.05
    axes.set_xlim(-reach, reach)
    axes.set_ylim(-reach, reach)
    axes.spines["left"].set_visible(True)
    axes.spines["left"].set_linewidth(0.6)
    translate = translator(lang)
    axes.set_xlabel(translate(_EAST), fontsize=7)
    axes.set_ylabel(translate(_NORTH), fontsize=7)
    axes.yaxis.set_major_locator(AutoLocator())
    axes.tick_params(axis="y", length=2.5, width=0.6, labelsize=7)
    levels = _levels(values)
    if levels.size:
        _fill(figure, axes, receptors, np.asarray(values, dtype=np.float64), levels, label, lang)
    _guidelines(axes, receptors, values, lines)
    _circles(axes, reach, lang)
    _scale(axes, reach, lang)
    east = [one[0] / 1000.0 for one in sources_m]
    north = [one[1] / 1000.0 for one in sources_m]
    axes.plot(east, north, linestyle="", marker="^", markersize=5, color=INK, markeredgecolor="white", zorder=6)
    return figure


def _reach(receptors: Receptors, values: NDArray[np.float64]) -> float:
    """Half the side of the map, km: to the farthest receptor with a hundredth of the highest value; all places."""
    import numpy as np

    seen = values >= _SHOWN * values.max() if receptors.kind != "places" else np.ones(len(receptors), dtype=np.bool_)
    farthest = float(np.maximum(np.abs(receptors.east_m), np.abs(receptors.north_m))[seen].max())
    return max(farthest / 1000.0, 0.05)


def _levels(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Steps of 1, 2, 5 up to above the highest value; none where all is 0."""
    import numpy as np

    highest = float(np.max(values, initial=0.0))
    if highest <= 0.0:
        return np.empty(0)
    top = int(np.ceil(np.log10(highest)))
    steps = np.array([one * 10.0**power for power in range(top - _DECADES - 1, top + 1) for one in _STEPS])
    last = int(np.searchsorted(steps, highest))
    return np.asarray(steps[max(0, last - _DECADES * len(_STEPS)) : last + 1], dtype=np.float64)


def _mesh(receptors: Receptors, values: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """East and north in km and the values as grids."""
    east, north, grid = mesh(receptors, values)
    return east / 1e3, north / 1e3, grid


def _fill(
    figure: Figure, axes: Axes, receptors: Receptors, values: NDArray[np.float64], levels: NDArray[np.float64],
    label: str, lang: str,
) -> None:  # fmt: skip
    from matplotlib import colormaps
    from matplotlib.colors import BoundaryNorm

    colours = colormaps["YlOrRd"]
    norm = BoundaryNorm(levels, colours.N)
    if receptors.kind == "places":
        filled = axes.scatter(receptors.east_m / 1e3, receptors.north_m / 1e3, c=values, cmap=colours, norm=norm, s=30,
                              edgecolors=INK, linewidths=0.4, zorder=4)  # fmt: skip
        for name, east, north in zip(receptors.names, receptors.east_m, receptors.north_m, strict=True):
            axes.annotate(
                name, (east / 1e3, north / 1e3), (0, 5), textcoords="offset points", ha="center", fontsize=6.5
            )
    else:
        east, north, grid = _mesh(receptors, values)
        # What lies below the lowest step stays white.
        filled = axes.contourf(east, north, grid, levels=levels, cmap=colours, norm=norm)  # type: ignore[assignment]
    width, height = figure.get_size_inches()
    beside = figure.add_axes(((width - _RIGHT + 0.2) / width, _BELOW / height, 0.12 / width,
                              (height - _BELOW - _TOP) / height))  # fmt: skip
    bar = figure.colorbar(filled, cax=beside, ticks=levels)
    bar.ax.set_yticklabels([spoken(float(one), lang) for one in levels])
    bar.ax.tick_params(labelsize=6.5, length=2, width=0.6)
    bar.set_label(label, fontsize=7)


def _guidelines(axes: Axes, receptors: Receptors, values: NDArray[np.float64], lines: Sequence[Line]) -> None:
    import numpy as np
    from matplotlib.lines import Line2D

    if receptors.kind == "places":
        return
    east, north, grid = _mesh(receptors, np.asarray(values, dtype=np.float64))
    drawn = []
    for place, line in enumerate(lines):
        if not float(grid.min()) < line.value < float(grid.max()):
            continue
        colour = _LINES[place % len(_LINES)]
        axes.contour(east, north, grid, levels=[line.value], colors=[colour], linewidths=1.1, zorder=5)
        drawn.append(Line2D([], [], color=colour, linewidth=1.1, label=line.name))
    if drawn:
        axes.legend(handles=drawn, loc="lower right", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=6.5,
                    ncols=len(drawn), borderaxespad=0.2)  # fmt: skip


def _round_km(length: float) -> float:
    """The largest of 1, 2, 5 and their tens that is no longer."""
    import math

    power: float = 10.0 ** math.floor(math.log10(length))
    return max(one * power for one in (1.0, 2.0, 5.0) if one * power <= length * (1.0 + 1e-9))


def _circles(axes: Axes, reach: float, lang: str) -> None:
    from matplotlib.patches import Circle

    step = _round_km(reach / 2.0)
    radius = step
    while radius <= reach:
        axes.add_patch(Circle((0.0, 0.0), radius, fill=False, edgecolor=GREY, linewidth=0.5, alpha=0.6, zorder=3))
        axes.annotate(f"{spoken(radius, lang)} km", (0.0, radius), (2, 1), textcoords="offset points", fontsize=6,
                      color=INK, zorder=6)  # fmt: skip
        radius += step


def _scale(axes: Axes, reach: float, lang: str) -> None:
    length = _round_km(reach / 3.0)
    left, bottom = -0.94 * reach, -0.94 * reach
    axes.plot([left, left + length], [bottom, bottom], color=INK, linewidth=2.0, solid_capstyle="butt", zorder=6)
    axes.annotate(f"{spoken(length, lang)} km", (left + length / 2.0, bottom), (0, 3), textcoords="offset points",
                  ha="center", fontsize=6.5, color=INK, zorder=6)  # fmt: skip
