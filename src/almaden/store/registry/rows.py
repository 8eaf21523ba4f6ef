"""Steps of writing a row of the registry, each within an entry of the journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import RegistryRecord
from almaden.store.acting import now, plain_text
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError, Work
from almaden.store.models import RegistryLink, RegistryRow, ReportDraft, User
from almaden.store.models.registry import RegistryState
from almaden.store.registry.checking import LONGEST, checked
from almaden.store.registry.columns import OWNERS, columns_of, derive, kept_place, links_of, own_place, record_of
from almaden.wording import Text, n_


def changed(row: RegistryRow, values: Mapping[str, Any], longest: int = LONGEST) -> RegistryRecord:
    """The record of a row with other values in some fields, checked.

    Raises:
        InputError: with everything that is wrong.
    """
    if "id" in values and str(values["id"]).strip() != row.key:
        fault = Fault(n_("this cannot be changed"), column="id", value=str(values["id"]), accepted=row.key)
        raise InputError(fault)
    had = {(kind, key) for _, kind, key in links_of(row.kind, record_of(row, personal=False))}
    whole = row.values | row.personal | dict(values)
    return checked(row.kind, whole, longest, had)


def add_row(
    work: Work,
    kind: str,
    record: RegistryRecord,
    author: User | None,
    state: RegistryState = RegistryState.DRAFT,
) -> RegistryRow:
    """Add a checked record within an entry of the journal.

    Raises:
        InputError: there is a record with its key.
    """
    if RegistryRow.objects.filter(kind=kind, key=record.id).exists():
        advice = n_("take another key, or change the record that is there")
        fault = Fault(n_("there is a record with this key"), column="id", value=record.id, advice=advice)
        raise InputError(fault)
    row = work.add(unkept(kind, record, author, state, now(), columns_of(kind, record, kept_place)))
    derive([row])
    return row


def unkept(
    kind: str,
    record: RegistryRecord,
    author: User | None,
    state: RegistryState,
    moment: datetime,
    columns: Mapping[str, Any],
) -> RegistryRow:
    """A row that is not kept yet."""
    return RegistryRow(
        kind=kind,
        key=record.id,
        state=state,
        author=author,
        made_on=moment,
        changed_on=moment,
        published_on=moment if state == RegistryState.PUBLISHED else None,
        **columns,
    )


def change_row(work: Work, row: RegistryRow, expected: int | None, record: RegistryRecord) -> bool:
    """Change a row to a checked record within an entry of the journal; says whether anything was different."""
    before = row.area, row.country
    was_different = _write(work, row, expected, columns_of(row.kind, record, kept_place))
    if was_different and (row.area, row.country) != before:
        follow(work, row)
    return was_different


def set_state(work: Work, row: RegistryRow, expected: int | None, state: RegistryState, **values: Any) -> None:
    """Move a row to another state within an entry of the journal."""
    _write(work, row, expected, {"state": state.value, **values})


def _write(work: Work, row: RegistryRow, expected: int | None, values: dict[str, Any]) -> bool:
    current = RegistryRow.objects.get(pk=row.pk)
    if any(getattr(current, name) != value for name, value in values.items()):
        values["changed_on"] = now()
    was_different = work.change(row, expected, **values)
    if was_different:
        row.refresh_from_db()
        derive([row])
    return was_different


def follow(work: Work, owner: RegistryRow) -> None:
    """Records that belong to one that moved to another area or country move with it."""
    for link in RegistryLink.objects.filter(target_kind=owner.kind, target=owner.key, field__in=OWNERS):
        area, country = own_place(link.row.kind, record_of(link.row, personal=False), kept_place)
        _write(work, link.row, None, {"area": area, "country": country})


def fresh(
    row: RegistryRow | ReportDraft, expected: int | None, *states: str, mine: dict[str, Any] | None = None
) -> None:
    """Read a row again now that nobody else writes, and see that it is in one of the states.

    Raises:
        ConflictError: it is not in the version that the person saw.
        ClosedError: it is in another state.
    """
    row.refresh_from_db()
    if expected is not None and row.version != expected:
        raise ConflictError(row, mine or {})
    if row.state not in states:
        told = Text(dict(type(row)._meta.get_field("state").flatchoices)[row.state])
        raise ClosedError(Text("This cannot be done now: the record is {state}.", state=told))


def reason_given(text: str) -> str:
    """A reason as it is kept.

    Raises:
        InputError: there is none.
    """
    clean = plain_text(text)
    if not clean:
        raise InputError(Fault(n_("no reason is given"), column="reason", advice=n_("write why")))
    return clean
