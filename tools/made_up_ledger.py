"""A made-up mass ledger for the made-up store: recovered mercury, a seizure, a count that misses something."""

from __future__ import annotations

import importlib.resources
from typing import Any

TITLE = "Recovered and seized mercury (made up)"
#: The entries of the demonstration; nothing of it happened.
ENTRIES = (importlib.resources.files("almaden.demo") / "data" / "ledger-made-up.csv").read_text(encoding="utf-8")


def fill_ledger(people: dict[str, Any]) -> dict[str, int]:
    """Keep a ledger with published totals."""
    from io import BytesIO

    from almaden.store.ledger_writing import add_entries
    from almaden.store.ledgers import make_ledger, publish_totals
    from almaden.supply.ledger.readers.entries import read_entries

    ledger = make_ledger(None, "GHA", TITLE, made_up=True)
    read = read_entries(BytesIO(ENTRIES.encode()), "entries.csv")
    add_entries(people["kofi"], ledger, read.entries, place=read.place)
    publish_totals(None, ledger, None, published=True)
    return {"ledger": ledger.pk}
