"""A lot that the whole ledger went into: read once from its end, it tells the same as the ledger in memory."""

from __future__ import annotations

import random

import pytest

from almaden.store import ledger_reading
from almaden.store.ledger_reading import ancestry_of
from almaden.store.ledger_stock import stock_by_year
from almaden.store.ledger_writing import add_entries
from almaden.store.ledgers import make_ledger
from almaden.supply.ledger.ancestry import ancestry
from almaden.supply.ledger.book import book_of
from tests.supply.ledger.ledger_entries import entry, opening

pytestmark = pytest.mark.django_db


def test_a_hub_is_traced_as_any_lot(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    entries = [opening("H", "HUB", 1)]
    for number in range(30):
        entries.append(opening(f"O{number}", f"L{number}", 1 + chance.randrange(9), number))
        entries.append(entry(f"S{number}", "split", "HUB", 0.01, 31 + number, to_lot=f"P{number}"))
        entries.append(entry(f"M{number}", "merge", f"L{number}", None, 31 + number, to_lot="HUB"))
        entries.append(entry(f"C{number}", "loss", "HUB", 0.5, 31 + number, reason="a mistake"))
        entries.append(entry(f"R{number}", "correction", day=31 + number, reverses=f"C{number}", reason="it was none"))
    ledger, book = make_ledger(None, "GHA", "Made up", made_up=True), book_of(entries)
    add_entries(None, ledger, entries)
    expected = {lot: ancestry(lot, book.flows_behind(lot)) for lot in ("HUB", "P3", "L3", "nothing")}
    assert {lot: ancestry_of(ledger, lot) for lot in expected} == expected
    monkeypatch.setattr(ledger_reading, "_FEW", -1)
    assert {lot: ancestry_of(ledger, lot) for lot in expected} == expected
    (year,) = stock_by_year(ledger)
    # The mistakes are taken back, so all is there that was opened.
    assert year.stock_mg == year.in_mg == sum(one.mass_mg or 0 for one in entries if one.kind == "opening")
