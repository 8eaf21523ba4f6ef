"""What an inventory leaves on paper: findings of the checks, reports to download, its history."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from almaden.reference.languages import LANGUAGES
from almaden.reports.build import FORMATS, KINDS
from almaden.store.history import file_names
from almaden.store.inventories import data_of
from almaden.store.models import Change, Comment, Decision, Entry, Inventory, Job, User
from almaden.store.models.jobs import JobState
from almaden.store.problems import error_of
from almaden.store.rights import visible_inventories
from almaden.web.access import open_to_all, person_of
from almaden.web.action_words import ACTION_WORDS
from almaden.web.language import LANGUAGE_NAMES, report_language, translate
from almaden.web.pages.inventory_origin import row_id
from almaden.web.pages.inventory_page import computed, found, page
from almaden.web.report_files import report_or_job
from almaden.wording import n_

FORMAT_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}
KIND_WORDS: Final = {
    "toolkit": n_("Inventory report, after the Toolkit"),
    "mia": n_("Minamata initial assessment"),
    "nip": n_("National implementation plan"),
}
FORMAT_WORDS: Final = {
    "pdf": n_("PDF, to read and print"),
    "docx": n_("DOCX, to go on writing"),
    "xlsx": n_("XLSX, with the data behind it"),
    "html": n_("HTML, one page for the browser"),
}
#: Entries of the journal on one page.
_ENTRIES: Final = 100


@open_to_all
def checks(request: HttpRequest, pk: int) -> HttpResponse:
    """What the checks found, with advice, each with a link to its row."""
    inventory = found(request, pk)
    asked = computed(request, inventory)
    rows = {line.id: row_id(line.place) for line in data_of(inventory).rows}
    findings = asked.result.checks if asked.result is not None else ()
    context = {
        "asked": asked,
        "findings": [(severity, [one for one in findings if one.severity == severity]) for severity in _SEVERITIES],
        "row_ids": rows,
        "severity_words": _SEVERITIES,
    }
    return page(request, inventory, "inventory_checks", context)


_SEVERITIES: Final = {"error": n_("Errors"), "warning": n_("Warnings"), "info": n_("Remarks")}


@open_to_all
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be downloaded."""
    inventory = found(request, pk)
    context = {
        "asked": computed(request, inventory),
        "kinds": [(one, KIND_WORDS[one]) for one in KINDS],
        "formats": [(one, FORMAT_WORDS[one]) for one in FORMATS],
        "report_languages": [(one, LANGUAGE_NAMES.get(one, one)) for one in LANGUAGES],
        "report_language": report_language(),
    }
    return page(request, inventory, "inventory_report", context)


@open_to_all
def report_file(request: HttpRequest, pk: int) -> HttpResponse:
    """One report as a file."""
    inventory = found(request, pk)
    asked = computed(request, inventory)
    if asked.result is None:
        raise Http404
    kind, format, lang = (request.GET.get(name, "") for name in ("kind", "format", "lang"))
    user = person_of(request) if isinstance(request.user, User) else None
    made = report_or_job(user, inventory, asked.year, kind, format, lang)
    if isinstance(made, Job):
        return redirect(f"{reverse('inventory_report_making', args=[pk, made.pk])}?{request.GET.urlencode()}")
    name = f"{inventory.country.lower()}-{asked.year}-{kind}-{lang}.{format}"
    response = HttpResponse(made, content_type=FORMAT_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@open_to_all
def report_making(request: HttpRequest, pk: int, job: int) -> HttpResponse:
    """How far a report is that takes longer; a link to it at the end."""
    inventory = found(request, pk)
    one = Job.objects.filter(pk=job, kind="report.make", arguments__inventory=pk).first() if job < 2**63 else None
    if one is None:
        raise Http404
    error = error_of(one.problem)
    context = {
        "busy": one.state in (JobState.QUEUED, JobState.RUNNING),
        "ready": one.state == JobState.DONE,
        "problem": error.say(translate) if error is not None else "",
        "again": request.get_full_path(),
        "file": f"{reverse('inventory_report_file', args=[pk])}?{request.GET.urlencode()}",
    }
    return page(request, inventory, "inventory_making", context)


@open_to_all
def history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version, and everything that was done to this one."""
    inventory = found(request, pk)
    entries = list(_entries_of(inventory)[:_ENTRIES])
    files = file_names(entries)
    context = {
        "versions": _versions(request, inventory),
        "entries": [(entry, files.get(entry.source_sha256, "")) for entry in entries],
        "most": _ENTRIES,
        "action_words": ACTION_WORDS,
    }
    return page(request, inventory, "inventory_history", context)


def _versions(request: HttpRequest, inventory: Inventory) -> Any:
    return visible_inventories(request.user).filter(series=inventory.series).order_by("-number")


def _entries_of(inventory: Inventory) -> Any:
    """Entries of the journal on the inventory, its rows, its comments and decisions; the last first."""
    about = {"record_type": "inventory", "record_id": inventory.pk}
    said = Comment.objects.filter(**about).values_list("pk", flat=True)
    decided = Decision.objects.filter(**about).values_list("pk", flat=True)
    own = Change.objects.filter(**about)
    rows = Change.objects.filter(record_type="inventory_row", record_id__in=inventory.rows.values_list("pk", flat=True))
    removed = Change.objects.filter(
        record_type="inventory_row", kind="removed", content__contains=f'"inventory_id":{inventory.pk},'
    )
    others = Change.objects.filter(record_type="comment", record_id__in=said) | Change.objects.filter(
        record_type="decision", record_id__in=decided
    )
    numbers = (own | rows | removed | others).order_by().values("entry_id").distinct()
    return Entry.objects.filter(number__in=numbers).order_by("-number")
