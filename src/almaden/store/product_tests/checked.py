"""Rows that come into a campaign, checked together with those that it has: the same checks as of a whole file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from almaden.reference.readers.located import Located
from almaden.reference.readers.table import RawTable
from almaden.reference.readers.template import ReadTables, Rows
from almaden.reference.record import Record, columns
from almaden.sectors.products.testing.readers.measurement_checks import odd_contents, ppm_beside_percent
from almaden.sectors.products.testing.readers.product_tests import check_rows, cleaned
from almaden.sectors.products.testing.records import TABLES, ProductTestRecord
from almaden.wording import Text

#: Records of a campaign by table.
Records = Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True)
class Checked:
    """Rows that may be kept.

    Attributes:
        new: the records that are not there yet, by table.
        unchanged: how many rows stood there already, word for word.
        notes: what looks odd, and what was taken out of addresses.
    """

    new: dict[str, tuple[Any, ...]]
    unchanged: int
    notes: tuple[Text | str, ...]


def checked(read: ReadTables, there: Records) -> Checked:
    """Check rows with those that a campaign has.

    Args:
        read: the rows, with the faults so far.
        there: the records of the campaign.

    Raises:
        InputError: with every fault of the rows, and of rows of the campaign that would no longer hold.
    """
    tables: dict[str, Rows] = {}
    fresh: dict[str, list[Located]] = {}
    notes: list[Text | str] = []
    unchanged = 0
    rounds = _rounds(read, there)
    for table, record in TABLES.items():
        rows = read.rows.get(table) or Rows(RawTable(read.name, table, columns(record), 1, _nothing), record)
        known = set(map(_key, there.get(table, ())))
        fresh[table] = [one for one in _told(rows, rounds, known, notes) if one is not None]
        unchanged += len(rows.found) - len(fresh[table])
        before = [Located(one, "", place) for place, one in enumerate(there.get(table, ()), start=1)]
        rows.found = [*before, *fresh[table]]
        rows.keys |= {one.record.id for one in before if "id" in record.model_fields}
        tables[table] = rows
    check_rows(ReadTables(tables, read.faults, read.sha256, read.name))
    read.faults.raise_if_any()
    kinds = {one.record.id: one.record.kind for one in tables["products"].found}
    for test in fresh["tests"]:
        notes.extend(odd_contents(test.record, kinds))
    notes.extend(_confused(fresh["tests"], tables["tests"]))
    new = {table: tuple(one.record for one in found) for table, found in fresh.items() if found}
    return Checked(new, unchanged, tuple(notes))


def _confused(fresh: Sequence[Located], tests: Rows) -> Iterator[Text]:
    """Samples of new tests of which % and ppm were probably confused, in these tests or in earlier ones."""
    samples = {(one.record.campaign, one.record.sample) for one in fresh}
    return ppm_beside_percent(
        [one.record for one in tests.found if (one.record.campaign, one.record.sample) in samples]
    )


def _told(rows: Rows, rounds: list[str], known: set[str], notes: list[Text | str]) -> Iterator[Located | None]:
    """The rows as they are kept; None for those that are there already."""
    for one in rows.found:
        removed: list[Text | str] = []
        record = cleaned(_with_round(one.record, rounds), removed)
        if _key(record) in known:
            yield None
            continue
        notes.extend(removed)
        yield one._replace(record=record)


def _rounds(read: ReadTables, there: Records) -> list[str]:
    new = read.rows["campaigns"].found if "campaigns" in read.rows else []
    return [one.id for one in (*there.get("campaigns", ()), *(each.record for each in new))]


def _with_round(record: Record, rounds: list[str]) -> Record:
    """A test that names no round is of the only one."""
    if isinstance(record, ProductTestRecord) and not record.campaign and len(set(rounds)) == 1:
        return record.model_copy(update={"campaign": rounds[0]})
    return record


def _key(record: Record) -> str:
    """What tells whether two rows say the same."""
    return record.model_dump_json()


def _nothing() -> Iterator[Any]:
    return iter(())
