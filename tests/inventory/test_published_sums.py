"""Printed totals against their parts. The figures are those of published studies, cited with each test."""

from __future__ import annotations

import pytest

from almaden.inventory.result import Check
from tests.inventory.folders import inventory, only, run

IDS = ("published_parts_exceed_total", "published_parts_below_total", "published_total_leaves_out")


def _sums(*lines: str) -> list[Check]:
    table = "quantity,value,unit,source\n" + "\n".join(lines)
    data = inventory("code,present,activity_rate,unit\n5.1.1,Y,1000000,t\n", published=table)
    return [check for check in run(data).checks if check.id in IDS]


TEHRAN = (
    '"stationary point sources (12: power, cement, refinery, waste)",405.3,kg/y,Tehran',
    "area fuel use,97.2,kg/y,Tehran",
    '"bricks, lamps, dental, thermometers",120.1,kg/y,Tehran',
    "mobile sources,46.4,kg/y,Tehran",
    "natural surfaces,434.1,kg/y,Tehran",
)


def test_tehran_does_not_add() -> None:
    """Mercury inventory of Tehran Province: five parts of 1,103.1 kg/y under a printed total of 780.1."""
    check = only(_sums(*TEHRAN, "total as published,780.1,kg/y,Tehran"), "published_parts_exceed_total")
    assert check.severity == "warning"
    assert check.values["parts"] == pytest.approx(1103.1)
    assert check.values["total"] == 780.1
    assert "780.1" in check.message
    assert "1,103.1" in check.message
    assert check.row == "published.csv, row 7"


def test_tehran_with_the_right_total_adds() -> None:
    assert _sums(*TEHRAN, "total,1103.1,kg/y,Tehran") == []
    assert _sums(*TEHRAN, "total,1.103,t/y,Tehran") == []


def test_a_total_that_leaves_a_part_out_is_explained() -> None:
    """Without natural surfaces the parts of Tehran Province make 669.0."""
    check = only(_sums(*TEHRAN, "total without nature,669.0,kg/y,Tehran"), "published_total_leaves_out")
    assert check.severity == "info"
    assert check.values["left_out"] == "'natural surfaces'"


def test_poland_is_not_accused() -> None:
    """Poland 2010: 18.0 t to air, soil and water; the parts are of air (14.3 t) and of waste: undecided."""
    told = _sums(
        '"total to air, soil and water",18.0,t/y,Poland',
        "air from by-product sources,13.5,t/y,Poland",
        "air from mercury containing products,0.5,t/y,Poland",
        '"air from dental practice (waste burning, cremation)",0.3,t/y,Poland',
        "Hg in hazardous waste (products and dental),10.4,t/y,Poland",
    )
    assert [check.severity for check in told] == ["info"]
    assert told[0].values["parts"] == pytest.approx(14.3)
    assert told[0].values["difference"] == pytest.approx(3.7)


def test_chinese_metals_are_not_accused() -> None:
    """China, zinc, lead and copper: emission parts add to 202.2 against 202.1 t, which is rounding."""
    lines = [
        '"total Hg input with Zn, Pb, Cu concentrates",1005.4,t/y,China',
        "dumped as discarded slags,31.7,% of input,China",
        '"directly emitted to air, water and soil",202.1,t/y,China',
        "of which: air from metals production,100.4,t/y,China",
        "of which: additional air from wastes disposal,47.8,t/y,China",
        "of which: water (wastes disposal),32.7,t/y,China",
        "of which: soil (wastes disposal),21.3,t/y,China",
        "recovered Hg,62.6,t/y,China",
        "interim storage (acid slags),398.9,t/y,China",
    ]
    assert [check for check in _sums(*lines) if check.severity != "info"] == []
    lines[3] = "of which: air from metals production,140.4,t/y,China"
    check = only(_sums(*lines), "published_parts_exceed_total")
    assert check.values["total"] == 202.1
    assert check.values["parts"] == pytest.approx(242.2)


def test_inputs_and_outputs_are_not_added_together() -> None:
    """Ghana 2018: the parts of a news item are an input and two of its outputs, not parts of the total input."""
    assert (
        _sums(
            "total mercury input,81060,kg/y,Ghana",
            "ASGM mercury input,45150,kg/y,Ghana",
            "ASGM mercury to air,32547.9,kg/y,Ghana",
            "ASGM mercury to water,6526.8,kg/y,Ghana",
        )
        == []
    )


def test_media_are_added_to_a_total_release() -> None:
    lines = ("release to air,50,kg/y,A", "release to water,20,kg/y,A", "release to land,45,kg/y,A")
    check = only(_sums("total release,100,kg/y,A", *lines), "published_parts_exceed_total")
    assert check.values["parts"] == pytest.approx(115)
    assert _sums("total release,115,kg/y,A", *lines) == []


def test_sources_and_units_are_kept_apart() -> None:
    assert _sums("total,100,kg/y,A", "coal,80,kg/y,B", "gold,70,kg/y,B") == []
    assert _sums("total,100,kg/y,A", "coal,80,plants,A", "gold,70,plants,A") == []


def test_rounding_and_half_a_percent_are_forgiven() -> None:
    assert _sums("total,1000,kg/y,A", "coal,604,kg/y,A", "gold,400,kg/y,A") == []
    assert len(_sums("total,1000,kg/y,A", "coal,607,kg/y,A", "gold,400,kg/y,A")) == 1


def test_parts_that_add_to_one_of_two_totals_are_right() -> None:
    parts = ("coal,40,kg/y,A", "gold,60,kg/y,A")
    assert _sums("total input,100,kg/y,A", "total emission,70,kg/y,A", *parts) == []


@pytest.mark.parametrize(
    ("total", "parts"),
    [
        ("total des apports", ("charbon", "orpaillage au nord", "ciment")),
        ("entradas totales", ("carbón", "oro", "cemento")),
    ],
)
def test_other_languages(total: str, parts: tuple[str, ...]) -> None:
    lines = [f"{name},50,kg/an,A" for name in parts if "orpaillage" not in name]
    assert len(_sums(f"{total},60,kg/an,A", *lines)) == 1
