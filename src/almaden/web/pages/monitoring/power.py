"""How many years of measuring it takes to see a trend."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import InputError
from almaden.monitoring.trends import power as model
from almaden.store import waiting
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.web.trends_asked import PATIENCE
from almaden.wording import n_

#: What the form is filled with at first: monthly means of mercury in background air.
_USUAL: Final = {"sd": "10", "phi": "0.3", "trend": "1"}
#: Trends of the curve, percent a year.
_TRENDS: Final = (0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0)


@open_to_all
def power(request: HttpRequest) -> HttpResponse:
    """The form, years by formula and by the program's own test, and a curve over trends."""
    asked = Asked(request.GET, _USUAL)
    sd, phi, trend = asked.number("sd", 0.1, 500.0), asked.number("phi", -0.95, 0.95), asked.number("trend", 0.01, 50.0)
    for name, value in (("sd", sd), ("phi", phi), ("trend", trend)):
        if value is None and name not in asked.problems:
            asked.problems[name] = translate(n_("a number is needed"))
    context: dict[str, Any] = {"asked": asked, "found": None, "simulated": None, "waiting": False}
    if sd is not None and phi is not None and trend is not None:
        try:
            context |= _shown(sd, phi, trend)
        except InputError as error:
            asked.tell_all(error, {})
    return render(request, "monitoring/power.html", context, status=422 if asked.problems else 200)


def _shown(sd: float, phi: float, trend: float) -> dict[str, Any]:
    simulated = waiting.ask(
        ("power", sd, phi, trend), lambda: model.years_by_simulation(model.default_test, sd, phi, trend), PATIENCE
    )
    trends = sorted({*_TRENDS, trend})
    rows = [(one, model.weatherhead(sd, phi, one).years) for one in trends]
    curve = {
        "kind": "curve",
        "label": translate(n_("Years of measuring until a trend is seen")),
        "axis": translate(n_("trend, % a year")),
        "unit": translate(n_("years")),
        "rows": [{"name": translate(n_("formula")), "x": one, "value": years} for one, years in rows],
    }
    found = model.weatherhead(sd, phi, trend)
    return {"found": found, "simulated": simulated, "waiting": simulated is None, "rows": rows, "curve": curve}


urlpatterns = [path("monitoring/power/", power, name="monitoring_power")]
