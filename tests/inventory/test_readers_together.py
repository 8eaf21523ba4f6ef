"""What is wrong between the rows, told together with what is wrong within them. All data here are made up."""

from __future__ import annotations

from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.inventory.readers import read_inventory, validation
from almaden.inventory.records import InventoryData

TOML = 'format = 1\ncountry = "PHL"\nyear = 2018\n'
HEAD = "id,share,candidate_of,code,present,activity_rate,unit"


def read(path: Path, rows: str, toml: str = TOML, head: str = HEAD) -> InventoryData:
    (path / "inventory.toml").write_text(toml, encoding="utf-8")
    (path / "activity_rates.csv").write_text(f"{head}\n{rows}", encoding="utf-8")
    return read_inventory(path)


def told(path: Path, rows: str, toml: str = TOML, head: str = HEAD) -> list[tuple[int | None, str]]:
    """Row and column of every fault."""
    with pytest.raises(InputError) as error:
        read(path, rows, toml, head)
    assert all(fault.file and fault.problem and fault.accepted and fault.advice for fault in error.value.faults)
    return [(fault.row, fault.column) for fault in error.value.faults]


def test_shares_ids_and_candidates_are_told_although_other_rows_are_wrong(tmp_path: Path) -> None:
    rows = (
        "x,,,5.1.9,Y,1,t\n"
        "f,0.4,,5.1.1,Y,1,t\nf,0.4,,5.1.1,Y,,t\n"
        "n,,,5.1.1,Y,1,t\nn,,,5.1.2,Y,1,t\n"
        "c,,nobody,5.1.1,Y,1,t\n"
    )
    assert told(tmp_path, rows) == [(2, "code"), (3, "share"), (5, "id"), (7, "candidate_of")]


def test_an_activity_with_a_faulty_line_has_no_fault_that_follows_from_it(tmp_path: Path) -> None:
    rows = "f,0.4,,5.1.1,Y,1,t\nf,0.6,,5.1.1,Y,many,t\nc,g,g,5.1.1,Y,1,t\ng,,,5.1.1,Y,-1,t\n"
    assert told(tmp_path, rows) == [(3, "activity_rate"), (4, "share"), (5, "activity_rate")]


def test_ids_that_are_made_count_lines_and_are_not_missed_when_a_line_is_wrong(tmp_path: Path) -> None:
    rows = ",,,5.1.1,Y,many,t\nc,,5.1.1,5.1.1,Y,1,t\n"
    assert told(tmp_path, rows) == [(2, "activity_rate")]


def test_after_a_row_that_cannot_be_taken_apart_no_share_is_missed(tmp_path: Path) -> None:
    rows = "f,0.4,,5.1.1,Y,1,t\nf,0.6,,5.1.1,Y,1,t,too,many\nc,,f2,5.1.1,Y,1,t\n"
    with pytest.raises(InputError) as error:
        read(tmp_path, rows)
    (only,) = error.value.faults
    assert only.row == 3


def test_header_layers_set_and_context_are_told_together(tmp_path: Path) -> None:
    toml = TOML + 'factor_set = "toolkit-2020"\nlayers = ["gone.csv"]\n[context]\npopulation = -1\n'
    with pytest.raises(InputError) as error:
        read(tmp_path, "a,,,5.1.9,Y,1,t\n", toml)
    found = error.value.faults
    assert [(fault.file, fault.column) for fault in found] == [
        ("inventory.toml", "factor_set"),
        ("inventory.toml", "context.population"),
        ("gone.csv", ""),
        ("activity_rates.csv", "code"),
    ]
    assert (found[0].value, found[0].accepted) == ("toolkit-2020", "toolkit-2019")
    assert "toolkit-2019" in found[0].advice


def test_years_are_not_taken_for_duplicates_where_the_header_cannot_be_read(tmp_path: Path) -> None:
    toml = TOML.replace("PHL", "Atlantis") + "years = [2015, 2018]\n"
    head = "id,year,code,present,activity_rate,unit"
    assert told(tmp_path, "a,2015,5.1.1,Y,1,t\na,2018,5.1.1,Y,1,t\n", toml, head) == [(None, "country")]


def test_a_candidate_is_of_the_code_of_its_activity(tmp_path: Path) -> None:
    rows = "a,,,5.1.1,Y,10,t\nb,,a,5.1.2,Y,40,t\n"
    assert told(tmp_path, rows) == [(3, "code")]
    assert len(read(tmp_path, rows.replace("5.1.2", "5.1.1")).rows) == 2


