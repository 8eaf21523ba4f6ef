"""Reads kept ledgers: lots, balances, where a lot came from and went, counts beside it.

Whether a person may see it is asked by who calls (:func:`~almaden.store.ledgers.may_read`); only
:func:`totals` is for all who may see the ledger.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet, Sum

from almaden.store.ledger_rows import FLOW_COLUMNS, flow_of, lot_of, posting_of
from almaden.store.models import Ledger, LedgerEntryRow, LedgerLot
from almaden.supply.ledger.ancestry import Ancestry, ancestry, told_mass, traced
from almaden.supply.ledger.balances import Balances
from almaden.supply.ledger.custody import Custody, custody
from almaden.supply.ledger.destinations import Destinations, destinations
from almaden.supply.ledger.findings import Names, findings
from almaden.supply.ledger.flows import effective
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
#: Whether more lots than some are behind a lot.
_COUNT_BEHIND: Final = """
WITH RECURSIVE walked(lot) AS (
    SELECT CAST(%s AS varchar(100)) UNION
    SELECT e.source FROM walked w CROSS JOIN {table} e
    WHERE e.ledger_id = %s AND e.target = w.lot AND e.kind <> 'correction' AND e.source <> ''
)
SELECT count(*) FROM (SELECT lot FROM walked LIMIT %s) AS found_lots
"""
#: Every entry, the latest first, as a Step; all of it stands in one index.
_STEPS: Final = """
SELECT e.key, e.source, e.target, e.mass_mg, e.target_mg, e.account, CAST(e.day AS varchar(10))
FROM {table} e WHERE e.ledger_id = %s AND e.target <> '' ORDER BY e.sequence DESC
"""
#: With more lots behind a lot than these, reading the ledger once from its end is faster than looking each of them up.
_FEW: Final = 1_000
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


def rows_of(ledger: Ledger, lot: str) -> QuerySet[LedgerEntryRow]:
    """Rows of what was booked of a lot, in no order, corrections and what they took back too."""
    return LedgerEntryRow.objects.filter(Q(source=lot) | Q(target=lot), ledger=ledger)


def undone_of(ledger: Ledger, keys: Collection[str]) -> frozenset[str]:
    """Which of some entries were taken back."""
    found = LedgerEntryRow.objects.filter(ledger=ledger, reverses__in=keys)
    return frozenset(found.values_list("reverses", flat=True))


def ancestry_of(ledger: Ledger, lot: str) -> Ancestry | None:
    """Where the mercury of a lot came from; None where no entry that counts is of it."""
    if _has_few_behind(ledger, lot):
        return ancestry(lot, _walked(_BEHIND, ledger, lot))
    own = effective(flow_of(values) for values in rows_of(ledger, lot).values_list(*FLOW_COLUMNS))
    mass = told_mass(lot, own)
    return None if mass is None else _traced_through_all(ledger, lot, mass)


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


def reconciliation(ledger: Ledger, lots: Collection[str] | None = None) -> Reconciliation:
    """Every physical count beside what the ledger says.

    Args:
        ledger: the ledger.
        lots: only the counts of these lots; None for all, and for the lots that were never counted.
    """
    own = LedgerEntryRow.objects.filter(ledger=ledger)
    counts = list(own.filter(kind="count") if lots is None else own.filter(kind="count", source__in=lots))
    names = sorted({row.source for row in counts})
    flows: dict[str, dict[int, Flow]] = {name: {} for name in names}
    for start in range(0, len(names), _NAMES):
        some = names[start : start + _NAMES]
        for end in ("source", "target"):
            for values in own.filter(**{f"{end}__in": some}).values_list(*FLOW_COLUMNS):
                flow = flow_of(values)
                flows[getattr(flow, end)][flow.sequence] = flow
    errors = {row.key: posting_of(row).entry.error_mg for row in counts}
    held = lots_now(ledger).values_list("lot", flat=True) if lots is None else []
    return reconcile({name: found.values() for name, found in flows.items()}, errors, held)


def findings_of(ledger: Ledger) -> list[Text]:
    """What a reader should look at: lots that come back, exports without a consent, names that are alike."""
    rows = LedgerEntryRow.objects.filter(ledger=ledger, kind__in=("transfer", "export", "correction"))
    return findings(sorted(map(posting_of, rows), key=lambda one: one.sequence), names_held(ledger))


def names_held(ledger: Ledger) -> set[Names]:
    """Owners and places of the lots as they stand."""
    return set(LedgerLot.objects.filter(ledger=ledger).order_by().values_list("owner", "place").distinct())


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
    values: tuple[Any, ...] = (lot, ledger.pk, ledger.pk, ledger.pk, ledger.pk, lot)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(table=_table(), columns=columns), values)
        # A row may be found in two ways.
        rows = {row[0]: row for row in cursor.fetchall()}
    return [flow_of(row) for row in rows.values()]


def next_key(ledger: Ledger) -> str:
    """An identifier that no entry has yet: E and a number."""
    number = ledger.entries + 1
    while LedgerEntryRow.objects.filter(ledger=ledger, key=f"E{number}").exists():
        number += 1
    return f"E{number}"


def _has_few_behind(ledger: Ledger, lot: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_BEHIND.format(table=_table()), (lot, ledger.pk, _FEW + 1))
        return int(cursor.fetchone()[0]) <= _FEW


def _traced_through_all(ledger: Ledger, lot: str, mass_mg: int) -> Ancestry:
    """Where a lot came from that nearly the whole ledger went into."""
    corrections = LedgerEntryRow.objects.filter(ledger=ledger, reverses__gt="").values_list("key", "reverses")
    void = {key for pair in corrections for key in pair}
    with connection.cursor() as cursor:
        cursor.execute(_STEPS.format(table=_table()), (ledger.pk,))
        parts = iter(lambda: cursor.fetchmany(_NAMES), [])
        return traced(lot, mass_mg, chain.from_iterable(parts), void)


def _table() -> str:
    return connection.ops.quote_name(LedgerEntryRow._meta.db_table)
