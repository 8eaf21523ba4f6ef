"""What the tables of a national balance must hold between them: years, reporters, names, rows told once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from almaden.errors import Fault
from almaden.reference.countries import is_country
from almaden.reference.readers.template import Rows
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.national.records import TABLES, years_of
from almaden.sectors.products.national.words import categories, category_of_kind, processes
from almaden.wording import Text, did_you_mean, n_

#: Fields that tell one row of a table from another.
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "reporters": ("id",),
    "mercury": ("reporter", "year", "activity", "partner"),
    "compounds": ("reporter", "year", "compound", "activity", "partner"),
    "products": ("reporter", "year", "category", "kind", "sector", "activity", "partner"),
    "processes": ("reporter", "year", "process"),
    "waste": ("reporter", "year", "material", "way"),
}


def check_national(tables: Mapping[str, Rows], name: str, faults: Sequence[Fault] = ()) -> Iterator[Fault]:
    """Check the tables that were read.

    Args:
        tables: the tables that are there.
        name: what the input is called in messages.
        faults: of rows that could not be read.
    """
    unreadable = {one.sheet or Path(one.file).stem for one in faults}
    for needed in ("about", "reporters"):
        if (needed not in tables or not tables[needed].found) and needed not in unreadable:
            yield Fault(
                Text("the table {name} is missing or empty", name=needed), file=name,
                accepted=Text("a workbook or folder with the tables {names}", names=", ".join(TABLES)),
                advice=n_("write the template by 'almaden products balance-template FILE.xlsx' and fill it in"),
            )  # fmt: skip
    years: tuple[int, ...] = ()
    country = ""
    if "about" in tables and tables["about"].found:
        yield from _about(tables["about"])
        country, years = tables["about"].found[0].record.country, _years(tables["about"].found[0].record.years)
    if "reporters" in tables:
        for one in tables["reporters"].found:
            yield from _list(tables["reporters"], one.row, one.record.years)
    keys = tables["reporters"].keys if "reporters" in tables else frozenset()
    for table, rows in tables.items():
        if table == "about":
            continue
        yield from _twice(table, rows)
        if table != "reporters":
            yield from _references(rows, years, keys)
            yield from _partners(rows, country)
            yield from _circles(rows)
    yield from _words(tables)


def _about(rows: Rows) -> Iterator[Fault]:
    one = rows.found[0]
    record: Any = one.record
    if len(rows.found) > 1:
        yield rows.fault(
            n_("the table has more than one row"), rows.found[1].row, "country", "", n_("one row"),
            n_("keep one row; another country belongs into another file"),
        )  # fmt: skip
    yield from _list(rows, one.row, record.years)


def _years(text: str) -> tuple[int, ...]:
    try:
        return years_of(text)
    except ValueError:
        return ()


def _list(rows: Rows, row: int | None, text: str) -> Iterator[Fault]:
    if text and not _years(text):
        yield rows.fault(
            n_("this is no list of years"), row, "years", text, n_("years parted by semicolons, as 2018;2021"),
            n_("write every year of the balance"),
        )  # fmt: skip


def _twice(table: str, rows: Rows) -> Iterator[Fault]:
    seen: dict[tuple[object, ...], int | None] = {}
    for one in rows.found:
        key = tuple(getattr(one.record, name) for name in KEYS[table])
        if key in seen:
            yield rows.fault(
                Text("this is told already: row {row}", row=str(seen[key])), one.row, KEYS[table][0],
                str(key[0]), Text("one row for each {names}", names=", ".join(KEYS[table])),
                n_("delete one of the rows, or add their amounts"),
            )  # fmt: skip
        seen.setdefault(key, one.row)


def _references(rows: Rows, years: Sequence[int], reporters: frozenset[str]) -> Iterator[Fault]:
    for one in rows.found:
        record: Any = one.record
        for field in ("reporter", "same_as"):
            code = getattr(record, field, "")
            if code and code not in reporters:
                near = difflib.get_close_matches(code, sorted(reporters), n=1, cutoff=0.6)
                advice = did_you_mean(near) if near else n_("add it to the table reporters, or correct the code")
                yield rows.fault(n_("no reporter has this code"), one.row, field, code,
                                 n_("a code of the table reporters"), advice)  # fmt: skip
        if getattr(record, "same_as", "") == record.reporter:
            yield rows.fault(
                n_("a reporter cannot double its own row"), one.row, "same_as", record.reporter,
                n_("another reporter"), n_("empty it; a row of the same reporter that counts twice is to be deleted"),
            )  # fmt: skip
        if years and record.year not in years:
            yield rows.fault(
                n_("this year is not among the years of the balance"), one.row, "year", str(record.year),
                ", ".join(map(str, years)), n_("correct the year, or add it to the years of the table about"),
            )  # fmt: skip


def _partners(rows: Rows, country: str) -> Iterator[Fault]:
    for one in rows.found:
        partner = getattr(one.record, "partner", "")
        if partner and partner == country:
            yield rows.fault(
                n_("the partner is the country itself"), one.row, "partner", partner, n_("another country, or nothing"),
                n_("goods that come back are imports from where they were; sales within the country have no partner"),
            )  # fmt: skip
        elif partner and not is_country(partner):
            yield rows.fault(
                n_("no country has this code or name"), one.row, "partner", partner,
                n_("an ISO 3166 code of three letters"), n_("give the three-letter ISO code, such as PHL"),
            )  # fmt: skip


def _circles(rows: Rows) -> Iterator[Fault]:
    """Reporters who each name another for the same mercury, in a circle: it would be in no sum at all."""
    named: dict[tuple[object, ...], str] = {}
    for one in rows.found:
        if getattr(one.record, "same_as", ""):
            named[one.record.year, one.record.activity, one.record.reporter] = one.record.same_as
    for one in rows.found:
        own = one.record.reporter
        other = getattr(one.record, "same_as", "")
        passed = {own}
        while other and other not in passed:
            passed.add(other)
            other = named.get((one.record.year, one.record.activity, other), "")
        if other == own and len(passed) > 1:
            yield rows.fault(
                n_("the reporters name each other for the same mercury: it would be in no sum"), one.row, "same_as",
                one.record.same_as, n_("one row that is added"),
                n_("leave same_as empty in the row that is known better"),
            )  # fmt: skip


def _words(tables: Mapping[str, Rows]) -> Iterator[Fault]:
    for one in tables["products"].found if "products" in tables else ():
        rows, record = tables["products"], one.record
        if record.category not in categories():
            yield _no_word(rows, one.row, "category", record.category, tuple(categories()))
        if record.kind and record.kind not in product_kinds():
            yield _no_word(rows, one.row, "kind", record.kind, tuple(product_kinds()))
        elif record.kind and record.category in categories() and category_of_kind()[record.kind] != record.category:
            yield rows.fault(
                n_("this kind of product belongs to another category"), one.row, "kind", record.kind,
                category_of_kind()[record.kind], n_("correct the category or the kind"),
            )  # fmt: skip
    for one in tables["processes"].found if "processes" in tables else ():
        if one.record.process not in processes():
            yield _no_word(tables["processes"], one.row, "process", one.record.process, tuple(processes()))


def _no_word(rows: Rows, row: int | None, field: str, value: str, known: Sequence[str]) -> Fault:
    near = difflib.get_close_matches(value, known, n=2, cutoff=0.6)
    advice = did_you_mean(near) if near else n_("write one of these words")
    return rows.fault(n_("this word is not in the list"), row, field, value, ", ".join(known), advice)
