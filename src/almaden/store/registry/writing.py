"""Writes records of the registry: added, changed, submitted, published by somebody else, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import writing
from almaden.store.models import Proposal, RegistryLink, RegistryRow, User
from almaden.store.models.registry import RegistryState
from almaden.store.persons import address_faults
from almaden.store.registry import proposals
from almaden.store.registry.checking import check_kind, check_unnamed, checked, unpublished_faults
from almaden.store.registry.columns import kept_place, own_place
from almaden.store.registry.rows import add_row, change_row, changed, fresh, reason_given, set_state
from almaden.store.registry.who import check_may_publish, check_sees, is_own, where_of
from almaden.wording import n_


def add(
    actor: User | None, kind: str, values: Mapping[str, Any], *, reason: str = "", source_sha256: str = ""
) -> RegistryRow:
    """Add a record as a draft.

    Args:
        actor: who adds it; None for the program.
        kind: the kind of the record.
        values: its fields; without ``id`` it gets a key of its own.
        reason: why, for the journal.
        source_sha256: of the file that it comes from.

    Raises:
        RightsError: the person may not write records of this country and area.
        InputError: with everything that is wrong.
    """
    check_kind(kind)
    given = dict(values)
    if not plain_text(str(given.get("id") or "")):
        given["id"] = new_key(kind)
    record = checked(kind, given)
    allow(actor, "write_registry", *where_of(own_place(kind, record, kept_place)))
    with writing(actor, "registry.add", reason=plain_text(reason), source_sha256=source_sha256) as work:
        return add_row(work, kind, record, author=actor)


def change(
    actor: User | None, row: RegistryRow, expected: int | None, values: Mapping[str, Any], *, reason: str = ""
) -> RegistryRow | Proposal:
    """Change fields of a record; of a published one a proposal is kept until somebody else approves it.

    Args:
        actor: who changes it.
        row: the record.
        expected: the version that the person saw.
        values: the fields that are to change.
        reason: why, for the journal.

    Returns:
        The row, or the proposal.

    Raises:
        RightsError: the person may not write records of its country and area, or of those that it would move to.
        ConflictError: somebody else changed it meanwhile.
        ClosedError: it is withdrawn.
        InputError: with everything that is wrong.
    """
    check_sees(actor, row)
    allow(actor, "write_registry", *where_of((row.area, row.country)))
    reason = plain_text(reason)
    if row.state == RegistryState.PUBLISHED:
        with writing(actor, "registry.propose", reason=reason) as work:
            fresh(row, expected, RegistryState.PUBLISHED, mine=dict(values))
            return proposals.keep(work, row, _allowed(actor, row, values), author=actor, reason=reason)
    with writing(actor, "registry.change", reason=reason) as work:
        fresh(row, expected, RegistryState.DRAFT, RegistryState.SUBMITTED, mine=dict(values))
        change_row(work, row, expected, _allowed(actor, row, values))
    return row


def _allowed(actor: User | None, row: RegistryRow, values: Mapping[str, Any]) -> RegistryRecord:
    """The record that a row becomes, of an area and country that the person may write for.

    Raises:
        RightsError: they may not.
        InputError: with everything that is wrong with it.
    """
    record = changed(row, values)
    allow(actor, "write_registry", *where_of(own_place(row.kind, record, kept_place)))
    return record


def submit(actor: User | None, row: RegistryRow, expected: int | None = None) -> RegistryRow:
    """Say that a draft is ready to be published.

    Raises:
        RightsError, ConflictError, ClosedError: as for :func:`change`.
    """
    check_sees(actor, row)
    allow(actor, "write_registry", *where_of((row.area, row.country)))
    with writing(actor, "registry.submit") as work:
        fresh(row, expected, RegistryState.DRAFT)
        set_state(work, row, expected, RegistryState.SUBMITTED, submitted_by_id=actor.pk if actor else None)
    return row


def give_back(actor: User | None, row: RegistryRow, expected: int | None, reason: str) -> RegistryRow:
    """Make a draft again of a record that was submitted, or that was withdrawn.

    Raises:
        RightsError: the person may not publish records of its country and area.
        ConflictError, ClosedError: as for :func:`change`.
        InputError: no reason is given.
    """
    allow(actor, "publish_registry", *where_of((row.area, row.country)))
    with writing(actor, "registry.give_back", reason=reason_given(reason)) as work:
        fresh(row, expected, RegistryState.SUBMITTED, RegistryState.WITHDRAWN)
        # A partner that was merged away stands for itself again.
        apart = {} if "same_as" in KINDS[row.kind].links else {"same_as": ""}
        set_state(work, row, expected, RegistryState.DRAFT, **apart)
    return row


def publish(actor: User | None, row: RegistryRow, expected: int | None = None) -> RegistryRow:
    """Let everybody see a record.

    Raises:
        RightsError: the person may not publish records of its country and area, or wrote it.
        ConflictError, ClosedError: as for :func:`change`.
        InputError: it names what is not published, or a text that everybody would read holds an e-mail address.
    """
    publish_many(actor, [(row, expected)])
    return row


def publish_many(actor: User | None, rows: Sequence[tuple[RegistryRow, int | None]]) -> None:
    """Let everybody see several records, all or none; they may name each other.

    Args:
        actor: who publishes them.
        rows: the records with the versions that the person saw.

    Raises:
        RightsError, ConflictError, ClosedError, InputError: as for :func:`publish`.
    """
    for row, _ in rows:
        check_may_publish(actor, row)
    with writing(actor, "registry.publish") as work:
        for row, expected in rows:
            fresh(row, expected, RegistryState.DRAFT, RegistryState.SUBMITTED)
            check_may_publish(actor, row)
        faults = list(unpublished_faults(row for row, _ in rows))
        faults += [one for row, _ in rows if row.is_open for one in address_faults(row.values, row.key)]
        if faults:
            raise InputError(faults)
        for row, expected in rows:
            reviewer = None if actor is None or is_own(actor, row) else actor.pk
            set_state(work, row, expected, RegistryState.PUBLISHED, published_on=now(), reviewer_id=reviewer)


def withdraw(actor: User | None, row: RegistryRow, expected: int | None, reason: str) -> RegistryRow:
    """Take a record out of sight; it stays, with its history, and can be given back.

    Raises:
        RightsError: the person may not publish records of its country and area, and it is no draft of their own.
        ConflictError, ClosedError: as for :func:`change`.
        InputError: published records name it, or no reason is given.
    """
    check_sees(actor, row)
    if actor is None or row.author_id != actor.pk or row.state == RegistryState.PUBLISHED:
        allow(actor, "publish_registry", *where_of((row.area, row.country)))
    with writing(actor, "registry.withdraw", reason=reason_given(reason)) as work:
        fresh(row, expected, RegistryState.DRAFT, RegistryState.SUBMITTED, RegistryState.PUBLISHED)
        check_unnamed(row)
        set_state(work, row, expected, RegistryState.WITHDRAWN)
    return row


def remove(actor: User | None, row: RegistryRow, reason: str) -> None:
    """Delete a draft that nothing names and that was never published; its last content stays in the journal.

    Raises:
        RightsError: the person may not write records of its country and area.
        ClosedError: it is no draft.
        InputError: other records name it, it was published once, or no reason is given.
    """
    check_sees(actor, row)
    allow(actor, "write_registry", *where_of((row.area, row.country)))
    with writing(actor, "registry.remove", reason=reason_given(reason)) as work:
        fresh(row, None, RegistryState.DRAFT)
        naming = RegistryLink.objects.filter(target_kind=row.kind, target=row.key).exclude(row=row)
        if naming.exists() or row.published_on is not None:
            raise InputError(
                Fault(
                    n_("this cannot be deleted: other records name it, or it was published once"),
                    column="id",
                    value=row.key,
                    advice=n_("withdraw it"),
                )
            )
        work.remove(row)


def new_key(kind: str) -> str:
    """A key that no record of a kind has."""
    number = RegistryRow.objects.filter(kind=kind).count() + 1
    while RegistryRow.objects.filter(kind=kind, key=f"{kind}-{number}").exists():
        number += 1
    return f"{kind}-{number}"
