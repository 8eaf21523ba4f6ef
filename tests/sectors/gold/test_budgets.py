"""Budgets of plans: the published ones as they were published, and one's own beside them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.inventory.result import Amount
from almaden.sectors.gold.budgets import ThemeSum, compare_budget, published_budgets, theme_of, totals
from almaden.sectors.gold.plan_records import BudgetRecord
from almaden.sectors.gold.readers.budgets import read_budgets

#: Prescott et al. (2022), state of 2021-12-31: what the published lines add to.
TOTAL, COUNTRIES, FORMALIZATION = 165_516_292, 16, 56_474_496.89


def test_package_holds_the_published_budgets() -> None:
    found = published_budgets()
    assert round(sum(one.cost_usd for one in found)) == TOTAL
    assert len(totals(found)) == COUNTRIES
    assert totals(found, "theme")["Formalization"] == pytest.approx(FORMALIZATION, abs=0.005)
    assert sum(one.lines for one in found) == 1_221


def test_published_file_is_read_as_it_is(shared: Path) -> None:
    found = read_budgets(shared / "data" / "asgm_nap_budgets" / "NAP_budgets.csv")
    assert found.lines == 1_221
    assert sum(totals(found.sums).values()) == pytest.approx(TOTAL, abs=0.5)
    assert {(one.country, one.theme): (one.lines, round(one.cost_usd, 2)) for one in found.sums} == {
        (one.country, one.theme): (one.lines, one.cost_usd) for one in published_budgets()
    }
    # 50'000.00 USD at a rate of 1 stands there as 50.00 USD.
    assert any("50 USD" in question and "50,000" in question for question in found.questions)
    assert len(found.questions) == 7


def test_lines_without_a_country_are_told_all_at_once() -> None:
    text = "Country,Code,Cost_USD\nAtlantis,Formalization,10\nMali,Formalization,\nLemuria,Public Health,5\n"
    with pytest.raises(InputError) as error:
        read_budgets(io.BytesIO(text.encode()), "own.csv")
    assert {(fault.row, fault.column) for fault in error.value.faults} == {
        (2, "Country"), (3, "Cost_USD"), (4, "Country"),
    }  # fmt: skip


def test_own_budget_beside_others() -> None:
    published = (
        ThemeSum("AAA", "Formalization", 2, 60.0), ThemeSum("AAA", "Public Health", 1, 40.0),
        ThemeSum("BBB", "Formalization", 1, 300.0), ThemeSum("GHA", "Formalization", 1, 9_000.0),
    )  # fmt: skip
    own = (
        BudgetRecord(theme="formalisation", cost_usd=150.0),
        BudgetRecord(theme="Formalization", cost_usd=30.0),
        BudgetRecord(theme="Roads", cost_usd=20.0),
    )
    found = compare_budget(own, "GHA", Amount(50.0, 40.0, 100.0), published)
    assert found is not None
    # Totals of the others 100 and 300: 200 stands second of three. The country's own published budget is left out.
    assert (found.total_usd, found.rank, found.of, found.median_usd, found.countries) == (200.0, 2, 3, 200.0, 2)
    assert found.usd_per_kg == Amount(4.0, 2.0, 5.0)
    formal = next(theme for theme in found.themes if theme.published == "Formalization")
    # Shares of the others 0.6 and 1; own 180 of 200.
    assert (formal.share, formal.rank, formal.of, formal.lines) == (0.9, 2, 3, 2)
    assert (formal.median_share, formal.least_share, formal.largest_share) == (0.8, 0.6, 1.0)
    roads = next(theme for theme in found.themes if theme.theme == "Roads")
    assert roads.median_share is None
    assert any("Roads" in text for text in found.told)
    assert sum(theme.share for theme in found.themes) == pytest.approx(1.0)


def test_nothing_to_compare() -> None:
    assert compare_budget(()) is None
    assert theme_of("Education and awareness", totals(published_budgets(), "theme")) == "Education and Awareness"
