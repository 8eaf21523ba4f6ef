"""The catalogue of alternatives and of documents that guide."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.sectors.products.alternatives import all_alternatives, find_alternatives, resources
from almaden.sectors.products.kinds import product_kinds
from almaden.sectors.products.readers.alternatives import read_alternatives


def test_every_kind_has_an_alternative_with_its_source() -> None:
    found = all_alternatives()
    assert {one.kind for one in found} == set(product_kinds())
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert {one.status, one.price_status} <= {"verified", "unverified"}
        assert all((one.source, one.seen, one.price_source, one.price_seen))
        assert one.price_low is None or one.price_high is None or one.price_low <= one.price_high
    assert {kind for one in resources() for kind in one.kinds} <= set(product_kinds())


def test_words_and_kinds_find_rows() -> None:
    assert {one.key for one in find_alternatives("sphygmomanometer")} == {"aneroid", "oscillometric"}
    assert [one.key for one in find_alternatives("LED tube power")] == ["led_tube"]
    assert find_alternatives("no such thing") == ()
    assert "Mercury in health care: policy paper" in {one.title for one in resources("sphygmomanometer")}


def test_own_rows_stand_beside_and_in_place_of_those_of_the_program(tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    file.write_text(
        "key,kind,name,price_low,price_high,currency,year\n"
        "aneroid,sphygmomanometer,Own gauge,40,70,KES,2024\nfree_tube,lfl,Own tube,,,,\n"
    )
    own = read_alternatives(file)
    found = {one.key: one for one in find_alternatives("", own)}
    assert (found["aneroid"].name, found["aneroid"].status) == ("Own gauge", "user")
    assert len(found) == len(all_alternatives()) + 1
    file.write_text("key,kind,name,price_low,price_high\nx,lamp,Own,70,40\n")
    with pytest.raises(InputError) as error:
        read_alternatives(file)
    assert {one.column for one in error.value.faults} == {"kind", "price_low", "currency"}
