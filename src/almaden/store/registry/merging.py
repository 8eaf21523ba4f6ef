"""Merges records that tell the same: links are moved, nothing is deleted, and it can be undone by its journal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.acting import allow, now
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError, Work, canonical, writing
from almaden.store.models import Change, Entry, Proposal, RegistryLink, RegistryRow, User
from almaden.store.models.registry import ProposalState, RegistryState
from almaden.store.registry.checking import kept_upwards, link_faults, unpublished_faults
from almaden.store.registry.columns import links_of, made, record_of
from almaden.store.registry.derived import derive
from almaden.store.registry.rows import change_row, fresh, reason_given, set_state
from almaden.store.registry.who import check_sees, is_own, where_of
from almaden.store.reviews.authors import works_alone
from almaden.wording import n_

_MERGE = "registry.merge"


def merge(actor: User | None, keep: RegistryRow, drop: RegistryRow, reason: str) -> RegistryRow:
    """Make one record of two that tell the same.

    Whatever named the dropped record names the kept one. A dropped activity stays and says which one it tells
    once more: where it was submitted it is published as such. A dropped record of another kind is withdrawn.

    Args:
        actor: who merges them.
        keep: the record that stays.
        drop: the other one.
        reason: why, for the journal.

    Raises:
        RightsError: the person may not publish records of both their areas and countries.
        ClosedError: one of them is withdrawn.
        InputError: they are not two of one kind, a circle would come of it, or no reason is given.
    """
    for row in (keep, drop):
        check_sees(actor, row)
        allow(actor, "publish_registry", *where_of((row.area, row.country)))
    standing = (RegistryState.DRAFT, RegistryState.SUBMITTED, RegistryState.PUBLISHED)
    with writing(actor, _MERGE, reason=reason_given(reason)) as work:
        for row in (keep, drop):
            fresh(row, None, *standing)
        _check_pair(keep, drop)
        for link in _rows_naming(drop):
            _point(work, link, keep, drop)
        keep.refresh_from_db()
        _move_proposals(work, keep, drop)
        _let_go(work, keep, drop)
        _publish_telling(work, actor, keep, drop)
        # The history of the kept one tells of the merge, too.
        keep.refresh_from_db()
        work.change(keep, changed_on=now())
        faults = [fault for row in (keep, *_rows_naming(keep)) for fault in _circles(row)]
        if faults:
            raise InputError(faults)
    return keep


def undo_merge(actor: User | None, entry: Entry, reason: str) -> None:
    """Take a merge back: every record that it changed is as it was before.

    Raises:
        RightsError: the person may not publish records of the areas and countries of what was merged.
        ClosedError: the entry is no merge.
        ConflictError: one of the records was changed since.
        InputError: no reason is given.
    """
    if entry.action != _MERGE:
        raise ClosedError(n_("Only a merge can be undone here."))
    with writing(actor, "registry.undo_merge", reason=reason_given(reason)) as work:
        rows: dict[int, RegistryRow] = {}
        for change in entry.changes.order_by("-id"):
            model = RegistryRow if change.record_type == "registry_row" else Proposal
            record = model.objects.get(pk=change.record_id)
            row = record if isinstance(record, RegistryRow) else record.row
            allow(actor, "publish_registry", *where_of((row.area, row.country)))
            _take_back(work, record, change)
            if isinstance(record, RegistryRow):
                record.refresh_from_db()
                rows[record.pk] = record
        derive(rows.values())


def merges_of(row: RegistryRow) -> tuple[Entry, ...]:
    """The merges that changed a record, the latest first."""
    changes = Change.objects.filter(record_type="registry_row", record_id=row.pk, entry__action=_MERGE)
    return tuple(Entry.objects.filter(pk__in=changes.order_by().values("entry_id")).order_by("-number"))


def _check_pair(keep: RegistryRow, drop: RegistryRow) -> None:
    if keep.kind != drop.kind or keep.key == drop.key:
        raise InputError(Fault(n_("only two different records of one kind can be merged"), value=drop.key))
    if keep.values.get("same_as", "") not in ("", drop.key):
        raise InputError(
            Fault(
                n_("the record that is to stay tells another one once more"),
                column="same_as",
                value=keep.values["same_as"],
                advice=n_("merge into that one"),
            )
        )


def _rows_naming(row: RegistryRow) -> Iterator[RegistryRow]:
    links = RegistryLink.objects.filter(target_kind=row.kind, target=row.key)
    yield from RegistryRow.objects.filter(pk__in=links.values("row")).order_by("pk")


def _point(work: Work, row: RegistryRow, keep: RegistryRow, drop: RegistryRow) -> None:
    """Let a row name the kept record where it named the dropped one; the two themselves do not name each other."""
    record = record_of(row)
    to = "" if row.pk in (keep.pk, drop.pk) else keep.key
    update = {
        field: _replaced(getattr(record, field), drop.key, to)
        for field, kind, key in links_of(row.kind, record)
        if (kind, key) == (drop.kind, drop.key)
    }
    change_row(work, row, None, record.model_copy(update=update))


def _replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return new
    named = (new if key == old else key for key in value)
    return tuple(dict.fromkeys(key for key in named if key))


def _move_proposals(work: Work, keep: RegistryRow, drop: RegistryRow) -> None:
    """Corrections that wait, and name the dropped record, name the kept one."""
    for proposal in Proposal.objects.filter(state=ProposalState.OPEN).select_related("row"):
        links = KINDS[proposal.row.kind].links
        values = {
            name: list(_replaced(tuple(value), drop.key, keep.key)) if isinstance(value, list) else keep.key
            for name, value in proposal.values.items()
            if links.get(name) == drop.kind and (value == drop.key or (isinstance(value, list) and drop.key in value))
        }
        if values:
            work.change(proposal, values=proposal.values | values)


def _let_go(work: Work, keep: RegistryRow, drop: RegistryRow) -> None:
    drop.refresh_from_db()
    if "same_as" in KINDS[drop.kind].links:
        update = {"same_as": keep.key}
        record: RegistryRecord = record_of(drop)
        if getattr(record, "parent", "") == keep.key:
            update["parent"] = ""
        change_row(work, drop, None, record.model_copy(update=update))
    else:
        set_state(work, drop, None, RegistryState.WITHDRAWN, same_as=keep.key)


def _publish_telling(work: Work, actor: User | None, keep: RegistryRow, drop: RegistryRow) -> None:
    """A submitted record that tells a published one once more waits no longer: it is published as a second telling.

    Who wrote it themselves leaves that to somebody else.

    Raises:
        InputError: it names what is not published.
    """
    drop.refresh_from_db()
    waits = drop.state == RegistryState.SUBMITTED and keep.state == RegistryState.PUBLISHED
    if not waits or (actor is not None and is_own(actor, drop) and not works_alone(actor)):
        return
    faults = list(unpublished_faults([drop]))
    if faults:
        raise InputError(faults)
    reviewer = None if actor is None or is_own(actor, drop) else actor.pk
    set_state(work, drop, None, RegistryState.PUBLISHED, published_on=now(), reviewer_id=reviewer)


def _circles(row: RegistryRow) -> Iterator[Fault]:
    record = made(row.kind, row.values, {})
    yield from link_faults(row.kind, record, lambda *_: True, kept_upwards, file=f"{row.kind} {row.key}")


def _take_back(work: Work, record: RegistryRow | Proposal, change: Change) -> None:
    content = json.loads(change.content)
    before, after = content["before"], content["after"]
    now = json.loads(canonical(record.content()))
    if any(now[name] != value for name, value in after.items()):
        raise ConflictError(record, before)
    fields = {field.attname: field for field in record._meta.concrete_fields}
    values = {
        name: value if isinstance(value, dict) else fields[name].to_python(value) for name, value in before.items()
    }
    work.change(record, None, **values)
