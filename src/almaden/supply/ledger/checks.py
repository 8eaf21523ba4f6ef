"""What an entry must say by its kind, before any lot is looked at."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from almaden.errors import Fault
from almaden.supply.ledger.entries import LedgerEntry, first_day_of_consent, form_ratios
from almaden.wording import Text, n_

#: Fields that an entry of each kind must have besides its lot.
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "opening": ("mass_mg", "owner", "place", "origin", "evidence"),
    "transfer": (),
    "split": ("mass_mg", "to_lot"),
    "merge": ("to_lot",),
    "loss": ("mass_mg", "reason"),
    "treatment": ("form",),
    "seizure": ("authority", "case", "holder", "evidence"),
    "export": ("country",),
    "disposal": ("place",),
    "correction": ("reverses", "reason"),
    "count": ("mass_mg",),
}
#: Fields that mean something for some kinds only; elsewhere they would be passed over in silence.
_ONLY: Final[dict[str, tuple[str, ...]]] = {
    "to_lot": ("transfer", "split", "merge", "seizure"),
    "reverses": ("correction",),
    "origin": ("opening",),
    "form": ("opening", "treatment"),
    "product_kg": ("opening", "treatment"),
    "country": ("opening", "export"),
    "authority": ("seizure", "opening"),
    "error_mg": ("count",),
    "mass_mg": ("opening", "transfer", "split", "merge", "loss", "treatment", "seizure", "export", "disposal", "count"),
}
#: An earlier year is a slip of the pen.
_FIRST_YEAR: Final = 1900
#: Names of columns where they differ from those of fields.
COLUMNS: Final = {"mass_mg": "amount", "error_mg": "weighing_error"}


def check_entry(entry: LedgerEntry, today: date | None) -> Iterator[Fault]:
    """What is wrong with an entry by itself.

    Args:
        entry: the entry.
        today: the day after which nothing has happened yet; None does not ask.
    """
    needed = NEEDED[entry.kind] if entry.kind == "correction" else ("lot", *NEEDED[entry.kind])
    for name in needed:
        if getattr(entry, name) in (None, ""):
            yield Fault(
                Text("an entry of the kind {kind} needs this", kind=entry.kind),
                column=COLUMNS.get(name, name),
                advice=n_("fill it in; the template says what it means"),
            )
    for name, kinds in _ONLY.items():
        if entry.kind not in kinds and getattr(entry, name) not in (None, ""):
            yield Fault(
                Text("this means nothing for an entry of the kind {kind}", kind=entry.kind),
                column=COLUMNS.get(name, name),
                value=str(getattr(entry, name)),
                accepted=", ".join(kinds),
                advice=n_("leave it empty, or choose the kind of entry that it belongs to"),
            )
    if entry.mass_mg == 0 and entry.kind != "count":
        yield Fault(
            n_("the amount is zero"),
            column="amount",
            value="0",
            accepted=n_("a positive number"),
            advice=n_("leave the amount empty for the whole lot; leave the entry out if nothing moved"),
        )
    yield from _check_days(entry, today)
    yield from _check_words(entry)


def _check_days(entry: LedgerEntry, today: date | None) -> Iterator[Fault]:
    if today is not None and entry.day > today:
        yield Fault(
            n_("the day is still to come"),
            column="day",
            value=entry.day.isoformat(),
            advice=n_("write the day on which it happened"),
        )
    if entry.day.year < _FIRST_YEAR:
        yield Fault(
            Text("no ledger goes back before {year}", year=str(_FIRST_YEAR)),
            column="day",
            value=entry.day.isoformat(),
            advice=n_("check the year; write all four digits of it"),
        )
    first = first_day_of_consent()
    if entry.consent and entry.day < first:
        yield Fault(
            Text("there was no consent under Article 3 before {day}", day=first.isoformat()),
            column="consent",
            value=f"{entry.consent}, {entry.day.isoformat()}",
            advice=n_("check the day; another permit belongs into the column reference"),
        )


def _check_words(entry: LedgerEntry) -> Iterator[Fault]:
    if entry.to_lot and entry.to_lot == entry.lot:
        yield Fault(
            n_("the lot would go into itself"),
            column="to_lot",
            value=entry.to_lot,
            accepted=n_("another lot"),
            advice=n_("check which lot it came from and which it went into"),
        )
    imported = entry.kind == "opening" and entry.origin == "imported"
    if imported and not entry.country:
        yield Fault(
            n_("the country that it was imported from is missing"),
            column="country",
            advice=n_("write its code of three letters"),
        )
    if entry.kind == "opening" and entry.origin == "seized" and not (entry.authority and entry.case and entry.holder):
        yield Fault(
            n_("seized mercury needs authority, case and holder"),
            column="case",
            advice=n_("fill in who seized it, the number of the case and who keeps it"),
        )
    if entry.form and entry.product_kg is None and form_ratios()[entry.form] is None:
        yield Fault(
            Text("the mass of the product is not told, and {form} has no usual one", form=entry.form),
            column="product_kg",
            advice=n_("write the mass of the product as weighed"),
        )
