"""Checks records of the registry before they are kept: their fields, and that what they name is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, get_origin

from almaden.errors import Fault, InputError
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.store.acting import plain_text
from almaden.store.models import RegistryLink, RegistryRow
from almaden.store.models.registry import RegistryState
from almaden.store.record_input import record_from
from almaden.store.registry.columns import OWNERS, links_of
from almaden.wording import Text, n_

#: Longest text of one field, in letters.
LONGEST: Final = 20_000
#: Most entries of a field that holds several.
MOST: Final = 1_000
#: Records that are told where there are too many to tell them all.
_NAMED: Final = 10
#: Fields that lead to a record of the same kind, and must not lead back; columns of rows have the same values.
_UPWARDS: Final = {"parent": "parent", "same_as": "same_as", "part_of": "parent"}

#: Whether there is a record, by kind and key.
Present = Callable[[str, str], bool]
#: The key that a field of a record leads to, by kind, field and key; empty where it leads nowhere.
Upwards = Callable[[str, str, str], str]


def check_kind(kind: str) -> None:
    """Refuse a kind that the registry does not have.

    Raises:
        InputError: there is no such kind.
    """
    if kind not in KINDS:
        fault = Fault(n_("the registry has no records of this kind"), column="kind", value=kind)
        raise InputError(fault)


def checked(
    kind: str, values: Mapping[str, Any], longest: int = LONGEST, had: Collection[tuple[str, str]] = ()
) -> RegistryRecord:
    """A record of the values of a form: texts are cleaned, and lists may be written with semicolons.

    Args:
        kind: the kind of the record.
        values: by field.
        longest: letters that one field may hold.
        had: kind and key of what it named before, which may have been withdrawn since.

    Raises:
        InputError: with everything that is wrong with the fields, and with what they name.
    """
    check_kind(kind)
    record = KINDS[kind].record
    given = {name: _plain(record, name, value) for name, value in values.items()}
    faults = list(_size_faults(given, longest))
    made: RegistryRecord | None = None
    try:
        made = record_from(record, given)
    except InputError as error:
        faults += error.faults
    if made is not None:
        faults += link_faults(kind, made, lambda *one: one in had or is_kept(*one), kept_upwards)
    if faults:
        raise InputError(faults)
    assert made is not None
    return made


def link_faults(
    kind: str, record: RegistryRecord, present: Present, upwards: Upwards, file: str = ""
) -> Iterator[Fault]:
    """What is wrong with what a record names.

    Args:
        kind: the kind of the record.
        record: the record.
        present: whether there is a record.
        upwards: where a field of another record leads.
        file: named in the faults.
    """
    for field, target_kind, key in links_of(kind, record):
        if not present(target_kind, key):
            yield Fault(
                Text("there is no record with this key: {kind}", kind=Text(KINDS[target_kind].title)),
                file=file,
                column=field,
                value=key,
                advice=n_("correct the key, or add that record first"),
            )
        elif field in _UPWARDS and _leads_back(kind, field, record.id, key, upwards):
            yield Fault(
                n_("the records lead back to this one, in a circle"),
                file=file,
                column=field,
                value=key,
                advice=n_("take one of the links out"),
            )


def _leads_back(kind: str, field: str, start: str, key: str, upwards: Upwards) -> bool:
    seen = {start}
    while key:
        if key in seen:
            return True
        seen.add(key)
        key = upwards(kind, field, key)
    return False


def is_kept(kind: str, key: str) -> bool:
    """Whether there is a record that is not withdrawn."""
    return RegistryRow.objects.filter(kind=kind, key=key).exclude(state=RegistryState.WITHDRAWN).exists()


def kept_upwards(kind: str, field: str, key: str) -> str:
    """Where a field of a record that is kept leads."""
    found = RegistryRow.objects.filter(kind=kind, key=key).values_list(_UPWARDS[field], flat=True).first()
    return found or ""


def unpublished_faults(rows: Iterable[RegistryRow]) -> Iterator[Fault]:
    """What rows name that the public does not see, and that is not among the rows themselves."""
    rows = list(rows)
    among = {(row.kind, row.key) for row in rows}
    for row in rows:
        for link in row.links.all():
            target = RegistryRow.objects.filter(kind=link.target_kind, key=link.target)
            if (link.target_kind, link.target) in among or target.filter(state=RegistryState.PUBLISHED).exists():
                continue
            yield Fault(
                n_("what it names is not published"),
                file=row.key,
                column=link.field,
                value=link.target,
                advice=n_("publish that record first, or take the link out"),
            )


def check_unnamed(row: RegistryRow) -> None:
    """Refuse to take a record out of sight while published records name it: they would say less than their documents.

    What belongs to it (its budgets, its results) goes out of sight with it. An application keeps the name of the
    organisation itself.

    Raises:
        InputError: published records name it.
    """
    links = RegistryLink.objects.filter(target_kind=row.kind, target=row.key, row__state=RegistryState.PUBLISHED)
    links = links.exclude(row=row.pk).exclude(row__kind="application").order_by("row__kind", "row__key")
    named = links.values_list("row__kind", "row__key", "field")
    naming = [key for kind, key, field in named.iterator() if not _belongs(kind, field)]
    if naming:
        advice = n_("take it out of those records first, or merge it with the one that it tells once more")
        if row.kind == "partner":
            advice = n_("fill in when it left, or merge it with the one that it tells once more")
        told = "; ".join(dict.fromkeys(naming[:_NAMED])) + ("; …" if len(naming) > _NAMED else "")
        problem = Text("this cannot be withdrawn: other records name it: {records}", records=told)
        raise InputError(Fault(problem, column="id", value=row.key, advice=advice))


def _belongs(kind: str, field: str) -> bool:
    """Whether a field leads to what a record cannot be without."""
    return field in OWNERS and KINDS[kind].record.model_fields[field].is_required()


def _plain(record: type[RegistryRecord], name: str, value: Any) -> Any:
    info = record.model_fields.get(name)
    if isinstance(value, str):
        text = plain_text(value)
        if info is not None and get_origin(info.annotation) is tuple:
            return tuple(part for part in (one.strip() for one in text.split(";")) if part)
        return text
    if isinstance(value, list | tuple):
        return tuple(plain_text(one) if isinstance(one, str) else one for one in value)
    return value


def _size_faults(values: Mapping[str, Any], longest: int) -> Iterator[Fault]:
    for name, value in values.items():
        parts = value if isinstance(value, tuple) else (value,)
        if len(parts) > MOST:
            yield Fault(n_("these are too many"), column=name, accepted=Text("at most {count}", count=str(MOST)))
        if sum(len(one) for one in parts if isinstance(one, str)) > longest:
            accepted = Text("at most {count} letters", count=str(longest))
            yield Fault(n_("the text is too long"), column=name, accepted=accepted, advice=n_("shorten it"))
