"""The rules of the ledger: what one entry does to the lots it names, or why it cannot be booked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol

from almaden.errors import Fault, InputError
from almaden.supply.ledger.checks import check_entry
from almaden.supply.ledger.corrections import reversal
from almaden.supply.ledger.entries import MG_PER_KG, LedgerEntry, form_ratios, kg
from almaden.supply.ledger.states import LotState, Posting
from almaden.wording import Text, n_


class View(Protocol):
    """What the rules look at: lots and entries that are there."""

    def lot(self, lot: str) -> LotState | None:
        """A lot as it stands, or None."""

    def posting(self, entry: str) -> Posting | None:
        """An entry that was booked, by its identifier."""

    def is_reversed(self, entry: str) -> bool:
        """Whether an entry was taken back."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What an entry does.

    Attributes:
        posting: the entry as booked.
        lots: the lots that it changes as they stand afterwards, by identifier; None where one is gone.
    """

    posting: Posting
    lots: dict[str, LotState | None]


def book_entry(view: View, entry: LedgerEntry, sequence: int, today: date | None = None) -> Booked:
    """What an entry does to the lots that it names.

    Args:
        view: lots and entries that are there.
        entry: the entry.
        sequence: its place in the ledger.
        today: the day after which nothing has happened yet; None does not ask.

    Raises:
        InputError: with everything that is wrong with it.
    """
    faults = list(check_entry(entry, today))
    if view.posting(entry.id) is not None:
        faults.append(
            Fault(
                n_("there is an entry of this identifier already"),
                column="id",
                value=entry.id,
                advice=n_("give it another one; to change an entry write a correction and a new entry"),
            )
        )
    if faults:
        raise InputError(faults)
    if entry.kind == "correction":
        posting, lots = reversal(view, entry, sequence)
        return Booked(posting, lots)
    if entry.kind == "opening":
        return _open(view, entry, sequence)
    lot = _present(view, entry, entry.lot, "lot")
    _check_same(entry, lot)
    return _MOVES[entry.kind](view, entry, sequence, lot)


def _open(view: View, entry: LedgerEntry, sequence: int) -> Booked:
    assert entry.mass_mg is not None
    _absent(view, entry.lot, "lot")
    form = entry.form or "metal"
    lot = LotState(
        entry.lot,
        entry.mass_mg,
        entry.owner,
        entry.place,
        form,
        _ratio(form, entry.product_kg, entry.mass_mg),
        entry.authority,
        entry.case,
        entry.holder,
        entry.day,
        entry.day,
        sequence,
    )
    account = f"opening {entry.origin}"
    return Booked(Posting(sequence, entry, "", entry.lot, entry.mass_mg, account, (None, None)), {entry.lot: lot})


def _hand_over(view: View, entry: LedgerEntry, sequence: int, lot: LotState) -> Booked:
    """A transfer or a seizure, of the whole lot or of a part that becomes a new one."""
    after = replace(
        lot,
        owner=entry.owner or lot.owner,
        place=entry.place or lot.place,
        authority=entry.authority or lot.authority,
        case=entry.case or lot.case,
        holder=entry.holder or lot.holder,
    )
    if after == lot:
        raise _refused(
            n_("the lot has this owner and place already"),
            "owner",
            entry.owner or entry.place,
            n_("another owner, place or holder than before"),
            n_("check who gave and who received; an owner cannot hand a lot to itself"),
        )
    mass = _mass(entry, lot)
    if entry.to_lot:
        return _part(view, entry, sequence, lot, after, mass)
    if mass < lot.mass_mg:
        raise _refused(
            n_("a part of the lot needs a lot of its own"),
            "to_lot",
            "",
            n_("the name of a new lot"),
            n_("name the new lot, or leave the amount empty for the whole lot"),
        )
    return _stays(entry, sequence, lot, after)


def _split(view: View, entry: LedgerEntry, sequence: int, lot: LotState) -> Booked:
    return _part(view, entry, sequence, lot, lot, _mass(entry, lot))


def _part(view: View, entry: LedgerEntry, sequence: int, lot: LotState, after: LotState, mass: int) -> Booked:
    """A part of a lot becomes a new one."""
    _absent(view, entry.to_lot, "to_lot")
    new = replace(
        after, lot=entry.to_lot, mass_mg=mass, opened_on=entry.day, last_day=entry.day, last_sequence=sequence
    )
    rest = _less(lot, mass, entry, sequence)
    posting = Posting(sequence, entry, lot.lot, new.lot, mass, "", (lot, None))
    return Booked(posting, {lot.lot: rest, new.lot: new})


def _merge(view: View, entry: LedgerEntry, sequence: int, lot: LotState) -> Booked:
    into = _present(view, entry, entry.to_lot, "to_lot")
    for name in ("owner", "place", "form"):
        if getattr(lot, name) != getattr(into, name):
            raise _refused(
                Text("the lots differ in their {what}", what=name),
                "to_lot",
                f"{getattr(lot, name)} / {getattr(into, name)}",
                n_("lots of one owner, place and form"),
                n_("enter the transfer or the treatment first, then the merge"),
            )
    mass = _mass(entry, lot)
    ratio = None
    if lot.product_ratio is not None and into.product_ratio is not None:
        whole = into.mass_mg + mass
        ratio = (into.mass_mg * into.product_ratio + mass * lot.product_ratio) / whole
    grown = replace(into, mass_mg=into.mass_mg + mass, product_ratio=ratio, last_day=entry.day, last_sequence=sequence)
    posting = Posting(sequence, entry, lot.lot, into.lot, mass, "", (lot, into))
    return Booked(posting, {lot.lot: _less(lot, mass, entry, sequence), into.lot: grown})


def _leave(view: View, entry: LedgerEntry, sequence: int, lot: LotState) -> Booked:
    """A loss, an export or a disposal."""
    mass = _mass(entry, lot)
    place = entry.place if entry.kind == "disposal" and mass == lot.mass_mg else lot.place
    rest = replace(_less(lot, mass, entry, sequence), place=place)
    return Booked(Posting(sequence, entry, lot.lot, "", mass, entry.kind, (lot, None)), {lot.lot: rest})


def _treat(view: View, entry: LedgerEntry, sequence: int, lot: LotState) -> Booked:
    assert entry.form is not None
    if _mass(entry, lot) < lot.mass_mg:
        raise _refused(
            n_("a treatment is of a whole lot"),
            "amount",
            str(kg(entry.mass_mg or 0)),
            n_("an empty cell"),
            n_("split the lot first; enter what was lost on the way as a loss"),
        )
    ratio = _ratio(entry.form, entry.product_kg, lot.mass_mg)
    after = replace(lot, form=entry.form, product_ratio=ratio, place=entry.place or lot.place)
    return _stays(entry, sequence, lot, after)


def _count(view: View, entry: LedgerEntry, sequence: int, lot: LotState) -> Booked:
    """A count changes nothing but the day: what differs is told by the reconciliation."""
    assert entry.mass_mg is not None
    posting = Posting(sequence, entry, lot.lot, lot.lot, entry.mass_mg, "", (lot, lot))
    return Booked(posting, {lot.lot: replace(lot, last_day=entry.day)})


_MOVES: Final[dict[str, Callable[[View, LedgerEntry, int, LotState], Booked]]] = {
    "transfer": _hand_over,
    "seizure": _hand_over,
    "split": _split,
    "merge": _merge,
    "loss": _leave,
    "export": _leave,
    "disposal": _leave,
    "treatment": _treat,
    "count": _count,
}


#: By what an entry may say otherwise than the lot: the kinds that change it.
_CHANGING: Final[dict[str, tuple[str, ...]]] = {
    "owner": ("transfer", "seizure"),
    "place": ("transfer", "seizure", "treatment", "disposal"),
    "holder": ("transfer", "seizure"),
    "case": ("seizure",),
}


def _check_same(entry: LedgerEntry, lot: LotState) -> None:
    """Refuse an entry that names another owner, place, holder or case than the lot has, and cannot change it."""
    for name, kinds in _CHANGING.items():
        told, known = getattr(entry, name), getattr(lot, name)
        if told and told != known and entry.kind not in kinds:
            raise _refused(
                Text("the lot {lot} has another {what}", lot=lot.lot, what=name),
                name,
                told,
                known,
                n_("correct it or leave it empty; if it changed enter the transfer or the seizure first"),
            )


def _stays(entry: LedgerEntry, sequence: int, lot: LotState, after: LotState) -> Booked:
    after = replace(after, last_day=entry.day, last_sequence=sequence)
    posting = Posting(sequence, entry, lot.lot, lot.lot, lot.mass_mg, "", (lot, lot))
    return Booked(posting, {lot.lot: after})


def _less(lot: LotState, mass: int, entry: LedgerEntry, sequence: int) -> LotState:
    return replace(lot, mass_mg=lot.mass_mg - mass, last_day=entry.day, last_sequence=sequence)


def _mass(entry: LedgerEntry, lot: LotState) -> int:
    """What moves: the amount, or the whole lot."""
    if entry.mass_mg is None:
        return lot.mass_mg
    if entry.mass_mg > lot.mass_mg:
        raise _refused(
            n_("the amount is larger than the lot"),
            "amount",
            Text("{kg} kg", kg=kg(entry.mass_mg)),
            Text("at most {kg} kg, which the lot {lot} holds", kg=lot.kg, lot=lot.lot),
            n_("check the unit and the lot, and whether an entry before this one is missing"),
        )
    return entry.mass_mg


def _present(view: View, entry: LedgerEntry, name: str, column: str) -> LotState:
    """A lot that can take part: there, not closed (but for a count), and no later than the entry."""
    lot = view.lot(name)
    if lot is None:
        raise _refused(
            n_("the lot does not exist yet"),
            column,
            name,
            n_("a lot of an earlier entry"),
            n_("enter its opening, split or part first, or correct the name"),
        )
    if lot.closed and entry.kind != "count":
        raise _refused(
            n_("the lot is closed: nothing is left in it"),
            column,
            name,
            n_("a lot that holds mercury"),
            n_("check the name; if it was closed by mistake write a correction of the entry that closed it"),
        )
    if entry.day < lot.last_day:
        raise _refused(
            Text("the lot {lot} has a later entry, of {day}", lot=name, day=lot.last_day.isoformat()),
            "day",
            entry.day.isoformat(),
            Text("{day} or later", day=lot.last_day.isoformat()),
            n_("check the day; if it is right write corrections of the later entries and enter them again after this"),
        )
    return lot


def _absent(view: View, name: str, column: str) -> None:
    if view.lot(name) is not None:
        raise _refused(
            n_("there is a lot of this name already"),
            column,
            name,
            n_("the name of a new lot"),
            n_("give it another name; to put mercury into a lot that is there write a merge"),
        )


def _ratio(form: str, product_kg: float | None, mass_mg: int) -> float | None:
    if product_kg is None:
        return form_ratios()[form]
    if product_kg * MG_PER_KG < mass_mg:
        raise _refused(
            n_("the product weighs less than the mercury in it"),
            "product_kg",
            str(product_kg),
            Text("at least {kg}", kg=kg(mass_mg)),
            n_("check which mass is that of the product"),
        )
    return product_kg * MG_PER_KG / mass_mg


def _refused(problem: str, column: str, value: str, accepted: str, advice: str) -> InputError:
    return InputError(Fault(problem, column=column, value=value, accepted=accepted, advice=advice))
