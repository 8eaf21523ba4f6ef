"""Adding, changing, submitting and withdrawing records of the registry by one form for every kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST

from almaden.errors import InputError
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS, Kind
from almaden.partnership.records.partners import ApplicationRecord, PartnerRecord
from almaden.partnership.same_partners import PartnerCandidate
from almaden.store.journal import ConflictError
from almaden.store.models import Proposal, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.registry import writing as store
from almaden.store.registry.checking import check_unnamed, checked
from almaden.store.registry.reading import record_of, sees_personal, visible_rows
from almaden.store.registry.told_twice import same_applicants, same_partners, told_before
from almaden.store.rights import Person, RightsError
from almaden.web.access import needs, person_of
from almaden.web.conflicts import both_versions
from almaden.web.faults_in_forms import said
from almaden.web.language import language as language_of_page
from almaden.web.language import translate
from almaden.web.pages.partnership.doubtful import warn_of_doubts
from almaden.web.registry_form import RegistryForm, written
from almaden.web.registry_links import record_address
from almaden.web.registry_words import FIELD_WORDS
from almaden.wording import n_

#: Kinds that have pages of their own, on which they are made.
_MADE_ELSEWHERE = frozenset({"application"})


@needs("write_registry")
def choose(request: HttpRequest) -> HttpResponse:
    """Choose what to add."""
    kinds = [kind for name, kind in KINDS.items() if name not in _MADE_ELSEWHERE]
    return render(request, "partnership/choose.html", {"kinds": kinds})


@needs("write_registry")
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """Add a record as a draft; of an activity or a partner that may stand already the person decides."""
    known, user = _kind_of(kind), person_of(request)
    if kind in _MADE_ELSEWHERE:
        raise Http404
    start = {name: info.default for name, info in known.record.model_fields.items() if not info.is_required()}
    if kind == "activity":
        start["language"] = language_of_page()
    start |= {name: request.GET[name] for name in known.record.model_fields if name in request.GET}
    data = request.POST if request.method == "POST" else None
    form = RegistryForm(user, kind, data, start, is_new=True, personal=True)
    if request.method != "POST":
        return _form_page(request, form, known)
    values = form.typed()
    decided = request.POST.get("decision", "")
    try:
        if kind in ("activity", "partner") and not decided:
            found = _told_before(user, kind, values)
            if found:
                told = {"found": found, "sent": _sent(request), "kind": kind}
                return render(request, "partnership/told_before.html", told)
        if kind == "activity" and decided.startswith("same:"):
            values["same_as"] = decided.removeprefix("same:")
        if kind == "partner" and decided.startswith("same:"):
            same = _row(user, kind, decided.removeprefix("same:"))
            messages.success(request, translate(n_("Nothing was added: here it stands already.")))
            return redirect(record_address(same))
        row = store.add(user, kind, values, reason=request.POST.get("why", ""))
        return _kept(request, row)
    except InputError as error:
        form.show(error.faults)
    except RightsError as error:
        form.add_error(None, error.say(translate))
        return _form_page(request, form, known, status=403)
    return _form_page(request, form, known, status=422)


@needs("write_registry")
def change(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Change a record: a draft at once, a published one as a proposal."""
    known, user = _kind_of(kind), person_of(request)
    row = _row(user, kind, key)
    personal = sees_personal(user, row)
    start = {**record_of(row, personal=personal).model_dump(mode="json"), "version": row.version}
    data = request.POST if request.method == "POST" else None
    form = RegistryForm(user, kind, data, start, is_new=False, personal=personal)
    if request.method != "POST":
        return _form_page(request, form, known, row)
    values = form.typed()
    try:
        seen = form.cleaned_data.get("version") or 0
        made = store.change(user, row, seen, values, reason=request.POST.get("why", ""))
        if isinstance(made, Proposal):
            messages.success(request, translate(n_("Your change waits for somebody else's approval.")))
            return redirect(record_address(row))
        return _kept(request, made)
    except InputError as error:
        form.show(error.faults)
    except RightsError as error:
        form.add_error(None, error.say(translate))
        return _form_page(request, form, known, row, status=403)
    except ConflictError as error:
        return _both(request, error, form, row)
    return _form_page(request, form, known, row, status=422)


