"""How much is where: by lot, owner, place and form; and that nothing was made or lost without an entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from almaden.supply.ledger.entries import kg
from almaden.supply.ledger.states import Flow, LotState


@dataclass(frozen=True)
class Balances:
    """What a ledger holds and where it came from and went, in milligrams.

    Attributes:
        lots: lots that hold something.
        closed: lots that hold nothing any more.
        stock_mg: all that lots hold.
        owners, places, forms: what they hold, by name, the largest first.
        accounts: what came in by origin (``opening mined``) and went out (``loss``, ``export``, ``disposal``), with
            corrections taken off.
    """

    lots: int
    closed: int
    stock_mg: int
    owners: dict[str, int]
    places: dict[str, int]
    forms: dict[str, int]
    accounts: dict[str, int]

    @property
    def in_mg(self) -> int:
        """All that came in."""
        return sum(mass for account, mass in self.accounts.items() if account.startswith("opening"))

    @property
    def out_mg(self) -> int:
        """All that went out."""
        return sum(mass for account, mass in self.accounts.items() if not account.startswith("opening"))

    @property
    def unexplained_mg(self) -> int:
        """What came in, less what went out, less what is there: zero, or the ledger was altered."""
        return self.in_mg - self.out_mg - self.stock_mg

    def as_dict(self) -> dict[str, Any]:
        """Plain values, in kg."""
        told: dict[str, Any] = {"lots": self.lots, "closed_lots": self.closed, "stock_kg": kg(self.stock_mg)}
        for name in ("owners", "places", "forms", "accounts"):
            told[f"{name}_kg"] = {key: kg(mass) for key, mass in getattr(self, name).items()}
        return told | {"in_kg": kg(self.in_mg), "out_kg": kg(self.out_mg), "unexplained_kg": kg(self.unexplained_mg)}


def balances(lots: Iterable[LotState], flows: Iterable[Flow]) -> Balances:
    """The balances of a ledger.

    Args:
        lots: its lots as they stand.
        flows: all its flows, corrections and what they took back too.
    """
    found = list(lots)
    there = [one for one in found if not one.closed]
    return Balances(
        len(there),
        len(found) - len(there),
        sum(one.mass_mg for one in there),
        _sums(there, lambda one: one.owner),
        _sums(there, lambda one: one.place),
        _sums(there, lambda one: one.form),
        dict(sorted(accounts_of(flows).items())),
    )


def accounts_of(flows: Iterable[Flow]) -> dict[str, int]:
    """What came in and went out by account, in milligrams; corrections are taken off."""
    sums: defaultdict[str, int] = defaultdict(int)
    for flow in flows:
        if flow.account:
            sums[flow.account] += -flow.mass_mg if flow.reverses else flow.mass_mg
    return dict(sums)


def _sums(lots: Iterable[LotState], name: Callable[[LotState], str]) -> dict[str, int]:
    sums: defaultdict[str, int] = defaultdict(int)
    for one in lots:
        sums[name(one)] += one.mass_mg
    return dict(sorted(sums.items(), key=lambda item: (-item[1], item[0])))
