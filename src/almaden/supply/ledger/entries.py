"""An entry as the ledger reckons with it: masses are whole milligrams, so that no sum ever drifts."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Final

from almaden.errors import Fault, InputError
from almaden.reference.mercury_units import MERCURY_UNITS, kg_per
from almaden.reference.tables import read_table
from almaden.supply.ledger.records import Form, Kind, LedgerRecord, Origin
from almaden.wording import Text, n_

MG_PER_KG: Final = 1_000_000
#: A million tonnes, which is about all that was ever mined; a larger amount has another unit.
_MOST_MG: Final = 10**15


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One entry; the fields are those of :class:`~almaden.supply.ledger.records.LedgerRecord`.

    Attributes:
        mass_mg: the amount in milligrams of mercury; None for the whole lot.
        error_mg: error of the weighing of a count at 95 %, in milligrams; None where it was not told.
        product_kg: mass of the product that holds the mercury, where it was told.
    """

    id: str
    day: date
    kind: Kind
    lot: str = ""
    mass_mg: int | None = None
    to_lot: str = ""
    owner: str = ""
    place: str = ""
    origin: Origin | None = None
    form: Form | None = None
    product_kg: float | None = None
    country: str = ""
    consent: str = ""
    authority: str = ""
    case: str = ""
    holder: str = ""
    received_from: str = ""
    reason: str = ""
    reverses: str = ""
    error_mg: int | None = None
    evidence: str = ""
    reference: str = ""
    note: str = ""


#: Fields that an entry has from its record as they are.
_SAME: Final = tuple(one.name for one in fields(LedgerEntry) if one.name not in ("mass_mg", "error_mg"))


def entry_of(record: LedgerRecord) -> LedgerEntry:
    """A row as an entry, its amounts in milligrams.

    Args:
        record: the row.

    Raises:
        InputError: the unit is none of mercury, or the amount cannot be one.
    """
    faults: list[Fault] = []
    mass = _milligrams(record.amount, record.unit, "amount", faults)
    error = _milligrams(record.weighing_error, record.unit, "weighing_error", faults)
    if faults:
        raise InputError(faults)
    return LedgerEntry(mass_mg=mass, error_mg=error, **{name: getattr(record, name) for name in _SAME})


def record_of(entry: LedgerEntry) -> LedgerRecord:
    """An entry as a row in kg; read again it is the same entry."""
    return LedgerRecord(
        amount=None if entry.mass_mg is None else kg(entry.mass_mg),
        weighing_error=None if entry.error_mg is None else kg(entry.error_mg),
        **{name: getattr(entry, name) for name in _SAME},
    )


def unit_note(record: LedgerRecord) -> Text | None:
    """How an amount in a measure of volume or in flasks was understood; None for masses."""
    each = kg_per(record.unit)
    if record.amount is None or each is None or record.unit.strip().casefold() in _MASSES:
        return None
    return Text(
        "{entry}: {amount} {unit} are {kg} kg, at {each} kg each",
        entry=record.id,
        amount=record.amount,
        unit=record.unit,
        kg=kg(to_mg(record.amount, each)),
        each=each,
    )


_MASSES: Final = frozenset({"kg", "g", "mg", "t", "lb"})


def to_mg(amount: float, kg_each: float) -> int:
    """An amount in whole milligrams, as the number is written: 0.1 kg are 100,000 mg."""
    return int((Decimal(repr(float(amount))) * Decimal(repr(float(kg_each))) * MG_PER_KG).to_integral_value())


def kg(mass_mg: int) -> float:
    """Milligrams in kg."""
    return mass_mg / MG_PER_KG


@cache
def form_ratios() -> dict[str, float | None]:
    """Kg of product for each kg of mercury in it, by form; None where the product has to be weighed."""
    return {
        row["key"]: float(row["product_kg_per_kg_hg"]) if row["product_kg_per_kg_hg"] else None
        for row in read_table("supply/ledger_forms")
    }


@cache
def first_day_of_consent() -> date:
    """The day before which there was no consent under Article 3."""
    (row,) = (row for row in read_table("supply/ledger_rules") if row["key"] == "consent")
    return date.fromisoformat(row["first_day"])


def _milligrams(amount: float | None, unit: str, column: str, faults: list[Fault]) -> int | None:
    if amount is None:
        return None
    each = kg_per(unit)
    if each is None:
        faults.append(
            Fault(
                n_("the unit is none of an amount of mercury"),
                column="unit",
                value=unit,
                accepted=", ".join(MERCURY_UNITS),
                advice=_unit_advice(unit),
            )
        )
        return None
    if not math.isfinite(amount) or amount < 0:
        faults.append(
            Fault(
                n_("the amount is below zero"),
                column=column,
                value=str(amount),
                accepted=n_("a positive number"),
                advice=n_("the kind of the entry says which way it goes; to take an entry back write a correction"),
            )
        )
        return None
    mass = to_mg(amount, each)
    if mass > _MOST_MG or (amount > 0 and mass == 0):
        faults.append(
            Fault(
                n_("no lot of mercury has this amount"),
                column=column,
                value=f"{amount} {unit}",
                accepted=n_("a milligram to a million tonnes"),
                advice=n_("check the unit"),
            )
        )
        return None
    return mass


def _unit_advice(unit: str) -> str:
    if unit.strip().casefold() in ("%", "ppm", "mg/kg", "percent", "g/t"):
        return n_("multiply the content by the mass that it is of, and write the mercury in kg")
    return n_("write the mercury in kg; items say nothing of it without the mercury in one")