def test_rounded_shares_are_scaled_so_that_nothing_is_lost(tmp_path: Path) -> None:
    data = read(tmp_path, "a,0.3333,,5.1.1,Y,1,t\na,0.6666,,5.1.1,Y,,t\nb,0.4,,5.1.2,Y,1,t\nb,0.6,,5.1.2,Y,1,t\n")
    shares = [row.share or 0.0 for row in data.rows]
    # 0.3333 + 0.6666 = 0.9999: one third and two thirds.
    assert shares[:2] == pytest.approx([1 / 3, 2 / 3], abs=1e-12)
    assert shares[2:] == [0.4, 0.6]


@pytest.mark.parametrize(("second", "fits"), [("0.5999", True), ("0.601", True), ("0.598", False), ("0.602", False)])
def test_shares_may_miss_one_by_a_thousandth(tmp_path: Path, second: str, fits: bool) -> None:
    rows = f"a,0.4,,5.1.1,Y,1,t\na,{second},,5.1.1,Y,1,t\n"
    if fits:
        assert sum(row.share or 0.0 for row in read(tmp_path, rows).rows) == pytest.approx(1.0, abs=1e-15)
    else:
        assert told(tmp_path, rows) == [(2, "share")]


RANGES = "code,present,activity_rate,unit,low,high,input_factor,factor_unit,factor_low,factor_high"


@pytest.mark.parametrize(
    ("row", "column", "said"),
    [
        ("5.1.1,Y,10,t,20,50,,,,", "activity_rate", "10 lies outside its own range 20 to 50"),
        ("5.1.1,Y,60,t,20,50,,,,", "activity_rate", "60 lies outside its own range 20 to 50"),
        ("5.1.1,Y,10,t,20,,,,,", "activity_rate", "10 lies below the low end of its own range, 20"),
        ("5.1.1,Y,60,t,,50,,,,", "activity_rate", "60 lies above the high end of its own range, 50"),
        ("5.1.1,Y,1,t,,,0.5,g/t,0.6,0.7", "input_factor", "0.5 lies outside its own range 0.6 to 0.7"),
        ("5.1.1,Y,10,t,50,20,,,,", "low", "low is above high (20)"),
    ],
)
def test_a_value_lies_within_its_own_range(tmp_path: Path, row: str, column: str, said: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, f"{row}\n", head=RANGES)
    (only,) = error.value.faults
    assert (only.row, only.column, str(only.problem)) == (2, column, said)


def test_the_ends_of_a_range_belong_to_it(tmp_path: Path) -> None:
    rows = "5.1.1,Y,20,t,20,50,0.7,g/t,0.6,0.7\n5.1.2,?,,t,20,50,,,,\n"
    assert [row.activity_rate for row in read(tmp_path, rows, head=RANGES).rows] == [20.0, None]


def test_a_percent_sign_stands_at_shares_only(tmp_path: Path) -> None:
    rows = "a,40 %,,5.1.1,Y,1,t\na,60%,,5.1.1,Y,,t\n"
    assert [row.share for row in read(tmp_path, rows).rows] == [0.4, 0.6]
    with pytest.raises(InputError, match="a percent sign stands at a number that is not a share"):
        read(tmp_path, "a,,,5.1.1,Y,12 %,t\n")
    context = TOML + '[context]\nelectrification_rate = "93 %"\n'
    assert read(tmp_path, "a,,,5.1.1,Y,1,t\n", context).header.context["electrification_rate"].value == 0.93
    assert told(tmp_path, "a,,,5.1.1,Y,1,t\n", TOML + '[context]\npopulation = "93 %"\n') == [
        (None, "context.population")
    ]


def test_a_table_that_is_too_long_is_refused_before_a_record_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert validation.MAX_ROWS == 200_000
    monkeypatch.setattr(validation, "MAX_ROWS", 3)
    assert len(read(tmp_path, ",,,5.1.1,Y,1,t\n" * 3).rows) == 3
    with pytest.raises(InputError) as error:
        read(tmp_path, ",,,5.1.1,Y,wrong,t\n" * 5)
    # A row that was read would have its own fault.
    (only,) = error.value.faults
    assert (only.row, str(only.problem)) == (5, "the table has more than 3 rows; it was not read")
    assert "sum the lines per source category" in only.advice
