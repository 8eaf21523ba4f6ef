from __future__ import annotations

from importlib.resources import files
from xml.etree import ElementTree

import pytest

from almaden.monitoring.cf import cf_row, cf_unit, observed, plain_unit
from almaden.reference.tables import read_table


@pytest.mark.parametrize(
    ("unit", "cf"),
    [("ng/m3", "ng m-3"), ("ng/L", "ng L-1"), ("ug/g", "ug g-1"), ("m/s", "m s-1"), ("degC", "degC"), ("mm", "mm")],
)
def test_units_there_and_back(unit: str, cf: str) -> None:
    assert cf_unit(unit) == cf
    assert plain_unit(cf) == unit


def test_every_standard_name_stands_in_the_table_of_the_conventions() -> None:
    pytest.importorskip("compliance_checker")
    table = files("compliance_checker").joinpath("data", "cf-standard-name-table.xml").read_bytes()
    known = {one.get("id") for one in ElementTree.fromstring(table).iter("entry")}
    ours = {row["standard_name"] for row in read_table("monitoring/cf_names")} - {""}
    assert ours <= known
    assert len(ours) == 7


def test_a_quantity_in_a_unit_of_another_kind_has_no_standard_name() -> None:
    row = cf_row("air", "GEM", "ng/m3")
    assert row is not None
    assert observed(row["standard_name"]) == ("air", "GEM")
    assert cf_row("air", "GEM", "ppqv") is None
    assert observed("") is None
