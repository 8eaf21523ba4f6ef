"""The air around a facility: a form for one stack, a map, guideline values beside it, and files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.fate.plume.result import PlumeResult
from almaden.reports.fate.plume_files import plume_geojson
from almaden.reports.result_files import table_bytes
from almaden.web.access import open_to_all
from almaden.web.downloads import CSV, attachment
from almaden.web.plume_asked import EXAMPLE, REACHES, SETTINGS, plume_of
from almaden.web.plume_pictures import distance, plume_picture
from almaden.web.shown import number
from almaden.wording import n_

_NG_PER_UG: Final = 1000.0
_FORMATS: Final = ("", "csv", "geojson", "json")
#: What the map shows.
SHOWS: Final = {
    "mean": n_("mean of a year"),
    "hour": n_("highest hour"),
    "deposition": n_("deposition in a year"),
}
#: Every so many rings stand in the table; files have all.
_EVERY: Final = 4


@dataclass(frozen=True)
class RingRow:
    """All directions at one distance.

    Attributes:
        distance: with its unit.
        mean, highest_mean: mean of a year, over all directions and where it is highest, ng/m3.
        hour: highest hour, ng/m3.
        deposition: highest, micrograms per m2 and year.
    """

    distance: str
    mean: float
    highest_mean: float
    hour: float
    deposition: float


@open_to_all
def plume(request: HttpRequest) -> HttpResponse:
    """The form, and the air around the stack that it tells of, as a page or a file.

    Raises:
        Http404: there is no such format.
    """
    form = request.GET.get("format", "")
    if form not in _FORMATS:
        raise Http404
    asked, found = plume_of(request.GET)
    show = asked.word("show", SHOWS)
    if found is not None and form:
        return _file(found, form)
    query = request.GET.copy()
    query.pop("format", None)
    context: dict[str, Any] = {
        "asked": asked, "settings": SETTINGS, "reaches": REACHES, "shows": SHOWS, "example": EXAMPLE, "found": found,
        "query": query.urlencode(),
    }  # fmt: skip
    if found is not None:
        context |= _shown(found, show)
    return render(request, "fate/plume.html", context, status=422 if asked.problems else 200)


def _shown(found: PlumeResult, show: str) -> dict[str, Any]:
    down = found.dry_ug_per_m2_per_year + found.wet_ug_per_m2_per_year
    compared = {"mean": "mean", "hour": "work"}.get(show, "")
    borders: dict[float, list[str]] = {}
    for one in found.compared:
        if one.guideline.compared_with == compared:
            issuers = borders.setdefault(one.guideline.value_ug_per_m3, [])
            issuers += [one.guideline.issuer] if one.guideline.issuer not in issuers else []
    named = [(f"{', '.join(who)}: {number(value)} µg/m³", value * _NG_PER_UG) for value, who in borders.items()]
    values, unit = {
        "mean": (found.mean_ug_per_m3 * _NG_PER_UG, "ng/m³"),
        "hour": (found.maximum_ug_per_m3 * _NG_PER_UG, "ng/m³"),
        "deposition": (down, "µg/m²"),
    }[show]
    return {
        "picture": plume_picture(found, values, unit, named), "show": show, "rows": _rows(found),
        "highest_mean": float(found.mean_ug_per_m3.max()) * _NG_PER_UG,
        "highest_hour": float(found.maximum_ug_per_m3.max()) * _NG_PER_UG, "highest_down": float(down.max()),
    }  # fmt: skip


def _rows(found: PlumeResult) -> list[RingRow]:
    shape = found.receptors.shape
    radii = found.receptors.distance_m.reshape(shape)[:, 0].tolist()
    mean, hour, down = (
        one.reshape(shape)
        for one in (found.mean_ug_per_m3 * _NG_PER_UG, found.maximum_ug_per_m3 * _NG_PER_UG,
                    found.dry_ug_per_m2_per_year + found.wet_ug_per_m2_per_year)
    )  # fmt: skip
    chosen = sorted({*range(0, len(radii), _EVERY), len(radii) - 1})
    return [
        RingRow(distance(radii[ring]), float(mean[ring].mean()), float(mean[ring].max()), float(hour[ring].max()),
                float(down[ring].max()))
        for ring in chosen
    ]  # fmt: skip


def _file(found: PlumeResult, form: str) -> HttpResponse:
    if form == "csv":
        rows = [{str(key): one for key, one in row.items()} for row in found.to_frame().to_dict(orient="records")]
        return attachment(table_bytes(rows), "plume.csv", CSV)
    if form == "geojson":
        content = json.dumps(plume_geojson(found), ensure_ascii=False, allow_nan=False).encode()
        return attachment(content, "plume.geojson", "application/geo+json")
    content = json.dumps(found.to_json(), ensure_ascii=False, allow_nan=False).encode()
    return attachment(content, "plume.json", "application/json")


urlpatterns = [path("fate/plume/", plume, name="fate_plume")]
