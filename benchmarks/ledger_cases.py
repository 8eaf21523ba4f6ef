"""What is measured of a mass ledger of a million entries, each in a process of its own: Almaden, SQLite and pandas."""

from __future__ import annotations

import random
import sqlite3
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from almaden.supply.ledger.ancestry import ancestry
from almaden.supply.ledger.book import Book, book_of
from almaden.supply.ledger.entries import LedgerEntry

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
#: Entries of one made-up operator.
_EACH: Final = 1_000
_START: Final = date(2020, 1, 1)
#: The lots that are asked for: the one that an operator collects in, and the one that every operator sells to.
COLLECTING: Final = "0-0"
HUB: Final = "hub"


def entries(count: int) -> Iterator[LedgerEntry]:
    """Made-up entries: operators who recover, merge, split and lose mercury, and sell to one who collects it all."""
    owner: dict[str, Any] = {"owner": "Made-up collector", "place": "Made-up store"}
    yield LedgerEntry("hub", _START, "opening", HUB, 10**6, **owner, origin="opening stock", evidence="made up")
    number = 1
    for operator in range(count // _EACH + 1):
        for one in _operator(operator):
            if number == count:
                return
            number += 1
            yield one


def _operator(operator: int) -> Iterator[LedgerEntry]:
    """The entries of one operator, the last of which sells to the collector."""
    chance = random.Random(operator)
    own: dict[str, Any] = {"owner": f"Made-up {operator}", "place": "Made-up works"}
    lots: list[str] = []
    for step in range(_EACH - 3):
        day, key = _START + timedelta(step // 2), f"{operator}-{step}"
        kind = chance.choices(("opening", "merge", "split", "loss"), (4, 3, 2, 1))[0]
        if kind == "opening" or len(lots) < 3:
            lots.append(key)
            mass = chance.randrange(10**6, 10**9)
            yield LedgerEntry(key, day, "opening", key, mass, **own, origin="recovered", evidence="made up")
        elif kind == "merge":
            yield LedgerEntry(key, day, "merge", lots.pop(chance.randrange(1, len(lots))), to_lot=lots[0])
        elif kind == "split":
            lots.append(key)
            yield LedgerEntry(key, day, "split", lots[0], 1_001, to_lot=key)
        else:
            yield LedgerEntry(key, day, "loss", lots[0], 7, reason="made up")
    day, sold = _START + timedelta(_EACH // 2), f"{operator}-sold"
    yield LedgerEntry(f"{operator}-a", day, "split", lots[0], 500, to_lot=sold)
    yield LedgerEntry(
        f"{operator}-b", day, "transfer", sold, owner="Made-up collector", place="Made-up store", evidence="made up"
    )
    yield LedgerEntry(f"{operator}-c", day, "merge", sold, to_lot=HUB)


def prepare(program: str, count: float = 1_000_000) -> Prepared:
    case, lot = program.rsplit(", ", 1)
    return PROGRAMS[case](int(count), {"a lot": COLLECTING, "the hub": HUB}[lot])


def in_memory(count: int, lot: str) -> Prepared:
    book = book_of(entries(count))

    def compute() -> Answer:
        state, found = book.lot(lot), ancestry(lot, book.flows_behind(lot))
        assert state is not None
        assert found is not None
        return {"mg": state.mass_mg, "origins": len(found.origins)}

    return compute, lambda answer: answer


def make_store(count: int) -> None:
    """Put the ledger into an empty store, in the folder of the installation."""
    from almaden.store import setup

    setup.start()
    from almaden.store.ledger_writing import add_entries
    from almaden.store.ledgers import make_ledger

    add_entries(None, make_ledger(None, "GHA", "Made up", made_up=True), list(entries(count)))


def in_store(count: int, lot: str) -> Prepared:
    """The store that was made beforehand."""
    from almaden.store import setup

    setup.start()
    from almaden.store.ledger_reading import ancestry_of, lot_now
    from almaden.store.models import Ledger

    ledger = Ledger.objects.get(entries=count)

    def compute() -> Answer:
        state, found = lot_now(ledger, lot), ancestry_of(ledger, lot)
        assert state is not None
        assert found is not None
        return {"mg": state.mass_mg, "origins": len(found.origins)}

    return compute, lambda answer: answer


def rows(count: int) -> list[tuple[int, str, str, int]]:
    """The same ledger as a plain table: place, source, target, milligrams."""
    book: Book = book_of(entries(count))
    return [(one.sequence, one.source, one.target, one.mass_mg) for one in book.postings]


def by_sqlite(count: int, lot: str) -> Prepared:
    """Plain SQLite with indexes: the balance as a difference of sums, the origins by a recursive query, no shares."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE moved (place INTEGER PRIMARY KEY, source TEXT, target TEXT, mg INTEGER)")
    database.executemany("INSERT INTO moved VALUES (?, ?, ?, ?)", rows(count))
    database.execute("CREATE INDEX sources ON moved (source)")
    database.execute("CREATE INDEX targets ON moved (target)")

    def total(column: str) -> int:
        ((mass,),) = database.execute(f"SELECT total(mg) FROM moved WHERE {column} = ? AND source <> target", [lot])
        return int(mass)

    def compute() -> Answer:
        ((origins,),) = database.execute(
            "WITH RECURSIVE behind(lot) AS (SELECT ? UNION SELECT source FROM moved JOIN behind ON target = lot "
            "WHERE source <> '') SELECT count(*) FROM moved JOIN behind ON target = lot WHERE source = ''",
            [lot],
        )
        return {"mg": total("target") - total("source"), "origins": origins}

    return compute, lambda answer: answer


def by_pandas(count: int, lot: str) -> Prepared:
    """pandas: the balance by masks over all rows, the lots behind by joins until no more are found, no shares."""
    import pandas as pd

    moved = pd.DataFrame(rows(count), columns=["place", "source", "target", "mg"])
    moved = moved[moved.source != moved.target]

    def compute() -> Answer:
        mass = moved.mg[moved.target == lot].sum() - moved.mg[moved.source == lot].sum()
        behind, new = {lot}, {lot}
        while new:
            new = set(moved.source[moved.target.isin(new)]) - behind - {""}
            behind |= new
        return {"mg": int(mass), "origins": int((moved.target.isin(behind) & (moved.source == "")).sum())}

    return compute, lambda answer: answer


PROGRAMS: Final[dict[str, Callable[[int, str], Prepared]]] = {
    "almaden, store": in_store,
    "almaden, in memory": in_memory,
    "SQLite by hand": by_sqlite,
    "pandas by hand": by_pandas,
}

if __name__ == "__main__":
    make_store(int(sys.argv[1]))
