"""Rules are data: what users put in the place of single ones, what they switch off, what is told of mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.monitoring.quality.checking import check
from almaden.monitoring.quality.coordinates import Bounds, check_places
from almaden.monitoring.quality.marks import FINDINGS
from almaden.monitoring.quality.rules import bundled_rules, titles
from almaden.monitoring.readers.qc_rules import read_rules
from tests.monitoring.quality.series import TODAY, found, marks, series

HEADER = "id,species,matrix,scope,parameter,threshold,unit,flag\n"


def own(tmp_path: Path, *rows: str) -> Path:
    file = tmp_path / "own.csv"
    file.write_text(HEADER + "\n".join(rows) + "\n", encoding="utf-8")
    return file


def test_a_row_takes_the_place_of_that_of_the_program(tmp_path: Path) -> None:
    rules = read_rules(own(tmp_path, "R1,GEM|TGM,air,,suspect_above,3,ng/m3,invalid"))
    assert found(marks(series([1.5, 3.5, 1.5]), rules=rules)) == [("above the range", 1, "invalid")]
    result = check([series([1.5, 3.5])], TODAY, rules)
    statuses = {one.quantity: one.status for one in result.origins}
    assert (statuses["R1 suspect_above"], statuses["R1 suspect_below"]) == ("user", "unverified")
    assert all(one.status == "unverified" for one in result.unverified)


def test_a_particular_row_counts_before_a_general_one(tmp_path: Path) -> None:
    rules = read_rules(own(tmp_path, "R1,GEM,air,site class=urban,suspect_above,20,ng/m3,suspect"))
    assert found(marks(series([1.5, 9.0]), rules=rules, site_class="urban")) == []
    assert found(marks(series([1.5, 9.0]), rules=rules)) == [("above the range", 1, "suspect")]


def test_a_rule_is_switched_off(tmp_path: Path) -> None:
    rules = read_rules(own(tmp_path, "R7,*,*,,,,,off", "R1,GEM|TGM,air,,invalid_above,,ng/m3,off"))
    assert found(marks(series([1.44] * 8), rules=rules)) == []
    assert found(marks(series([1.5, 500.0]), rules=rules)) == [("above the range", 1, "suspect")]


def test_places_follow_the_rules_too(tmp_path: Path) -> None:
    rules = read_rules(own(tmp_path, "R15,*,*,,outside,,,off", "R15,*,*,,swapped,0,degree,invalid"))
    found = check_places([18.0, 60.0], [40.0, 10.0], Bounds(30, 46, -6, 37), rules=rules)
    assert [(one.place, one.flag) for one in found.misplaced] == [(0, "invalid")]


def test_mistakes_in_own_rules_are_told_together(tmp_path: Path) -> None:
    rows = ("R99,GEM,air,,suspect_above,3,ng/m3,suspect", "R1,GEM,air,,highest,3,ng/m3,suspect",
            "R1,GEM,air,,suspect_above,,ng/m3,suspect", "R1,GEM,air,town=x,suspect_above,3,ng/m3,suspect")  # fmt: skip
    with pytest.raises(InputError) as caught:
        read_rules(own(tmp_path, *rows))
    text = str(caught.value)
    for told in ("no such rule", "no such threshold", "or the flag off", "a scope begins with"):
        assert told in text
    with pytest.raises(InputError, match="no such file"):
        read_rules(tmp_path / "none.csv")


def test_the_table_is_whole() -> None:
    keys = [(row.id, row.species, row.matrix, row.scope, row.parameter) for row in bundled_rules().rows]
    assert len(set(keys)) == len(keys)
    assert {rule for rule, _ in FINDINGS.values()} == set(titles()) - {"polar spring", "R15"}
    assert {row.id for row in bundled_rules().rows if row.status == "verified"} == {"R11"}
    assert {f"R{number}" for number in range(1, 13)} <= set(titles())


def test_what_could_not_be_checked_is_told() -> None:
    result = check([series([1.5], unit="ppq"), series([1.5])], TODAY)
    text = "\n".join(result.skipped)
    assert "no threshold for the unit ppq" in text
    assert "without its latitude" in text
    assert "R3 to R6 need" in text
    assert result.summary() == "2 series, 2 rows: 2 judged, 0 flagged, 0 marks"
    assert result.as_dict()["series"][0]["share_flagged"] == 0
    assert list(result.to_frame().columns[:3]) == ["site", "matrix", "species"]
