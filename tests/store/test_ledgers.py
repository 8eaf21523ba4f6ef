"""Mass ledgers in the store: kept whole, seen by those who may, written by two at once, altered by nobody unnoticed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from almaden.errors import InputError
from almaden.store import journal
from almaden.store.backup.tables import tables
from almaden.store.ledger_checking import altered
from almaden.store.ledger_reading import (
    ancestry_of,
    balances_now,
    custody_of,
    destinations_of,
    entries_of,
    lot_now,
    lots_now,
    reconciliation,
    totals,
)
from almaden.store.ledger_writing import add_entries
from almaden.store.ledgers import make_ledger, may_read, may_write, publish_totals, visible_ledgers
from almaden.store.models import Entry, Ledger, LedgerEntryRow, LedgerLot, User
from almaden.store.rights import RightsError
from almaden.supply.ledger.ancestry import ancestry
from almaden.supply.ledger.balances import balances
from almaden.supply.ledger.book import book_of
from almaden.supply.ledger.destinations import destinations
from tests.store.conftest import MakeUser
from tests.supply.ledger.ledger_entries import entry, opening

pytestmark = pytest.mark.django_db

ENTRIES = (
    opening("E1", "M", 6, origin="mined"),
    opening("E2", "R", 4, origin="recycled"),
    entry("E3", "merge", "R", to_lot="M", day=1),
    entry("E4", "split", "M", 5, to_lot="X", day=2),
    entry("E5", "seizure", "X", None, 3, authority="Made-up customs", case="7", holder="Store", evidence="record"),
    entry("E6", "loss", "M", 2, reason="typing error", day=4),
    entry("E7", "correction", reverses="E6", reason="typing error", day=5),
    entry("E8", "loss", "M", 1, reason="distillation", day=4),
    entry("C1", "count", "M", 3.5, 6, error_mg=100_000),
)


def kept(actor: User | None = None) -> Ledger:
    ledger = make_ledger(actor, "GHA", "Made-up ledger", made_up=True)
    add_entries(actor, ledger, ENTRIES)
    return ledger


def test_what_is_kept_says_what_the_ledger_in_memory_says() -> None:
    ledger, book = kept(), book_of(ENTRIES)
    assert list(entries_of(ledger)) == list(book.postings)
    assert {row.lot for row in lots_now(ledger, closed=True)} == set(book.lots)
    for lot in ("M", "R", "X"):
        assert lot_now(ledger, lot) == book.lot(lot)
        assert ancestry_of(ledger, lot) == ancestry(lot, book.flows_behind(lot))
        assert destinations_of(ledger, lot) == destinations(lot, book.flows_after(lot))
    assert balances_now(ledger) == balances(book.lots.values(), (one.flow for one in book.postings))
    assert balances_now(ledger).unexplained_mg == 0
    (count,) = reconciliation(ledger).discrepancies
    assert (count.lot, count.difference_mg) == ("M", -500_000)
    chain = custody_of(ledger, "X")
    assert chain is not None
    assert chain.complete
    assert altered(ledger) is None


def test_the_same_entries_twice_change_nothing_and_others_of_their_names_are_refused() -> None:
    ledger = kept()
    before = Entry.objects.count()
    assert (add_entries(None, ledger, ENTRIES).added, Entry.objects.count()) == (0, before)
    with pytest.raises(InputError, match="with another content"):
        add_entries(None, ledger, [opening("E1", "M", 7, origin="mined")])


def test_all_entries_are_kept_or_none() -> None:
    ledger = kept()
    with pytest.raises(InputError, match="larger than the lot"):
        add_entries(None, ledger, [opening("N1", "N", 1), entry("N2", "loss", "X", 6, 9, reason="r")])
    assert lot_now(ledger, "N") is None
    assert LedgerEntryRow.objects.count() == len(ENTRIES)
    assert journal.verify() == Entry.objects.count()


def test_a_lot_whose_opening_is_taken_back_is_gone() -> None:
    ledger = make_ledger(None, "GHA", "Made-up ledger")
    add_entries(None, ledger, [opening("E1", "M", 6)])
    add_entries(None, ledger, [entry("E2", "correction", reverses="E1", reason="r", day=1)])
    assert lot_now(ledger, "M") is None
    with pytest.raises(InputError, match="taken back already"):
        add_entries(None, ledger, [entry("E3", "correction", reverses="E1", reason="r", day=1)])
    add_entries(None, ledger, [opening("E4", "M", 5)])
    assert altered(ledger) is None


def test_whoever_alters_a_row_is_found_out() -> None:
    ledger = kept()
    LedgerLot.objects.filter(lot="M").update(mass_mg=1)
    assert "M" in str(altered(ledger))
    LedgerEntryRow.objects.filter(key="E8").update(mass_mg=1)
    assert "8" in str(altered(ledger))
    LedgerEntryRow.objects.filter(sequence=9).delete()
    LedgerEntryRow.objects.filter(sequence=8).delete()
    assert "missing" in str(altered(ledger))
    Ledger.objects.update(entries=7, head=LedgerEntryRow.objects.get(sequence=7).sha256)
    assert "journal" in str(altered(ledger))


def test_others_see_published_totals_alone(person: MakeUser) -> None:
    compiler, stranger, lead = (
        person("a", "compiler", "GHA"),
        person("b", "compiler", "PER"),
        person("c", "reviewer", "GHA"),
    )
    ledger = kept(compiler)
    assert may_write(compiler, ledger)
    assert not may_write(lead, ledger)
    assert may_read(lead, ledger)
    assert not visible_ledgers(None).exists()
    assert not visible_ledgers(stranger).exists()
    with pytest.raises(RightsError):
        publish_totals(compiler, ledger, None, published=True)
    publish_totals(lead, ledger, ledger.version, published=True)
    assert visible_ledgers(None).get() == visible_ledgers(stranger).get() == ledger
    assert not may_read(stranger, ledger)
    assert not may_read(None, ledger)
    told = totals(ledger)
    assert (told.owners, told.places, told.stock_mg) == ({}, {}, 9_000_000)
    with pytest.raises(RightsError):
        add_entries(stranger, ledger, [opening("N1", "N", 1)])


def test_a_backup_holds_ledgers() -> None:
    assert {Ledger, LedgerLot, LedgerEntryRow} <= set(tables())


WRITER = """
import sys
from almaden.store import setup
setup.start()
from almaden.errors import InputError
from almaden.store.ledger_writing import add_entries
from almaden.store.models import Ledger
from tests.supply.ledger.ledger_entries import entry
ledger, taken = Ledger.objects.get(), 0
for number in range(12):
    try:
        add_entries(None, ledger, [entry(f"{sys.argv[1]}{number}", "loss", "L", 1, 1, reason="made up")])
        taken += 1
    except InputError:
        pass
