"""Any table with a map of its columns; the tables are made up."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest

from almaden.errors import Fault
from almaden.monitoring.readers.mapped import read
from almaden.reference.readers import registry
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord, SiteRecord

MAP = {
    "site": "Station",
    "start": "When",
    "value": "Hg",
    "matrix": "=air",
    "species": "=GEM",
    "unit": "=ng/m3",
    "method": "=Tekran 2537B",
}


def made(text: str, **more: str) -> list[object]:
    return list(read(io.BytesIO(text.encode()), "made.csv", {**MAP, **more}))


def observations(items: list[object]) -> list[ObservationRecord]:
    return [one.record for one in items if isinstance(one, Located) and isinstance(one.record, ObservationRecord)]


def test_columns_and_fixed_values_make_observations() -> None:
    items = made(
        "Station,When,Hg,North,East\nA,2024-01-01 05:30,1.42,10.5,200\nA,2024-01-01 06:30,<0.1,10.5,200\n",
        timezone="=+5.5",
        latitude="North",
        longitude="East",
    )
    first, second = observations(items)
    assert first.start == datetime(2024, 1, 1, tzinfo=UTC)
    assert (first.site, first.species, first.unit, first.value, first.method) == (
        "A",
        "GEM",
        "ng/m3",
        1.42,
        MAP["method"][1:],
    )
    assert (second.value, second.flag, second.detection_limit, second.original_value) == (
        None,
        "below_detection",
        0.1,
        "<0.1",
    )
    (site,) = [one.record for one in items if isinstance(one, Located) and isinstance(one.record, SiteRecord)]
    assert (site.identifiers, site.longitude) == ({"site": "A"}, -160)


def test_codes_and_negative_values_are_told() -> None:
    items = made("Station,When,Hg\nA,2024-01-01,-9999.0\nA,2024-01-02,-0.3\nA,2024-01-03,\nA,2024-01-04,1.2D+00\n")
    assert [one.trap for one in items if isinstance(one, Remark)] == [
        "missing code",
        "negative value",
        "fortran exponent",
    ]
    assert [(one.value, one.flag) for one in observations(items)] == [
        (None, "missing"),
        (-0.3, "suspect"),
        (None, "missing"),
        (1.2, "valid"),
    ]


def test_a_date_above_twelve_proves_the_order_of_its_column() -> None:
    found = observations(made("Station,When,Hg\nA,03/04/2024,1\nA,13/04/2024,1\n"))
    assert [one.start.day for one in found] == [3, 13]


def test_dates_that_nothing_proves_are_told_and_can_be_decided() -> None:
    text = "Station,When,Hg\nA,03/04/2024,1\nA,05/06/2024,1\n"
    remark, fault = made(text)
    assert isinstance(remark, Remark)
    assert remark.trap == "day and month"
    assert isinstance(fault, Fault)
    assert "none of the column tells" in fault.problem
    assert [one.start.month for one in observations(made(text, dates="=day"))] == [4, 6]
    assert [one.start.month for one in observations(made(text, dates="=month"))] == [3, 5]


def test_dates_that_contradict_each_other_are_a_fault() -> None:
    items = made("Station,When,Hg\nA,13/04/2024,1\nA,04/13/2024,1\n")
    assert [one.problem for one in items if isinstance(one, Fault)] == [
        "some dates of the column have the day first, others the month"
    ]
    assert not observations(items)


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"colour": "Hg"}, "a field that there is not"),
        ({"value": "Hgg"}, "no column of this name"),
        ({"unit": ""}, "no column feeds the field unit"),
    ],
)
def test_a_wrong_map_is_told(more: dict[str, str], problem: str) -> None:
    (fault,) = made("Station,When,Hg\nA,2024-01-01,1\n", **more)
    assert isinstance(fault, Fault)
    assert problem in fault.problem
    assert fault.advice


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("A,yesterday,1", "no date"),
        ("A,2024-01-01,much", "not a number"),
        (",2024-01-01,1", "not the form"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_fault_of_its_row(row: str, problem: str) -> None:
    (fault,) = made(f"Station,When,Hg\n{row}\n")
    assert isinstance(fault, Fault)
    assert problem in fault.problem
    assert fault.row == 2


def test_the_registry_knows_the_readers() -> None:
    names = ("observation-table", "site-means", "geotraces", "seawater", "tissue", "merpas")
    assert [registry.reader(name).name for name in names] == list(names)
    items = registry.read("observation-table", io.BytesIO(b"Station,When,Hg\nA,2024-01-01,1\n"), "made.csv", MAP)
    assert [item.record.value for item in items if isinstance(item, Located)] == [1.0]


def test_what_is_odd_about_numbers_is_told() -> None:
    rows = ["1.5D+00", "0", *["1.5"] * 6, "9.99", "99.99"]
    text = "Station,When,Hg\n" + "".join(f"A,2024-01-01 {hour:02}:00,{cell}\n" for hour, cell in enumerate(rows))
    told = [(one.trap, one.fault.row) for one in made(text) if isinstance(one, Remark)]
    assert told == [("fortran exponent", 2), ("zero below detection", 3), ("missing code", 10), ("missing code", 11)]
    # GEM of 1500 is what its air holds in pg/m3.
    text = "Station,When,Hg\n" + "".join(f"A,2024-01-01 {hour:02}:00,1{hour}00\n" for hour in range(10, 20))
    assert [one.trap for one in made(text) if isinstance(one, Remark)] == ["unit mistaken"]
    assert [one.problem for one in made("Station,When,Hg\nA,2024-01-01,1_5\n") if isinstance(one, Fault)]
    rain = made("Station,When,Hg\nA,2024-01-01,0\n", species="=precipitation", unit="=mm")
    assert not [one for one in rain if isinstance(one, Remark)]


def test_columns_of_instruments_become_diagnostics() -> None:
    mapped = {"diagnostics.cartridge": "Cart", "diagnostics.baseline_v": "BL V", "diagnostics.status": "=OK"}
    items = made(
        "Station,When,Hg,Cart,BL V\nA,2024-01-01 05:30,1.42,A,0.15\nA,2024-01-01 05:35,1.4,B,-9999\n", **mapped
    )
    first, second = observations(items)
    assert first.diagnostics == "cartridge=A; baseline_v=0.15; status=OK"
    assert second.diagnostics == "cartridge=B; status=OK"
    assert [one.trap for one in items if isinstance(one, Remark)] == ["missing code"]
    (fault,) = (one for one in made("Station,When,Hg\n", **{"diagnostics.a;b": "Hg"}) if isinstance(one, Fault))
    assert "diagnostics.NAME" in fault.accepted
