"""Series of several sites side by side."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from almaden.errors import Fault
from almaden.monitoring.views.compared import Beside, Compared, Difference, compared
from almaden.store.observations.measured import sites_measured
from almaden.store.rights import Person, visible_datasets
from almaden.web.access import open_to_all
from almaden.web.asked import Asked
from almaden.web.language import translate
from almaden.web.monitoring_asked import Chosen, choices_of, days_asked, read, what_words
from almaden.web.monitoring_pictures import scatter_chart, times_chart
from almaden.wording import n_

#: Series of one comparison: more lines cannot be told apart.
MOST: Final = 8
_EXAMPLE: Final = 3


@open_to_all
def compare(request: HttpRequest) -> HttpResponse:
    """The series that the address names; an example where it names none."""
    asked = Asked(request.GET)
    start, end = days_asked(asked)
    every = {_key(one): one for site in sites_measured(request.user) for one in choices_of(site)}
    chosen = _chosen(asked, request.GET.getlist("series"), every)
    example = not chosen and not asked.problems
    if example:
        chosen = _example(every)
    given = [(one, read(request.user, _within(one, start, end))) for one in chosen]
    measured = [(one, series) for one, series in given if series]
    found = compared([series for _, series in measured]) if measured else None
    context: dict[str, Any] = {
        "asked": asked,
        "every": every,
        "choices": sorted(((key, f"{one.name}, {what_words(one.what)}") for key, one in every.items()),
                          key=lambda one: one[1]),
        "chosen": [(_key(one), one, _without(request, _key(one))) for one in chosen],
        "full": len(chosen) >= MOST,
        "example": example and bool(chosen),
        "unmeasured": [one for one, series in given if not series],
        "what_words": what_words,
        "found": found,
        "refused": (),
        "datasets": _datasets(request.user, chosen),
    }  # fmt: skip
    if found is not None:
        context |= _told([one for one, _ in measured], found, normalised=bool(asked.text("normalised")))
    return render(request, "monitoring/compare.html", context)


def _key(one: Chosen) -> str:
    return f"{one.site.identifier}|{one.key}"


def _chosen(asked: Asked, keys: list[str], every: dict[str, Chosen]) -> list[Chosen]:
    wanted = list(dict.fromkeys(key for key in keys if key))
    if len(wanted) > MOST:
        asked.tell(Fault(n_("so many series cannot be told apart"), column="series", accepted=str(MOST)))
    for key in wanted:
        if key not in every:
            asked.tell(Fault(n_("there is no such series"), column="series", value=key[:80]))
    return [every[key] for key in wanted if key in every][:MOST]


def _example(every: dict[str, Chosen]) -> list[Chosen]:
    """What most sites measure, at the sites with most values."""
    alike: dict[tuple[str, str, str], list[Chosen]] = defaultdict(list)
    for one in every.values():
        alike[one.what].append(one)
    most = max(alike.values(), key=len, default=[])
    return sorted(most, key=lambda one: -one.count)[:_EXAMPLE]


def _within(one: Chosen, start: date | None, end: date | None) -> Chosen:
    return Chosen(one.site, one.what, one.held, start, end)


def _without(request: HttpRequest, key: str) -> str:
    """The address of the page without one of its series."""
    query = [(name, text) for name, texts in request.GET.lists() for text in texts if (name, text) != ("series", key)]
    return f"?{urlencode(query)}"


def _datasets(user: Person, chosen: list[Chosen]) -> Any:
    return visible_datasets(user).filter(pk__in={number for one in chosen for number in one.datasets})


def _told(measured: list[Chosen], found: Compared, *, normalised: bool) -> dict[str, Any]:
    names = [measured[one.place].name for one in found.beside]
    unit = found.beside[0].whole.key.unit
    scales = [_scale(one, normalised=normalised) for one in found.beside]
    named = [(name, one.months) for name, one in zip(names, found.beside, strict=True)]
    shown = "%" if normalised else unit
    label = translate(n_("Monthly means"))
    both = found.difference
    return {
        "names": names,
        "unit": unit,
        "chart": times_chart(named, label, shown, zero=not normalised, scales=scales),
        "years": _years(found),
        "refused": [(measured[place], why) for place, why in found.refused],
        "difference": both,
        "scatter": scatter_chart(both, names, unit) if both is not None and both.n else None,
        "pairs": _pairs(both),
    }


def _scale(one: Beside, *, normalised: bool) -> float:
    return 100.0 / one.level if normalised and one.level else 1.0


def _years(found: Compared) -> list[tuple[str, list[dict[str, Any] | None]]]:
    """Yearly means by year, one for each series; None where it has none."""
    rows: dict[str, list[dict[str, Any] | None]] = {}
    for place, one in enumerate(found.beside):
        for row in one.years.rows():
            if row["n"]:
                rows.setdefault(row["start"][:4], [None] * len(found.beside))[place] = row
    return sorted(rows.items())


def _pairs(both: Difference | None) -> list[tuple[str, float, float]]:
    if both is None:
        return []
    return [
        (str(month.astype("datetime64[M]")), float(one), float(other))
        for month, one, other in zip(both.month, both.first, both.second, strict=True)
    ]


urlpatterns = [path("monitoring/compare/", compare, name="monitoring_compare")]
