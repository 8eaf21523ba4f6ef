"""The laboratory of box models: a scenario, what if emissions stop, and what the reservoirs of the world then hold."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.fate.boxmodel.ensemble_result import Ensemble
from almaden.fate.boxmodel.study import Study
from almaden.fate.boxmodel.trajectory import Trajectory
from almaden.reports.result_files import table_bytes
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.downloads import CSV, attachment
from almaden.web.fate_pictures import looks, panels, round_years
from almaden.web.fate_runs import CHANGES, MOST_LETTERS, asked_of, emission_names, model_names, run_asked
from almaden.wording import n_

#: Rows of the tables below the pictures; files have all years.
_ROWS: Final = 14
_FORMATS: Final = ("", "csv", "json")
#: Where what enters the air in a year comes from.
_PARTS: Final = {
    "natural": n_("natural"),
    "legacy": n_("emitted in earlier years"),
    "primary": n_("emitted in that year"),
    "start": n_("there when the run began"),
}
#: Fields of the form by how the calculation calls them.
_FIELDS: Final = {"year": "year"}


@open_to_all
def boxmodel(request: HttpRequest) -> HttpResponse:
    """The form with its answer, or the answer as a file.

    Raises:
        Http404: there is no such format.
    """
    form = request.GET.get("format", "")
    if form not in _FORMATS:
        raise Http404
    asked = asked_of(request.GET)
    found = None
    try:
        found = run_asked(asked)
    except InputError as error:
        asked.tell_all(error, _FIELDS)
    if found is not None and form:
        return _file(found, form)
    context: dict[str, Any] = {
        "asked": asked, "models": model_names(), "emissions": emission_names(), "changes": CHANGES,
        "most_letters": MOST_LETTERS, "found": found, "query": _query(request),
    }  # fmt: skip
    if found is not None:
        context |= _shown(found, asked)
    return render(request, "fate/boxmodel.html", context, status=422 if asked.problems else 200)


def _shown(found: Study, asked: Asked) -> dict[str, Any]:
    run, ensemble, model = found.simulation.run, found.ensemble, found.laboratory.model
    decades = ensemble.years.tolist()
    rows = [(decades[when], _spans(ensemble, when)) for when in round_years(decades, _ROWS)]
    runs = (run, *found.others)
    air = [
        (year, [_air(one, year) for one in runs]) for year in (decades[when] for when in round_years(decades, _ROWS))
    ]
    names = dict(zip(model.reservoirs, model.names, strict=True))
    return {
        "panels": panels(found), "looks": [(look, model_names()[key]) for look, key in looks(found)],
        "names": names, "rows": rows, "air": air, "compared": [model_names()[one.model] for one in runs],
        "change": asked.text("change"), "constrained": bool(ensemble.constraints),
        "to_air": [(_PARTS[key], share) for key, share in found.legacy.shares.items() if share > 0.0],
        "unverified": list(dict.fromkeys((*ensemble.unverified, *run.unverified))),
        "findings": found.simulation.findings,
    }  # fmt: skip


def _spans(found: Ensemble, when: int) -> list[tuple[float, float, float]]:
    """Mass and range of each reservoir in one of the years of an ensemble, Mg."""
    parts = (one[when].tolist() for one in (found.point, found.low, found.high))
    return list(zip(*parts, strict=True))


def _air(run: Trajectory, year: float) -> float | None:
    """Mercury in the air of a run; None before it begins."""
    return None if year < run.years[0] else float(run.at(year)["atm"])


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("format", None)
    return asked.urlencode()


def _file(found: Study, form: str) -> HttpResponse:
    if form == "csv":
        return attachment(table_bytes(found.rows()), "boxmodel.csv", CSV)
    return attachment(found.to_json().encode(), "boxmodel.json", "application/json")


urlpatterns = [path("fate/boxmodel/", boxmodel, name="fate_boxmodel")]
