"""Mined land seen by satellites, out of files that somebody brings: by place and year, protected land, a proxy.

Nothing is kept: the answer is a page, and its downloads stand in the page itself.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from almaden.errors import AlmadenError, Fault, InputError
from almaden.sectors.gold.area_proxy import Factor, ProxySum, factor_of_area
from almaden.sectors.gold.area_records import quarter_of, year_of
from almaden.sectors.gold.areas import AreaSum, By
from almaden.store.uploads import plain_name
from almaden.web.access import open_to_all
from almaden.web.apart import apart
from almaden.web.coal_pictures import percent
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.file_forms import takes_file
from almaden.web.gold_form import number_of
from almaden.web.gold_maps import cell_map
from almaden.web.gold_work_pictures import area_lines
from almaden.web.language import translate
from almaden.web.mined_areas import Asked, Brought, Found, cells_geojson, found_in, table_csv
from almaden.web.shown import country
from almaden.wording import Exact, Text, n_

#: Bytes of all files together, and how many of mined land.
MOST_BYTES: Final = 100_000_000
MOST_FILES: Final = 20
#: Places of the table of the page; the file has them all.
ROWS: Final = 200
BY_WORDS: Final = (("country", n_("countries")), ("admin", n_("administrative units")), ("year", n_("dates alone")))
#: What the fields are called where something is wrong with them.
WORDS: Final[Mapping[str, str]] = {
    "areas": n_("Mined land"),
    "year": n_("Year of polygons that tell none"),
    "stock": n_("Last year of the stock"),
    "factor": n_("Mercury for a newly mined hectare, kg"),
    "factor_low": n_("Low end of its 95 % range"),
    "factor_high": n_("High end of its 95 % range"),
}
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


@dataclass(frozen=True)
class Line:
    """A place with its mined land at each date; None where nothing is new."""

    name: str
    dates: tuple[AreaSum | None, ...]
    cumulative_ha: float


def _areas(request: HttpRequest) -> HttpResponse:
    """The form, and what the files tell that were sent by it."""
    context: dict[str, Any] = {
        "typed": request.POST,
        "by_words": BY_WORDS,
        "found": None,
        "map": None,
        "problem": "",
        "rows": ROWS,
    }
    context |= {"size": MOST_BYTES // 1_000_000, "percent": percent}
    status = 200
    if request.method == "POST":
        try:
            context |= _shown(_found(request))
        except AlmadenError as error:
            context["problem"], status = said_of(error, WORDS), status_of(error)
    return render(request, "gold/areas.html", context, status=status)


areas = open_to_all(require_http_methods(["GET", "HEAD", "POST"])(takes_file(_areas, MOST_BYTES)))


def _found(request: HttpRequest) -> Found:
    """What the files hold.

    Raises:
        InputError: with what is wrong with the form, or with the files.
        StateError: too many are computing at the moment.
    """
    files = request.FILES.getlist("areas")
    faults: list[Fault] = []
    if not 1 <= len(files) <= MOST_FILES:
        accepted = Text("1 to {most} files", most=Exact(MOST_FILES))
        faults.append(Fault(n_("choose the files of mined land"), column="areas", accepted=accepted))
    asked = _asked(request.POST, faults)
    if faults:
        raise InputError(faults)
    others = [_brought(request.FILES[name]) if name in request.FILES else None for name in ("boundaries", "protected")]
    return apart(found_in, [_brought(one) for one in files], others[0], others[1], asked)


def _brought(file: Any) -> Brought:
    assert isinstance(file, UploadedFile)
    return plain_name(str(file.name)), file.temporary_file_path()  # type: ignore[attr-defined]  # kept on disk, see settings


def _asked(typed: Mapping[str, str], faults: list[Fault]) -> Asked:
    by = typed.get("by", "country")
    years = {name: number_of(typed, name, faults, least=_FIRST_YEAR, most=_LAST_YEAR) for name in ("year", "stock")}
    numbers = {name: number_of(typed, name, faults, most=1e6) for name in ("factor", "factor_low", "factor_high")}
    return Asked(
        by=cast("By", by) if by in get_args(By) else "country",
        year=int(years["year"]) if years["year"] is not None else None,
        stock_year=int(years["stock"]) if years["stock"] is not None else None,
        factor=None if faults else _factor(numbers, faults),
    )


def _factor(numbers: Mapping[str, float | None], faults: list[Fault]) -> Factor | None:
    factor, low, high = (numbers[name] for name in ("factor", "factor_low", "factor_high"))
    if factor is None:
        if low is not None or high is not None:
            faults.append(Fault(n_("a range needs its factor"), column="factor"))
        return None
    if (low is None) != (high is None):
        faults.append(
            Fault(n_("a range needs both ends, or none"), column="factor_low" if low is None else "factor_high")
        )
        return None
    try:
        return factor_of_area(factor, None if low is None or high is None else (low, high))
    except InputError as error:
        faults.extend(error.faults)
        return None


def _shown(found: Found) -> dict[str, Any]:
    land = found.land
    dates = sorted({one.date for one in land.total})
    lines = _lines(land.places if land.by != "year" else (), dates)
    return {
        "found": found,
        # The year of the stock is told as a sentence.
        "origins": [one for one in land.origins if one.unit != "year"],
        "land": land,
        "dates": [date_of(date) for date in dates],
        "name_of": name_of,
        "date_of": date_of,
        "lines": lines,
        "total": Line("", land.total, land.total[-1].cumulative_ha) if land.total else None,
        "protected": _lines(land.protected.by_area, dates) if land.protected else [],
        "protected_total": _lines(land.protected.total, dates) if land.protected else [],
        "chart": area_lines(land, name_of),
        "map": cell_map(found.cells) if found.cells else None,
        "csv": _inline("text/csv", table_csv(land)),
        "geojson": _inline("application/geo+json", cells_geojson(found.cells)) if found.cells else "",
        "json": _inline("application/json", land.to_json()),
    }


def _inline(kind: str, text: str) -> str:
    """A file as an address that holds it: nothing of it is left on the server."""
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


def _lines(places: tuple[AreaSum, ...], dates: list[int]) -> list[Line]:
    """Places in the order of their land, the most first; what lies in none of the borders last."""
    by_place: dict[tuple[str, str, str], dict[int, AreaSum]] = {}
    for one in places:
        by_place.setdefault((one.country, one.admin, one.name), {})[one.date] = one
    found = []
    for key, told in by_place.items():
        last = told[max(told)]
        found.append((not any(key), Line(name_of(last), tuple(told.get(date) for date in dates), last.cumulative_ha)))
    return [line for _nowhere, line in sorted(found, key=lambda one: (one[0], -one[1].cumulative_ha, one[1].name))]


def name_of(one: AreaSum | ProxySum) -> str:
    """What a place is called."""
    if one.admin:
        return f"{one.name} ({country(one.country)})" if one.country else one.name
    if one.country:
        return country(one.country)
    return one.name or translate(n_("in none of the borders"))


def date_of(date: int) -> str:
    """A date ``YYYYQQ`` as a year, or the quarter of one."""
    if not year_of(date):
        return translate(n_("no date"))
    quarter = quarter_of(date)
    return f"{year_of(date)} Q{quarter}" if quarter else str(year_of(date))


urlpatterns = [path("gold/areas/", areas, name="gold_areas")]
