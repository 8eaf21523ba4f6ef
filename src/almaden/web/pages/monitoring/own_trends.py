"""Trends of a table of one's own: pasted or sent as a file, tested, shown, and not kept."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.demo.monitoring import trend_table
from almaden.errors import AlmadenError, Fault, InputError
from almaden.monitoring.trends.line import trend_line
from almaden.monitoring.trends.result import VERDICT_NAMES
from almaden.monitoring.trends.tables import TableTrends, trends_of_table
from almaden.web.access import open_to_all
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.file_forms import takes_file
from almaden.web.trend_pictures import SIGNS, series_picture
from almaden.wording import n_

_MOST_BYTES: Final = 5_000_000
#: Series of which a picture is drawn; all stand in the table.
_PICTURES: Final = 12
_LABELS: Final = {"table": n_("Table"), "file": n_("File")}


def _own(request: HttpRequest) -> HttpResponse:
    """The form with an example, and what the table tells that was sent by it."""
    text = request.POST.get("table", "") if request.method == "POST" else trend_table()
    context: dict[str, Any] = {
        "text": text, "problem": "", "found": None, "example": request.method != "POST", "signs": SIGNS,
        "names": VERDICT_NAMES, "size": _MOST_BYTES // 1_000_000, "most": _PICTURES,
        "typed": _typed(request),
    }  # fmt: skip
    status = 200
    try:
        found = _found(request, text)
        context |= {"found": found, "pictures": _pictures(found)}
    except AlmadenError as error:
        context["problem"], status = said_of(error, _LABELS), status_of(error)
    return render(request, "monitoring/own_trends.html", context, status=status)


def _typed(request: HttpRequest) -> dict[str, str]:
    """The columns that were named; those of the example at first."""
    if request.method != "POST":
        return {"series": "site", "time": "", "value": ""}
    return {name: request.POST.get(name, "").strip() for name in ("series", "time", "value")}


def _found(request: HttpRequest, text: str) -> TableTrends:
    file = request.FILES.get("file")
    name, content = (str(file.name), file.read()) if file is not None else ("table.csv", text.encode())
    if not content.strip():
        advice = n_("paste a table with its header, or choose a file")
        raise InputError(Fault(n_("there is no table"), column="table", advice=advice))
    asked = _typed(request)
    time = [one.strip() for one in asked["time"].split(",") if one.strip()]
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return trends_of_table(
            io.BytesIO(content), name, sha256, time=time, value=asked["value"], series=asked["series"]
        )
    except InputError as error:
        # The fields of the form are called as the options of the command are.
        raise InputError([replace(one, column=one.column.removeprefix("--")) for one in error.faults]) from None


def _pictures(found: TableTrends) -> list[Any]:
    pairs = list(zip(found.series, found.trends, strict=True))[:_PICTURES]
    return [series_picture(trend_line(one.times, one.values, told, one.below, one.limits)) for one, told in pairs]


own_trends = open_to_all(require_http_methods(["GET", "HEAD", "POST"])(takes_file(_own, _MOST_BYTES)))

urlpatterns = [path("monitoring/trends/table/", own_trends, name="monitoring_own_trends")]
