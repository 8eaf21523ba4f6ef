"""The budget of a plan beside the published budgets of other countries' National Action Plans."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Final

from almaden.inventory.result import Amount
from almaden.reference.tables import read_table
from almaden.sectors.gold.plan_records import BudgetRecord
from almaden.wording import Text, n_

#: How like the name of a published theme another name has to be to mean it: Formalisation, Formalization.
_LIKE: Final = 0.85

#: What is to be borne in mind wherever budgets of plans are compared.
CAUTION: Final = n_(
    "Plans run for different numbers of years, currencies were converted at one date, and what a theme holds differs "
    "from plan to plan: a budget beside others is a hint, not a measure."
)


@dataclass(frozen=True)
class ThemeSum:
    """What a plan spends on a theme.

    Attributes:
        country: ISO code of three letters.
        theme: theme of the budget.
        lines: lines of the budget.
        cost_usd: their sum, USD over the whole plan.
    """

    country: str
    theme: str
    lines: int
    cost_usd: float


@dataclass(frozen=True)
class ThemeBeside:
    """A theme of the own budget beside that of the others.

    Attributes:
        theme: as the own budget names it, or as published where the own budget has nothing for it.
        published: the published theme that it is taken for; empty where there is none.
        lines, cost_usd, share: of the own budget.
        rank, of: place of the own share among those of all plans, the largest first.
        median_share, least_share, largest_share: shares of the other plans; None for a theme of one's own.
    """

    theme: str
    published: str
    lines: int
    cost_usd: float
    share: float
    rank: int | None
    of: int
    median_share: float | None
    least_share: float | None
    largest_share: float | None


@dataclass(frozen=True)
class BudgetComparison:
    """A budget beside the published ones.

    Attributes:
        total_usd: USD over the whole plan.
        themes: by theme.
        rank, of: place of the total among all plans, the largest first.
        median_usd, least_usd, largest_usd: totals of the others.
        published_usd, countries: sum of the others and how many they are.
        usd_per_kg: total for each kg of mercury used in a year of the baseline; None where that is not known.
        told: what is to be borne in mind.
    """

    total_usd: float
    themes: tuple[ThemeBeside, ...]
    rank: int
    of: int
    median_usd: float
    least_usd: float
    largest_usd: float
    published_usd: float
    countries: int
    usd_per_kg: Amount | None
    told: tuple[str, ...]


@cache
def published_budgets() -> tuple[ThemeSum, ...]:
    """Budgets of 16 National Action Plans by theme, as Prescott et al. (2022) gathered them; CC0 1.0."""
    return tuple(
        ThemeSum(row["country"], row["theme"], int(row["lines"]), float(row["cost_usd"]))
        for row in read_table("gold/nap_budgets")
    )


def totals(sums: Iterable[ThemeSum], by: str = "country") -> Mapping[str, float]:
    """USD by ``country`` or by ``theme``, in the order in which they come."""
    found: dict[str, float] = {}
    for one in sums:
        key = one.country if by == "country" else one.theme
        found[key] = found.get(key, 0.0) + one.cost_usd
    return found


def compare_budget(
    own: Sequence[BudgetRecord],
    country: str = "",
    mercury_kg: Amount | None = None,
    published: Sequence[ThemeSum] | None = None,
) -> BudgetComparison | None:
    """Set a budget beside the published ones.

    Args:
        own: lines of the budget.
        country: whose budget it is; a published budget of the same country is not counted among the others.
        mercury_kg: mercury used in a year of the baseline, as far as known.
        published: budgets to compare with; those of the package where None.

    Returns:
        The comparison; None where the budget has no line or costs nothing, or nothing is there to compare with.
    """
    others = [one for one in (published_budgets() if published is None else published) if one.country != country]
    total = sum(line.cost_usd for line in own)
    by_country = totals(others)
    if not total or not by_country:
        return None
    told: list[str] = [CAUTION]
    if mercury_kg is None:
        told.append(n_("The mercury used is not known, so that there is no budget for each kg of it."))
    if len(others) < len(published_budgets() if published is None else published):
        told.append(n_("The published budget of this country is not counted among the others."))
    return BudgetComparison(
        total_usd=total,
        themes=_themes(own, others, by_country),
        rank=1 + sum(one > total for one in by_country.values()),
        of=len(by_country) + 1,
        median_usd=median(by_country.values()),
        least_usd=min(by_country.values()),
        largest_usd=max(by_country.values()),
        published_usd=sum(by_country.values()),
        countries=len(by_country),
        usd_per_kg=_per_kg(total, mercury_kg),
        told=(*told, *_strange(own, tuple(totals(others, "theme")))),
    )


def theme_of(name: str, known: Iterable[str]) -> str:
    """The published theme that a name means, whatever its case and near spelling; empty where there is none."""
    plain = {theme.casefold(): theme for theme in known}
    near = difflib.get_close_matches(name.strip().casefold(), plain, n=1, cutoff=_LIKE)
    return plain[near[0]] if near else ""


def _themes(
    own: Sequence[BudgetRecord], others: Sequence[ThemeSum], by_country: Mapping[str, float]
) -> tuple[ThemeBeside, ...]:
    known = tuple(totals(others, "theme"))
    costs: dict[tuple[str, str], float] = {}
    lines: Counter[tuple[str, str]] = Counter()
    for line in own:
        published = theme_of(line.theme, known)
        key = (published or line.theme.strip(), published)
        costs[key] = costs.get(key, 0.0) + line.cost_usd
        lines[key] += 1
    for theme in known:
        costs.setdefault((theme, theme), 0.0)
    total = sum(costs.values())
    rows = [
        _theme(key, lines[key], cost, cost / total, _shares(others, by_country, key[1])) for key, cost in costs.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.cost_usd, row.theme)))


def _theme(key: tuple[str, str], lines: int, cost: float, share: float, others: Sequence[float]) -> ThemeBeside:
    theme, published = key
    if not others:
        return ThemeBeside(theme, published, lines, cost, share, None, 0, None, None, None)
    rank = 1 + sum(one > share for one in others)
    return ThemeBeside(
        theme, published, lines, cost, share, rank, len(others) + 1, median(others), min(others), max(others)
    )


def _shares(others: Sequence[ThemeSum], by_country: Mapping[str, float], theme: str) -> list[float]:
    """The share of a theme in the budget of each country; 0 where a country has no line for it."""
    if not theme:
        return []
    spent = totals(one for one in others if one.theme == theme)
    return [spent.get(country, 0.0) / total for country, total in by_country.items() if total]


def _strange(own: Sequence[BudgetRecord], known: Sequence[str]) -> list[str]:
    strange = dict.fromkeys(line.theme for line in own if not theme_of(line.theme, known))
    if not strange:
        return []
    return [Text("Themes that the published budgets do not have: {names}", names=", ".join(strange))]


def _per_kg(total: float, mercury: Amount | None) -> Amount | None:
    # The range of the quotient is that of the mercury, turned round; a budget has none of its own.
    if mercury is None or mercury.low <= 0.0:
        return None
    return Amount(total / mercury.value, total / mercury.high, total / mercury.low)
