"""Reading a register of product tests: what is refused with which advice, and what is told."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from almaden.demo.product_tests import product_tests
from almaden.errors import Fault, InputError
from almaden.reference.personal import personal_data
from almaden.reports.product_tests_template import PRODUCT_TESTS_TEMPLATE
from almaden.sectors.products.testing.addresses import clean_address
from almaden.sectors.products.testing.data import ProductTestData, value_ppm
from almaden.sectors.products.testing.readers.product_tests import read_product_tests

Row = Mapping[str, object]
CAMPAIGN: Row = {"id": "C", "title": "Made-up campaign", "year": 2025, "sampling": "targeted", "made_up": "y"}
PRODUCT: Row = {"id": "P", "kind": "cosmetic", "brand": "Made-up", "name": "Made-up cream"}
TEST: Row = {"id": "T", "product": "P", "method": "XRF", "value": 10, "unit": "ppm", "detection_limit": 5}
REQUEST: Row = {
    "id": "R", "product": "P", "platform": "Made-up platform", "requested_on": "2025-04-01",
    "answered_on": "2025-04-09", "outcome": "removed", "removed_on": "2025-04-10",
}  # fmt: skip
CHECK: Row = {"takedown": "R", "checked_on": "2025-05-10", "found_again": "n"}


def text(rows: Sequence[Row]) -> str:
    content = io.StringIO(newline="")
    writer = csv.DictWriter(content, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue()


def folder(place: Path, **tables: Sequence[Row]) -> Path:
    given = {"campaigns": [CAMPAIGN], "products": [PRODUCT], "tests": [TEST], **tables}
    for name, rows in given.items():
        (place / f"{name}.csv").write_text(text(rows), encoding="utf-8")
    return place


def read(place: Path, **tables: Sequence[Row]) -> ProductTestData:
    return read_product_tests(folder(place, **tables))


def faults(place: Path, **tables: Sequence[Row]) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read(place, **tables)
    return caught.value.faults


def only(place: Path, **tables: Sequence[Row]) -> Fault:
    (fault,) = faults(place, **tables)
    return fault


def of_test(place: Path, **change: object) -> Fault:
    return only(place, tests=[{**TEST, **change}])


def test_a_register_in_six_scripts_is_read_as_it_was_printed(tmp_path: Path) -> None:
    names = ["Made-up cream", "Crème inventée", "Crema inventada", "كريم وهمي", "Выдуманный крем", "虚构面霜"]
    data = read(
        tmp_path,
        products=[{**PRODUCT, "id": f"P{place}", "name": name} for place, name in enumerate(names)],
        tests=[{**TEST, "product": "P5"}],
    )
    assert [one.name for one in data.products] == names
    assert data.tests[0].campaign == "C"
    assert data.notice == "These figures are made up: an example."


def test_units_become_ppm(tmp_path: Path) -> None:
    # 1 % = 10,000 ppm; 1 ppb = 0.001 ppm.
    units = {"ppm": 16_000, "mg/kg": 16_000, "ug/g": 16_000, "%": "1,6", "ppb": 16_000_000, "ug/kg": 16_000_000}
    rows = [
        {**TEST, "id": unit, "value": value, "unit": unit, "detection_limit": "", "method": "DMA"}
        for unit, value in units.items()
    ]
    data = read(tmp_path, tests=[{**row, "sample": f"S{place}"} for place, row in enumerate(rows)])
    assert [value_ppm(one) for one in data.tests] == pytest.approx([16_000.0] * 6)
    assert "%: 1.6 % are taken as 16,000 ppm" in data.notes
    assert "6 tests with a value tell no detection limit" in data.notes


def test_more_mercury_than_the_sample_weighs_is_probably_ppm(tmp_path: Path) -> None:
    fault = of_test(tmp_path, value=16353, unit="%", detection_limit="")
    assert fault.advice == "it is probably in ppm: write ppm into unit; 16,353 ppm are 1.6353 %"


def test_odd_contents_are_asked_about_and_kept(tmp_path: Path) -> None:
    rows = [
        {**TEST, "value": 0.0001, "detection_limit": 0.00001},
        {**TEST, "id": "U", "sample": "S", "value": 300_000},
    ]
    data = read(tmp_path, tests=rows)
    assert [value_ppm(one) for one in data.tests] == [0.0001, 300_000]
    assert "T: 0.0001 ppm is less than laboratories detect; if the value is in percent, it is 1 ppm" in data.notes
    assert any("U: 300,000 ppm is more than" in note for note in data.notes)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"value": "", "below_detection": "y", "detection_limit": ""}, "the detection limit is not told"),
        ({"value": ""}, "there is no value"),
        ({"value": 0}, "no measurement finds exactly nothing"),
        ({"value": 3}, "less than what can be detected"),
        ({"value": 7, "below_detection": "y"}, "though nothing was detected"),
        ({"bought_on": "2025-03-02", "tested_on": "2025-03-01"}, "tested before it was bought"),
        ({"product": "Q"}, "leads to no row of another table"),
        ({"url": "shop.example/item"}, "no address of a page"),
        ({"url": "https://made.up@shop.example/item"}, "no address of a page"),
        ({"note": "seller: made.up@shop.example"}, "persons are not registered"),
        ({"laboratory": "Tel. 020 7946 0000"}, "persons are not registered"),
    ],
)
def test_a_measurement_that_cannot_be(tmp_path: Path, change: Row, problem: str) -> None:
    assert problem in of_test(tmp_path, **change).problem


def test_ppm_beside_percent_in_two_tests_of_a_sample_is_asked_about(tmp_path: Path) -> None:
    second = {**TEST, "id": "U", "sample": "S", "method": "ICP-MS", "value": 1.3, "detection_limit": 0.1}
    notes = read(tmp_path, tests=[{**TEST, "sample": "S", "value": 12_500}, second]).notes
    assert list(map(str, notes)) == ["T tells about 10 000 times as much as U of the same sample: is U in percent?"]
    assert not read(tmp_path, tests=[{**TEST, "sample": "S", "value": 125}, second]).notes


def test_a_test_of_long_ago_is_a_slip(tmp_path: Path) -> None:
    assert "four digits" in of_test(tmp_path, tested_on="1025-03-01").advice


def test_a_missing_unit_and_an_unknown_kind_are_told(tmp_path: Path) -> None:
    assert of_test(tmp_path, unit="").column == "unit"
    fault = only(tmp_path, tests=[TEST], products=[{**PRODUCT, "kind": "creme"}])
    assert "no kind of product with this word" in str(fault)


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"value": "<5"}, "write y into below_detection"),
        ({"value": "< LOD"}, "write y into below_detection"),
        ({"unit": "µg/g"}, "write the letter u"),
        ({"seller_kind": "Made-up Person"}, "never who it is"),
        ({"photographs": "/made-up/p1.jpg"}, "write p1-front.jpg alone"),
    ],
)
def test_the_advice_is_what_was_probably_meant(tmp_path: Path, change: Row, advice: str) -> None:
    fault = of_test(tmp_path, **change)
    assert advice in fault.advice
    assert "Made-up Person" not in str(fault)


def test_what_stood_where_a_person_was_named_is_not_repeated(tmp_path: Path) -> None:
    fault = of_test(tmp_path, seller_name="Made-up Person")
    assert "persons are not registered" in fault.advice
    assert "Made-up Person" not in str(fault)
    fault = of_test(tmp_path, note="+44 20 7946 0000")
    assert "7946" not in str(fault)


def test_the_same_product_sample_or_measurement_twice(tmp_path: Path) -> None:
    again = {**PRODUCT, "id": "Q", "name": "made-up  CREAM"}
    assert "row 2" in only(tmp_path, products=[PRODUCT, again]).problem
    assert read(tmp_path, products=[PRODUCT, {**again, "lot": "2"}]).products[1].lot == "2"
    problems = [one.problem for one in faults(tmp_path, products=[PRODUCT], tests=[TEST, {**TEST, "id": "U"}, TEST])]
    assert problems == ["this stands in the table already: row 2"] * 3
    tests = [{**TEST, "sample": "S"}, {**TEST, "id": "U", "sample": "S", "product": "Q"}]
    fault = only(tmp_path, products=[PRODUCT, {**again, "name": "Other"}], tests=tests)
    assert fault.problem == "one sample is told for two products"


@pytest.mark.parametrize(
    ("request_", "check", "problem"),
    [
        ({"answered_on": "2025-03-01"}, {}, "before the request"),
        ({"removed_on": "2025-03-01"}, {}, "before the request"),
        ({"outcome": ""}, {}, "an answer is told, but not what it was"),
        ({"outcome": "refused"}, {}, "not removed"),
        ({}, {"checked_on": "2025-04-09"}, "before the removal"),
        ({}, {"takedown": "X"}, "leads to no row of another table"),
        ({"outcome": "refused", "removed_on": ""}, {}, "the listing was never removed"),
    ],
)
def test_a_request_or_check_that_cannot_be(tmp_path: Path, request_: Row, check: Row, problem: str) -> None:
    found = faults(tmp_path, takedowns=[{**REQUEST, **request_}], checks=[{**CHECK, **check}])
    assert any(problem in one.problem for one in found)


def test_a_request_twice(tmp_path: Path) -> None:
    assert "row 2" in only(tmp_path, takedowns=[REQUEST, {**REQUEST, "id": "S"}]).problem


def test_tracking_is_taken_out_of_addresses_and_told(tmp_path: Path) -> None:
    url = "https://shop.example/item/1/ref=sr_1?id=7&utm_source=a&fbclid=b#top"
    data = read(tmp_path, tests=[{**TEST, "url": url}])
    assert data.tests[0].url == "https://shop.example/item/1?id=7#top"
    assert any("utm_source, fbclid, ref=" in note for note in data.notes)
    plain = "https://shop.example/?q=a%20b&x="
    assert clean_address(plain) == (plain, ())


def test_several_campaigns_need_their_identifier(tmp_path: Path) -> None:
    campaigns = [CAMPAIGN, {**CAMPAIGN, "id": "D"}]
    assert only(tmp_path, campaigns=campaigns).column == "campaign"
    assert read(tmp_path, campaigns=campaigns, tests=[{**TEST, "campaign": "D"}]).tests[0].campaign == "D"


def test_every_fault_at_once(tmp_path: Path) -> None:
    tests = [{**TEST, "value": ""}, {**TEST, "id": "U", "product": "X", "unit": "%", "value": 300}]
    assert len(faults(tmp_path, tests=tests, takedowns=[{**REQUEST, "removed_on": "2025-03-01"}])) == 4


def test_the_empty_template_and_the_example() -> None:
    with pytest.raises(InputError, match="the table campaigns is not in it"):
        read_product_tests(io.BytesIO(PRODUCT_TESTS_TEMPLATE.content()), "template.xlsx")
    with product_tests() as place:
        data = read_product_tests(place)
    assert data.notice
    assert len({one.sample for one in data.tests}) == 29


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ask a.b@shop.example", "e-mail address"),
        ("a.b [at] shop.example", "e-mail address"),
        ("+254 712 345 678", "telephone number"),
        ("WhatsApp: 0712-345-678", "telephone number"),
        ("0044 20 7946 0000", "telephone number"),
        ("电话 138 0013 8000", "telephone number"),
        ("lot 20250301 of 2025, 16,353 ppm, EAN 4006381333931", None),
        ("lot 0012345678901", None),
        ("net weight 30 g; call for action 2025", None),
    ],
)
def test_personal_data_is_known_by_its_form(words: str, found: str | None) -> None:
    assert personal_data(words) == found
