"""Reports of the Partnership: the list, a new one, what was issued, and a draft with its sections and downloads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from almaden.errors import InputError
from almaden.reference.languages import translator
from almaden.reports.build import FORMATS
from almaden.reports.html import fragments
from almaden.reports.partnership.sections import Section, with_texts
from almaden.store.models import ReportDraft
from almaden.store.models.report_drafts import ReportState
from almaden.store.registry.lists import titles
from almaden.store.report_drafts import asking, drafts
from almaden.store.report_drafts.contents import contents_now, name_of, texts_of
from almaden.store.report_drafts.issuing import FOLDER
from almaden.store.report_drafts.who import RIGHT, may_issue, may_write, visible_reports
from almaden.store.rights import Person, may, require
from almaden.web.access import needs, open_to_all, person_of
from almaden.web.faults_in_forms import tell
from almaden.web.language import report_language, translate
from almaden.web.pages.inventory_papers import FORMAT_TYPES, FORMAT_WORDS
from almaden.web.pages.partnership.shared import area_title, today
from almaden.web.partnership_report_files import draft_file, own_texts, parts_of, usual_title
from almaden.web.report_draft_forms import GROUPING_WORDS, KIND_WORDS, ReportForm
from almaden.wording import Text, n_


@open_to_all
def reports(request: HttpRequest) -> HttpResponse:
    """What was issued, and the drafts for those who write them."""
    return _list(request, None)


@needs(RIGHT)
@require_POST
def new(request: HttpRequest) -> HttpResponse:
    """Begin a draft: of the usual period with one click, or of another."""
    user, kind = person_of(request), request.POST.get("kind", "")
    require(user, RIGHT)
    usual = _usual(kind)
    sent = {**usual, **{name: value for name, value in request.POST.items() if value}}
    form = ReportForm(sent, usual)
    if kind not in KIND_WORDS:
        form.add_error(None, translate(n_("Choose a kind of report.")))
    elif form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        values["title"] = values["title"] or usual_title(kind, values["language"])
        try:
            return redirect("partnership_report", drafts.begin(user, kind, **values).pk)
        except InputError as error:
            tell(form, error.faults)
    return _list(request, form)


def _list(request: HttpRequest, form: ReportForm | None) -> HttpResponse:
    found = list(visible_reports(request.user))
    context = {
        "issued": [one for one in found if one.edition_id is not None],
        "drafts": [one for one in found if one.edition_id is None and one.state == ReportState.DRAFT],
        "given_up": [one for one in found if one.edition_id is None and one.state == ReportState.WITHDRAWN],
        "may_begin": may(request.user, RIGHT),
        "form": form or ReportForm(None, _usual("activity")),
        "usual": {kind: drafts.usual_period(kind, today()) for kind in KIND_WORDS},
        "kind_words": KIND_WORDS,
    }
    return render(request, "partnership/reports.html", context, status=200 if form is None else 422)


def _usual(kind: str) -> dict[str, str]:
    start, end = drafts.usual_period(kind, today())
    lang = report_language()
    return {"starts_on": start.isoformat(), "ends_on": end.isoformat(), "language": lang, "grouping": "topic"}


@open_to_all
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """An issued report with its files, or a draft with its sections."""
    one = found(request.user, pk)
    if one.state == ReportState.DRAFT:
        return draft_page(request, one, settings_form(one))
    context = {"report": one, "may_write": may(request.user, RIGHT), "kind_words": KIND_WORDS, **_issued(one)}
    return render(request, "partnership/report_issued.html", context)


def _issued(report: ReportDraft) -> dict[str, Any]:
    """What was issued: its files, and what corrects it."""
    files = report.edition.manifest.get("files", {}) if report.edition else {}
    names = {one: f"{FOLDER}/{name_of(report)}.{one}" for one in FORMATS}
    return {
        "files": [(name, FORMAT_WORDS[one], files[name]["bytes"]) for one, name in names.items() if name in files],
        "reason": drafts.why_withdrawn(report),
        "corrections": report.corrections.exclude(edition=None).order_by("pk"),
    }


def draft_page(request: HttpRequest, report: ReportDraft, form: ReportForm, status: int = 200) -> HttpResponse:
    """A draft: how far its sections are, what is missing, and the report as it stands."""
    contents = contents_now(report)
    parts = parts_of(report, contents)
    texts = own_texts(texts_of(report))
    keys = {part.section.key for part in parts}
    partners = asking.leading_partners()
    named = titles(request.user, {("partner", key) for keys in partners.values() for key in keys})
    context = {
        "report": report,
        "parts": list(
            zip(parts, shown(with_texts((one.section for one in parts), texts), report.language), strict=True)
        ),
        "editable": {part.section.key for part in parts if may_write(request.user, report, part.section.key)},
        "lost": [one for one in report.sections.exclude(text="") if one.key not in keys],
        "missing": asking.missing(report, contents),
        "people": {part.area: asking.people_of(part.area) for part in parts if part.area},
        "partners": partners,
        "names": {key: title for (_kind, key), title in named.items()},
        "area_title": area_title,
        "formats": FORMATS,
        "form": form,
        "may_all": may(request.user, RIGHT),
        "may_issue": may_issue(person_of(request), report),
        "kind_words": KIND_WORDS,
        "grouping_words": GROUPING_WORDS,
    }
    return render(request, "partnership/report_draft.html", context, status=status)


def shown(parts: Sequence[Section], lang: str) -> tuple[str, ...]:
    """Sections in the language of their report as HTML, in which every text is escaped."""
    say = translator(lang)
    labels = {"table": say(n_("Table")), "figure": say(n_("Figure"))}
    made = fragments([(*one.intro, *one.blocks) for one in parts], labels)
    return tuple(mark_safe(one) for one in made)  # the writer escapes


def settings_form(report: ReportDraft, data: Any = None) -> ReportForm:
    """The form of what a draft is about."""
    names = ("title", "starts_on", "ends_on", "language", "grouping", "version")
    return ReportForm(data, {name: getattr(report, name) for name in names})


@needs(RIGHT)
def file(request: HttpRequest, pk: int, format: str) -> HttpResponse:
    """A draft as a file, which says on every page that it is one."""
    one = draft(request.user, pk)
    if format not in FORMATS:
        raise Http404
    made = draft_file(one, contents_now(one), format)
    response = HttpResponse(made, content_type=FORMAT_TYPES[format])
    response.headers["Content-Disposition"] = f'attachment; filename="draft-{name_of(one)}.{format}"'
    return response


@needs(RIGHT)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the leads of areas whose text is missing."""
    one = draft(request.user, pk)
    address = request.build_absolute_uri(reverse("partnership_report", args=[pk]))
    asked = asking.ask(person_of(request), one, request.POST.getlist("area"), address=address)
    sent = [message for line in asked for message in line.sent]
    delivered = sum(message.delivered for message in sent)
    silent = [area_title(line.area) for line in asked if not line.sent]
    if delivered:
        messages.success(request, translate(Text("Messages sent: {count}.", count=delivered)))
    if len(sent) > delivered:
        told = Text("Messages that lie in the outbox: {count}.", count=len(sent) - delivered)
        messages.success(request, translate(told))
    if silent:
        messages.warning(request, translate(Text("No address is known: {areas}.", areas="; ".join(silent))))
    if not asked:
        messages.warning(request, translate(n_("No area was chosen.")))
    return redirect("partnership_report", pk)


def found(user: Person, pk: int) -> ReportDraft:
    """A report that a person may see.

    Raises:
        Http404: there is none.
    """
    one = visible_reports(user).filter(pk=pk).first() if pk < 2**63 else None
    if one is None:
        raise Http404
    return one


def draft(user: Person, pk: int) -> ReportDraft:
    """A report that a person may see and that is still a draft.

    Raises:
        Http404: there is none.
    """
    one = found(user, pk)
    if one.state != ReportState.DRAFT:
        raise Http404
    return one


_ONE: Final = "partnership/reports/<int:pk>/"
urlpatterns = [
    path("partnership/reports/", reports, name="partnership_reports"),
    path("partnership/reports/new/", new, name="partnership_report_new"),
    path(_ONE, report, name="partnership_report"),
    path(f"{_ONE}draft.<str:format>", file, name="partnership_report_file"),
    path(f"{_ONE}ask/", ask, name="partnership_report_ask"),
]
