"""Samples of people, all made up: consent, identities, small groups, methods, and statistics."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from almaden.errors import InputError
from almaden.monitoring.people.evaluation import diluted, evaluate_people
from almaden.monitoring.people.identity import identity_in
from almaden.monitoring.people.records import PersonRecord
from almaden.monitoring.people.result import PeopleCell
from almaden.monitoring.people.small_groups import least_persons
from almaden.monitoring.readers.people import PeopleData, read_people

HEADS = (
    "survey,participant,consent,year,country,matrix,method,analyte,value,unit,below_detection,detection_limit,group,"
    "note"
)


def person(number: int, value: float | None = 1.0, **more: object) -> PersonRecord:
    told = {"survey": "Made up", "participant": f"P{number}", "consent": True, "year": 2025, "country": "GHA",
            "matrix": "hair", "method": "DMA80", "analyte": "THg", "unit": "ug/g",
            "group": "miners", **more}  # fmt: skip
    return PersonRecord(value=value, **told)


def cells(*people: PersonRecord) -> dict[tuple[int | None, str, str], PeopleCell]:
    return {(one.year, one.group, one.method): one for one in evaluate_people(people).cells}


def read(*rows: str) -> PeopleData:
    return read_people(io.BytesIO("\n".join((HEADS, *rows)).encode()), "made.csv")


def test_statistics_of_a_group_are_those_of_scipy() -> None:
    values = [0.2, 0.4, 0.5, 0.6, 0.8, 0.9, 1.1, 1.3, 1.4, 1.6, 2.0, 3.0]
    one = cells(*(person(at, value) for at, value in enumerate(values)))[2025, "miners", "DMA80"].statistics
    assert one is not None
    assert one.geometric_mean is not None
    low, high = np.exp(stats.t.interval(0.95, 11, np.log(values).mean(), stats.sem(np.log(values))))
    assert (one.geometric_mean.value, one.geometric_mean.low) == pytest.approx((stats.gmean(values), low))
    assert one.geometric_mean.high == pytest.approx(high)
    # Beyond the median lie six of twelve; beyond the quarters only three, which is too few.
    assert set(one.percentiles) == {0.5}


def test_a_share_above_guidance_needs_ten_on_either_side() -> None:
    some = [person(at, 2.0 if at < 12 else 0.5) for at in range(24)]
    (one,) = cells(*some).values()
    assert one.statistics is not None
    assert {level.level: level.share for level in one.statistics.above} == {1.0: 0.5, 2.5: None}


def test_few_persons_take_the_next_group_with_them() -> None:
    some = [person(at, group="miners") for at in range(4)]
    others = [person(100 + at, group="farmers") for at in range(12)]
    many = [person(200 + at, group="teachers") for at in range(30)]
    found = cells(*some, *others, *many)
    assert found[2025, "miners", "DMA80"].told == "fewer than 10 persons: not told"
    assert found[2025, "farmers", "DMA80"].told == "not told: it would tell of a group with too few persons"
    assert found[2025, "teachers", "DMA80"].statistics is not None
    assert found[None, "", "DMA80"].statistics is not None


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 25), min_size=1, max_size=5))
def test_no_difference_tells_of_a_smaller_group(sizes: list[int]) -> None:
    people = [person(100 * place + at, group=f"g{place}") for place, size in enumerate(sizes) for at in range(size)]
    found = cells(*people)
    told = [one.statistics.persons for one in found.values() if one.year is not None and one.statistics is not None]
    assert all(count >= least_persons() for count in told)
    whole = found.get((None, "", "DMA80"))
    if whole is not None and whole.statistics is not None:
        assert whole.statistics.persons - sum(told) not in range(1, least_persons())


def test_the_same_few_persons_in_two_years_are_few() -> None:
    few = [person(at, year=year) for at in range(6) for year in (2024, 2025)]
    many = [person(100 + at, year=2023) for at in range(20)]
    assert cells(*few, *many)[None, "", "DMA80"].statistics is None


def test_methods_are_never_put_together() -> None:
    one = [person(at) for at in range(12)]
    other = [person(at, method="CVAAS") for at in range(12)]
    found = evaluate_people([*one, *other])
    assert [(cell.method, cell.statistics.persons) for cell in found.cells if cell.statistics] == [
        ("CVAAS", 12), ("DMA80", 12),
    ]  # fmt: skip
    assert any("never put together" in note for note in found.notes)
    assert found.to_json().count("P1") == 0


def test_urine_too_dilute_is_left_out() -> None:
    assert diluted(person(1, matrix="urine", unit="ug/l", creatinine_g_l=0.2)) == "urine that is too dilute"
    assert diluted(person(1, matrix="urine", unit="ug/l", specific_gravity=1.035)) == "urine that is too concentrated"
    assert diluted(person(1, matrix="urine", unit="ug/l", creatinine_g_l=1.0)) == ""


def test_values_below_detection_are_never_halved() -> None:
    values = np.exp(np.random.default_rng(1).normal(0.0, 0.5, 60))
    people = [
        person(at, float(value)) if value > 0.7 else person(at, None, below_detection=True, detection_limit=0.7)
        for at, value in enumerate(values)
    ]
    (one,) = cells(*people).values()
    assert one.statistics is not None
    assert one.statistics.method == "maximum likelihood"
    logs = stats.CensoredData(np.log(values[values > 0.7]), left=np.full(int(np.sum(values <= 0.7)), np.log(0.7)))
    assert one.statistics.geometric_mean is not None
    assert one.statistics.geometric_mean.value == pytest.approx(np.exp(stats.norm.fit(logs)[0]), rel=1e-3)


def test_how_few_had_a_value_is_not_told() -> None:
    people = [person(at, None, below_detection=True, detection_limit=0.7) for at in range(20)]
    (one,) = cells(*people, *(person(100 + at, 2.0 + at) for at in range(3))).values()
    assert one.statistics is not None
    assert (one.statistics.geometric_mean, one.statistics.share_below, one.statistics.percentiles) == (None, None, {})
    assert one.statistics.reason == "too little was detected for a mean"


def test_nothing_is_read_of_those_who_did_not_agree() -> None:
    data = read(
        "Made up,1,y,2025,GHA,hair,DMA80,THg,0.8,\u00b5g/g,n,,miners,",
        "Made up,Ama Mensah,n,not a year,GHA,hair,DMA80,THg,0.8,ug/g,n,,miners,ama@example.org",
    )
    assert (len(data.records), data.refused) == (1, 1)
    assert data.records[0].unit == "ug/g"


def test_identities_are_refused_and_not_repeated() -> None:
    with pytest.raises(InputError) as raised:
        read(
            "Made up,Ama Mensah,y,2025,GHA,hair,DMA80,THg,0.8,ug/g,n,,miners,",
            "Made up,2,y,2025,GHA,hair,DMA80,THg,0.8,ug/g,n,,miners,born 1990-04-17",
            "Made up,3,y,2025,GHA,hair,DMA80,THg,0.8,ug/g,n,,miners,12 Harbour Road",
            "Made up,4,y,2025,GHA,hair,DMA80,THg,0.8,ug/g,n,,miners,ama@example.org",
            "Made up,5,y,2025,GHA,hair,DMA80,THg,0.8,ug/l,n,,miners,",
            "Made up,6,y,2025,GHA,hair,DMA80,THg,0.8,ug/g,n,,miners,",
            "Made up,6,y,2025,GHA,hair,DMA80,THg,0.9,ug/g,n,,miners,",
        )
    told = str(raised.value) + json.dumps([fault.value for fault in raised.value.faults])
    assert [fault.row for fault in raised.value.faults] == [2, 3, 4, 5, 6, 8]
    assert not any(word in told for word in ("Mensah", "1990-04-17", "Harbour", "ama@"))


def test_a_name_in_a_wrong_column_is_not_repeated() -> None:
    with pytest.raises(InputError) as raised:
        read("Made up,1,y,2025,GHA,hair,DMA80,THg,Ama Mensah,ug/g,n,,miners,")
    assert "Mensah" not in str(raised.value)


def test_what_is_no_identity_is_let_through() -> None:
    for text in ("pregnant women", "25-34", "DMA80", "2024/2025", "3 road builders", "North", "10 streets away"):
        assert identity_in(text) is None, text
    assert identity_in("rue de la Paix 14") == "address"
    assert identity_in("17/04/1990") == "exact date"
