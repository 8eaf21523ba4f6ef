"""The classes of mercury wastes with their thresholds, treatments, and the offers for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.convention.waste import judge, waste_classes
from almaden.partnership.codes import steps
from almaden.quantity.numbers import NumberError, parse_number
from almaden.web.access import open_to_all
from almaden.web.language import translate
from almaden.wording import n_

#: A kilogram of waste holds no more than a kilogram of mercury.
_MOST = 1e6


@open_to_all
def classes(request: HttpRequest) -> HttpResponse:
    """The table, and what it says of a content that is asked about."""
    faults: dict[str, str] = {}
    asked = {name: _content(request.GET.get(name, ""), name, faults) for name in ("total", "leachate")}
    judged = not faults and any(value is not None for value in asked.values())
    context = {
        "rows": [(one, judge(one, asked["total"], asked["leachate"]) if judged else None) for one in waste_classes()],
        "judged": judged,
        "typed": {name: request.GET.get(name, "")[:40] for name in asked},
        "faults": faults,
        "steps": steps(),
    }
    return render(request, "partnership/waste.html", context, status=400 if faults else 200)


def _content(text: str, name: str, faults: dict[str, str]) -> float | None:
    """A content as it was typed; None if nothing was, with a fault where it cannot be."""
    if not text.strip():
        return None
    try:
        value = parse_number(text, percent=False)
    except NumberError:
        value = -1.0
    if not 0 <= value <= _MOST:
        faults[name] = translate(n_("This must be a number from 0 to 1,000,000."))
        return None
    return value


urlpatterns = [path("partnership/waste-classes/", classes, name="waste_classes")]
