"""Limits of chlor-alkali: what is taken for a mistake, and above what the Convention asks."""

from __future__ import annotations

from almaden.reference.tables import read_table


def limit(key: str) -> float:
    """A limit of the table of limits."""
    return next(float(row["value"]) for row in read_table("chloralkali/limits") if row["key"] == key)
