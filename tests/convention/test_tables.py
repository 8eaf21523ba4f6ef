"""The tables of the Convention: complete, traceable, and their machine columns true to their words."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from typing import get_args

import pytest

from almaden.convention.rules import Effect, amendments, kinds, products, rules, terms
from almaden.convention.tables import read_table

NAMES = sorted(
    path.name.removesuffix(".csv")
    for path in files("almaden.reference").joinpath("tables", "convention").iterdir()
    if path.name.endswith(".csv")
)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_says_where_it_is_from(name: str) -> None:
    rows = read_table(name)
    assert rows
    for row in rows:
        assert row["source"]
        assert row["seen"]
        assert row["status"] in ("verified", "unverified")


@pytest.mark.parametrize("name", NAMES)
def test_what_was_only_recalled_is_not_called_verified(name: str) -> None:
    for row in read_table(name):
        if row["seen"].startswith(("recalled", "second-hand", "derived")):
            assert row["status"] == "unverified", row


@pytest.mark.parametrize(("name", "count"), [("annex_a", 47), ("annex_b", 9), ("obligations", 51), ("annex_d", 5)])
def test_ids_are_unique_and_no_row_got_lost(name: str, count: int) -> None:
    ids = [row["id"] for row in read_table(name)]
    assert len(set(ids)) == len(ids) == count


def test_comparisons_carry_the_numbers_of_the_words() -> None:
    for rule in rules():
        if not rule.limits:
            continue
        printed = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", rule.condition)}
        compared = {
            limit.value / 10_000 if limit.parameter == "mercury_ppm" and "%" in rule.condition else limit.value
            for limit in rule.limits
        }
        assert compared == printed, rule.id


def test_comparisons_carry_the_units_and_directions_of_the_words() -> None:
    units = {"mercury_mg": "mg", "watts": " W", "length_mm": "mm long", "mercury_ppm": ("%", "ppm")}
    words = {
        "<=": ("up to", "at most"),
        ">": ("more than", "over", "above"),
        "<": ("below",),
        ">=": ("or more",),
    }
    for rule in rules():
        for limit in rule.limits:
            unit = units[limit.parameter]
            assert any(text in rule.condition for text in ((unit,) if isinstance(unit, str) else unit)), rule.id
            assert any(text in rule.condition for text in words[limit.sign]), (rule.id, limit)


def test_every_rule_knows_its_products_decision_and_effect() -> None:
    for rule in rules():
        assert set(rule.products) <= set(products())
        assert rule.decision in amendments()
        assert rule.effect in get_args(Effect)
        assert all(kinds(key) == (key,) for key in rule.products)


def test_every_product_has_a_rule_and_every_group_has_kinds() -> None:
    ruled = {key for rule in rules() for key in rule.products}
    for key in products():
        assert set(kinds(key)) <= ruled


def test_bare_years_are_read_as_their_last_day_and_flagged() -> None:
    for rule in rules():
        if rule.day_rule == "end_of_year":
            assert rule.reading
            assert rule.year is not None
            assert rule.after == date(rule.year, 12, 31)
        else:
            assert not rule.reading


def test_category_codes_are_codes_of_the_toolkit() -> None:
    for rule in rules():
        assert all(re.fullmatch(r"5\.[4-6]\.\d(\.\d)?", code) for code in rule.category_codes), rule.id


def test_entry_into_force_of_the_amendments() -> None:
    # minamataconvention.org/en/amendments for MC-4/3; UN Treaty Collection XXVII-17 for the notifications.
    known = amendments()
    assert known["original text 2013"].in_force == date(2017, 8, 16)
    assert known["MC-4/3"].in_force == date(2023, 9, 28)
    assert known["MC-4/3"].status == "verified"
    assert known["MC-5/4"].notified == date(2024, 4, 25)
    assert known["MC-5/4"].status == "unverified"
    assert known["COP-6"].in_force is None


def test_article_6_allows_five_years_and_five_more() -> None:
    assert terms()["exemption_first"].years == 5
    assert terms()["exemption_last"].years == 10
