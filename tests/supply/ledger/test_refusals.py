"""What cannot be booked is told with the likely fix, all at once; findings of a book with planted faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from almaden.errors import InputError
from almaden.supply.ledger.ancestry import ancestry
from almaden.supply.ledger.balances import balances
from almaden.supply.ledger.batch import add_all
from almaden.supply.ledger.book import Book, book_of
from almaden.supply.ledger.custody import custody
from almaden.supply.ledger.destinations import destinations
from almaden.supply.ledger.entries import LedgerEntry, entry_of, kg
from almaden.supply.ledger.findings import findings
from almaden.supply.ledger.readers.entries import read_entries
from almaden.supply.ledger.reconcile import reconcile_book
from almaden.supply.ledger.records import LedgerRecord
from tests.supply.ledger.ledger_entries import START, entry, opening

BEFORE = (
    opening("E1", "L1", 10),
    opening("E2", "L2", 5, owner="B"),
    entry("E3", "loss", "L2", day=3, kg=5, reason="r"),
)


@pytest.mark.parametrize(
    ("wrong", "problem", "advice"),
    [
        (entry("X", "transfer", "L1", 10.000001, owner="B", to_lot="N"), "larger than the lot", "check the unit"),
        (entry("X", "loss", "L2", 1, day=4, reason="r"), "closed", "correction of the entry that closed it"),
        (entry("X", "loss", "L9", 1, reason="r"), "does not exist yet", "opening"),
        (entry("X", "merge", "L1", to_lot="L1"), "into itself", "which it went into"),
        (entry("X", "transfer", "L1", owner="A", place="P"), "has this owner and place already", "to itself"),
        (entry("X", "transfer", "L1", 3, owner="B"), "needs a lot of its own", "name the new lot"),
        (entry("X", "split", "L1", 1, to_lot="L2"), "there is a lot of this name", "merge"),
        (entry("X", "loss", "L1", 1, day=-1, reason="r"), "later entry", "corrections"),
        (entry("X", "loss", "L1", 1), "needs this", "fill it in"),
        (entry("X", "export", "L1", 1, country="GHA", consent="C"), None, ""),
        (entry("X", "export", "L1", 1, day=-3000, country="GHA", consent="C"), "no consent", "reference"),
        (entry("X", "loss", "L1", 1, day=9999, reason="r"), "still to come", "on which it happened"),
        (entry("X", "loss", "L1", 1, day=-300_000, reason="r"), "goes back", "all four digits"),
        (entry("E1", "loss", "L1", 1, reason="r"), "this identifier already", "another one"),
        (entry("X", "correction", reverses="E9", reason="r"), "no entry of this identifier", "check"),
        (entry("X", "correction", reverses="E2", reason="r", day=4), "later entries", "the latest first"),
        (entry("X", "correction", reverses="E3", reason="r"), "the entry that it takes back is of", "mistake"),
        (entry("X", "treatment", "L1", form="waste"), "mass of the product", "as weighed"),
        (entry("X", "loss", "L1", 1, reason="r", to_lot="L2"), "means nothing", "leave it empty"),
        (entry("X", "split", "L1", 1, to_lot="N", owner="B"), "has another owner", "the transfer"),
        (entry("X", "transfer", "L1", owner="B", case="7"), "has another case", "the seizure first"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told(wrong: LedgerEntry, problem: str | None, advice: str) -> None:
    book = book_of(BEFORE)
    if problem is None:
        book.add(wrong, date(2025, 1, 1))
        return
    with pytest.raises(InputError, match=problem) as told:
        book.add(wrong, date(2025, 1, 1))
    assert advice in str(told.value)


@pytest.mark.parametrize(
    ("values", "problem", "advice"),
    [
        ({"amount": -3}, "below zero", "correction"),
        ({"amount": 3, "unit": "items"}, "none of an amount of mercury", "items"),
        ({"amount": 3, "unit": "ppm"}, "none of an amount of mercury", "multiply the content"),
        ({"amount": 3e6, "unit": "t"}, "no lot of mercury has this amount", "check the unit"),
    ],
)
def test_amounts_that_cannot_be_are_told(values: dict[str, Any], problem: str, advice: str) -> None:
    record = LedgerRecord(id="E", day=START, kind="loss", lot="L", reason="r", **values)
    with pytest.raises(InputError, match=problem) as told:
        entry_of(record)
    assert advice in str(told.value)


def test_lots_made_of_each_other_are_a_circle_and_what_follows_is_not_told_again() -> None:
    circle = [
        entry("E1", "split", "A", 1, to_lot="B"),
        entry("E2", "split", "B", 1, to_lot="A"),
        entry("E3", "loss", "C", 1, reason="r"),
    ]
    with pytest.raises(InputError) as told:
        add_all(Book(), circle)
    first, second = told.value.faults
    assert "circle" in first.problem
    assert first.value == "A < B < A"
    assert "does not exist yet" in second.problem


def test_a_correction_takes_back_and_both_stay() -> None:
    book = book_of(BEFORE)
    book.add(entry("E4", "correction", reverses="E3", reason="typing error", day=5))
    book.add(entry("E5", "loss", "L2", 0.5, day=3, reason="evaporation"))
    found = book.lot("L2")
    assert found is not None
    assert found.kg == 4.5
    assert [one.entry.id for one in book.postings_of("L2")] == ["E2", "E3", "E4", "E5"]
    told = balances(book.lots.values(), (one.flow for one in book.postings))
    assert told.accounts == {"loss": 500_000, "opening recovered": 15_000_000}
    with pytest.raises(InputError, match="taken back already"):
        book.add(entry("E6", "correction", reverses="E3", reason="r", day=6))


def test_stabilising_keeps_the_mercury_and_makes_more_product() -> None:
    # HgS / Hg = 232.66 / 200.59 = 1.160
    found = book_of([opening("E1", "L1", 10), entry("E2", "treatment", "L1", form="sulphide")]).lot("L1")
    assert found is not None
    assert found.kg == 10
    assert found.product_kg == pytest.approx(11.6)


def test_where_a_mixed_lot_came_from_and_went() -> None:
    # 6 kg mined and 4 kg recycled are mixed; half is exported, 1 kg of the rest is lost.
    book = book_of(
        [
            opening("E1", "M", 6, origin="mined"),
            opening("E2", "R", 4, origin="recycled"),
            entry("E3", "merge", "R", to_lot="M", day=1),
            entry("E4", "split", "M", 5, to_lot="X", day=2),
            entry("E5", "export", "X", country="GHA", day=3),
            entry("E6", "loss", "M", 1, reason="distillation", day=4),
        ]
    )
    found = ancestry("M", book.flows_behind("M"))
    assert found is not None
    assert [(one.entry, one.kg, one.share) for one in found.origins] == [("E1", 2.4, 0.6), ("E2", 1.6, 0.4)]
    assert found.lots == ("R",)
    closed = ancestry("X", book.flows_behind("X"))
    assert closed is not None
    assert closed.kg == 5
    gone = destinations("R", book.flows_after("R"))
    assert gone is not None
    assert {(one.kind, one.lot): one.kg for one in gone.parts} == {
        ("export", "X"): 2,
        ("lot", "M"): 1.6,
        ("loss", "M"): 0.4,
    }


def test_a_planted_discrepancy_is_found_with_the_entries_since_the_last_right_count() -> None:
    # 0.7 kg disappear between the second and the third count; the weighing is good to 0.05 kg.
    error = {"error_mg": 50_000}
    book = book_of(
        [
            opening("E1", "L1", 100),
            opening("E2", "L2", 7),
            entry("C1", "count", "L1", 100.02, 10, **error),
            entry("E3", "split", "L1", 40, 20, to_lot="L3"),
            entry("C2", "count", "L1", 59.97, 30, **error),
            entry("E4", "loss", "L1", 1, 40, reason="filling"),
            entry("C3", "count", "L1", 58.3, 50, **error),
            entry("C4", "count", "L1", 58.31, 60, **error),
        ]
    )
    found = reconcile_book(book)
    assert [one.agrees for one in found.counts] == [True, True, False, False]
    third, fourth = found.discrepancies
    assert (kg(third.difference_mg), third.since.isoformat(), third.between) == (-0.7, "2024-01-31", ("E4",))
    assert kg(fourth.new_mg) == 0.01
    assert found.uncounted == ("L2", "L3")
    assert "misses 0.7 kg" in third.text


def test_a_lot_that_comes_back_and_an_export_without_consent_are_told() -> None:
    book = book_of(
        [
            opening("E1", "L1", 10),
            entry("E2", "transfer", "L1", owner="B", day=1),
            entry("E3", "transfer", "L1", 4, owner="C", to_lot="L2", day=2),
            entry("E4", "transfer", "L2", owner="A", day=3),
            entry("E5", "export", "L1", 1, country="PER", day=4),
            entry("E6", "export", "L1", 1, country="PER", day=4, consent="3-A 7"),
        ]
    )
    circle, export = findings(book.postings)
    assert circle == "E4, 2024-01-04: the lot L2 comes back to who gave it away (A > B > C > A)"
    assert export == "E5, 2024-01-05: an export without a consent under Article 3"


def test_a_chain_of_custody_is_complete_or_broken() -> None:
    seized = {"authority": "Made-up customs", "case": "2024-7", "holder": "Customs store", "evidence": "record 1"}
    moved = {"holder": "Ministry store", "received_from": "Customs store", "evidence": "receipt 2", "place": "Q"}
    start = [opening("E1", "L1", 10), entry("E2", "seizure", "L1", 4, 1, to_lot="S", **seized)]
    good = book_of([*start, entry("E3", "transfer", "S", None, 2, **moved)])
    whole = custody("S", good.postings_of)
    assert whole is not None
    assert whole.complete
    assert [one.holder for one in whole.links] == ["Customs store", "Ministry store"]
    assert custody("L1", good.postings_of) is None
    bad = book_of(
        [*start, entry("E3", "transfer", "S", None, 2, **(moved | {"received_from": "Police", "evidence": ""}))]
    )
    broken = custody("S", bad.postings_of)
    assert broken is not None
    assert len(broken.breaks) == 2
    assert any("Police" in one for one in broken.breaks)


def test_flasks_are_read_as_345_kg_for_ten_and_told(tmp_path: Path) -> None:
    file = tmp_path / "entries.csv"
    file.write_text(
        "id,day,kind,lot,amount,unit,owner,place,origin,evidence\n"
        "E1,2024-01-01,opening,L1,10,flasks,A,P,recovered,slip\n"
        "E2,2024-01-02,loss,L1,0.1,kg,,,,\n"
    )
    read = read_entries(file)
    assert [one.mass_mg for one in read.entries] == [345_000_000, 100_000]
    assert len(read.notes) == 1
    assert "345" in read.notes[0]
    with pytest.raises(InputError) as told:
        add_all(Book(), read.entries, None, read.place)
    (fault,) = told.value.faults
    assert (fault.file, fault.row, fault.column) == ("entries.csv", 3, "reason")


def test_amounts_without_a_unit_are_told(tmp_path: Path) -> None:
    path = tmp_path / "entries.csv"
    path.write_text("id,day,kind,lot,amount,owner,place,origin,evidence\nE,2024-01-02,opening,L,5,A,P,mined,e\n")
    (note,) = read_entries(path).notes
    assert str(note) == "amounts without a unit, which are taken as kg: 1"
