"""Reads shipments, consents and Parties, as a workbook, a folder of text files or a single table of shipments."""

from __future__ import annotations

import csv
import importlib.resources
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final, cast

from almaden.errors import Fault, InputError
from almaden.reference.countries import is_country
from almaden.reference.mercury_units import MERCURY_UNITS, kg_per
from almaden.reference.readers.template import ReadTables, Rows, read_tables
from almaden.reference.record import Record
from almaden.supply.trade.article3 import GENERAL, in_force
from almaden.supply.trade.codes import other_edition_fault
from almaden.supply.trade.consent_records import CONSENT_TABLES, ConsentRecord, PartyRecord, ShipmentRecord
from almaden.supply.trade.editions import HS_DIGITS, digits_of, edition_of_year, editions
from almaden.supply.trade.hs_codes import hs_codes
from almaden.wording import Text, n_

#: Said with every answer about the example.
EXAMPLE: Final = n_("A made-up example: no such consent was asked for, and no such mercury was shipped.")


@dataclass(frozen=True)
class ConsentData:
    """What a ledger of consents tells.

    Attributes:
        shipments, consents, parties: its records, in the order of the file.
        sha256: sum of the input.
        notice: said with every answer, as of a made-up example; empty where nothing is.
    """

    shipments: tuple[ShipmentRecord, ...]
    consents: tuple[ConsentRecord, ...]
    parties: tuple[PartyRecord, ...]
    sha256: str
    notice: str = ""


