"""A correction takes an entry back: what it did is undone, and both stay in the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from almaden.errors import Fault, InputError
from almaden.supply.ledger.entries import LedgerEntry
from almaden.supply.ledger.states import LotState, Posting
from almaden.wording import Text, n_

if TYPE_CHECKING:
    from almaden.supply.ledger.posting import View


def reversal(view: View, entry: LedgerEntry, sequence: int) -> tuple[Posting, dict[str, LotState | None]]:
    """What a correction does.

    Only the latest entry of its lots can be taken back, so that no moment of the past had more going out than was
    there; older ones after those that follow them.

    Args:
        view: lots and entries that are there.
        entry: the correction.
        sequence: its place in the ledger.

    Raises:
        InputError: there is no such entry, it was taken back, is a correction itself, or later ones build on it.
    """
    wrong = view.posting(entry.reverses)
    if wrong is None:
        raise _refused(
            n_("there is no entry of this identifier"),
            "reverses",
            entry.reverses,
            n_("check the identifier; an entry can only be taken back after it was made"),
        )
    if wrong.entry.kind == "correction":
        raise _refused(
            n_("a correction cannot be taken back"),
            "reverses",
            entry.reverses,
            n_("enter what it took back once more, under another identifier"),
        )
    if view.is_reversed(entry.reverses):
        raise _refused(n_("the entry was taken back already"), "reverses", entry.reverses, n_("leave this one out"))
    if entry.day < wrong.entry.day:
        raise _refused(
            Text("the entry that it takes back is of {day}", day=wrong.entry.day.isoformat()),
            "day",
            entry.day.isoformat(),
            n_("write the day on which the mistake was found"),
        )
    if entry.lot and entry.lot not in (wrong.source, wrong.target):
        raise _refused(
            n_("the entry that it takes back is of another lot"),
            "lot",
            entry.lot,
            n_("leave the lot empty, or check the identifier"),
        )
    lots = _restored(view, entry, wrong)
    now = (view.lot(wrong.target) if wrong.target else None, view.lot(wrong.source) if wrong.source else None)
    return Posting(sequence, entry, wrong.target, wrong.source, wrong.mass_mg, wrong.account, now), lots


def _restored(view: View, entry: LedgerEntry, wrong: Posting) -> dict[str, LotState | None]:
    """The lots of an entry as they stood before it."""
    if wrong.entry.kind == "count":
        return {}
    lots: dict[str, LotState | None] = {}
    for name, before in ((wrong.source, wrong.before[0]), (wrong.target, wrong.before[1])):
        now = view.lot(name) if name else None
        if not name:
            continue
        if now is None or now.last_sequence != wrong.sequence:
            raise _refused(
                Text("later entries of the lot {lot} build on it", lot=name),
                "reverses",
                entry.reverses,
                n_("write corrections of those first, the latest first; or enter the difference as a loss or a merge"),
            )
        lots[name] = before
    return lots


def _refused(problem: str, column: str, value: str, advice: str) -> InputError:
    return InputError(Fault(problem, column=column, value=value, advice=advice))
