"""Printed shares computed again. The figures are those of Costa Rica.

Aguilar et al. (2017), Open Journal of Air Pollution 6(2), doi 10.4236/ojap.2017.62007, abstract: inventory for 2008.
"""

from __future__ import annotations

import pytest

from almaden.inventory.result import Check
from tests.inventory.folders import found, inventory, only, run

COSTA_RICA = """quantity,value,unit,source
total Hg input,7174,kg/y,Aguilar
"input, step waste treatment and recycling",3086,kg/y,Aguilar
its share of total input,43.17,%,Aguilar
"input, step general consumption of mercury in products, ...",3189,kg/y,Aguilar
its share of total input,44.62,%,Aguilar
total released,31689.29,kg/y,Aguilar
"released, step waste treatment and recycling",28359.29,kg/y,Aguilar
its share of total released,89.49,%,Aguilar
released to air,28155.60,kg/y,Aguilar
air share,88.55,%,Aguilar
to general waste,1635.10,kg/y,Aguilar
general waste share,5.16,%,Aguilar
"""


def _checks(published: str) -> tuple[Check, ...]:
    return run(inventory("code,present,activity_rate,unit\n5.1.1,Y,1000000,t\n", published=published)).checks


def test_three_of_five_shares_of_costa_rica_do_not_follow() -> None:
    told = found(_checks(COSTA_RICA), "published_share_does_not_follow")
    assert {check.values["share"]: round(float(check.values["computed"]), 2) for check in told} == {
        43.17: 43.02,
        44.62: 44.45,
        88.55: 88.85,
    }
    assert {check.severity for check in told} == {"warning"}
    assert [round(float(check.values["implied"])) for check in told[:2]] == [7148, 7147]
    assert "published.csv, row 4" in told[0].message


def test_nothing_else_of_costa_rica_is_accused() -> None:
    ids = {check.id for check in _checks(COSTA_RICA) if check.id.startswith("published") and check.severity != "info"}
    # The total is not that of the inventory here, and that is all there is besides the shares.
    assert ids == {"published_share_does_not_follow", "published_outside_range"}


def test_the_waste_step_of_costa_rica_looks_like_the_ten_percent_rule() -> None:
    """28,359.29 kg released over 3,086 kg of input is 9.19."""
    check = only(_checks(COSTA_RICA), "published_ten_percent")
    assert check.severity == "info"
    assert check.values["ratio"] == pytest.approx(9.19, abs=0.005)
    balanced = COSTA_RICA.replace("28359.29", "3000.00")
    assert found(_checks(balanced), "published_ten_percent") == []


def test_shares_without_their_figures_are_not_accused() -> None:
    """Costa Rica 2014 (Murillo-Hernandez and Herrera-Murillo 2017) prints shares and the total only."""
    table = """quantity,value,unit,source
total emission (all matrices),5052,kg/y,Murillo
"gold extraction with amalgamation, share of total",42,%,Murillo
"informal burning of waste, share of total",15,%,Murillo
share to air,29,%,Murillo
"""
    assert found(_checks(table), "published_share_does_not_follow") == []


@pytest.mark.parametrize(("share", "wrong"), [("33.3", 0), ("33", 0), ("33.5", 1), ("34", 1)])
def test_a_share_may_be_rounded_as_it_is_printed(share: str, wrong: int) -> None:
    table = f"quantity,value,unit,source\ntotal input,3000,kg/y,A\ncoal,1000,kg/y,A\ncoal share,{share},%,A\n"
    assert len(found(_checks(table), "published_share_does_not_follow")) == wrong


def test_part_and_total_may_be_in_different_units() -> None:
    table = "quantity,value,unit,source\ntotal input,3.00,t/y,A\ncoal,1500,kg/y,A\nits share,{},%,A\n"
    assert found(_checks(table.format(50)), "published_share_does_not_follow") == []
    assert len(found(_checks(table.format(20)), "published_share_does_not_follow")) == 1


def test_a_spanish_share() -> None:
    table = "quantity,value,unit,source\ntotal de entradas,200,kg/año,A\ncarbón,50,kg/año,A\nsu proporción,30,%,A\n"
    assert only(_checks(table), "published_share_does_not_follow").values["computed"] == pytest.approx(25)
