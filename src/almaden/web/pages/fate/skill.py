"""How good the model of the atmosphere is: what it says where people have measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.fate.atmosphere.skill import Skill
from almaden.reports.result_files import table_bytes
from almaden.web.access import open_to_all
from almaden.web.downloads import CSV, attachment
from almaden.web.fate_air import skill_found
from almaden.web.fate_maps import MarkedClass, circles, coast, ratio_map, triangles
from almaden.web.shown import number
from almaden.web.trend_pictures import Tick, round_steps
from almaden.wording import n_

_FORMATS: Final = ("", "csv", "json")
#: Sets of sites in the order of the table.
_SETS: Final = {
    "all": n_("all sites"),
    "tuning": n_("sites that tuned"),
    "judging": n_("sites that judge"),
    "judging_lowland": n_("sites that judge, without mountains"),
    "mountain": n_("mountain sites"),
}
_TITLES: Final = {"hg0": n_("Elemental mercury in air"), "wet": n_("Wet deposition")}
_UNITS: Final = {"ng/m3": n_("ng/m³"), "ug/m2/yr": n_("µg/m² a year")}
_SIDE: Final = 360.0
_LEFT: Final = 44.0
_BOTTOM: Final = 30.0
_ROOM: Final = 1.05


@dataclass(frozen=True)
class Scatter:
    """Modelled against measured values, ready to be written as SVG.

    Attributes:
        judging, tuning: paths of marks.
        equal: path where both are equal; ``twice`` the paths of half and of twice.
        across, up: marks of the axes, which have the same scale.
    """

    judging: str
    tuning: str
    equal: str
    twice: str
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    size: float = _SIDE
    left: float = _LEFT
    bottom: float = _SIDE - _BOTTOM


@dataclass(frozen=True)
class Shown:
    """One quantity of the page."""

    kind: str
    title: str
    unit: str
    skill: Skill
    scatter: Scatter
    marks: tuple[MarkedClass, ...]


@open_to_all
def skill(request: HttpRequest) -> HttpResponse:
    """The page, or all sites as a file.

    Raises:
        Http404: there is no such format.
    """
    form = request.GET.get("format", "")
    if form not in _FORMATS:
        raise Http404
    report = skill_found()
    if form == "json":
        return attachment(report.to_json().encode(), "skill.json", "application/json")
    both = (report.hg0, report.wet)
    if form == "csv":
        rows: list[dict[str, Any]] = [
            {"quantity": one.observations.kind, "unit": one.observations.unit, **row}
            for one in both
            for row in one.rows()
        ]
        return attachment(table_bytes(rows), "skill.csv", CSV)
    shown = [
        Shown(
            one.observations.kind,
            _TITLES[one.observations.kind],
            _UNITS[one.observations.unit],
            one,
            _scatter(one),
            _marks(one),
        )
        for one in both
    ]
    context = {"report": report, "shown": shown, "sets": _SETS, "coast": coast()}
    return render(request, "fate/skill.html", context)


def _marks(one: Skill) -> tuple[MarkedClass, ...]:
    rows = list(one.rows())
    return ratio_map(
        [row["latitude"] for row in rows], [row["longitude"] for row in rows],
        [row["modelled"] / row["observed"] for row in rows], [row["half"] == "judging" for row in rows],
    )  # fmt: skip


def _scatter(one: Skill) -> Scatter:
    rows = list(one.rows())
    top = _ROOM * max(max(row["observed"], row["modelled"]) for row in rows)
    width = _SIDE - _LEFT - 8.0

    def at(observed: float, modelled: float) -> tuple[float, float]:
        return round(_LEFT + width * observed / top, 1), round(_SIDE - _BOTTOM - width * modelled / top, 1)

    def line(factor: float) -> str:
        end = at(top, factor * top) if factor <= 1 else at(top / factor, top)
        return "M{} {}L{} {}".format(*at(0.0, 0.0), *end)

    halves = {
        half: [at(row["observed"], row["modelled"]) for row in rows if row["half"] == half]
        for half in ("judging", "tuning")
    }
    steps = round_steps(0.0, top)
    return Scatter(
        circles(halves["judging"]), triangles(halves["tuning"]), line(1.0), line(0.5) + line(2.0),
        tuple(Tick(at(step, 0.0)[0], number(step)) for step in steps),
        tuple(Tick(at(0.0, step)[1], number(step)) for step in steps),
    )  # fmt: skip


urlpatterns = [path("fate/skill/", skill, name="fate_skill")]
