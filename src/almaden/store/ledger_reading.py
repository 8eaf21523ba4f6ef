"""Reads kept ledgers: lots, balances, where a lot came from and went, counts beside it.

Whether a person may see it is asked by who calls (:func:`~almaden.store.ledgers.may_read`); only
:func:`totals` is for all who may see the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.db import connection
from django.db.models import QuerySet, Sum

from almaden.store.ledger_rows import FLOW_COLUMNS, flow_of, lot_of, posting_of
from almaden.store.models import Ledger, LedgerEntryRow, LedgerLot
from almaden.supply.ledger.ancestry import Ancestry, ancestry
from almaden.supply.ledger.balances import Balances
from almaden.supply.ledger.custody import Custody, custody
from almaden.supply.ledger.destinations import Destinations, destinations
from almaden.supply.ledger.findings import findings
from almaden.supply.ledger.reconcile import Reconciliation, reconcile
from almaden.supply.ledger.states import Flow, LotState, Posting
from almaden.wording import Text

#: Names that are looked up by one query; SQLite takes at most 32,766 values in one.
_NAMES: Final = 10_000
#: Lots that went into a lot, one by one: those whose mercury it may hold. CROSS JOIN keeps SQLite from reading every
#: entry of the ledger first; it has no statistics of its tables.
_BEHIND: Final = """
WITH RECURSIVE walked(lot) AS (
    SELECT CAST(%s AS varchar(100)) UNION
    SELECT e.source FROM walked w CROSS JOIN {table} e
    WHERE e.ledger_id = %s AND e.target = w.lot AND e.kind <> 'correction' AND e.source <> ''
)
SELECT {columns} FROM walked w CROSS JOIN {table} e WHERE e.ledger_id = %s AND e.target = w.lot
UNION ALL
SELECT {columns} FROM walked w CROSS JOIN {table} e
WHERE e.ledger_id = %s AND e.source = w.lot AND NOT (e.reverses = '')
UNION ALL
SELECT {columns} FROM {table} e WHERE e.ledger_id = %s AND e.source = %s
"""
#: Lots that a lot went into, one by one.
_AFTER: Final = """
WITH RECURSIVE walked(lot) AS (
    SELECT CAST(%s AS varchar(100)) UNION
    SELECT e.target FROM walked w CROSS JOIN {table} e
    WHERE e.ledger_id = %s AND e.source = w.lot AND e.kind <> 'correction' AND e.target <> ''
)
SELECT {columns} FROM walked w CROSS JOIN {table} e WHERE e.ledger_id = %s AND e.source = w.lot
UNION ALL
SELECT {columns} FROM walked w CROSS JOIN {table} e
WHERE e.ledger_id = %s AND e.target = w.lot AND NOT (e.reverses = '')
UNION ALL
SELECT {columns} FROM {table} e WHERE e.ledger_id = %s AND e.target = %s
"""


def lot_now(ledger: Ledger, lot: str) -> LotState | None:
    """A lot as it stands, or None."""
    row = LedgerLot.objects.filter(ledger=ledger, lot=lot).first()
    return None if row is None else lot_of(row)


def lots_now(ledger: Ledger, owner: str = "", place: str = "", closed: bool = False) -> QuerySet[LedgerLot]:
    """Rows of the lots as they stand, by name.

    Args:
        ledger: the ledger.
        owner: only lots of this owner.
        place: only lots at this place.
        closed: with lots that hold nothing any more.
    """
    found = LedgerLot.objects.filter(ledger=ledger).order_by("lot")
    if owner:
        found = found.filter(owner=owner)
    if place:
        found = found.filter(place=place)
    return found if closed else found.filter(mass_mg__gt=0)


def postings_of(ledger: Ledger, lot: str) -> list[Posting]:
    """What was booked of a lot, in order, corrections and what they took back too."""
    own = LedgerEntryRow.objects.filter(ledger=ledger)
    rows = {row.pk: row for row in (*own.filter(source=lot), *own.filter(target=lot))}
    return sorted(map(posting_of, rows.values()), key=lambda one: one.sequence)


def ancestry_of(ledger: Ledger, lot: str) -> Ancestry | None:
    """Where the mercury of a lot came from; None where no entry that counts is of it."""
    return ancestry(lot, _walked(_BEHIND, ledger, lot))


def destinations_of(ledger: Ledger, lot: str) -> Destinations | None:
    """Where the mercury went that ever was in a lot; None where no entry that counts is of it."""
    return destinations(lot, _walked(_AFTER, ledger, lot))


def custody_of(ledger: Ledger, lot: str) -> Custody | None:
    """The chain of custody of a lot; None where it is no seized mercury."""
    return custody(lot, lambda name: postings_of(ledger, name))


def balances_now(ledger: Ledger) -> Balances:
    """How much is where, and what came in and went out."""
    lots = LedgerLot.objects.filter(ledger=ledger).order_by()
    there = lots.filter(mass_mg__gt=0)
    owners, places, forms = (_sums(there, name) for name in ("owner", "place", "form"))
    accounts = dict(sorted(_accounts(ledger).items()))
    count = there.count()
    return Balances(count, lots.count() - count, sum(forms.values()), owners, places, forms, accounts)


def totals(ledger: Ledger) -> Balances:
    """What everybody may see of a published ledger: sums by form and account, without owners and places."""
    return replace(balances_now(ledger), owners={}, places={})


def reconciliation(ledger: Ledger, lot: str = "") -> Reconciliation:
    """Every physical count beside what the ledger says.

    Args:
        ledger: the ledger.
        lot: only the counts of this lot.
    """
    own = LedgerEntryRow.objects.filter(ledger=ledger)
    counts = list(own.filter(kind="count", source=lot) if lot else own.filter(kind="count"))
    lots = sorted({row.source for row in counts})
    flows: dict[str, dict[int, Flow]] = {name: {} for name in lots}
    for start in range(0, len(lots), _NAMES):
        some = lots[start : start + _NAMES]
        for end in ("source", "target"):
            for values in own.filter(**{f"{end}__in": some}).values_list(*FLOW_COLUMNS):
                flow = flow_of(values)
                flows[getattr(flow, end)][flow.sequence] = flow
    errors = {row.key: posting_of(row).entry.error_mg for row in counts}
    held = [] if lot else lots_now(ledger).values_list("lot", flat=True)
    return reconcile({name: found.values() for name, found in flows.items()}, errors, held)


def findings_of(ledger: Ledger) -> list[Text]:
    """What a reader should look at: lots that come back to who gave them away, exports without a consent."""
    rows = LedgerEntryRow.objects.filter(ledger=ledger, kind__in=("transfer", "export", "correction"))
    return findings(sorted(map(posting_of, rows), key=lambda one: one.sequence))


def entries_of(ledger: Ledger) -> Iterator[Posting]:
    """Every entry in order."""
    for row in LedgerEntryRow.objects.filter(ledger=ledger).order_by("sequence").iterator(chunk_size=2000):
        yield posting_of(row)


def _sums(lots: QuerySet[LedgerLot], name: str) -> dict[str, int]:
    """What lots hold by owner, place or form, in milligrams, the largest first."""
    found = {key: int(mass) for key, mass in lots.values_list(name).annotate(Sum("mass_mg"))}
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _accounts(ledger: Ledger) -> dict[str, int]:
    """What came in and went out by account, in milligrams; corrections are taken off."""
    rows = LedgerEntryRow.objects.filter(ledger=ledger, account__gt="").order_by()
    sums: defaultdict[str, int] = defaultdict(int)
    for account, kind, mass in rows.values_list("account", "kind").annotate(Sum("mass_mg")):
        sums[account] += -int(mass) if kind == "correction" else int(mass)
    return dict(sums)


def _walked(statement: str, ledger: Ledger, lot: str) -> list[Flow]:
    quoted = connection.ops.quote_name
    columns = ", ".join(f"e.{quoted(name)}" for name in FLOW_COLUMNS)
    table = quoted(LedgerEntryRow._meta.db_table)
    values: tuple[Any, ...] = (lot, ledger.pk, ledger.pk, ledger.pk, ledger.pk, lot)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=table, columns=columns), values)
        # A row may be found in two ways.
        rows = {row[0]: row for row in cursor.fetchall()}
    return [flow_of(row) for row in rows.values()]
