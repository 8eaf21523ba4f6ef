"""Reads a country's own table of national lines, with the share of each that holds mercury."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.reference.countries import is_country
from almaden.reference.readers.template import Rows, read_tables
from almaden.reference.record import Record
from almaden.sectors.readers.advice import as_share
from almaden.supply.trade.codes import other_edition_fault
from almaden.supply.trade.editions import HS_DIGITS, NEWEST, digits_of
from almaden.supply.trade.hs_codes import items, product_names
from almaden.supply.trade.national import NationalLine, NationalLineRecord
from almaden.wording import Text, n_

#: The table of the template by name of its sheet or file.
TABLES: Final[Mapping[str, type[Record]]] = MappingProxyType({"national_codes": NationalLineRecord})
_SHARES: Final = frozenset({"share", "share_low", "share_high"})


def read_national(source: Path | BinaryIO, name: str = "") -> tuple[NationalLine, ...]:
    """Read national lines.

    Args:
        source: a workbook with the sheet ``national_codes``, a folder with that table, or the table alone.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault; nothing is kept then.
    """
    read = read_tables(source, name, TABLES, advice=advice, alone="national_codes")
    rows = read.rows.get("national_codes")
    if rows is None or not (rows.found or read.faults.found):
        read.faults.add(
            Fault(
                n_("there are no national codes in it"),
                file=read.name,
                accepted=n_("a table named national_codes with at least the columns territory and code"),
                advice=n_("write the template by 'almaden trade template FILE.xlsx' and fill it in"),
            )
        )
    for fault in _checks(rows) if rows is not None else ():
        read.faults.add(fault)
    read.faults.raise_if_any()
    return tuple(_line(one.record) for one in rows.found) if rows is not None else ()


def advice(field: str, value: float) -> Text | str | None:
    """What to say of a number that its field does not take."""
    if field in _SHARES:
        return as_share(value)
    return n_("write ppm by weight: 0.0005 % are 5 ppm") if field == "threshold_ppm" else None


def _checks(rows: Rows) -> Iterator[Fault]:
    seen: dict[tuple[str, str], int | None] = {}
    for one in rows.found:
        record: NationalLineRecord = one.record
        if record.territory != "EU" and not is_country(record.territory):
            yield rows.fault(n_("no country has this code"), one.row, "territory", record.territory,
                             n_("ISO 3166 code of three letters, or EU"), n_("correct the code"))  # fmt: skip
        try:
            digits = digits_of(record.code)
        except InputError as error:
            told = error.faults[0]
            yield rows.fault(told.problem, one.row, "code", record.code, told.accepted, told.advice)
            continue
        if len(digits) <= HS_DIGITS:
            yield rows.fault(n_("a code of six digits is no national one"), one.row, "code", record.code,
                             n_("more than six digits"), n_("give all digits of the line"))  # fmt: skip
            continue
        other = other_edition_fault(digits, NEWEST) if record.last is None else None
        if other is not None:
            yield rows.fault(other.problem, one.row, "code", record.code, other.accepted,
                             Text("{advice}; or give the last day of the line", advice=Text(other.advice)))  # fmt: skip
        before = seen.setdefault((record.territory, digits), one.row)
        if before != one.row:
            yield rows.fault(Text("this line stands in row {row} already", row=str(before)), one.row, "code",
                             record.code, n_("each line of a country once"), n_("keep one of them"))  # fmt: skip
        yield from _range(rows, one.row, record)
        unknown = [key for key in items(record.annex_products) if key not in product_names()]
        if unknown:
            yield rows.fault(n_("there is no such product"), one.row, "annex_products", ";".join(unknown),
                             ", ".join(product_names()), n_("take keys of Annex A"))  # fmt: skip


def _range(rows: Rows, row: int | None, record: NationalLineRecord) -> Iterator[Fault]:
    ends = [end for end in (record.share_low, record.share, record.share_high) if end is not None]
    if ends != sorted(ends) or (record.share is None and ends):
        yield rows.fault(n_("the range does not hold its value"), row, "share", "",
                         n_("share_low, share and share_high in rising order, share always told"),
                         n_("check whether low and high were exchanged"))  # fmt: skip
    if record.share is not None and record.holds == "mercury_free" and record.share > 0:
        yield rows.fault(n_("a line without mercury cannot have a share with mercury"), row, "share",
                         str(record.share), n_("0, or empty"), n_("write mixed into the column holds"))  # fmt: skip
    if record.first is not None and record.last is not None and record.last < record.first:
        yield rows.fault(n_("the last day is before the first"), row, "last", record.last.isoformat(),
                         n_("a day not before the first"), n_("check whether the days were exchanged"))  # fmt: skip


def _line(record: NationalLineRecord) -> NationalLine:
    digits = digits_of(record.code)
    return NationalLine(
        record.territory, digits, digits[:HS_DIGITS], record.description, items(record.annex_products), record.holds,
        record.threshold_ppm, record.share, record.share_low, record.share_high, record.first, record.last,
        record.source, "", "user", record.note,
    )  # fmt: skip
