"""Published totals of mass ledgers in an edition; lots, owners, places and entries are never public."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet

from almaden.store.editions.shape import Column, Table
from almaden.store.ledger_reading import totals
from almaden.store.ledger_stock import stock_by_year
from almaden.store.models import Ledger
from almaden.store.models.ledgers import LedgerState
from almaden.supply.ledger.entries import kg

_TOTALS: Final = (
    Column("ledger", "integer", "Number of the ledger, the same in every edition."),
    Column("country", "string", "Country, as ISO 3166 code of three letters."),
    Column("title", "string", "Its title."),
    Column("made_up", "boolean", "Whether the figures are made up, to show how the program works."),
    Column(
        "what", "string", "stock of a form, came in of an origin, went out by a way, or stock at the end of a year."
    ),
    Column("name", "string", "The form, the origin, the way, or the year."),
    Column("mercury_kg", "number", "Mercury.", "kg"),
)


def ledger_tables() -> tuple[Table, ...]:
    """The table of published totals, where there are any."""
    return (Table("ledger_totals", "Totals of mass ledgers", _TOTALS, _rows),) if _published().exists() else ()


def _published() -> QuerySet[Ledger]:
    return Ledger.objects.filter(state=LedgerState.PUBLISHED).order_by("pk")


def _rows() -> Iterator[tuple[Any, ...]]:
    for ledger in _published():
        for what, name, mass in _totals(ledger):
            yield ledger.pk, ledger.country, ledger.title, ledger.made_up, what, name, kg(mass)


def _totals(ledger: Ledger) -> Iterator[tuple[str, str, int]]:
    sums = totals(ledger)
    yield from (("stock", form, mass) for form, mass in sums.forms.items())
    for account, mass in sums.accounts.items():
        way, _space, origin = account.partition(" ")
        yield ("came in", origin, mass) if way == "opening" else ("went out", account, mass)
    yield from (("stock at the end of the year", str(one.year), one.stock_mg) for one in stock_by_year(ledger))
