"""Made-up laws of a country and a made-up ledger of consents for the made-up store."""

from __future__ import annotations

from datetime import date
from typing import Any


def fill_law(person: Any) -> dict[str, int]:
    """A published study of laws, a draft of them, and a ledger of consents."""
    from almaden.convention.law_records import ExemptionRecord, LegalMeasureRecord, PartyRecord
    from almaden.store import reviews, studies
    from almaden.store.study_input import ledger_tables
    from almaden.supply.trade.readers.consents import example_ledger

    party = PartyRecord(country="GHA", entry_into_force=date(2017, 8, 16), laws_complete=True, source="made up")
    exemption = ExemptionRecord(country="GHA", product="thermometer", until=date(2025, 12, 31), source="made up")
    measures = [
        LegalMeasureRecord(
            id=f"MU-LAW-{number}", country="GHA", article="4", kind="product ban", products=products,
            movements=movements, since=since, conditions=conditions, condition=condition,
            law="Law on mercury in products (made up)", paragraph=f"Section {number}", source="made up",
        )
        for number, (products, movements, since, conditions, condition) in enumerate(
            (
                ("battery", "import;export;manufacture", date(2020, 7, 1), "", ""),
                ("cosmetic", "import;manufacture", date(2022, 1, 1), "mercury_ppm>1", "above 1 ppm"),
                ("thermometer;sphygmomanometer", "import", date(2024, 1, 1), "", ""),
                ("fluorescent_lamp", "import;export", date(2027, 1, 1), "", ""),
            ),
            start=1,
        )
    ]  # fmt: skip
    tables: studies.Tables = {"parties": [party], "exemptions": [exemption], "measures": measures}
    kept = studies.make(None, "law", tables, country="GHA", title="Laws on mercury (made up)", made_up=True)
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, kept)
    draft = studies.make(
        person, "law", {"measures": measures[:2]}, country="GHA", title="A draft of laws (made up)", made_up=True
    )
    ledger = studies.make(
        person, "consents", ledger_tables(example_ledger()), country="GHA", title="Ledger of consents (made up)",
        made_up=True,
    )  # fmt: skip
    return {"laws": kept.pk, "laws_draft": draft.pk, "consents": ledger.pk}
