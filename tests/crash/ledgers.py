"""Entries into a mass ledger, one after the other and many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.crash.case import Case, Said, healthy, say, size, tidy

if TYPE_CHECKING:
    from almaden.supply.ledger.entries import LedgerEntry

#: Grams in each of the lots that are opened together.
_GRAMS: Final = 100


def parts() -> list[list[LedgerEntry]]:
    """What is added at once: many openings, then one entry after the other that empties these lots into one."""
    from tests.supply.ledger.ledger_entries import entry, opening

    count = size(12, 60)
    opened = [opening(f"O{number}", f"L{number}", _GRAMS / 1000) for number in range(count)]
    merged = [[entry(f"M{number}", "merge", f"L{number}", to_lot="L0")] for number in range(1, count)]
    return [opened, *merged, [entry("X", "export", "L0", _GRAMS / 1000, country="PER")]]


def add_rest() -> None:
    """Add what is not there yet, and confirm each time."""
    from almaden.store.ledger_writing import add_entries
    from almaden.store.models import Ledger

    ledger = Ledger.objects.get()
    for some in parts():
        add_entries(None, ledger, some)
        say(entries=ledger.entries)


class Entries(Case):
    """Lots are opened, merged and exported."""

    def prepare(self) -> None:
        from almaden.store.ledgers import make_ledger

        make_ledger(None, "GHA", "Made-up ledger", made_up=True)

    def work(self) -> None:
        add_rest()

    def look(self, said: Said) -> None:
        confirmed = max((one["entries"] for one in said if "entries" in one), default=0)
        reached = self._reached()
        ends = [0]
        for some in parts():
            ends.append(ends[-1] + len(some))
        assert reached in ends, f"{reached} entries: a part of what was added at once"
        assert ends.index(confirmed) <= ends.index(reached) <= ends.index(confirmed) + 1
        healthy()
        add_rest()
        assert self._reached() == ends[-1]
        tidy()

    def _reached(self) -> int:
        """How many entries are there; mass is kept, and every hash is right."""
        from almaden.store.ledger_checking import altered
        from almaden.store.ledger_reading import balances_now
        from almaden.store.models import Ledger, LedgerEntryRow

        ledger = Ledger.objects.get()
        assert altered(ledger) is None
        told = balances_now(ledger)
        assert told.unexplained_mg == 0
        opened = LedgerEntryRow.objects.filter(kind="opening").count()
        assert told.in_mg == opened * _GRAMS * 1000
        return LedgerEntryRow.objects.count()
