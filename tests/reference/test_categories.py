"""Source categories: their tree, their order, and what a wrong code is told."""

from __future__ import annotations

import pytest

from almaden.errors import InputError
from almaden.reference.categories import ancestors, categories, category, nearest, sort_key


def test_parents_exist_and_are_spelt_in_the_code() -> None:
    for code, one in categories().items():
        assert one.parent == "" or one.parent in categories()
        assert one.parent == ("" if code.count(".") == 1 else code.rpartition(".")[0])


def test_the_order_is_that_of_the_toolkit() -> None:
    codes = list(categories())
    assert codes.index("5.9.5") < codes.index("5.10") < codes.index("5.10.1") < codes.index("5.11.2")
    assert codes.index("5.11.9") < codes.index("5.11.10")
    assert codes[0] == "5.1"
    assert sorted(["5.10", "5.x", "5.9"], key=sort_key) == ["5.9", "5.10", "5.x"]


def test_every_quantified_category_has_a_group_and_a_unit() -> None:
    units = {"t", "kg", "Nm3", "m3", "MWh", "items", "inhabitants", "vehicles", "corpses", "kg Hg"}
    for one in categories().values():
        if one.quantified:
            assert one.group, one.code
            assert one.unit in units
            assert one.unit_label
            assert set(one.alternative_units) <= units - {one.unit}


def test_headings_and_hot_spots_carry_no_rate() -> None:
    parents = {one.parent for one in categories().values()} - {""}
    # Coal other than in large plants, and biomass, have rows of their own beside their sub-categories.
    assert {code for code in parents if categories()[code].quantified} == {"5.1.2", "5.1.6"}
    hot_spots = [one for one in categories().values() if one.group == "hot_spots"]
    assert len(hot_spots) == 12
    assert not any(one.quantified or one.unit for one in hot_spots)


@pytest.mark.parametrize(
    ("code", "name", "unit", "label", "group"),
    [
        ("5.1.4.3", "Use of pipeline gas (consumer quality)", "Nm3", "Nm3 gas used/y", "other_fuels"),
        ("5.1.3.1", "Crude oil extraction", "t", "t crude oil produced/y", "oil_gas_production"),
        ("5.3.1", "Cement production", "t", "t cement produced/y", "other_materials"),
        ("5.4.4", None, "kg Hg", "kg Hg used/y", "other_chemicals"),
        ("5.6.1", "Dental mercury-amalgam fillings", "inhabitants", "inhabitants", "dental_amalgam"),
        ("5.7.2", None, "vehicles", "vehicles recycled/y", "recycled_metals"),
        ("5.9.4", "Informal dumping of general waste", "t", "t waste dumped/y", "informal_dumping"),
    ],
)
def test_a_category_is_as_in_the_toolkit(code: str, name: str | None, unit: str, label: str, group: str) -> None:
    one = category(code)
    assert (one.unit, one.unit_label, one.group) == (unit, label, group)
    assert name in (None, one.name)


def test_products_may_be_given_as_mercury() -> None:
    assert category("5.5.1.1").units == ("items", "kg Hg")
    assert category("5.1.1").units == ("t",)
    assert category("5.11.1").units == ()


def test_ancestors_are_nearest_first() -> None:
    assert [one.code for one in ancestors("5.5.1.2")] == ["5.5.1", "5.5"]
    assert ancestors("5.5") == ()


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ("5.1.11", "5.1.1 "),
        ("5.4.9", "5.4."),
        ("cement", "5.3.1 (Cement production)"),
        ("", "list of source"),
    ],
)
def test_a_wrong_code_is_told_what_is_near(wrong: str, named: str) -> None:
    with pytest.raises(InputError) as caught:
        category(wrong)
    (fault,) = caught.value.faults
    assert fault.value == wrong
    assert named in fault.advice


def test_siblings_are_nearer_than_other_chapters() -> None:
    assert [one.code.rpartition(".")[0] for one in nearest("5.4.9")] == ["5.4", "5.4", "5.4"]
    assert nearest("5.3.1") == (category("5.3.1"),)


def test_spaces_around_a_code_are_forgiven() -> None:
    assert category(" 5.1.1 ").code == "5.1.1"
