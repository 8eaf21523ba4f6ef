"""A National Action Plan as charts and as bars, which pages draw without a script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from almaden.sectors.gold.budgets import BudgetComparison, ThemeBeside
from almaden.sectors.gold.chapter import PlanResult
from almaden.web.language import translate
from almaden.wording import n_

#: Where mercury goes, as a year of a plan tells it, with what the line is called.
_WAYS: Final = (
    ("air_kg", n_("air")),
    ("water_kg", n_("water")),
    ("land_kg", n_("land")),
    ("stored_kg", n_("stored")),
    ("captured_kg", n_("held back in shops")),
)


@dataclass(frozen=True)
class ThemeBars:
    """A theme with its bars, in percent of the longest of all themes; None where there is nothing to compare.

    Attributes:
        theme: the theme.
        own: length of its own share.
        median: length of the median of the published shares.
        least, spread: where the published shares begin, and how far they reach from there.
    """

    theme: ThemeBeside
    own: float
    median: float | None
    least: float | None
    spread: float | None


def mercury_lines(plan: PlanResult) -> dict[str, Any]:
    """Mercury used in each year under the measures, with its range."""
    rows = [
        {"name": "", "year": one.year, "value": one.mercury_kg.value, "low": one.mercury_kg.low,
         "high": one.mercury_kg.high}
        for one in plan.trajectory
    ]  # fmt: skip
    return {"kind": "lines", "label": translate(n_("Mercury used, year by year")), "unit": "kg/y", "rows": rows}


def pathway_lines(plan: PlanResult) -> dict[str, Any]:
    """Where the mercury goes in each year; ways that get nothing are left out.

    The ranges stand in the table alone: five of them above each other would hide the lines.
    """
    used = [(key, name) for key, name in _WAYS if any(getattr(one, key).value for one in plan.trajectory)]
    rows = [
        {"name": translate(name), "year": one.year, "value": kg.value, "low": None, "high": None}
        for key, name in used
        for one, kg in ((one, getattr(one, key)) for one in plan.trajectory)
    ]
    return {"kind": "lines", "label": translate(n_("Where it goes, year by year")), "unit": "kg/y", "rows": rows}


def theme_bars(budget: BudgetComparison) -> tuple[ThemeBars, ...]:
    """The themes of a budget beside the published ones."""
    whole = max((max(one.share, one.largest_share or 0.0) for one in budget.themes), default=0.0) or 1.0

    def length(share: float) -> float:
        return round(100.0 * share / whole, 2)

    return tuple(
        ThemeBars(
            one,
            length(one.share),
            None if one.median_share is None else length(one.median_share),
            None if one.least_share is None else length(one.least_share),
            None
            if one.least_share is None or one.largest_share is None
            else length(one.largest_share - one.least_share),
        )
        for one in budget.themes
    )
