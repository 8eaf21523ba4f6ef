"""Workbooks to be filled in for switches to products without mercury: facilities, producers, amalgam, plans."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal

from almaden.reports.record_template import RecordTemplate
from almaden.sectors.products import amalgam_records, producer_records, product_plan, switch_records
from almaden.sectors.products.alternatives import all_alternatives
from almaden.sectors.products.amalgam import amalgam_measures, indicators
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.product_plan import step_kinds
from almaden.wording import n_

TemplateName = Literal["switch", "producer", "amalgam", "plan"]


def _kinds() -> list[tuple[str, str]]:
    return [(key, kind.name) for key, kind in product_kinds().items()]


def _kinds_and_alternatives() -> list[tuple[str, str]]:
    return [*_kinds(), *((one.key, one.name) for one in all_alternatives())]


def _measures_and_indicators() -> list[tuple[str, str]]:
    rows = [(row["key"], row["name"]) for row in amalgam_measures()]
    return [*rows, *((one.key, one.name) for one in indicators().values())]


def _steps_and_kinds() -> list[tuple[str, str]]:
    return [*((row["key"], row["name"]) for row in step_kinds()), *_kinds()]


#: The workbooks by name.
SWITCH_TEMPLATES: Final[Mapping[TemplateName, RecordTemplate]] = MappingProxyType(
    {
        "switch": RecordTemplate(
            switch_records.TABLES,
            n_("Switch of a facility to products without mercury"),
            (
                n_("1. Sheet “facility”: one line. All prices are in its currency and of one year."),
                n_("2. Sheet “items”: one line for each sort in use; numbers of one year, no percentages."),
                n_("3. Sheet “budgets”: money of each year, for a switch in steps; it may stay empty."),
            ),
            n_("Kinds of products, and words for alternatives"),
            _kinds_and_alternatives,
        ),
        "producer": RecordTemplate(
            producer_records.TABLES,
            n_("Conversion of producers to products without mercury"),
            (n_("1. One line for each line of the factory. Prices are those that the producer gets."),),
            n_("Kinds of products"),
            _kinds,
        ),
        "amalgam": RecordTemplate(
            amalgam_records.TABLES,
            n_("Way out of dental amalgam"),
            (
                n_("1. Sheet “measures”: one line for each measure; what is not told counts as not taken."),
                n_("2. Sheet “values”: one line for each indicator and year; shares between 0 and 1."),
            ),
            n_("Measures and indicators"),
            _measures_and_indicators,
        ),
        "plan": RecordTemplate(
            product_plan.TABLES,
            n_("Plan against mercury in products"),
            (n_("1. One line for each step: who is responsible (an organisation), by when, what shows it, its cost."),),
            n_("Kinds of steps, and kinds of products"),
            _steps_and_kinds,
        ),
    }
)
