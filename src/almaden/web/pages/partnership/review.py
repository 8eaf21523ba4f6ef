"""What waits for approval in the registry: submitted records and proposed corrections, approved or given back."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST

from almaden.errors import AlmadenError
from almaden.partnership.records.kinds import KINDS
from almaden.store.models import Proposal, RegistryRow, User
from almaden.store.models.registry import ProposalState, RegistryState
from almaden.store.registry import answers, merging, proposals
from almaden.store.registry import writing as store
from almaden.store.registry.reading import record_of, sees_personal, visible_rows
from almaden.store.registry.who import is_own
from almaden.store.reviews.authors import works_alone
from almaden.store.rights import may, publishable_registry
from almaden.web.access import needs, person_of
from almaden.web.failures import status_of
from almaden.web.faults_in_forms import said_of
from almaden.web.language import translate
from almaden.web.pages.partnership.writing import alike
from almaden.web.registry_form import written
from almaden.web.registry_links import record_address
from almaden.web.registry_words import FIELD_WORDS, NAMES_FIELDS, field_word, value_word
from almaden.wording import n_

#: Lines of each part of the queue; the rest comes when these are done.
_SHOWN: Final = 100


@needs("write_registry")
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for the person: to approve, and of their own to finish."""
    user = person_of(request)
    own = visible_rows(user).filter(author=user.pk).exclude(kind="application").order_by("changed_on")
    waiting = submitted(user)
    values = {
        "submitted": waiting[:_SHOWN],
        "proposals": proposals_for(user)[:_SHOWN],
        "drafts": own.filter(state=RegistryState.DRAFT)[:_SHOWN],
        "own_submitted": own.filter(state=RegistryState.SUBMITTED).exclude(pk__in=waiting.values("pk"))[:_SHOWN],
        "withdrawn": withdrawn(user)[:_SHOWN],
        "own_proposals": Proposal.objects.filter(state=ProposalState.OPEN, author=user.pk).select_related("row")[
            :_SHOWN
        ],
        "kinds": KINDS,
        "record_address": record_address,
    }
    return render(request, "partnership/queue.html", values)


def submitted(user: User) -> QuerySet[RegistryRow]:
    """The submitted records that a person may publish, the oldest first; applications have a list of their own."""
    found = publishable_registry(user).filter(state=RegistryState.SUBMITTED).exclude(kind="application")
    return found.order_by("changed_on", "pk")


def withdrawn(user: User) -> QuerySet[RegistryRow]:
    """The withdrawn records that a person may give back, the latest first."""
    found = publishable_registry(user).filter(state=RegistryState.WITHDRAWN)
    return found.exclude(kind="application").order_by("-changed_on", "pk")


def proposals_for(user: User) -> QuerySet[Proposal]:
    """The proposals that a person may accept, but for their own, the oldest first."""
    found = proposals.open_proposals(user).filter(row__in=publishable_registry(user))
    return found.exclude(author=user.pk) if not works_alone(user) else found


@needs("write_registry")
def waiting_record(request: HttpRequest, row_id: int) -> HttpResponse:
    """One record that waits, with everything in it."""
    return _record_page(request, _row(request, row_id))


@needs("publish_registry")
@require_POST
def decide_record(request: HttpRequest, row_id: int) -> HttpResponse:
    """Approve a record, give it back, or say that it tells another one once more."""
    user, row = person_of(request), _row(request, row_id)
    step, reason, version = request.POST.get("step", ""), request.POST.get("reason", ""), _version(request)
    try:
        if step == "approve":
            store.publish(user, row, version)
            told = n_("Approved. Everybody sees it now.") if row.is_open else n_("Approved.")
        elif step == "give_back":
            was_withdrawn = row.state == RegistryState.WITHDRAWN
            store.give_back(user, row, version, reason)
            told = n_("It is a draft again.") if was_withdrawn else n_("Given back to the author.")
        elif step.startswith("same:"):
            kept = visible_rows(user, row.kind).filter(key=step.removeprefix("same:")).first()
            if kept is None:
                raise Http404
            merging.merge(user, kept, row, reason or translate(n_("It tells the same.")))
            told = n_("Merged: both are told as one now.")
        else:
            raise Http404
    except AlmadenError as error:
        return _record_page(request, row, error)
    messages.success(request, translate(told))
    return redirect("registry_queue")


@needs("write_registry")
def proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """One proposed correction beside what stands now."""
    return _proposal_page(request, _proposal(request, proposal_id))


