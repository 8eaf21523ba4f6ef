"""Pictures of the skill of the atmosphere: a map of its sites, and modelled against measured values."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from almaden.reference.languages import translator
from almaden.reference.numerals import spoken
from almaden.reports.canvas import WIDTH, Picture, axes_in_inches, blank, saved, style
from almaden.reports.files import write_atomically
from almaden.reports.palette import COLOURS, GREY, INK
from almaden.reports.result_files import table_bytes
from almaden.wording import n_

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from almaden.fate.atmosphere.skill import Skill
    from almaden.fate.atmosphere.skill_run import SkillReport


_QUANTITIES: Final = {"hg0": n_("Hg0 in air"), "wet": n_("wet deposition")}
#: Marker of each half of the sites, with its name.
_HALVES: Final = {"judging": ("o", n_("judging")), "tuning": ("^", n_("tuning"))}
#: Ratios between which the colours run, and the marks of their scale.
_RATIOS: Final = (0.5, 0.7, 0.83, 1.2, 1.43, 2.0)
_SIDE: Final = 0.55
_BELOW: Final = 0.42
_TOP: Final = 0.35
_MAP_SIZE: Final = 3.0
_BAR: Final = 0.9


def skill_map(skill: Skill, picture: Picture = "svg", lang: str = "en") -> bytes:
    """A map of the sites: colour is modelled over measured, the marker tells sites that tuned from those that judge.

    The same values give the same bytes.
    """
    with style():
        return saved(_map(skill, lang), picture)


def skill_scatter(skill: Skill, picture: Picture = "svg", lang: str = "en") -> bytes:
    """Modelled against measured values at the sites, with lines of equality and of a factor of two."""
    with style():
        return saved(_scatter(skill, lang), picture)


def write_skill(report: SkillReport, folder: Path, lang: str = "en") -> list[Path]:
    """Write ``skill.json``, ``skill_sites.csv``, and a map and a scatter for Hg0 and wet deposition.

    Raises:
        OutputError: the folder cannot be written.
    """
    records = [
        {"quantity": one.observations.kind, "unit": one.observations.unit, **row}
        for one in (report.hg0, report.wet)
        for row in one.rows()
    ]
    written = [
        write_atomically(folder / "skill.json", report.to_json().encode()),
        write_atomically(folder / "skill_sites.csv", table_bytes(records)),
    ]
    for one in (report.hg0, report.wet):
        kind = one.observations.kind
        written.append(write_atomically(folder / f"skill_{kind}_map.svg", skill_map(one, lang=lang)))
        written.append(write_atomically(folder / f"skill_{kind}_map.png", skill_map(one, "png", lang)))
        written.append(write_atomically(folder / f"skill_{kind}_scatter.svg", skill_scatter(one, lang=lang)))
    return written


def _map(skill: Skill, lang: str) -> Figure:
    import numpy as np
    from matplotlib import colormaps
    from matplotlib.colors import BoundaryNorm, ListedColormap

    from almaden.fate.atmosphere.grid import Grid
    from almaden.fate.atmosphere.surface import Surface

    _ = translator(lang)
    figure = blank(_MAP_SIZE + _BELOW + _TOP)
    axes = axes_in_inches(figure, left=0.1, bottom=_BELOW, right=_BAR, top=_TOP)
    fine = Grid(1.0)
    axes.pcolormesh(
        fine.longitude_edges, fine.latitude_edges, np.where(Surface.of(fine).land > 0.5, 1.0, np.nan),
        cmap=ListedColormap(["#e3e3de"]), rasterized=True,
    )  # fmt: skip
    axes.set_xlim(-180, 180)
    axes.set_ylim(-90, 90)
    axes.set_xticks([])
    axes.set_yticks([])
    colours = colormaps["RdBu_r"]
    norm = BoundaryNorm(_RATIOS, colours.N, extend="both")
    ratio = skill.modelled / skill.observations.values
    halves = np.array([row["half"] for row in skill.rows()])
    drawn = None
    for half, (marker, name) in _HALVES.items():
        at = halves == half
        drawn = axes.scatter(
            skill.observations.longitudes[at], skill.observations.latitudes[at], c=ratio[at], cmap=colours, norm=norm,
            marker=marker, s=22, edgecolors=INK, linewidths=0.4, label=_(name), zorder=4,
        )  # fmt: skip
    _legend(axes)
    width, height = figure.get_size_inches()
    beside = figure.add_axes(((width - _BAR + 0.15) / width, _BELOW / height, 0.12 / width, _MAP_SIZE / height))
    if drawn is not None:
        bar = figure.colorbar(drawn, cax=beside, ticks=list(_RATIOS), extend="both")
        bar.ax.set_yticklabels([spoken(one, lang) for one in _RATIOS])
        bar.ax.tick_params(labelsize=6.5, length=2, width=0.6)
        bar.set_label(_(n_("modelled over measured")), fontsize=7)
    axes.set_xlabel(_(_QUANTITIES[skill.observations.kind]), fontsize=7)
    return figure


def _scatter(skill: Skill, lang: str) -> Figure:
    import numpy as np

    _ = translator(lang)
    told, unit = skill.observations, skill.observations.unit
    side = 3.6
    figure = blank(side + _BELOW + _TOP)
    axes = axes_in_inches(figure, left=_SIDE, bottom=_BELOW, right=WIDTH - _SIDE - side, top=_TOP)
    halves = np.array([row["half"] for row in skill.rows()])
    top = 1.05 * float(max(told.values.max(), skill.modelled.max()))
    axes.plot([0, top], [0, top], color=INK, linewidth=0.8)
    for factor in (0.5, 2.0):
        axes.plot([0, top], [0, factor * top], color=GREY, linewidth=0.6, linestyle="--")
    for place, (half, (marker, name)) in enumerate(_HALVES.items()):
        at = halves == half
        axes.scatter(
            told.values[at], skill.modelled[at], marker=marker, s=16, color=COLOURS[place], edgecolors="white",
            linewidths=0.4, label=_(name), zorder=4,
        )  # fmt: skip
    axes.set_xlim(0, top)
    axes.set_ylim(0, top)
    axes.set_aspect("equal")
    axes.spines["left"].set_visible(True)
    name = _(_QUANTITIES[told.kind])
    axes.set_xlabel(_(n_("{quantity} measured, {unit}")).format(quantity=name, unit=unit), fontsize=7)
    axes.set_ylabel(_(n_("{quantity} modelled, {unit}")).format(quantity=name, unit=unit), fontsize=7)
    ticks = [one for one in axes.get_xticks() if one <= top]
    axes.set_yticks(ticks, [spoken(float(one), lang) for one in ticks])
    axes.set_xticks(ticks, [spoken(float(one), lang) for one in ticks])
    axes.tick_params(axis="both", length=2.5, width=0.6, labelsize=6.5)
    _legend(axes)
    return figure


def _legend(axes: Axes) -> None:
    axes.legend(
        loc="lower right", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=6.5, ncols=len(_HALVES), borderaxespad=0.2
    )
