"""What holds for every table of the register: identifiers once, links that lead somewhere, addresses, no persons."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.personal import personal_data
from almaden.reference.readers.template import Rows
from almaden.reference.record import Record
from almaden.sectors.products.testing.addresses import is_address
from almaden.wording import Text, n_

#: Fields whose numbers are never those of telephones.
_NO_PROSE: Final = frozenset(
    {"id", "lot", "barcode", "photographs", "url", "campaign", "product", "sample", "takedown"}
)

#: Columns that other tables' rows are named in, with the table that has them.
LINKS: Final[Mapping[str, Mapping[str, str]]] = {
    "tests": {"product": "products", "campaign": "campaigns"},
    "takedowns": {"product": "products"},
    "checks": {"takedown": "takedowns"},
}


def check_shared(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    """Check identifiers, links, addresses and personal data of all tables."""
    for name, rows in tables.items():
        if "id" in rows.record.model_fields:
            yield from check_twice(rows, "id", lambda record: record.id, n_("each identifier once"))
        for field, other in LINKS.get(name, {}).items():
            yield from _links(rows, field, other, tables)
        for one in rows.found:
            yield from _personal(rows, one.row, one.record)
            yield from _address(rows, one.row, one.record)


def check_twice(rows: Rows, field: str, key: Callable[[Any], Hashable], accepted: str) -> Iterator[Fault]:
    """Faults of rows that have the key of a row before them; rows whose key is None are passed over."""
    first: dict[Hashable, int | None] = {}
    for one in rows.found:
        found = key(one.record)
        if found is None:
            continue
        if found in first:
            yield rows.fault(
                Text("this stands in the table already: row {row}", row=str(first[found])), one.row, field,
                str(getattr(one.record, field)), accepted, n_("delete one of the rows, or correct it"),
            )  # fmt: skip
        first.setdefault(found, one.row)


def _links(rows: Rows, field: str, other: str, tables: Mapping[str, Rows]) -> Iterator[Fault]:
    known = tables[other].keys if other in tables else frozenset()
    for one in rows.found:
        value = getattr(one.record, field)
        if value in known or (not value and field == "campaign" and len(known) <= 1):
            continue
        yield rows.fault(
            n_("this leads to no row of another table"), one.row, field, value,
            Text("an identifier of the table {table}", table=other),
            Text("add the row to the table {table}, or correct the identifier", table=other),
        )  # fmt: skip


def _personal(rows: Rows, row: int | None, record: Record) -> Iterator[Fault]:
    for field, value in record:
        if field in _NO_PROSE or not isinstance(value, str):
            continue
        if personal_data(value) is not None:
            yield rows.fault(
                n_("an e-mail address or telephone number stands here; persons are not registered"), row, field, "",
                n_("organisations, products and platforms; nothing about persons"),
                n_("delete it from the file, and keep it where your evidence is kept"),
            )  # fmt: skip


def _address(rows: Rows, row: int | None, record: Record) -> Iterator[Fault]:
    url = getattr(record, "url", "")
    if url and not is_address(url):
        yield rows.fault(
            n_("this is no address of a page"), row, "url", url, "https://shop.example/item/1",
            n_("write the whole address with https:// and without a user's name"),
        )  # fmt: skip
