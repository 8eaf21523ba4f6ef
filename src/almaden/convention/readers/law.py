"""Reads Parties, exemptions and legal measures, as a workbook, a folder of text files or a single table."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from almaden.convention.law import LawData
from almaden.convention.law_records import TABLES
from almaden.convention.rules import amendments, kinds, rules
from almaden.convention.tables import items
from almaden.errors import Fault
from almaden.reference.countries import is_country
from almaden.reference.readers.located import Located
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.supply.trade.article3 import in_force
from almaden.wording import Text, n_

#: Columns that make a row one of its kind.
_KEYS = {"parties": ("country",), "exemptions": ("country", "product"), "measures": ("id",)}


def read_law(source: Path | BinaryIO, name: str = "") -> LawData:
    """Read what an input tells of law.

    Args:
        source: a workbook with the sheets ``parties``, ``exemptions`` and ``measures``, a folder of text files of
            these names, or a single table of one of them.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return law_of(read_tables(source, name, TABLES))


def law_of(read: ReadTables) -> LawData:
    """What tables tell of law, however they were read.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    for kind, rows in read.rows.items():
        for fault in _check(kind, rows):
            read.faults.add(fault)
    if not any(rows.found for rows in read.rows.values()) and not read.faults.found:
        read.faults.add(
            Fault(
                n_("there is no Party, exemption or measure in it"),
                file=read.name,
                accepted=", ".join(TABLES),
                advice=n_("name the sheets or files as in the list"),
            )
        )
    read.faults.raise_if_any()
    found = {kind: tuple(one.record for one in rows.found) for kind, rows in read.rows.items()}
    return LawData(found.get("parties", ()), found.get("exemptions", ()), found.get("measures", ()), read.sha256)


def _check(kind: str, rows: Rows) -> Iterator[Fault]:
    seen: dict[Hashable, int | None] = {}
    for one in rows.found:
        country = one.record.country
        if country != "EU" and not is_country(country):
            yield rows.fault(
                n_("no country has this code or name"), one.row, "country", country, n_("a three-letter ISO code"),
                n_("give the three-letter ISO code, such as PHL"),
            )  # fmt: skip
        yield from _too_early(kind, rows, one)
        key = tuple(getattr(one.record, column) for column in _KEYS[kind])
        if key in seen:
            yield rows.fault(
                Text("this was told in row {row} already", row=str(seen[key])), one.row, _KEYS[kind][-1],
                ", ".join(key), n_("each one once"), n_("delete one of the rows"),
            )  # fmt: skip
        seen.setdefault(key, one.row)


def _too_early(kind: str, rows: Rows, one: Located) -> Iterator[Fault]:
    """Days before the rule existed that they are about."""
    record: Any = one.record
    later = n_("{day} or later")
    if kind == "parties" and record.entry_into_force is not None and record.entry_into_force < in_force():
        yield rows.fault(
            n_("the Convention was not in force for anybody on this day"), one.row, "entry_into_force",
            record.entry_into_force.isoformat(), Text(later, day=in_force().isoformat()),
            n_("write the day of entry into force for the country, not that of signature or ratification"),
        )  # fmt: skip
    for decision, day in record.acceptances().items() if kind == "parties" else ():
        adopted = amendments()[decision].adopted
        if day < adopted:
            yield rows.fault(
                Text("{decision} was not adopted yet on this day", decision=decision), one.row, "accepted",
                day.isoformat(), Text(later, day=adopted.isoformat()), n_("check the year"),
            )  # fmt: skip
    if kind == "exemptions":
        leaves = {leaf for product in items(record.product) for leaf in kinds(product)}
        ends = [rule.after for rule in rules() if rule.bars and rule.after and leaves & set(rule.products)]
        if ends and record.until < min(ends):
            yield rows.fault(
                n_("an exemption begins with the phase-out, and this ends before it"), one.row, "until",
                record.until.isoformat(), Text(later, day=min(ends).isoformat()), n_("check the year"),
            )  # fmt: skip
