"""Corrections of published records: kept as proposals until somebody else approves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.acting import allow, now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import Work, writing
from almaden.store.models import Proposal, RegistryRow, UpdateLink, User
from almaden.store.models.registry import ProposalState, RegistryState
from almaden.store.persons import address_faults
from almaden.store.registry.columns import kept_place, own_place, record_of
from almaden.store.registry.rows import change_row, changed, fresh, reason_given
from almaden.store.registry.who import check_sees, where_of
from almaden.store.reviews.authors import works_alone
from almaden.store.rights import Person, RightsError, visible_registry
from almaden.wording import Text, n_


def keep(
    work: Work,
    row: RegistryRow,
    record: RegistryRecord,
    *,
    author: User | None = None,
    link: UpdateLink | None = None,
    reason: str = "",
) -> Proposal:
    """Keep what is different in a checked record as a proposal, within an entry of the journal.

    Raises:
        InputError: nothing is different.
    """
    values, personal = different(row, record)
    if not values and not personal:
        raise InputError(Fault(n_("nothing was changed"), value=row.key, advice=n_("change a field, or leave it")))
    return work.add(
        Proposal(
            row=row,
            values=values,
            personal=personal,
            row_version=row.version,
            author=author,
            link=link,
            reason=reason,
            made_on=now(),
        )
    )


def different(row: RegistryRow, record: RegistryRecord) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a record that differ from its row, those that tell of persons apart."""
    before = record_of(row).model_dump(mode="json")
    after = record.model_dump(mode="json")
    changes = {name: value for name, value in after.items() if before[name] != value}
    personal = {name: changes.pop(name) for name in KINDS[row.kind].personal & changes.keys()}
    return changes, personal


def open_proposals(user: Person) -> QuerySet[Proposal]:
    """The proposals for records that a person sees, the oldest first."""
    rows = visible_registry(user).filter(state=RegistryState.PUBLISHED)
    return Proposal.objects.filter(state=ProposalState.OPEN, row__in=rows).select_related("row", "link", "author")


def may_accept(actor: User | None, proposal: Proposal) -> bool:
    """Whether a person may accept a proposal."""
    try:
        _check_may_accept(actor, proposal)
    except RightsError:
        return False
    return True


def accept(
    actor: User | None, proposal: Proposal, expected: int | None = None, edits: Mapping[str, Any] | None = None
) -> RegistryRow:
    """Put a proposal into its record, for everybody to see.

    Args:
        actor: who approves it: somebody else than who made it.
        proposal: the proposal.
        expected: the version of the record that the person saw beside it; without one the record must not have
            changed since the proposal was made.
        edits: fields that the person corrected in it; only in what a partner sent by a link.

    Raises:
        RightsError: the person may not publish records of its country and area, or made the proposal.
        ConflictError: the record was changed meanwhile.
        ClosedError: the proposal was decided before, or the record is withdrawn.
        InputError: with everything that is wrong with the record that would come of it, such as an e-mail address in
            a text that everybody would read.
    """
    _check_may_accept(actor, proposal)
    if edits and proposal.link_id is None and not works_alone(actor):
        raise RightsError(n_("What somebody proposed is accepted or refused as it is."))
    with writing(actor, "registry.accept", reason=proposal.reason) as work:
        proposal = _undecided(proposal)
        row = proposal.row
        changes = proposal.values | proposal.personal | dict(edits or {})
        fresh(row, proposal.row_version if expected is None else expected, RegistryState.PUBLISHED, mine=changes)
        record = changed(row, changes)
        allow(actor, "publish_registry", *where_of(own_place(row.kind, record, kept_place)))
        change_row(work, row, None, record)
        _check_addresses(row, changes)
        _decide(work, proposal, actor, ProposalState.ACCEPTED)
    return row


def _check_addresses(row: RegistryRow, changes: Mapping[str, Any]) -> None:
    """Refuse e-mail addresses in what everybody would read from now on; what stood there before is left alone."""
    told = row.values if "public" in changes else {name: row.values.get(name) for name in changes}
    faults = list(address_faults(told)) if row.is_open else []
    if faults:
        raise InputError(faults)


def refuse(actor: User | None, proposal: Proposal, answer: str) -> Proposal:
    """Leave a record as it is, and say why; who made a proposal may take it back so.

    Raises:
        RightsError: the person may not publish records of its country and area, and did not make it.
        ClosedError: the proposal was decided before.
        InputError: no reason is given.
    """
    if actor is None or proposal.author_id != actor.pk:
        check_sees(actor, proposal.row)
        allow(actor, "publish_registry", *where_of((proposal.row.area, proposal.row.country)))
    answer = reason_given(answer)
    with writing(actor, "registry.refuse", reason=answer) as work:
        proposal = _undecided(proposal)
        _decide(work, proposal, actor, ProposalState.REFUSED, answer)
    return proposal


def _check_may_accept(actor: User | None, proposal: Proposal) -> None:
    check_sees(actor, proposal.row)
    allow(actor, "publish_registry", *where_of((proposal.row.area, proposal.row.country)))
    if actor is not None and proposal.author_id == actor.pk and not works_alone(actor):
        raise RightsError(n_("You wrote this, or a part of it. Somebody else has to review it."))


def _undecided(proposal: Proposal) -> Proposal:
    current = Proposal.objects.select_related("row").get(pk=proposal.pk)
    if current.state != ProposalState.OPEN:
        told = Text(ProposalState(current.state).label)
        raise ClosedError(Text("This cannot be done now: the record is {state}.", state=told))
    return current


def _decide(work: Work, proposal: Proposal, actor: User | None, state: ProposalState, answer: str = "") -> None:
    by = actor.pk if actor is not None else None
    work.change(proposal, state=state.value, decided_by_id=by, decided_on=now(), answer=plain_text(answer))
