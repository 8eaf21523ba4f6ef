"""In every sequence of operations, good and refused ones, mass is kept to the milligram."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from random import Random
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
ORIGINS = ("mined", "recovered", "recycled")
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


def operations(chance: Random) -> list[LedgerEntry]:
    """Openings, then entries as they come: names, amounts and kinds at random, so that many cannot be booked."""
    found = [made(chance, number, "opening", LOTS[number]) for number in range(3)]
    for number in range(3, 45):
        kind = chance.choice((*KINDS, "split", "merge", "merge", "correction"))
        found.append(made(chance, number, kind, chance.choice(LOTS)))
    return found


def made(chance: Random, number: int, kind: Any, lot: str) -> LedgerEntry:
    values: dict[str, Any] = {"evidence": "slip", "reason": "made up"}
    mass = chance.choice((None, chance.randrange(30), chance.randrange(10**6)))
    match kind:
        case "opening":
            values |= {"owner": chance.choice("AAB"), "place": "P", "origin": chance.choice(ORIGINS)}
            mass = chance.randrange(1, 3_000_001)
        case "transfer":
            values |= {"owner": chance.choice("AAB"), "to_lot": chance.choice(("", *LOTS))}
        case "split" | "merge":
            values["to_lot"] = chance.choice(LOTS)
        case "treatment":
            values["form"], mass = chance.choice(("metal", "sulphide")), None
        case "seizure":
            values |= {"authority": "Office", "case": "C", "holder": chance.choice(("H1", "H2"))}
        case "export":
            values["country"] = "GHA"
        case "disposal":
            values["place"] = "Q"
        case "correction":
            # Only the latest entries can be taken back.
            values["reverses"], mass, lot = f"E{number - chance.randrange(1, 4)}", None, ""
    return LedgerEntry(f"E{number}", START, kind, lot, mass, **values)


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
@given(st.integers(0, 10**9))
def test_mass_is_kept_and_shares_add_up(seed: int) -> None:
    book = Book()
    for entry in operations(Random(seed)):
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


def test_the_sequences_hold_good_and_refused_entries_of_every_kind() -> None:
    booked, refused = set(), set()
    for seed in range(12):
        book = Book()
        for entry in operations(Random(seed)):
            try:
                book.add(entry)
                booked.add(entry.kind)
            except InputError:
                refused.add(entry.kind)
    assert booked == refused == set(KINDS)