@needs("write_registry")
@require_POST
def decide_proposal(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Approve a correction, with own words where a partner sent it, or leave the record as it is."""
    user, found = person_of(request), _proposal(request, proposal_id)
    try:
        if request.POST.get("step") == "approve":
            proposals.accept(user, found, _version(request), _edits(request, found))
            messages.success(request, translate(n_("Approved. Everybody sees it now.")))
        else:
            proposals.refuse(user, found, request.POST.get("reason", ""))
            messages.success(request, translate(n_("The record stays as it was.")))
    except AlmadenError as error:
        return _proposal_page(request, found, error)
    return redirect("registry_queue")


def _edits(request: HttpRequest, found: Proposal) -> dict[str, Any]:
    """The words that the approver corrected in what a partner sent."""
    proposed = found.values | found.personal
    sent = {name: request.POST[f"edit-{name}"] for name in proposed if f"edit-{name}" in request.POST}
    return {name: text for name, text in sent.items() if text.split() != str(written(proposed[name])).split()}


def _record_page(request: HttpRequest, row: RegistryRow, error: AlmadenError | None = None) -> HttpResponse:
    user = person_of(request)
    row.refresh_from_db()
    record = record_of(row, personal=sees_personal(user, row))
    content = record.model_dump(mode="json")
    lines = [
        (FIELD_WORDS[name], said(value, name), name) for name, value in content.items() if value not in ("", None, [])
    ]
    may_decide = may(user, "publish_registry", row.country, row.area)
    own = is_own(user, row) and not works_alone(user)
    values = {
        "row": row,
        "kind": KINDS[row.kind],
        "lines": lines,
        "own": own,
        "may_decide": may_decide,
        "word": answers.word_with(row) if may_decide else "",
        "found": [] if getattr(record, "same_as", "") else alike(user, record),
        "problem": said_of(error),
    }
    return render(request, "partnership/waiting.html", values, status=status_of(error) if error else 200)


def _proposal_page(request: HttpRequest, found: Proposal, error: AlmadenError | None = None) -> HttpResponse:
    user, row = person_of(request), found.row
    row.refresh_from_db()
    personal = sees_personal(user, row)
    now = record_of(row, personal=personal).model_dump(mode="json")
    changes = found.values | (found.personal if personal else {})
    own = found.author_id == user.pk and not works_alone(user)
    may_publish = may(user, "publish_registry", row.country, row.area)
    may_decide = found.state == ProposalState.OPEN and may_publish and not own
    lines = [
        (name, FIELD_WORDS[name], said(now[name], name), said(value, name), str(written(value)))
        for name, value in changes.items()
    ]
    values = {
        "proposal": found,
        "row": row,
        "kind": KINDS[row.kind],
        "lines": lines,
        "word": found.link.word if found.link is not None and may_publish else "",
        "hidden": 0 if personal else len(found.personal),
        "own": own,
        "may_decide": may_decide,
        "may_edit": may_decide and found.link_id is not None,
        "address": record_address(row),
        "moved_on": row.version != found.row_version,
        "problem": said_of(error),
    }
    return render(request, "partnership/proposal.html", values, status=status_of(error) if error else 200)


def said(value: Any, name: str = "") -> str:
    """A value of a record as a page shows it; ``name`` is its field."""
    if name in NAMES_FIELDS:
        return "; ".join(field_word(one) for one in value)
    if isinstance(value, bool):
        return value_word("yes" if value else "no")
    return value_word(str(written(value)))


def _row(request: HttpRequest, row_id: int) -> RegistryRow:
    row = visible_rows(person_of(request)).filter(pk=row_id).exclude(kind="application").first()
    if row is None:
        raise Http404
    return row


def _proposal(request: HttpRequest, proposal_id: int) -> Proposal:
    """A proposal for a record that the person sees, or that they made.

    Raises:
        Http404: there is none, or it is none of theirs.
    """
    user = person_of(request)
    seen = Proposal.objects.filter(pk=proposal_id, row__in=visible_rows(user)).select_related("row", "link", "author")
    found = seen.first()
    if found is None or not (found.author_id == user.pk or may(user, "read_drafts", found.row.country, found.row.area)):
        raise Http404
    return found


def _version(request: HttpRequest) -> int:
    sent = request.POST.get("version", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else 0


urlpatterns = [
    path("partnership/queue/", queue, name="registry_queue"),
    path("partnership/queue/records/<int:row_id>/", waiting_record, name="registry_waiting"),
    path("partnership/queue/records/<int:row_id>/decide/", decide_record, name="registry_decide"),
    path("partnership/queue/proposals/<int:proposal_id>/", proposal, name="registry_proposal"),
    path("partnership/queue/proposals/<int:proposal_id>/decide/", decide_proposal, name="registry_decide_proposal"),
]
