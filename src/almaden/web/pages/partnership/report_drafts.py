"""Writing a report of the Partnership: its sections, what it is about, issuing, withdrawing, correcting."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import Fault, InputError
from almaden.store.journal import ConflictError
from almaden.store.models import ReportDraft, ReportSection
from almaden.store.models.report_drafts import SectionStatus, TextPlace
from almaden.store.report_drafts import drafts, sections
from almaden.store.report_drafts.contents import contents_now
from almaden.store.report_drafts.issuing import issue as issue_report
from almaden.store.report_drafts.who import RIGHT, area_of, check_may_issue
from almaden.store.rights import require
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import said, said_of, tell
from almaden.web.language import translate
from almaden.web.pages.partnership.reports import draft, draft_page, found, settings_form, shown
from almaden.web.pages.partnership.shared import area_title
from almaden.web.partnership_report_files import Part, issued_files, parts_of
from almaden.web.report_draft_forms import GROUPING_WORDS, KIND_WORDS, IssueForm, SectionForm, day_of
from almaden.wording import Text, n_

#: What is compared where two people changed one section, or what a report is about.
_SECTION_WORDS: Final = {"text": n_("Your text"), "place": n_("Where your text stands"), "status": n_("Status")}
_REPORT_WORDS: Final = {
    "title": n_("Title"),
    "starts_on": n_("First day"),
    "ends_on": n_("Last day"),
    "language": n_("Language"),
    "grouping": n_("Activities of an area"),
}
_CHOICES: Final = {
    "place": {value: str(words) for value, words in TextPlace.choices},
    "status": {value: str(words) for value, words in SectionStatus.choices},
    "grouping": GROUPING_WORDS,
}


@needs(RIGHT)
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Write one section, with what is computed above it."""
    user = person_of(request)
    report = draft(user, pk)
    part = next((one for one in parts_of(report, contents_now(report)) if one.section.key == key), None)
    if part is None:
        raise Http404
    require(user, RIGHT, "", area_of(key))
    own = part.own or ReportSection(version=0, status=SectionStatus.IN_WORK)
    start = {"text": own.text, "place": own.place, "status": own.status, "version": own.version}
    if request.method != "POST":
        return _section_page(request, report, part, SectionForm(None, start))
    form = SectionForm(request.POST, start)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            sections.write(user, report, key, values.pop("version"), **values)
            messages.success(request, translate(n_("Saved.")))
            return redirect("partnership_report", pk)
        except InputError as error:
            tell(form, error.faults)
        except ConflictError as error:
            return _both(request, error, _SECTION_WORDS, reverse("partnership_report_section", args=[pk, key]))
    return _section_page(request, report, part, form, 422)


def _section_page(
    request: HttpRequest, report: ReportDraft, part: Part, form: SectionForm, status: int = 200
) -> HttpResponse:
    context = {
        "report": report,
        "part": part,
        "area": area_title(part.area) if part.area else "",
        "computed": shown([part.section], report.language)[0],
        "form": form,
        "kind_words": KIND_WORDS,
    }
    return render(request, "partnership/report_section.html", context, status=status)


@needs(RIGHT)
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change title, period, language or grouping of a draft."""
    user = person_of(request)
    report = draft(user, pk)
    require(user, RIGHT)
    form = settings_form(report, request.POST)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            drafts.change(user, report, values.pop("version") or 0, **values)
            messages.success(request, translate(n_("Saved.")))
            return redirect("partnership_report", pk)
        except InputError as error:
            tell(form, error.faults)
            report = draft(user, pk)
        except ConflictError as error:
            return _both(request, error, _REPORT_WORDS, reverse("partnership_report", args=[pk]))
    return draft_page(request, report, form, 422)


@needs(RIGHT)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Issue a report: a last look at what is not done, then an edition is made of it."""
    user = person_of(request)
    report = draft(user, pk)
    check_may_issue(user, report)
    faults: tuple[Fault, ...] = ()
    form = IssueForm(request.POST if request.method == "POST" else None, initial={"version": report.version})
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            issue_report(user, report, values.pop("version"), issued_files, **values)
            messages.success(request, translate(n_("The report was issued.")))
            return redirect("partnership_report", pk)
        except InputError as error:
            faults = error.faults
        except ConflictError:
            # Nobody issues what they have not seen: they look at the draft as it is now, and send it again.
            report, status = draft(user, pk), 409
            form = IssueForm({**request.POST.dict(), "version": str(report.version)})
    parts = parts_of(report, contents_now(report))
    _tell(form, faults, parts)
    context = {
        "report": report,
        "form": form,
        "changed": status == 409,
        "open": [one for one in parts if one.own is None or one.own.status != SectionStatus.DONE],
    }
    return render(request, "partnership/report_issue.html", context, status=status)


@needs(RIGHT)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a draft, or say of an issued report that it counts no more."""
    user = person_of(request)
    report = found(user, pk)
    require(user, RIGHT)
    problem, status = "", 200
    if request.method == "POST":
        try:
            drafts.withdraw(user, report, _version(request), request.POST.get("reason", ""))
        except InputError as error:
            problem, status = said_of(error), 422
        else:
            messages.success(request, translate(n_("The report was withdrawn.")))
            return redirect("partnership_reports")
    context = {"report": report, "problem": problem}
    return render(request, "partnership/report_withdraw.html", context, status=status)


@needs(RIGHT)
@require_POST
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a draft that starts from an issued report."""
    made = drafts.correct(person_of(request), found(request.user, pk))
    return redirect("partnership_report", made.pk)


def _tell(form: IssueForm, faults: tuple[Fault, ...], parts: tuple[Part, ...]) -> None:
    """What is wrong with an issue, at its field or with the title of the section that it is about."""
    titles = {part.section.key: part.section.title for part in parts}
    for fault in faults:
        if fault.column in form.fields:
            tell(form, [fault])
        else:
            title = titles.get(fault.column, fault.column)
            text = Text("{place}: {problem}", place=f"{title} ({fault.value})", problem=said(fault))
            form.add_error(None, translate(text))


def _both(request: HttpRequest, error: ConflictError, words: dict[str, str], back: str) -> HttpResponse:
    lines = [(label, _word(name, error.mine[name]), _word(name, error.theirs[name])) for name, label in words.items()]
    return both_versions(request, error, lines, title=n_("Edit the report"), back=back)


def _word(name: str, value: Any) -> str:
    """A value as a reader knows it."""
    if name in _CHOICES:
        return translate(_CHOICES[name].get(value, value))
    return day_of(value) if name.endswith("_on") else str(value)


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


_ONE: Final = "partnership/reports/<int:pk>/"
urlpatterns = [
    path(f"{_ONE}sections/<str:key>/", section, name="partnership_report_section"),
    path(f"{_ONE}change/", change, name="partnership_report_change"),
    path(f"{_ONE}issue/", issue, name="partnership_report_issue"),
    path(f"{_ONE}withdraw/", withdraw, name="partnership_report_withdraw"),
    path(f"{_ONE}correct/", correct, name="partnership_report_correct"),
]
