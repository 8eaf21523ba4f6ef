"""Data sets: the list, one of them, its way to the public."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.store import reviews
from almaden.store.dataset_guard import is_open
from almaden.store.datasets import check_may_change
from almaden.store.history import file_names
from almaden.store.imports.listing import DatasetLine
from almaden.store.imports.listing import datasets as all_lines
from almaden.store.models import ArchiveFile, Change, Dataset, Entry, ImportRun, User
from almaden.store.observations.catalogue import current_files, withdraw
from almaden.store.rights import RightsError, may, visible_datasets
from almaden.web.access import needs, open_to_all, person_of, signed_in
from almaden.web.action_words import ACTION_WORDS
from almaden.web.pages.imports import TYPE_WORDS
from almaden.web.pages.inventory_review import NEED_TEXT, STEPS, steps_of, take_step

_ENTRIES = 50


@open_to_all
def datasets(request: HttpRequest) -> HttpResponse:
    """The data sets that the person may see."""
    lines = _lines()
    words = request.GET.get("q", "").strip()[:100]
    shown = visible_datasets(request.user).select_related("organisation", "source").order_by("title", "id")
    if words:
        shown = shown.filter(title__icontains=words)
    context = {"datasets": [(one, lines.get(one.key)) for one in shown], "words": words, "type_words": TYPE_WORDS}
    return render(request, "data/list.html", context)


@open_to_all
def dataset(request: HttpRequest, pk: int) -> HttpResponse:
    """One data set."""
    one = _found(request, pk)
    entries = _entries_of(one)
    files = file_names(entries)
    context = {
        "dataset": one,
        "line": _lines().get(one.key),
        "type_words": TYPE_WORDS,
        "may_change": _may_change(request, one),
        "steps": steps_of(request, one),
        "step_words": STEPS,
        "need_text": NEED_TEXT,
        "decisions": reviews.decisions_on(one),
        "entries": [(entry, files.get(entry.source_sha256, "")) for entry in entries],
        "action_words": ACTION_WORDS,
        "may_withdraw": _may_withdraw(request, one),
    }
    return render(request, "data/dataset.html", context)


@signed_in
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step towards the public, or back."""
    take_step(request, _found(request, pk))
    return redirect("dataset", pk)


@needs("withdraw")
@require_POST
def withdraw_observations(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the observations of the data set out of every query."""
    withdraw(person_of(request), _found(request, pk), request.POST.get("reason", "")[:500])
    return redirect("dataset", pk)


def _may_withdraw(request: HttpRequest, one: Dataset) -> bool:
    return may(request.user, "withdraw", one.country, one.area) and bool(current_files(one))


def _found(request: HttpRequest, pk: int) -> Dataset:
    shown = visible_datasets(request.user).select_related("organisation", "source", "author", "reviewer")
    one = shown.filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def _may_change(request: HttpRequest, one: Dataset) -> bool:
    if not isinstance(request.user, User):
        return False
    try:
        check_may_change(person_of(request), one)
    except RightsError:
        return False
    return is_open(request.user, one)


def _lines() -> dict[str, DatasetLine]:
    return {line.key: line for line in all_lines()}


def _entries_of(one: Dataset) -> list[Entry]:
    """What was done to the data set, and the imports into it; the last first."""
    changes = Change.objects.filter(record_type="dataset", record_id=one.pk).order_by().values("entry_id")
    files = ArchiveFile.objects.filter(dataset=one).order_by().values("pk")
    withdrawn = Change.objects.filter(record_type="archive_file", record_id__in=files).order_by().values("entry_id")
    imports = ImportRun.objects.filter(dataset=one, entry__isnull=False).values("entry_id")
    found = Entry.objects.filter(number__in=changes) | Entry.objects.filter(number__in=imports)
    found |= Entry.objects.filter(number__in=withdrawn)
    return list(found.distinct().order_by("-number")[:_ENTRIES])


urlpatterns = [
    path("data/", datasets, name="datasets"),
    path("data/<int:pk>/", dataset, name="dataset"),
    path("data/<int:pk>/step/", step, name="dataset_step"),
    path("data/<int:pk>/observations/withdraw/", withdraw_observations, name="observations_withdraw"),
]