@needs("write_registry")
@require_POST
def submit(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Say that a draft is ready."""
    row = _row(person_of(request), kind, key)
    store.submit(person_of(request), row, _version(request))
    messages.success(request, translate(n_("Submitted. Somebody else has to approve it.")))
    return redirect(record_address(row))


@needs("write_registry")
def withdraw(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Take a record out of sight; it stays, with its history."""
    user = person_of(request)
    row = _row(user, kind, key)
    problem, status = "" if request.method == "POST" else _named_by(row), 200
    if request.method == "POST":
        try:
            store.withdraw(user, row, _version(request), request.POST.get("reason", ""))
        except InputError as error:
            problem, status = " ".join(said(fault) for fault in error.faults), 422
        else:
            messages.success(request, translate(n_("The record was withdrawn.")))
            return redirect("registry_queue")
    values = {
        "row": row,
        "kind": KINDS[kind],
        "problem": problem,
        "reason": request.POST.get("reason", ""),
        "back": record_address(row),
    }
    return render(request, "partnership/withdraw.html", values, status=status)


def _named_by(row: RegistryRow) -> str:
    """Why a record cannot be withdrawn, told before anybody asks for it; empty where it can."""
    try:
        check_unnamed(row)
    except InputError as error:
        return " ".join(said(fault) for fault in error.faults)
    return ""


def _kept(request: HttpRequest, row: RegistryRow) -> HttpResponse:
    warn_of_doubts(request, row)
    if request.POST.get("then") == "submit" and row.state == RegistryState.DRAFT:
        store.submit(person_of(request), row, row.version)
        messages.success(request, translate(n_("Submitted. Somebody else has to approve it.")))
    else:
        messages.success(request, translate(n_("Kept as a draft.")))
    return redirect(record_address(row))


def _told_before(user: Person, kind: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Records that may be the same, each with why."""
    record = checked(kind, {**values, "id": values.get("id") or "new"})
    return [] if getattr(record, "same_as", "") else alike(user, record)


def alike(user: Person, record: RegistryRecord) -> list[dict[str, Any]]:
    """Records that may be the same as an activity, a partner or an application, for the template ``alike.html``."""
    found: list[tuple[RegistryRow, float, Any]] = []
    if isinstance(record, ActivityRecord):
        found = [(row, one.score, one.reasons) for row, one in told_before(user, record)]
    elif isinstance(record, PartnerRecord):
        found = [(row, one.score, _why(one)) for row, one in same_partners(user, record)]
    elif isinstance(record, ApplicationRecord):
        found = [(row, one.score, _why(one)) for row, one in same_applicants(user, record)]
    return [
        {"row": row, "score": score, "reasons": reasons, "address": record_address(row)}
        for row, score, reasons in found
    ]


def _why(one: PartnerCandidate) -> list[dict[str, Any]]:
    return [{"name": one.reason, "shared": (one.matched,)}]


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, to be sent again."""
    sent = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in sent if name not in ("csrfmiddlewaretoken", "decision")]


def _both(request: HttpRequest, error: ConflictError, form: RegistryForm, row: RegistryRow) -> HttpResponse:
    row.refresh_from_db()
    now = record_of(row, personal=sees_personal(person_of(request), row)).model_dump(mode="json")
    lines = [
        (FIELD_WORDS[name], str(written(error.mine.get(name))), str(written(now.get(name)))) for name in form.names
    ]
    return both_versions(request, error, lines, title=n_("Change the record"), back=record_address(row))


def _form_page(
    request: HttpRequest, form: RegistryForm, kind: Kind, row: RegistryRow | None = None, status: int = 200
) -> HttpResponse:
    back = record_address(row) if row is not None and row.state != RegistryState.WITHDRAWN else ""
    values = {"form": form, "kind": kind, "row": row, "back": back or reverse("registry_choose")}
    return render(request, "partnership/form.html", values, status=status)


def _kind_of(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _row(user: Person, kind: str, key: str) -> RegistryRow:
    """A record that a person sees.

    Raises:
        Http404: there is none.
    """
    row = visible_rows(user, _kind_of(kind).name).filter(key=key).first()
    if row is None:
        raise Http404
    return row


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


urlpatterns = [
    path("partnership/new/", choose, name="registry_choose"),
    path("partnership/new/<str:kind>/", new, name="registry_new"),
    path("partnership/change/<str:kind>/<path:key>/", change, name="registry_change"),
    path("partnership/submit/<str:kind>/<path:key>/", submit, name="registry_submit"),
    path("partnership/withdraw/<str:kind>/<path:key>/", withdraw, name="registry_withdraw"),
]
