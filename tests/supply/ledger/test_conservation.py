"""In every sequence of operations, good and refused ones, mass is kept to the milligram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.errors import InputError
from almaden.supply.ledger.ancestry import ancestry, by_origin
from almaden.supply.ledger.balances import balances
from almaden.supply.ledger.book import Book
from almaden.supply.ledger.destinations import destinations
from almaden.supply.ledger.entries import LedgerEntry
from tests.supply.ledger.ledger_entries import START

LOTS = ("L1", "L2", "L3", "L4", "L5")
NAMES = st.sampled_from(LOTS)
ORIGINS = ("mined", "recovered", "recycled")
#: From a milligram up; the odd numbers leave nothing that divides well.
MASSES = st.integers(min_value=0, max_value=3_000_001)
KINDS = (
    "opening",
    "transfer",
    "split",
    "merge",
    "loss",
    "treatment",
    "seizure",
    "export",
    "disposal",
    "correction",
    "count",
)


@st.composite
def operations(draw: Any) -> list[LedgerEntry]:
    """Entries as they come: names, amounts and kinds at random, so that many cannot be booked."""
    found = []
    for number in range(draw(st.integers(1, 25))):
        kind = draw(st.sampled_from((*KINDS, "opening", "split", "merge", "merge")))
        values: dict[str, Any] = {"evidence": "slip", "owner": draw(st.sampled_from(("", "A"))), "place": "P"}
        mass = draw(st.one_of(st.none(), MASSES))
        if kind == "opening":
            values |= {"owner": "A", "origin": draw(st.sampled_from(ORIGINS))}
        if kind in ("split", "merge", "transfer"):
            values["to_lot"] = draw(NAMES)
        if kind == "treatment":
            values["form"] = draw(st.sampled_from(("metal", "sulphide")))
        if kind == "seizure":
            values |= {"authority": "Office", "case": "C", "holder": draw(st.sampled_from(("H1", "H2")))}
        if kind == "export":
            values["country"] = "GHA"
        if kind in ("loss", "correction"):
            values["reason"] = "made up"
        if kind == "correction":
            values["reverses"], mass = f"E{draw(st.integers(0, number))}", None
        lot = "" if kind == "correction" else draw(NAMES)
        found.append(LedgerEntry(f"E{number}", START, kind, lot, mass, **values))
    return found


def shares_by_hand(book: Book) -> Mapping[str, Mapping[str, Fraction]]:
    """Milligrams of each lot by opening, carried forward as fractions: another way than that of the ledger."""
    undone = {one.entry.reverses for one in book.postings}
    held: defaultdict[str, defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for one in book.postings:
        if one.entry.reverses or one.entry.id in undone or one.source == one.target:
            continue
        if one.source:
            own = held[one.source]
            part = Fraction(one.mass_mg) / sum(own.values())
            moved = {origin: mass * part for origin, mass in own.items()}
            held[one.source] = defaultdict(Fraction, {key: mass - moved[key] for key, mass in own.items()})
        else:
            moved = {one.entry.id: Fraction(one.mass_mg)}
        for origin, mass in moved.items() if one.target else ():
            held[one.target][origin] += mass
    return held


@settings(max_examples=50)
@given(operations())
def test_mass_is_kept_and_shares_add_up(entries: list[LedgerEntry]) -> None:
    book = Book()
    for entry in entries:
        before = dict(book.lots)
        try:
            book.add(entry)
        except InputError:
            assert dict(book.lots) == before
        told = balances(book.lots.values(), (one.flow for one in book.postings))
        assert told.unexplained_mg == 0
        assert min((lot.mass_mg for lot in book.lots.values()), default=0) >= 0
    hand = shares_by_hand(book)
    for name, lot in book.lots.items():
        assert lot.mass_mg == sum(hand[name].values())
        found = ancestry(name, book.flows_behind(name))
        assert found is not None
        assert sum(by_origin(found).values()) == found.mass_mg
        if not lot.closed:
            assert found.mass_mg == lot.mass_mg
            for share in found.origins:
                assert abs(share.mass_mg - hand[name][share.entry]) <= 1
        gone = destinations(name, book.flows_after(name))
        assert gone is not None
        assert sum(part.mass_mg for part in gone.parts) == gone.mass_mg
