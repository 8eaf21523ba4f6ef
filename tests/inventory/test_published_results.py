"""Published figures against each other and against the inventory."""

from __future__ import annotations

import pytest

from almaden.inventory.checks.figures import Kind, figure_of, rounding
from almaden.inventory.records import PublishedRow
from almaden.inventory.result import Check
from tests.inventory.folders import found, inventory, only, run, worked_example

# 1,000,000 t of coal are 150 kg of mercury; scenario none sends all of it to air.
COAL = "id,code,present,activity_rate,unit,low,high,scenario\ncoal,5.1.1,Y,1000000,t,900000,1100000,none\n"
GOLD = 'id,code,variant,present,activity_rate,unit\ngold,5.2.2,"from whole ore, no retort",Y,1000,kg\n'


def _checks(text: str, *lines: str) -> tuple[Check, ...]:
    return run(inventory(text, published="quantity,value,unit,source\n" + "\n".join(lines))).checks


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("total mercury input,200,kg/y,A", 0),
        ("total mercury input,0.2,t/y,A", 0),
        ("total mercury input,2000,kg/y,A", 1),
        ("total mercury input 2018,2000,kg/y,A", 1),
        ("total release to air,10,kg/y,A", 1),
        ("total release to air,150,kg/y,A", 0),
        ('"total to air, soil and water",18.0,t/y,A', 1),
        ("total releases,2000,kg/y,A", 1),
        ("total releases,150,kg/y,A", 0),
        ("5.1.1 mercury input,2000,kg/y,A", 1),
        ("mercury input of 5.1.1,160,kg/y,A", 0),
        ("mercury input of 5.4.1,160,kg/y,A", 0),
        ("mercury input,2000,kg/y,A", 0),
        ("total,2000,kg/y,A", 0),
        ("total mercury input of industry,2000,kg/y,A", 0),
        ("total number of plants,2000,plants,A", 0),
    ],
)
def test_a_published_figure_outside_the_range(line: str, told: int) -> None:
    assert len(found(_checks(COAL, line), "published_outside_range")) == told


def test_the_message_has_both_figures() -> None:
    check = only(_checks(COAL, "total mercury input,2000,kg/y,Assessment 2018"), "published_outside_range")
    assert check.severity == "warning"
    assert check.values["own_kg"] == pytest.approx(150)
    assert check.values["published_kg"] == 2000
    assert "2,000 kg" in check.message
    assert "150 kg" in check.message
    assert "Assessment 2018" in check.message
    assert check.row == "published.csv, row 2"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ASGM mercury use,3100,kg/y,A", 0),
        ("ASGM mercury input,60,kg/y,A", 1),
        ("ASGM mercury to air,60,kg/y,A", 1),
        ('"ASGM mercury use, low end",100,kg/y,A', 0),
        ('"ASGM mercury use, low end",90000,kg/y,A', 1),
        ('"ASGM mercury use, high end",90000,kg/y,A', 0),
        ('"ASGM mercury use, high end",100,kg/y,A', 1),
        ("mercury input of artisanal and small-scale gold mining,60,kg/y,A", 1),
    ],
)
def test_published_small_scale_gold(line: str, told: int) -> None:
    assert len(found(_checks(GOLD, line), "published_outside_range")) == told


def test_two_published_totals_of_ghana_contradict_each_other() -> None:
    """355,460 kg at the launch of the MIA in 2018 and 81,060 kg cited in 2021 are 274,400 kg apart."""
    checks = run(worked_example("ghana")).checks
    check = only(checks, "published_conflict")
    assert check.severity == "warning"
    assert {check.values["first_kg"], check.values["second_kg"]} == {355_460, 81_060}
    assert check.values["difference_kg"] == pytest.approx(274_400)
    # The capacity of two gold mines at 15 g/t gives 265,500 kg.
    row = only(checks, "published_difference_is_a_row")
    assert row.row == "gha-5.2.6"
    assert row.values["input_kg"] == pytest.approx(265_500)


def test_sources_that_agree_do_not() -> None:
    lines = ("total mercury input,150,kg/y,A", "total Hg input,0.155,t/y,B")
    assert found(_checks(COAL, *lines), "published_conflict") == []


def test_both_ends_of_a_range_do_not_contradict_each_other() -> None:
    lines = ('"total mercury input, low end",100,kg/y,A', '"total mercury input, high end",300,kg/y,B')
    assert found(_checks(COAL, *lines), "published_conflict") == []


def test_the_published_figures_of_the_philippines_are_not_accused() -> None:
    checks = run(worked_example("philippines")).checks
    assert [check for check in checks if check.id.startswith("published") and check.severity != "info"] == []


@pytest.mark.parametrize(
    ("quantity", "unit", "kind", "media", "scope", "total"),
    [
        ("Apports totaux de mercure", "kg/an", "input", set(), "", True),
        ("Rejets totaux vers l'air", "kg/an", "output", {"air"}, "", True),
        ("Emisiones totales al aire", "kg/año", "output", {"air"}, "", True),
        ("Utilisation de mercure par l'orpaillage", "t/an", "input", set(), "asgm", False),
        ("Hg in hazardous waste (products and dental)", "t/y", "", {"waste"}, "", False),
        ("waste water", "kg/y", "", set(), "", False),
        ("Liberaciones al suelo y al agua", "kg", "output", {"land", "water"}, "", False),
        ("input and release", "kg/y", "", set(), "", False),
        ("mercury input of 5.2.2", "kg/y", "input", set(), "5.2.2", False),
        ("5.5 t of lamps per year", "kg/y", "", set(), "5.5", False),
    ],
)
def test_the_words_of_a_figure(quantity: str, unit: str, kind: Kind, media: set[str], scope: str, total: bool) -> None:
    figure = figure_of(PublishedRow(quantity=quantity, value=1.0, unit=unit, source="A"))
    assert figure.kind == kind
    assert figure.media == media
    assert (figure.scope, figure.total) == (scope, total)
    assert figure.kg is not None


@pytest.mark.parametrize(
    ("value", "half"), [(780.1, 0.05), (7174.0, 0.5), (28155.6, 0.05), (0.004, 0.0005), (355460.0, 0.5), (43.17, 0.005)]
)
def test_the_rounding_of_a_printed_number(value: float, half: float) -> None:
    assert rounding(value) == pytest.approx(half)
