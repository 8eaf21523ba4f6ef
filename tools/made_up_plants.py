"""Made-up registers of chlor-alkali plants for the made-up store."""

from __future__ import annotations

from typing import Any


def fill_plants(person: Any) -> dict[str, int]:
    """A published register of chlor-alkali plants, with balances and what is told of a conversion; and a draft."""
    from almaden.sectors.chloralkali.conversion_records import ConversionRecord
    from almaden.sectors.chloralkali.records import BalanceRecord, PlantRecord
    from almaden.store import reviews, studies
    from tools.made_up_store import position

    told: tuple[dict[str, Any], ...] = (
        {"country": "KEN", "capacity": 60, "state": "operating", "state_year": 2026, "exemption_until": "2030-12-31"},
        {"country": "BRA", "capacity": 200, "capacity_of": "NaOH", "state": "conversion planned", "closure_year": 2028},
        {"country": "PHL", "state": "operating", "state_year": 2026, "cells": 40, "mercury_per_cell_kg": 2900},
        {"country": "VNM", "capacity": 90, "state": "converted", "closure_year": 2019, "closure_waste_t": 2500,
         "mercury_destination": "stabilised and disposed", "mercury_destination_t": 150},
        {"country": "CHL", "capacity": 35, "state": "closed", "closure_year": 2021},
    )  # fmt: skip
    plants = [
        PlantRecord(
            id=f"MU-{number}", operator=f"Chemicals {number} (made up)", latitude=place[0], longitude=place[1],
            source="made up", note="made up", **one,
        )
        for number, (one, place) in enumerate((one, position(3 + 7 * n, 40)) for n, one in enumerate(told))
    ]  # fmt: skip
    balances = [
        BalanceRecord(
            plant="MU-0", year=year, purchases=900, stock_start=120_000, sales=0, stock_end=119_800, air=70, water=8,
            products=4, solid_waste=650, chlorine_t=48_000,
        )
        for year in (2024, 2025)
    ]  # fmt: skip
    settings = [ConversionRecord(plant="MU-1", power_price=48, loan_share=0.6, foreign_loan_share=1, devaluation=0.05)]
    tables: studies.Tables = {"plants": plants, "balances": balances, "conversion": settings}
    kept = studies.make(None, "chloralkali", tables, title="A register of plants (made up)", made_up=True)
    for step in (reviews.submit, reviews.take, reviews.publish):
        step(None, kept)
    draft = studies.make(
        person, "chloralkali", {"plants": [plants[0].model_copy(update={"country": "GHA"})]}, country="GHA",
        title="A draft of plants (made up)", made_up=True,
    )  # fmt: skip
    return {"register": kept.pk, "register_draft": draft.pk}
