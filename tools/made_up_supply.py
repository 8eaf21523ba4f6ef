"""Made-up studies of supply and of storage for the made-up store."""

from __future__ import annotations

from typing import Any


def fill_supply(person: Any) -> dict[str, int]:
    """A published study of supply and one of storage, and a draft of storage, all of the examples of the program."""
    from almaden.store import reviews, studies
    from almaden.supply.data import example as supply_example
    from almaden.supply.storage.data import example as storage_example

    supply = studies.make(
        None, "supply", studies.supply_tables(supply_example()), title="Supply of a country (made up)", made_up=True
    )
    tables = studies.storage_tables(storage_example())
    storage = studies.make(None, "storage", tables, title="Storage of a region (made up)", made_up=True)
    for study in (supply, storage):
        for step in (reviews.submit, reviews.take, reviews.publish):
            step(None, study)
    store = storage_example().facilities[0].model_copy(update={"country": "GHA", "source": ""})
    draft = studies.make(
        person, "storage", {"facilities": [store]}, country="GHA", title="A draft of stores (made up)", made_up=True
    )
    return {"supply_study": supply.pk, "storage_study": storage.pk, "storage_draft": draft.pk}
