"""One series as an operator decides on it: stretch by stretch, by keys or by buttons; its logbook and its journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, get_args

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError, Fault, InputError
from almaden.monitoring.quality.rules import titles
from almaden.reference.records import Flag
from almaden.store.dataset_guard import is_open
from almaden.store.models import Dataset, LogbookEntry, Site
from almaden.store.models.quality import LogbookKind
from almaden.store.observations.measured import sites_named
from almaden.store.quality.deciding import add_logbook, decide_stretch, remove_logbook, undo_all
from almaden.store.quality.guard import may_operate
from almaden.store.quality.lines import keys_of
from almaden.store.quality.stretches import Suspects, batches, decide_on, of_batch, suspects_of, undo_on
from almaden.store.quality.view import logbook_of, view_of, whole_of
from almaden.store.rights import visible_datasets
from almaden.web.access import needs, person_of
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.monitoring_asked import FLAG_WORDS
from almaden.web.quality_pictures import around, marks_of, whole
from almaden.wording import n_

#: Stretches on a page of their list, and marks, decisions and lines of a logbook that are listed.
ROWS: Final = 20
_LISTED: Final = 50
#: Flags that a decision may give.
_FLAGS: Final = tuple(one for one in get_args(Flag) if one != "missing")
_LONGEST: Final = 2000


@needs("import")
def series(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The stretch that is looked at, what is around it, and all the others."""
    return _page(request, _found(request, pk, name))


@needs("import")
@require_POST
def decide(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Decide on a stretch, and go on to the next that waits."""
    found, number = _found(request, pk, name), _number(request.POST.get("stretch", ""))
    verdict, flag, reason = (request.POST.get(one, "") for one in ("verdict", "flag", "reason"))

    def act() -> int:
        if verdict == "changed" and not reason.strip():
            problem, advice = n_("no reason is given"), n_("write why this flag is right")
            raise InputError(Fault(problem, column="reason", advice=advice))
        decide_on(person_of(request), found, number, _number(request.POST.get("run", "")), verdict, flag, reason)
        return found.next_open(number)

    return _done(request, found, act)


@needs("import")
@require_POST
def undo(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Take back what was decided on a stretch, or what was decided at once."""
    found, number = _found(request, pk, name), _number(request.POST.get("stretch", ""))
    person, decision = person_of(request), request.POST.get("decision", "")

    def act() -> int:
        if decision:
            undo_all(person, found.dataset, of_batch(found.dataset, _number(decision)))
        else:
            undo_on(person, found, number, _number(request.POST.get("run", "")))
        return number

    return _done(request, found, act)


@needs("import")
@require_POST
def flag_stretch(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Give values that no rule marked a flag."""
    found = _found(request, pk, name)

    def act() -> int:
        first, last = (_moment(request, one) for one in ("first", "last"))
        flag, reason = request.POST.get("flag", ""), request.POST.get("reason", "")[:_LONGEST]
        decide_stretch(person_of(request), found.dataset, found.series.key, first, last, flag, reason)
        return _number(request.POST.get("stretch", ""))

    return _done(request, found, act)


@needs("import")
@require_POST
def logbook(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Write a line into the logbook of the site, or take one out."""
    found = _found(request, pk, name)
    site = _site(request, found)
    if site is None:
        raise Http404

    def act() -> int:
        removed = request.POST.get("remove", "")
        if removed:
            entry = LogbookEntry.objects.filter(place=site, pk=_number(removed)).first()
            if entry is None:
                raise Http404
            remove_logbook(person_of(request), entry)
        else:
            _write(request, site)
        return _number(request.POST.get("stretch", ""))

    return _done(request, found, act)


def _write(request: HttpRequest, site: Site) -> None:
    last = _moment(request, "last") if request.POST.get("last") else None
    add_logbook(
        person_of(request), site, request.POST.get("kind", ""), _moment(request, "first"), last,
        instrument=request.POST.get("instrument", ""), text=request.POST.get("text", "")[:_LONGEST],
    )  # fmt: skip


def _done(request: HttpRequest, found: Suspects, act: Callable[[], int]) -> HttpResponse:
    """Do what a form asks and show the stretch that it leads to; what is wrong is told on the same page."""
    try:
        number = act()
    except AlmadenError as error:
        return _page(request, found, error)
    response = redirect("monitoring_quality_series", found.dataset.pk, _name(request))
    response["Location"] += f"?stretch={number}"
    return response


def _page(request: HttpRequest, found: Suspects, error: AlmadenError | None = None) -> HttpResponse:
    person, key = person_of(request), found.series.key
    number = _number((request.POST if error else request.GET).get("stretch", "")) or found.next_open(0)
    one = found.stretches[number - 1] if 0 < number <= len(found.stretches) else None
    site = _site(request, found)
    decided = batches(found)
    first = (max(number, 1) - 1) // ROWS * ROWS
    context: dict[str, Any] = {
        "found": found,
        "key": key,
        "name": _name(request),
        "site": site,
        "one": one,
        "marks": marks_of(one, key.unit, found.series)[:_LISTED] if one is not None else (),
        "around": around(view_of(person, found, one, site), found, one),
        "whole": whole(whole_of(person, found), found, one),
        "stretches": found.stretches[first : first + ROWS],
        "first_row": first,
        "rows": ROWS,
        "batches": decided[:_LISTED],
        "last_batch": next((one for one in decided if not one.decision.undone), None),
        "logbook": logbook_of(site)[:_LISTED],
        "kinds": LogbookKind,
        "flags": _FLAGS,
        "flag_words": FLAG_WORDS,
        "titles": titles(),
        "may_write": is_open(person, found.dataset),
        "problem": said_of(error) if error is not None else "",
        "typed": request.POST if error is not None else {},
    }
    return render(request, "monitoring/quality_series.html", context, status=status_of(error) if error else 200)


def _found(request: HttpRequest, pk: int, name: str) -> Suspects:
    """A series of a data set that the person may decide on.

    Raises:
        Http404: there is none, or it is not for them.
    """
    dataset: Dataset | None = visible_datasets(request.user).filter(pk=pk).first() if pk < 2**63 else None
    if dataset is None or not may_operate(person_of(request), dataset):
        raise Http404
    key = keys_of(dataset).get(name)
    found = suspects_of(dataset, key) if key is not None else None
    if found is None:
        raise Http404
    return found


def _site(request: HttpRequest, found: Suspects) -> Site | None:
    name = found.series.key.site
    return sites_named(request.user, [name]).get(name)


def _name(request: HttpRequest) -> str:
    assert request.resolver_match is not None
    return str(request.resolver_match.kwargs["name"])


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


def _moment(request: HttpRequest, name: str) -> datetime:
    """A moment of a form, which is one of UTC."""
    text = request.POST.get(name, "").strip()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        problem = n_("this is no day with a time")
        raise InputError(Fault(problem, column=name, value=text[:40], accepted="2024-03-01T12:00")) from None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment


_SERIES: Final = "monitoring/quality/<int:pk>/<str:name>/"

urlpatterns = [
    path(_SERIES, series, name="monitoring_quality_series"),
    path(f"{_SERIES}decide/", decide, name="monitoring_quality_decide"),
    path(f"{_SERIES}undo/", undo, name="monitoring_quality_undo"),
    path(f"{_SERIES}flag/", flag_stretch, name="monitoring_quality_flag"),
    path(f"{_SERIES}logbook/", logbook, name="monitoring_quality_logbook"),
]
