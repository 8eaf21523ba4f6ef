"""The implementation plan: from the priorities, or as proposals where there are none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from almaden.inventory.records import InventoryData, PriorityRow
from almaden.inventory.result import Result
from almaden.reports import nip
from almaden.reports.document import Bullets, Callout, Document, Figure, Heading, Paragraph, Table
from almaden.reports.drawings import Span, Timetable
from almaden.reports.plans import years_of

MakeData = Callable[..., InventoryData]


def _sheets(document: Document) -> dict[str, Table]:
    return {block.sheet: block for block in document.blocks if isinstance(block, Table)}


def test_budget_spreads_each_cost_over_its_years_and_keeps_the_sum(result: Result, make_data: MakeData) -> None:
    budget = _sheets(nip.build(result, make_data(), "en"))["Budget"]
    assert [column.header for column in budget.columns] == ["Year", "Article 3", "Article 4", "Article 7", "Sum"]
    years = {row.cells[0].text: [cell.value for cell in row.cells[1:]] for row in budget.full_rows}
    # 20,000 USD in 2026; 250,000 over 2027-2029; 1,200,000 over 2026-2030.
    assert years["2026"] == [20_000, 0, 240_000, 260_000]
    assert years["2028"] == pytest.approx([0, 250_000 / 3, 240_000, 250_000 / 3 + 240_000])
    assert years["Sum"] == pytest.approx([20_000, 250_000, 1_200_000, 1_470_000])


def test_timetable_shows_the_dated_actions_and_names_the_others(result: Result, make_data: MakeData) -> None:
    document = nip.build(result, make_data(), "en")
    (timetable,) = [
        block.drawing for block in document.blocks if isinstance(block, Figure) and isinstance(block.drawing, Timetable)
    ]
    assert timetable.spans[0] == Span("1. Collect mercury thermometers of hospitals", 2027, 2029)
    assert len(timetable.spans) == 3
    undated = [block for block in document.blocks if isinstance(block, Paragraph) and block.label == "Without a year:"]
    assert [block.text for block in undated] == ["Study contaminated sites"]


def test_each_action_names_its_sources_and_obligations(result: Result, make_data: MakeData) -> None:
    document = nip.build(result, make_data(), "en")
    start = next(
        i for i, one in enumerate(document.blocks) if isinstance(one, Heading) and one.text.startswith("2. Intr")
    )
    told = [item for block in document.blocks[start : start + 12] if isinstance(block, Bullets) for item in block.items]
    assert told[0].startswith("5.2.2 Gold and silver extraction")
    assert "input 61 (47–80) kg/y" in told[0]
    assert any(item.startswith("7(3)(a) Notify") and item.endswith("not known") for item in told)


def test_without_priorities_it_proposes_and_says_that_nobody_decided(result: Result, make_data: MakeData) -> None:
    document = nip.build(result, make_data(empty=True), "en")
    warnings = [block.title for block in document.blocks if isinstance(block, Callout)]
    assert "These are proposals of the program, without cost, and no decision of the country" in warnings
    sheets = _sheets(document)
    assert "Priority actions" not in sheets
    assert "Budget" not in sheets
    proposals = sheets["Proposals"]
    keys = [one.code for one in result.key_sources if one.quantity == "input_kg" and one.key]
    assert [row.cells[1].text for row in proposals.full_rows] == keys[:10]
    assert not any("USD" in column.header for column in proposals.columns)


@pytest.mark.parametrize(
    ("code", "articles"),
    [
        # Minamata Convention (2013): Annex D for 8, Annexes A and B for 4 and 5, Article 7 for small-scale gold.
        ("5.1.1", ("8",)),
        ("5.2.2", ("7",)),
        ("5.4.1", ("5",)),
        ("5.5.1.1", ("4",)),
        ("5.8.1", ("8", "11")),
        ("5.11.1", ("12",)),
        ("5.1.6", ()),
    ],
)
def test_articles_that_concern_a_category(code: str, articles: tuple[str, ...]) -> None:
    assert nip.articles_of(code) == articles


def test_years_as_far_as_given() -> None:
    assert years_of(PriorityRow(action="a")) == "?"
    assert years_of(PriorityRow(action="a", start_year=2027)) == "2027"
    assert years_of(PriorityRow(action="a", end_year=2029)) == "2029"
    assert years_of(PriorityRow(action="a", start_year=2027, end_year=2029)) == "2027–2029"


def test_actions_without_anything_known_still_make_a_plan(result: Result, make_data: MakeData) -> None:
    data = replace(make_data(empty=True), priorities=(PriorityRow(action="made up"),))
    document = nip.build(result, data, "en")
    told = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert "No action has a year yet." in told
    assert "No action has both a cost and a year yet." in told
