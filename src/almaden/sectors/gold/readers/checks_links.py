"""Identifiers: each once, and those that rows name are there."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.template import Rows
from almaden.sectors.gold.readers.identity import KEYS, ONCE, key_of
from almaden.wording import Text, did_you_mean, n_

#: Which field of a table names a row of which other table.
_LINKS: Final = (
    ("sites", "stratum", "strata"),
    ("units", "stratum", "strata"),
    ("buyers", "stratum", "strata"),
    ("miners", "site", "sites"),
    ("units", "site", "sites"),
    ("mercury", "site", "sites"),
    ("tailings", "site", "sites"),
)
#: What to do with a name that leads nowhere, by the table that it should lead to.
_ADD: Final[Mapping[str, str]] = {
    "strata": n_("correct it, or add the stratum to the table strata"),
    "sites": n_("correct it, or add the site to the table sites"),
}
_NONE: Final[Mapping[str, str]] = {
    "strata": n_("there is no stratum of this identifier"),
    "sites": n_("there is no site of this identifier"),
}
_ACCEPTED: Final[Mapping[str, str]] = {
    "strata": n_("an identifier of the table strata"),
    "sites": n_("an identifier of the table sites"),
}


def check_links(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Faults of rows that are there twice, and of names that lead nowhere."""
    for kind in ONCE:
        if kind in tables:
            yield from _once(kind, tables[kind])
    for kind, field, other in _LINKS:
        if kind in tables:
            yield from _known(tables[kind], field, other, tables[other].keys if other in tables else frozenset())


def _once(kind: str, rows: Rows) -> Iterator[Fault]:
    seen: dict[str, tuple[int | None, str]] = {}
    for one in rows.found:
        key, region = key_of(kind, one.record), str(getattr(one.record, "region", ""))
        if key not in seen:
            seen[key] = (one.row, region)
            continue
        first, other = seen[key]
        if kind == "sites" and region and other and region != other:
            yield rows.fault(
                Text("the site stands in two regions: {first} in row {row}, and {second}", first=other,
                     row=str(first), second=region),
                one.row,
                "region",
                region,
                n_("each site once, in one region"),
                n_("delete one of the rows, or give the second site an identifier of its own"),
            )  # fmt: skip
        else:
            yield _twice(kind, rows, one.row, first, key)


def _twice(kind: str, rows: Rows, row: int | None, first: int | None, key: str) -> Fault:
    fields = KEYS[kind]
    # Whoever a result is of is not told again.
    shown = "" if kind == "biomonitoring" else key
    return rows.fault(
        Text("the rows {first} and {second} have the same {fields}", first=str(first), second=str(row),
             fields=", ".join(fields)),
        row,
        fields[-1],
        shown,
        n_("each of them once"),
        n_("delete one of the rows, or correct it"),
    )  # fmt: skip


def _known(rows: Rows, field: str, other: str, keys: frozenset[str]) -> Iterator[Fault]:
    for one in rows.found:
        name = getattr(one.record, field)
        if not name or name in keys:
            continue
        near = difflib.get_close_matches(name, keys, n=2, cutoff=0.7)
        yield rows.fault(
            _NONE[other], one.row, field, name, _ACCEPTED[other], did_you_mean(near) if near else _ADD[other]
        )
