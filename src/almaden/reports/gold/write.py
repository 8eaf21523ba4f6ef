"""From results on small-scale gold mining to the bytes of a report; a workbook also gets everything unrounded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from almaden.inventory.result import Amount
from almaden.reference.meta import Meta
from almaden.reference.origin import Origin
from almaden.reports.build import rendered
from almaden.reports.gold.chapter import baseline_chapter
from almaden.reports.gold.countries import countries_report
from almaden.reports.gold.estimate import estimate_report
from almaden.reports.sheets import DataSheet, sheet_of
from almaden.reports.words import Words
from almaden.sectors.flat import flat
from almaden.sectors.gold.chapter import PlanResult
from almaden.sectors.gold.country_table import CountryTable
from almaden.sectors.gold.plan_result import MeasureResult, TargetResult
from almaden.sectors.gold.result import GoldEstimate, PartResult, RouteResult
from almaden.sectors.gold.terms import PATHWAYS


def render_chapter(plan: PlanResult, format: str, lang: str, source: str = "") -> bytes:
    """The baseline chapter of a National Action Plan in a format.

    Args:
        plan: the plan with its baseline.
        format: ``pdf``, ``docx``, ``xlsx`` or ``html``.
        lang: language code.
        source: name of the file or folder that it was read from.

    Raises:
        InputError: there is no such format.
    """
    sheets = _plan_sheets(plan) if format == "xlsx" else ()
    return rendered(baseline_chapter(plan, Words.of(lang), source), format, sheets)


def render_estimate(found: GoldEstimate, format: str, lang: str, source: str = "") -> bytes:
    """The report on an estimate in a format, as for :func:`render_chapter`."""
    sheets = _with_rows((*_estimate_sheets(found), _origins(found.origins), _meta(found.meta)))
    return rendered(estimate_report(found, Words.of(lang), source), format, sheets if format == "xlsx" else ())


def render_countries(found: CountryTable, format: str, lang: str) -> bytes:
    """The table of countries in a format, as for :func:`render_chapter`."""
    sheets = (sheet_of("countries", found.rows()), sheet_of("world", map(asdict, found.anchors)), _meta(found.meta))
    return rendered(countries_report(found, Words.of(lang)), format, sheets if format == "xlsx" else ())


def _estimate_sheets(found: GoldEstimate) -> tuple[DataSheet, ...]:
    return (
        sheet_of("summary", _summary(found)),
        sheet_of("routes", map(_route, found.routes)),
        sheet_of("regions", map(_part, found.by_region)),
        sheet_of("practices", map(_part, found.by_practice)),
        sheet_of("pathways", ({"pathway": one, **_ends("kg", found.pathways[one])} for one in PATHWAYS)),
        sheet_of("worst", ({"practice": name, "share": share} for name, share in found.worst.items())),
        sheet_of("beside", map(asdict, found.beside)),
        sheet_of("questions", ({"question": str(one)} for one in found.questions)),
    )


def _summary(found: GoldEstimate) -> Iterable[Mapping[str, Any]]:
    amounts: dict[str, Amount | None] = {
        "gold_kg": found.gold_kg,
        "mercury_kg": found.mercury_kg,
        "recovered_kg": found.recovered_kg,
        "ratio": found.ratio,
    }
    if found.supply is not None:
        amounts |= {"supply_kg": found.supply.supply_kg, "supply_gap_kg": found.supply.gap_kg}
    for name, amount in amounts.items():
        yield {"quantity": name, **_ends("", amount)}


def _ends(name: str, amount: Amount | None) -> Mapping[str, float | None]:
    """Value and ends of an amount as three columns, empty where there is none."""
    columns = ("value", "low", "high") if not name else (name, f"{name}_low", f"{name}_high")
    values = (None, None, None) if amount is None else (amount.value, amount.low, amount.high)
    return dict(zip(columns, values, strict=True))


def _route(one: RouteResult) -> Mapping[str, Any]:
    return {
        "route": one.route,
        "applies": one.applies,
        **_ends("gold_kg", one.gold_kg),
        **_ends("mercury_kg", one.mercury_kg),
        "relative_error": one.relative_error,
        "weight": one.weight,
        "chi2": one.chi2,
        "p_disagree": one.p_disagree,
        "told": " ".join(one.told),
    }


def _part(one: PartResult) -> Mapping[str, Any]:
    return flat(asdict(one))


def _plan_sheets(plan: PlanResult) -> tuple[DataSheet, ...]:
    budget = plan.budget.themes if plan.budget else ()
    years = plan.formalisation.years if plan.formalisation else ()
    scores = ({"year": year.year, "index": year.index} | asdict(score) for year in years for score in year.scores)
    return _with_rows(
        (
            *_estimate_sheets(plan.baseline),
            sheet_of("years", (flat(asdict(year)) for year in plan.trajectory)),
            sheet_of("targets", map(_target, plan.targets)),
            sheet_of("measures", map(_measure, plan.measures)),
            sheet_of("annex_c", map(asdict, plan.checklist)),
            sheet_of("budget", map(asdict, budget)),
            sheet_of("formalisation", scores),
            _origins(tuple(dict.fromkeys((*plan.baseline.origins, *plan.origins)))),
            _meta(plan.meta),
        )
    )


def _target(one: TargetResult) -> Mapping[str, Any]:
    power = one.power
    return {
        "year": one.year,
        "practice": one.practice,
        "reduction": one.reduction,
        **_ends("baseline_kg", one.baseline_kg),
        **_ends("allowed_kg", one.allowed_kg),
        **_ends("planned_kg", one.planned_kg),
        **_ends("planned_reduction", one.planned_reduction),
        "reached": one.reached,
        "reached_in": one.reached_in,
        **_ends("gap_kg", one.gap_kg),
        "power": power.power if power else None,
        "least_reduction": power.least_reduction if power else None,
        "sites_now": power.sites_now if power else None,
        "sites_needed": power.sites_needed if power else None,
        "note": one.note,
    }


def _measure(one: MeasureResult) -> Mapping[str, Any]:
    names = ("name", "kind", "region", "start_year", "full_year", "reach", "theme", "responsible", "note")
    return {
        **{name: getattr(one, name) for name in names},
        **_ends("efficiency", one.efficiency),
        "efficiency_default": one.efficiency_default,
        "spent_usd": one.spent_usd,
        "present_usd": one.present_usd,
        **flat({"alone": asdict(one.alone), "in_order": asdict(one.in_order)}),
    }


def _origins(origins: Iterable[Origin]) -> DataSheet:
    return sheet_of("origins", map(asdict, origins))


def _meta(meta: Meta) -> DataSheet:
    return sheet_of("meta", ({"key": key, "value": value} for key, value in asdict(meta).items()))


def _with_rows(sheets: Iterable[DataSheet]) -> tuple[DataSheet, ...]:
    return tuple(sheet for sheet in sheets if sheet.rows)
