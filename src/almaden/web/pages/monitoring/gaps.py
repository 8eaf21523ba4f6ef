"""Where nobody measures, where one more site would tell most, and what a planned network needs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from almaden.errors import AlmadenError, Fault, InputError
from almaden.monitoring.network.coverage import Coverage, Measured, coverage
from almaden.monitoring.network.placement import Placement, placement
from almaden.monitoring.network.plan import plan
from almaden.monitoring.network.readers.network import NetworkData, read_network
from almaden.monitoring.network.regions import regions, setting
from almaden.reports.monitoring.network_template import NETWORK_TEMPLATE
from almaden.reports.result_files import table_bytes
from almaden.store import waiting
from almaden.store.observations.monitored import measured
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.downloads import CSV, XLSX, attachment
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.file_forms import takes_file
from almaden.web.language import report_language, translate
from almaden.web.monitoring_asked import MATRICES
from almaden.web.trend_pictures import gap_marks
from almaden.web.trends_asked import (
    DATA_WORDS,
    FIRST_YEAR,
    GROUP_WORDS,
    LAST_YEAR,
    MADE_UP,
    PATIENCE,
    grouping_of,
    is_made_up,
)
from almaden.wording import n_

_MOST_BYTES: Final = 5_000_000
_MOST_PLACES: Final = 5
_FIELDS: Final = ("by", "of", "year", "region", "places", "data")
_LABELS: Final = {"file": n_("File")}


@open_to_all
def gaps(request: HttpRequest) -> HttpResponse:
    """The coverage of the world by what is published."""
    asked = Asked(request.GET, {"places": "1"})
    example = is_made_up(asked)
    context = _context(asked, measured(made_up=example), made_up=example)
    context |= {"example": example, "query": {name: asked.text(name) for name in _FIELDS if asked.text(name)}}
    return render(request, "monitoring/gaps.html", context, status=422 if asked.problems else 200)


@open_to_all
def gaps_csv(request: HttpRequest) -> HttpResponse:
    """The coverage as a table."""
    asked = Asked(request.GET)
    example = is_made_up(asked)
    found = coverage(measured(made_up=example), _year(asked), grouping_of(asked))
    notice = {"notice": translate(MADE_UP)} if example else {}
    return attachment(table_bytes([{**row, **notice} for row in found.as_dict()["groups"]]), "gaps.csv", CSV)


def _network(request: HttpRequest) -> HttpResponse:
    """The workbook of a network: what its sites cover, and what the planned ones need; nothing is kept."""
    asked = Asked(request.POST or request.GET, {"places": "1"})
    context: dict[str, Any] = {"problem": "", "network": None, "size": _MOST_BYTES // 1_000_000}
    status = 200
    if request.method == "POST":
        try:
            network = _sent(request)
            context |= _context(asked, network.measured)
            context |= {"network": network, "plan": plan(network.planned, network.sha256) if network.planned else None}
        except AlmadenError as error:
            context["problem"], status = said_of(error, _LABELS), status_of(error)
    return render(request, "monitoring/network.html", {**context, "asked": asked}, status=status)


network = open_to_all(require_http_methods(["GET", "HEAD", "POST"])(takes_file(_network, _MOST_BYTES)))


@open_to_all
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to start a network with."""
    return attachment(NETWORK_TEMPLATE.content(report_language()), "network.xlsx", XLSX)


def _sent(request: HttpRequest) -> NetworkData:
    file = request.FILES.get("file")
    if file is None or not file.name:
        raise InputError(Fault(n_("choose one file"), column="file", advice=n_("choose the file that is to be read")))
    return read_network(io.BytesIO(file.read()), str(file.name))


def _year(asked: Asked) -> int:
    return asked.whole("year", FIRST_YEAR, LAST_YEAR) or timezone.now().year


def _context(asked: Asked, sites: Sequence[Measured], *, made_up: bool = False) -> dict[str, Any]:
    """Coverage, and places for the medium that is chosen; without one that of most sites."""
    year, by = _year(asked), grouping_of(asked)
    found: Coverage = coverage(sites, year, by)
    media = sorted({(one.matrix, one.species) for one in sites})
    media.sort(key=lambda one: -sum((site.matrix, site.species) == one for site in sites))
    keys = {f"{matrix}:{species}": (matrix, species) for matrix, species in media}
    medium = keys[asked.word("of", keys)] if keys else None
    words = {"": n_("each region"), **{name: name for name in regions()}}
    region = asked.word("region", words)
    count = asked.whole("places", 1, _MOST_PLACES) or 1
    places: Placement | None = None
    if medium is not None and not asked.problems:
        key = ("placement", tuple(sites), medium, year, region, count)
        places = waiting.ask(key, lambda: placement(sites, *medium, year, region=region, count=count), PATIENCE)
    return {
        "asked": asked, "found": found, "sites": sites, "media": keys, "medium": medium, "placed": places, "year": year,
        "waiting": medium is not None and places is None and not asked.problems, "regions": words,
        "groups": [one for one in found.groups if medium in (None, (one.matrix, one.species))],
        "map": gap_marks(places, _running(sites, medium, year), made_up=made_up) if places and medium else None,
        "by_words": GROUP_WORDS, "data_words": DATA_WORDS, "matrix_words": MATRICES, "notice": MADE_UP,
        "most": _MOST_PLACES,
    }  # fmt: skip


def _running(sites: Sequence[Measured], medium: tuple[str, str], year: int) -> list[tuple[str, float, float]]:
    return [
        (one.site, one.latitude, one.longitude)
        for one in sites
        if (one.matrix, one.species) == medium and one.last_year >= year - setting("recent")
    ]


urlpatterns = [
    path("monitoring/gaps/", gaps, name="monitoring_gaps"),
    path("monitoring/gaps/gaps.csv", gaps_csv, name="monitoring_gaps_csv"),
    path("monitoring/gaps/network/", network, name="monitoring_network"),
    path("monitoring/gaps/network.xlsx", template, name="monitoring_network_template"),
]