print(taken)
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the writers have a database of their own, a file")
@pytest.mark.slow
def test_two_who_write_at_once_cannot_take_the_same_mercury(tmp_path: Path) -> None:
    environment: dict[str, Any] = {**os.environ, "ALMADEN_HOME": str(tmp_path), "ALMADEN_DATABASE_URL": ""}
    begin = (
        "from almaden.store import setup; setup.start()\n"
        "from almaden.store.ledgers import make_ledger\n"
        "from almaden.store.ledger_writing import add_entries\n"
        "from tests.supply.ledger.ledger_entries import opening\n"
        "add_entries(None, make_ledger(None, 'GHA', 'Made up'), [opening('E1', 'L', 10)])"
    )
    subprocess.run([sys.executable, "-c", begin], env=environment, check=True)
    both = [
        subprocess.Popen([sys.executable, "-c", WRITER, name], env=environment, stdout=subprocess.PIPE, text=True)
        for name in "AB"
    ]
    taken = [int(one.communicate()[0]) for one in both]
    look = (
        "from almaden.store import setup; setup.start()\n"
        "from almaden.store.ledger_checking import altered\n"
        "from almaden.store.ledger_reading import balances_now\n"
        "from almaden.store.models import Ledger\n"
        "one = Ledger.objects.get(); print(altered(one), balances_now(one).stock_mg)"
    )
    left = subprocess.run([sys.executable, "-c", look], env=environment, check=True, capture_output=True, text=True)
    # 24 times 1 kg are asked for, and 10 kg are there.
    assert left.stdout.split() == ["None", "0"]
    assert sum(taken) == 10
