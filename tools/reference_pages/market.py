"""What the program knows of products, trade and supply: the tables that people fill in, and the package's own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Final

from almaden.convention import law_records
from almaden.reference.record import Record
from almaden.sectors.products import amalgam_records, producer_records, product_plan, records, switch_records
from almaden.sectors.products.national import records as national_records
from almaden.sectors.products.readers.alternatives import TABLES as OWN_ALTERNATIVES
from almaden.sectors.products.testing import records as test_records
from almaden.supply import records as supply_records
from almaden.supply.ledger import records as ledger_records
from almaden.supply.storage import records as storage_records
from almaden.supply.trade import records as trade_records
from almaden.supply.trade.consent_records import CONSENT_TABLES
from almaden.supply.trade.readers.national import TABLES as OWN_LINES
from tools.reference_pages.package_tables import package_table
from tools.reference_pages.records import record_sections

#: For each part the tables that people fill in.
_RECORDS: Final[Mapping[str, Mapping[str, type[Record]]]] = {
    "products-stock-records": records.TABLES,
    "products-switch-records": switch_records.TABLES,
    "products-producer-records": producer_records.TABLES,
    "products-alternative-records": OWN_ALTERNATIVES,
    "products-amalgam-records": amalgam_records.TABLES,
    "products-plan-records": product_plan.TABLES,
    "products-test-records": test_records.TABLES,
    "products-balance-records": national_records.TABLES,
    "products-law-records": law_records.TABLES,
    "trade-records": trade_records.TABLES,
    "trade-consent-records": CONSENT_TABLES,
    "trade-national-records": OWN_LINES,
    "supply-records": supply_records.TABLES,
    "supply-storage-records": storage_records.TABLES,
    "supply-ledger-records": ledger_records.TABLES,
}
_RANGE: Final = {"value": "value", "low": "low", "high": "high", "unit": "unit"}
#: For each part the table of the package, and its columns with the words over them.
_TABLES: Final[Mapping[str, tuple[str, Mapping[str, str]]]] = {
    "products-kinds": (
        "products/kinds",
        {"key": "kind", "name": "name", "annex_products": "products of Annex A", "category": "category", "per": "per"},
    ),
    "products-contents": ("products/mercury_per_item", {"kind": "kind", "year": "sold in", **_RANGE}),
    "products-lives": (
        "products/lifetimes",
        {"kind": "kind", "law": "law", "mean": "mean, years", "spread": "deviation or shape", "low": "low",
         "high": "high"},
    ),
    "products-fates": (
        "products/fates",
        {"kind": "kind", "handling": "waste is", "broken": "broken", "broken_low": "low", "broken_high": "high",
         "collected": "collected", "collected_low": "low", "collected_high": "high", "landfill": "landfill",
         "incineration": "incineration", "open_burning": "open burning", "sewer": "sewer"},
    ),
    "products-fate-factors": (
        "products/fate_factors",
        {"fate": "fate", "air": "air", "air_low": "low", "air_high": "high", "water": "water", "land": "land",
         "landfilled": "landfilled", "recovered": "recovered"},
    ),
    "products-alternatives": (
        "products/alternatives",
        {"kind": "in place of", "name": "alternative", "mercury": "mercury", "price_low": "price from",
         "price_high": "to", "currency": "money", "year": "of"},
    ),
    "products-lamps": (
        "products/lamps", {"name": "lamp", "quantity": "quantity", **_RANGE, "year": "year"},
    ),
    "products-lamp-switches": (
        "products/lamp_switches",
        {"kind": "lamp", "new": "in its place", "low_mercury": "least mercury", "unit": "unit"},
    ),
    "products-switch-settings": ("products/switch_settings", {"key": "setting", **_RANGE, "meaning": "meaning"}),
    "products-amalgam-measures": ("products/amalgam_measures", {"name": "measure", "decision": "decision"}),
    "products-amalgam-indicators": (
        "products/amalgam_indicators",
        {"key": "indicator", "name": "name", "unit": "unit", "direction": "goes", "goal": "goal"},
    ),
    "products-plan-steps": ("products/plan_steps", {"name": "step", "evidence": "what would answer it"}),
    "products-resources": (
        "products/resources", {"title": "document", "publisher": "publisher", "year": "year", "address": "address"}
    ),
    "products-testing": ("products/testing", {"name": "number", "value": "value", "unit": "unit"}),
    "products-activities": ("products/national_activities", {"group": "group", "key": "word", "name": "name"}),
    "products-bounds": (
        "convention/bounds",
        {"rule": "rule", "allowed_until": "all allowed until", "barred_after": "barred for sure after",
         "unsure": "what is open", "look_at": "where to look"},
    ),
    "products-laws": (
        "convention/legal_measures",
        {"id": "measure", "kind": "kind", "products": "products", "movements": "bars", "since": "since",
         "until": "until", "condition": "which", "law": "law", "paragraph": "paragraph"},
    ),
    "trade-codes": (
        "trade/hs_codes",
        {"code": "code", "first": "since", "last": "until", "description": "goods", "mercury_specific": "with mercury",
         "cannot_tell": "it cannot tell"},
    ),
    "trade-national-codes": (
        "trade/national_codes",
        {"country": "country", "code": "line", "description": "goods", "annex_products": "products of Annex A",
         "holds": "holds"},
    ),
    "trade-editions": ("trade/hs_editions", {"edition": "edition", "from_year": "in force since"}),
    "trade-settings": ("trade/mirror_settings", {"key": "setting", **_RANGE, "meaning": "meaning"}),
    "trade-hubs": ("trade/hubs", {"country": "country"}),
    "trade-units": ("trade/quantity_units", {"word": "as written", "unit": "unit"}),
    "trade-forms": (
        "trade/article3_forms",
        {"form": "form", "name": "name", "given_by": "given by", "given_to": "to", "paragraph": "paragraph"},
    ),
    "trade-scope": (
        "trade/article3_scope", {"name": "what", "value": "value", "unit": "unit", "paragraph": "paragraph"}
    ),
    "trade-uses": (
        "trade/allowed_uses",
        {"name": "use", "allowed": "allowed", "from_primary_mining": "of mined mercury", "article": "article"},
    ),
    "supply-mines": (
        "supply/mines",
        {"area": "country", "name": "mine", "kind": "kind", "state": "state", "state_year": "told for",
         "party": "country is"},
    ),
    "supply-world-supply": (
        "supply/world_supply", {"year": "year", "name": "source", "low_t": "t from", "high_t": "to"}
    ),
    "supply-world-demand": (
        "supply/world_demand", {"year": "year", "use": "use", "value_t": "t", "low_t": "low", "high_t": "high"}
    ),
    "supply-world-totals": (
        "supply/world_totals", {"year": "year", "name": "figure", "value_t": "t", "low_t": "low", "high_t": "high"}
    ),
    "supply-assumptions": (
        "supply/assumptions",
        {"scenario": "scenario", "driver": "of", "from_year": "from", "to_year": "to", "kind": "way", "value": "value",
         "low": "low", "high": "high"},
    ),
    "supply-definitions": ("supply/storage_definitions", {"name": "definition", "meaning": "meaning"}),
    "supply-studies": (
        "supply/regional_studies",
        {"name": "study", "definition": "definition", "low_t": "t from", "value_t": "t", "high_t": "to",
         "to_year": "by"},
    ),
    "supply-article3": (
        "supply/article3_terms",
        {"meaning": "meaning", "value": "value", "unit": "unit", "paragraph": "paragraph"},
    ),
    "supply-treatment": (
        "supply/treatment_routes",
        {"name": "route", "recovered": "recovered", "recovered_low": "low", "recovered_high": "high",
         "bound": "bound", "mass_factor": "t of product for a t", "mass_factor_low": "low", "mass_factor_high": "high"},
    ),
    "supply-storage-costs": ("supply/storage_costs", {"key": "key", "name": "number", **_RANGE, "money_year": "of"}),
    "supply-storage-criteria": ("supply/storage_criteria", {"name": "criterion", "best": "best", "worst": "worst"}),
    "supply-storage-checks": ("supply/storage_checks", {"name": "number", "value": "value", "unit": "unit"}),
    "supply-storage-plan": (
        "supply/storage_plan",
        {"key": "item", "scope": "for", "part": "part", "item": "what", "evidence": "what would answer it"},
    ),
    "supply-containers": (
        "supply/interim_kinds",
        {"name": "container", "mercury_kg": "kg of mercury", "volume_l": "litres", "cost_usd": "USD",
         "cost_low": "low", "cost_high": "high", "money_year": "of"},
    ),
    "supply-ledger-forms": (
        "supply/ledger_forms", {"key": "word", "name": "form", "product_kg_per_kg_hg": "kg of product for a kg"}
    ),
}  # fmt: skip


def _deeper(tables: Mapping[str, type[Record]]) -> str:
    """The sections of some tables, below a heading of the page."""
    return record_sections(tables).replace("## ", "### ")


PARTS: Mapping[str, Callable[[], str]] = {
    **{part: functools.partial(_deeper, tables) for part, tables in _RECORDS.items()},
    **{part: functools.partial(package_table, name, heads) for part, (name, heads) in _TABLES.items()},
}
