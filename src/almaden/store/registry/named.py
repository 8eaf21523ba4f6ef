"""Records of the registry by the names that people know: which key a name means, and what each is called."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection
from typing import Final

from django.db.models import Q, QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.records.kinds import KINDS
from almaden.store.acting import plain_text
from almaden.store.models import RegistryRow
from almaden.store.registry.reading import visible_rows
from almaden.store.rights import Person
from almaden.wording import Text, did_you_mean, n_

#: Names that a list offers; of more, a list helps nobody.
OFFERED: Final = 400
#: Names that are compared with one that is not known, and how many of them are told.
_COMPARED: Final = 3_000
_TOLD: Final = 3
_LIKE: Final = 0.5


def key_named(user: Person, kind: str, text: str) -> str:
    """The key of the record that a person means.

    Args:
        user: who names it; a record that they do not see has no name for them.
        kind: of the record.
        text: its key, its name, another name of a partner, or the name with the key in brackets behind it.

    Raises:
        InputError: no record or more than one has this name; the fault tells the nearest.
    """
    text = plain_text(text)
    rows = _named_rows(user, kind)
    if rows.filter(key=text).exists():
        return text
    found: list[str] = []
    # As it is written first: names may differ by capitals alone.
    for as_written in ({"title": text}, {"title__iexact": text}):
        found = found or list(rows.filter(**as_written).values_list("key", flat=True)[: _TOLD + 1])
    found = found or [row.key for row in _compared(rows) if text.casefold() in _names(row)]
    if len(found) == 1:
        return found[0]
    inside = text.removesuffix(")").rpartition(" (")[2]
    if text.endswith(")") and not found and rows.filter(key=inside).exists():
        return inside
    where = KINDS[kind].title
    if found:
        told = labels(user, kind, found[:_TOLD])
        advice = did_you_mean([told[key] for key in found[:_TOLD]])
        raise InputError(
            Fault(Text("several records have this name: {kind}", kind=Text(where)), value=text, advice=advice)
        )
    near = _near(rows, text)
    told = labels(user, kind, near)
    raise InputError(
        Fault(
            Text("there is no record with this name or key: {kind}", kind=Text(where)),
            value=text,
            advice=did_you_mean([told[key] for key in near]) if near else n_("correct it, or add that record first"),
        )
    )


def labels(user: Person, kind: str, keys: Collection[str]) -> dict[str, str]:
    """By key what records are called, so that :func:`key_named` finds them by it; of a hidden one the key."""
    rows = _named_rows(user, kind)
    titles = dict(rows.filter(key__in=keys).values_list("key", "title"))
    shared = Counter(rows.filter(title__in=set(titles.values())).values_list("title", flat=True))
    return {key: _label(key, titles.get(key, ""), shared) for key in keys}


def offers(user: Person, kind: str) -> list[tuple[str, str]]:
    """Key and name of the records that a list offers, none where there are too many."""
    titles = list(_named_rows(user, kind).order_by("title", "key").values_list("key", "title")[: OFFERED + 1])
    shared = Counter(title for _, title in titles)
    return [(key, _label(key, title, shared)) for key, title in titles] if len(titles) <= OFFERED else []


def _named_rows(user: Person, kind: str) -> QuerySet[RegistryRow]:
    return visible_rows(user, kind).exclude(state="withdrawn")


def _label(key: str, title: str, shared: Counter[str]) -> str:
    # What is separated by semicolons cannot hold one, and only texts of one line are typed into a line.
    if not title or ";" in title or title != plain_text(title):
        return key
    return title if shared[title] < 2 else f"{title} ({key})"


def _compared(rows: QuerySet[RegistryRow]) -> list[RegistryRow]:
    return list(rows.only("key", "title", "values").order_by("title", "key")[:_COMPARED])


def _names(row: RegistryRow) -> set[str]:
    others = (row.values.get("full_name") or "", *(row.values.get("other_names") or ()))
    return {name.casefold() for name in (row.title, *others) if name}


def _near(rows: QuerySet[RegistryRow], text: str) -> list[str]:
    """Keys of the records whose names hold a text or come near to it, the nearest first."""
    if not text:
        return []
    within = list(rows.filter(Q(title__icontains=text) | Q(key__iexact=text)).values_list("key", flat=True)[:_TOLD])
    names = {name: row.key for row in _compared(rows) for name in _names(row)}
    close = difflib.get_close_matches(text.casefold(), names, n=_TOLD, cutoff=_LIKE)
    return list(dict.fromkeys([*within, *(names[one] for one in close)]))[:_TOLD]
