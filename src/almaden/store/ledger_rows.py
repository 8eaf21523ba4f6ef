"""Lots and entries of a ledger as rows of the database, and back."""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from typing import Any, Final

from almaden.store.journal import START
from almaden.store.models import Ledger, LedgerEntryRow, LedgerLot
from almaden.supply.ledger.entries import LedgerEntry
from almaden.supply.ledger.states import Flow, LotState, Posting

_LOT_FIELDS: Final = tuple(one.name for one in fields(LotState))
_ENTRY_FIELDS: Final = tuple(one.name for one in fields(LedgerEntry))
#: What a lot has where nothing was told.
_UNTOLD: Final[dict[str, Any]] = {
    "product_ratio": None,
    "authority": "",
    "case": "",
    "holder": "",
    "owner": "",
    "place": "",
}
_DAYS: Final = frozenset({"opened_on", "last_day", "day"})
#: Columns of a row that a flow is made of, in the order of its fields.
FLOW_COLUMNS: Final = (
    "sequence", "key", "day", "kind", "source", "target", "mass_mg", "source_mg", "target_mg", "account", "reverses"
)  # fmt: skip


def lot_row(ledger: Ledger, lot: LotState) -> LedgerLot:
    """A lot as a row."""
    return LedgerLot(ledger=ledger, **{name: getattr(lot, name) for name in _LOT_FIELDS})


def lot_of(row: LedgerLot) -> LotState:
    """A row as a lot."""
    return LotState(**{name: getattr(row, name) for name in _LOT_FIELDS})


def entry_row(ledger: Ledger, posting: Posting, previous_sha256: str) -> LedgerEntryRow:
    """An entry as a row, sealed with the hash of the entry before it."""
    entry, flow = posting.entry, posting.flow
    row = LedgerEntryRow(
        ledger=ledger,
        key=entry.id,
        content=_text(
            {"entry": _told(entry, _ENTRY_FIELDS), "before": [_told(lot, _LOT_FIELDS) for lot in posting.before]}
        ),
        **{name: getattr(flow, name) for name in FLOW_COLUMNS if name != "key"},
    )
    row.sha256 = seal(row, previous_sha256)
    return row


def posting_of(row: LedgerEntryRow) -> Posting:
    """A row as an entry that was booked."""
    content = json.loads(row.content)
    source, target = (_lot(one) for one in content["before"])
    return Posting(
        row.sequence, LedgerEntry(**_with_days(content["entry"])), row.source, row.target, row.mass_mg, row.account,
        (source, target),
    )  # fmt: skip


def entry_of_content(content: str) -> LedgerEntry:
    """What was told, from the content of a row."""
    return LedgerEntry(**_with_days(json.loads(content)["entry"]))


def flow_of(values: tuple[Any, ...]) -> Flow:
    """The values of :data:`FLOW_COLUMNS` as a flow."""
    return Flow(*values)


def seal(row: LedgerEntryRow, previous_sha256: str) -> str:
    """SHA-256 of an entry: over all that it says, and the hash of the entry before it."""
    head = "\0".join(str(getattr(row, name)) for name in FLOW_COLUMNS)
    return hashlib.sha256(f"{previous_sha256 or START}\0{head}\0{row.content}".encode()).hexdigest()


def _told(of: LedgerEntry | LotState | None, names: tuple[str, ...]) -> dict[str, Any] | None:
    """The fields that were filled in; None where there was no lot."""
    if of is None:
        return None
    return {name: value for name in names if (value := getattr(of, name)) not in (None, "")}


def _text(content: dict[str, Any]) -> str:
    """JSON that is the same for the same content; days as year-month-day."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat)


def _lot(values: dict[str, Any] | None) -> LotState | None:
    return None if values is None else LotState(**(_UNTOLD | _with_days(values)))


def _with_days(values: dict[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in _DAYS else value for name, value in values.items()}
