"""Quality control for operators: data sets with suspect values, their automatic check, and their final level."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.monitoring.quality.rules import bundled_rules, titles
from almaden.store.dataset_guard import is_open
from almaden.store.jobs import progress_of
from almaden.store.models import Dataset, Job
from almaden.store.models.jobs import JobState
from almaden.store.observations.measured import sites_named
from almaden.store.problems import error_of
from almaden.store.quality.automatic import check_of, start_check
from almaden.store.quality.finishing import finish
from almaden.store.quality.guard import may_operate
from almaden.store.quality.lines import dataset_line, dataset_lines, series_lines
from almaden.store.quality.stretches import accept_rest
from almaden.store.rights import visible_datasets
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.language import translate
from almaden.web.monitoring_asked import FLAG_WORDS
from almaden.web.pages.inventory_review import STEPS, steps_of
from almaden.web.pages.monitoring import quality_series
from almaden.wording import Text

#: Series on a page.
_ROWS: Final = 50


@needs("import")
def quality(request: HttpRequest) -> HttpResponse:
    """The data sets that the person may decide on."""
    return render(request, "monitoring/quality.html", {"lines": dataset_lines(person_of(request))})


@open_to_all
def rules(request: HttpRequest) -> HttpResponse:
    """The rules with their thresholds, where these were read, and whether anybody verified them."""
    rows = bundled_rules().rows
    groups = [(rule, title, [row for row in rows if row.id == rule]) for rule, title in titles().items()]
    return render(request, "monitoring/quality_rules.html", {"groups": groups, "flag_words": FLAG_WORDS})


@needs("import")
def dataset_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The series of a data set, its check, and what finishing it would do."""
    dataset = dataset_of(request, pk)
    job = check_of(dataset)
    lines = series_lines(dataset)
    asked = request.GET.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 6 else 1
    context = {
        "dataset": dataset,
        "line": dataset_line(dataset),
        "lines": lines[(page - 1) * _ROWS : page * _ROWS],
        "pages": {"next": f"page={page + 1}" if len(lines) > page * _ROWS else "", "first": "page=1" * (page > 1)},
        "sites": sites_named(request.user, (one.key.site for one in lines)),
        "busy": job is not None and job.state in (JobState.QUEUED, JobState.RUNNING),
        "done_series": progress_of(job)[0] if job is not None else 0,
        "series_count": len(lines),
        "failed": _failed(job),
        "titles": titles(),
        "may_write": is_open(person_of(request), dataset),
        "steps": steps_of(request, dataset),
        "step_words": STEPS,
    }
    return render(request, "monitoring/quality_dataset.html", context)


def _failed(job: Job | None) -> object:
    return error_of(job.problem) if job is not None and job.problem else None


@needs("import")
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the rules run over the data set, beside the pages."""
    start_check(person_of(request), dataset_of(request, pk))
    return redirect("monitoring_quality_dataset", pk)


@needs("import")
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the final level; what waits is accepted first where the person says so."""
    dataset, person = dataset_of(request, pk), person_of(request)
    if request.POST.get("rest"):
        count = accept_rest(person, dataset, request.POST.get("reason", "")[:500])
        messages.success(request, translate(Text("Accepted as proposed: {count}", count=count)))
    changed = finish(person, dataset)
    told = Text("The final level was made. Flags that changed: {count}", count=changed)
    messages.success(request, translate(told))
    return redirect("monitoring_quality_dataset", pk)


def dataset_of(request: HttpRequest, pk: int) -> Dataset:
    """A data set that the person may decide on.

    Raises:
        Http404: there is none, or it is not for them.
    """
    found = visible_datasets(request.user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None or not may_operate(person_of(request), found):
        raise Http404
    return found


urlpatterns = [
    path("monitoring/quality/", quality, name="monitoring_quality"),
    path("monitoring/quality/rules/", rules, name="monitoring_quality_rules"),
    path("monitoring/quality/<int:pk>/", dataset_page, name="monitoring_quality_dataset"),
    path("monitoring/quality/<int:pk>/check/", check, name="monitoring_quality_check"),
    path("monitoring/quality/<int:pk>/finish/", end, name="monitoring_quality_finish"),
    *quality_series.urlpatterns,
]
