"""What a ledger held at the end of each year, from the sums by day that the database makes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Sum

from almaden.store.models import Ledger, LedgerEntryRow
from almaden.supply.ledger.entries import kg


@dataclass(frozen=True)
class StockYear:
    """A year of a ledger, in milligrams.

    Attributes:
        year: the year.
        in_mg, out_mg: what came in and went out in it, less what corrections of it took back.
        stock_mg: what was there at its end.
    """

    year: int
    in_mg: int
    out_mg: int
    stock_mg: int

    @property
    def stock_kg(self) -> float:
        """What was there at its end."""
        return kg(self.stock_mg)


def stock_by_year(ledger: Ledger) -> tuple[StockYear, ...]:
    """The years of a ledger from its first to its last entry that brought mercury in or out.

    A correction counts on its own day.
    """
    rows = LedgerEntryRow.objects.filter(ledger=ledger, account__gt="").order_by()
    into: defaultdict[int, int] = defaultdict(int)
    out: defaultdict[int, int] = defaultdict(int)
    for account, kind, day, mass in rows.values_list("account", "kind", "day").annotate(Sum("mass_mg")):
        side = into if account.startswith("opening") else out
        side[day.year] += -int(mass) if kind == "correction" else int(mass)
    years = into.keys() | out.keys()
    found: list[StockYear] = []
    stock = 0
    for year in range(min(years), max(years) + 1) if years else ():
        stock += into[year] - out[year]
        found.append(StockYear(year, into[year], out[year], stock))
    return tuple(found)
