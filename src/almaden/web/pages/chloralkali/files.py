"""Files of chlor-alkali plants: places for maps, and reports."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from almaden.reports.chloralkali.write import render_conversions, render_register
from almaden.web.access import open_to_all
from almaden.web.chloralkali_form import CommonForm, ConversionForm
from almaden.web.chloralkali_pictures import circles
from almaden.web.chloralkali_registers import LONG, busy, day_asked, ready, register_called
from almaden.web.downloads import report_file
from almaden.web.pages.chloralkali.convert import converted, converted_register


@open_to_all
def circle_points(request: HttpRequest, key: str) -> JsonResponse:
    """What the map draws: a circle for each plant whose place is told."""
    register = register_called(request, key)
    return JsonResponse(circles(ready(register, day_asked(request)).running), safe=False)


@open_to_all
def register_report(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The report of a register."""
    register = register_called(request, key)
    found = ready(register, day_asked(request))
    title = register.study.title if register.study else ""
    return report_file(
        kind, f"chloralkali-{key}", lambda lang: render_register(found.running, found.plan, kind, lang, title)
    )


@open_to_all
def convert_report(request: HttpRequest, kind: str) -> HttpResponse:
    """The report of the conversion that an address tells."""
    result = converted(ConversionForm(request.GET))
    return report_file(kind, "chloralkali-conversion", lambda lang: render_conversions(result, kind, lang))


@open_to_all
def convert_register_report(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """The report of the conversions of a register."""
    register = register_called(request, key)
    result = converted_register(register, CommonForm(request.GET), LONG)
    if result is None and not register.converting[0]:
        raise Http404
    if result is None:
        raise busy()
    # What users told of single plants is theirs; the sums and results are for all.
    return report_file(
        kind, f"chloralkali-conversion-{key}", lambda lang: render_conversions(result, kind, lang, depth=False)
    )


urlpatterns = [
    path("chloralkali/registers/<str:key>/circles.json", circle_points, name="chloralkali_circles"),
    path("chloralkali/registers/<str:key>/report.<str:kind>", register_report, name="chloralkali_report"),
    path("chloralkali/convert/report.<str:kind>", convert_report, name="chloralkali_convert_report"),
    path(
        "chloralkali/convert/<str:key>/report.<str:kind>", convert_register_report,
        name="chloralkali_convert_register_report",
    ),
]  # fmt: skip
