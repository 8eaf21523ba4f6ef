"""Entries for tests, with little to be said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from almaden.supply.ledger.entries import MG_PER_KG, LedgerEntry

START = date(2024, 1, 1)


def entry(id: str, kind: Any, lot: str = "", kg: float | None = None, day: int = 0, **values: Any) -> LedgerEntry:
    """An entry of an amount in kg, so many days after the start."""
    mass = None if kg is None else round(kg * MG_PER_KG)
    return LedgerEntry(id, START + timedelta(day), kind, lot, mass, **values)


def opening(id: str, lot: str, kg: float, day: int = 0, **values: Any) -> LedgerEntry:
    """The opening of a lot of recovered mercury."""
    told: dict[str, Any] = {"owner": "A", "place": "P", "origin": "recovered", "evidence": "slip"}
    return entry(id, "opening", lot, kg, day, **(told | values))