def read_consents(source: Path | BinaryIO, name: str = "") -> ConsentData:
    """Read a ledger of consents.

    Args:
        source: a workbook with the sheets ``shipments``, ``consents`` and ``parties``, a folder of text files of these
            names, or a single table of shipments.
        name: what to call it in messages; by default the name of the file.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    return consents_of(read_tables(source, name, CONSENT_TABLES, alone="shipments"))


def consents_of(read: ReadTables) -> ConsentData:
    """A ledger of consents, however its tables were read.

    Raises:
        InputError: with every fault of every table; nothing is kept then.
    """
    for key, rows in read.rows.items():
        for fault in _checks(key, rows):
            read.faults.add(fault)
    if not read.faults.found and not any(rows.found for rows in read.rows.values()):
        read.faults.add(
            Fault(
                n_("there are no shipments and no consents in it"),
                file=read.name,
                accepted=n_("tables named shipments, consents and parties"),
                advice=n_("write the template by 'almaden trade template FILE.xlsx' and fill it in"),
            )
        )
    read.faults.raise_if_any()
    found = {key: tuple(one.record for one in rows.found) for key, rows in read.rows.items()}
    return _data(found, read.sha256)


def _data(found: Mapping[str, tuple[Record, ...]], sha256: str) -> ConsentData:
    return ConsentData(
        cast(tuple[ShipmentRecord, ...], found.get("shipments", ())),
        cast(tuple[ConsentRecord, ...], found.get("consents", ())),
        cast(tuple[PartyRecord, ...], found.get("parties", ())),
        sha256,
    )


def example_ledger() -> ConsentData:
    """The made-up ledger that comes with the program.

    Its countries are made up too, under codes that ISO 3166 leaves to users, which no file of a user may hold.
    """
    folder = importlib.resources.files("almaden.supply.trade.readers").joinpath("example")
    found: dict[str, tuple[Record, ...]] = {}
    for key, record in CONSENT_TABLES.items():
        if (file := folder.joinpath(f"{key}.csv")).is_file():
            rows = csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))
            found[key] = tuple(record.model_validate({name: one for name, one in row.items() if one}) for row in rows)
    return replace(_data(found, ""), notice=EXAMPLE)


def _checks(key: str, rows: Rows) -> Iterator[Fault]:
    seen: dict[str, int | None] = {}
    for one in rows.found:
        column = "country" if key == "parties" else "reference"
        name = getattr(one.record, column)
        if name in seen:
            yield rows.fault(Text("this stands in row {row} already", row=str(seen[name])), one.row, column, name,
                             n_("each once"), n_("leave one out, or correct its number"))  # fmt: skip
        seen.setdefault(name, one.row)
        if key == "parties":
            yield from _party(rows, one.row, one.record)
            continue
        yield from _countries(rows, one.row, one.record)
        if kg_per(one.record.unit) is None:
            yield rows.fault(n_("this is no unit of mercury"), one.row, "unit", one.record.unit,
                             ", ".join(MERCURY_UNITS),
                             n_("give the mass of the mercury, in kg; a flask holds 34.5 kg"))  # fmt: skip
        yield from _consent(rows, one.row, one.record) if key == "consents" else _code(rows, one.row, one.record)


def _party(rows: Rows, row: int | None, record: PartyRecord) -> Iterator[Fault]:
    start, first = record.entry_into_force, in_force()
    if start is not None and start < first:
        yield rows.fault(
            n_("the Convention was not in force for anybody on this day"), row, "entry_into_force", start.isoformat(),
            Text("{day} or later", day=first.isoformat()),
            n_("write the day of entry into force for the country, not that of signature or ratification"),
        )  # fmt: skip
    if record.until is not None and (start is None or record.until < start):
        yield _reversed(rows, row, "until", record.until.isoformat())


def _countries(rows: Rows, row: int | None, record: ConsentRecord | ShipmentRecord) -> Iterator[Fault]:
    for column in ("exporter", "importer"):
        code = getattr(record, column)
        if code and not is_country(code):
            yield rows.fault(n_("no country has this code"), row, column, code,
                             n_("ISO 3166 code of three letters"), n_("correct the code"))  # fmt: skip
    if record.exporter == record.importer:
        yield rows.fault(
            n_("exporter and importer are the same country"), row, "importer", record.importer,
            n_("two countries"),
            n_("check which of them is wrong; mercury that comes back into its own country is no import of another"),
        )  # fmt: skip


def _consent(rows: Rows, row: int | None, record: ConsentRecord) -> Iterator[Fault]:
    if record.form != GENERAL and not record.exporter:
        yield rows.fault(Text("form {form} names an exporting country", form=record.form), row, "exporter", "",
                         n_("ISO 3166 code of three letters"), n_("name it, or write form D"))  # fmt: skip
    start, end = record.valid_from, record.valid_until
    if start is not None and end is not None and end < start:
        yield _reversed(rows, row, "valid_until", end.isoformat())
    if record.signed is not None and end is not None and end < record.signed:
        yield _reversed(rows, row, "signed", record.signed.isoformat())
    for column in ("signed", "valid_from", "valid_until"):
        day, first = getattr(record, column), in_force()
        if day is not None and day < first:
            yield rows.fault(
                Text("there was no consent under Article 3 before {day}", day=first.isoformat()), row, column,
                day.isoformat(), Text("{day} or later", day=first.isoformat()),
                n_("check the day; leave out permits that were given before the Convention"),
            )  # fmt: skip
    if record.revoked_on is not None and record.decision != "revoked":
        yield rows.fault(n_("a day of revocation stands with a consent that was not revoked"), row, "decision",
                         record.decision, "revoked", n_("write revoked, or leave out the day"))  # fmt: skip
    if record.revoked_on is not None and record.signed is not None and record.revoked_on < record.signed:
        yield _reversed(rows, row, "revoked_on", record.revoked_on.isoformat())


def _reversed(rows: Rows, row: int | None, column: str, value: str) -> Fault:
    return rows.fault(n_("the days are in the wrong order"), row, column, value, n_("a day not before the first"),
                      n_("check whether the days, or day and month, were exchanged"))  # fmt: skip


def _code(rows: Rows, row: int | None, record: ShipmentRecord) -> Iterator[Fault]:
    if not record.code:
        return
    try:
        six = digits_of(record.code)[:HS_DIGITS]
        other = _other_edition(record)
    except InputError as error:
        told = error.faults[0]
        yield rows.fault(told.problem, row, "code", record.code, told.accepted, told.advice)
        return
    if other is not None:
        yield rows.fault(other.problem, row, "code", record.code, other.accepted, other.advice)
    known = hs_codes().get(six)
    group = known.group if known is not None else ""
    if (group == "compound" and record.material == "mercury") or (group == "mercury" and record.material == "compound"):
        yield rows.fault(
            n_("the code and the material do not agree"), row, "material", record.material,
            Text("what the code says: {what}", what=Text(known.description if known is not None else "")),
            n_("correct the code or the material; consents are asked for mercury, not for its compounds"),
        )  # fmt: skip


def _other_edition(record: ShipmentRecord) -> Fault | None:
    """A fault where the code is neither of the edition of its year nor of the one before, which countries still use."""
    order = tuple(editions())
    now = edition_of_year(record.day.year)
    before = order[max(0, order.index(now) - 1)]
    fault = other_edition_fault(record.code, now)
    return fault if fault is not None and other_edition_fault(record.code, before) is not None else None
