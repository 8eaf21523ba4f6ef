"""Shares above a limit, contents below detection, waiting times: against cases, programs and hand arithmetic."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from almaden.demo.product_tests import product_tests
from almaden.inventory.result import Amount
from almaden.sectors.products.testing.campaign import campaign_result
from almaden.sectors.products.testing.data import ProductTestData
from almaden.sectors.products.testing.levels import cumulative, levels
from almaden.sectors.products.testing.limits import any_mercury, cosmetics_limit, own_limit, verdict, within_uncertainty
from almaden.sectors.products.testing.readers.product_tests import read_product_tests
from almaden.sectors.products.testing.records import (
    CampaignRecord,
    ProductRecord,
    ProductTestRecord,
    RelistingCheckRecord,
    TakedownRecord,
)
from almaden.sectors.products.testing.samples import confirmations, samples_of
from almaden.sectors.products.testing.shares import clopper_pearson, difference, share, wilson
from almaden.sectors.products.testing.takedowns import due, platform_results, survival, waiting

ON = date(2025, 8, 1)


def measured(id: str = "T", value: float | None = None, **more: object) -> ProductTestRecord:
    values = {"id": id, "campaign": "C", "product": "P", "method": "ICP-MS", "unit": "ppm", "value": value, **more}
    return ProductTestRecord.model_validate({"below_detection": value is None, **values})


def asked(id: str, asked_on: str, **more: object) -> TakedownRecord:
    return TakedownRecord.model_validate(
        {"id": id, "product": "P", "platform": "A", "url": f"https://a.example/{id}", "requested_on": asked_on, **more}
    )


def looked(takedown: str, on: str, again: bool) -> RelistingCheckRecord:
    return RelistingCheckRecord.model_validate({"takedown": takedown, "checked_on": on, "found_again": again})


def register(
    *tests: ProductTestRecord,
    takedowns: tuple[TakedownRecord, ...] = (),
    checks: tuple[RelistingCheckRecord, ...] = (),
    sampling: str = "targeted",
) -> ProductTestData:
    campaign = CampaignRecord.model_validate({"id": "C", "title": "Made-up", "year": 2018, "sampling": sampling})
    products = tuple(
        ProductRecord(id=one, kind="cosmetic", name=one) for one in sorted({test.product for test in tests} | {"P"})
    )
    return ProductTestData((campaign,), products, tests, takedowns, checks)


@pytest.fixture(scope="module")
def example() -> ProductTestData:
    with product_tests() as place:
        return read_product_tests(place)


def test_the_published_campaign_of_338_creams() -> None:
    # 34 of 338 creams had 93 to 16,353 ppm (Zero Mercury Working Group, 2018): 10 %.
    above = [measured(f"A{place}", 93 + place * (16_353 - 93) / 33) for place in range(34)]
    rest = [measured(f"B{place}", None, detection_limit=0.5) for place in range(304)]
    found = campaign_result(register(*above, *rest), ON)
    whole = found.whole
    assert whole.above.wilson is not None
    assert 100 * whole.above.wilson.value == pytest.approx(10.06, abs=0.005)
    assert (whole.above.count, whole.above.of, whole.above.cannot_tell) == (34, 338, 0)
    assert (whole.levels.lowest, whole.levels.highest) == (93, 16_353)
    assert whole.levels.median is None
    assert found.summary() == "34 of 338 samples above 1 ppm: 10.1 % (7.3 to 13.7)"
    assert any("not drawn at random" in note for note in found.notes)


@settings(max_examples=50)
@given(st.integers(1, 400).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_intervals_are_those_of_scipy(case: tuple[int, int]) -> None:
    count, of = case
    for ours, method in ((wilson(count, of), "wilson"), (clopper_pearson(count, of), "exact")):
        theirs = binomtest(count, of).proportion_ci(0.95, method)
        assert (ours.low, ours.high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
        assert 0 <= ours.low <= ours.value <= ours.high <= 1


def test_the_difference_of_two_shares() -> None:
    # Newcombe (Stat. Med. 17, 873, 1998), table II, case (a): 56/70 - 48/80 by method 10 is 0.0524 to 0.3339.
    change = difference(share(48, 80), share(56, 70))
    assert change is not None
    assert (change.value, change.low, change.high) == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)
    assert difference(share(0, 0), share(1, 2)) is None


def test_what_cannot_be_told_is_in_no_share_but_in_its_ends() -> None:
    found = share(14, 17, 11)
    assert found.wilson is not None
    assert found.wilson.value == pytest.approx(14 / 17)
    assert (found.lowest, found.highest) == (14 / 28, 25 / 28)


def test_verdicts() -> None:
    limit = cosmetics_limit()
    assert limit.ppm == 1
    assert verdict(measured(value=1.0), limit) == "not above"
    assert verdict(measured(value=1.01), limit) == "above"
    assert verdict(measured(value=0.0002, unit="%"), limit) == "above"
    assert verdict(measured(detection_limit=1), limit) == "not above"
    assert verdict(measured(detection_limit=5), limit) == "cannot be told"
    assert verdict(measured(value=0.01), any_mercury()) == "above"
    assert verdict(measured(detection_limit=0.01), any_mercury()) == "cannot be told"
    assert verdict(measured(detection_limit=5), own_limit(20)) == "not above"
    assert within_uncertainty(measured(value=1.1, uncertainty=0.2), limit)
    assert not within_uncertainty(measured(value=1.3, uncertainty=0.2), limit)


def test_contents_below_detection_by_hand() -> None:
    # Found 10, 20, 20, 40; below 15, below 5. At 40 one of 6; at 20 two of 5; at 10 one of 2 (10 and below 5).
    spread = cumulative([10, 20, 20, 40], [15, 5])
    assert spread.values == (10, 20, 40)
    assert spread.shares == pytest.approx((1 / 2, 5 / 6, 1))
    assert spread.below == pytest.approx(1 / 4)
    assert [spread.quantile(one) for one in (0.2, 0.25, 0.3, 0.5, 0.6, 0.9)] == [None, None, 10, 10, 20, 40]


@settings(max_examples=50)
@given(st.lists(st.floats(0.1, 1e5), min_size=1, max_size=30))
def test_without_censoring_the_quantile_is_that_of_the_sample(values: list[float]) -> None:
    found = levels([measured(f"T{place}", value) for place, value in enumerate(values)])
    assert found.median == sorted(values)[(len(values) - 1) // 2]
    assert (found.lowest, found.highest) == (min(values), max(values))


def test_survival_by_hand() -> None:
    # Answers after 3, 9, 9, 40 days, open after 5 and 20: left 5/6, then of 4 two: 5/12, then of 1 one: 0.
    times = [(3, True), (5, False), (9, True), (9, True), (20, False), (40, True)]
    assert [left for _, left in survival(times)] == pytest.approx([5 / 6, 5 / 12, 0])
    found = waiting(times)
    assert (found.count, found.ended, found.median_days) == (6, 4, 9)
    assert found.after_30 == pytest.approx(7 / 12)
    assert found.after_90 == 1
    # Leaving open requests out would give 9 days where half of them have not been answered at all.
    assert waiting([(9, True), (100, False), (100, False)]).median_days is None
    assert waiting([(5, False)]).after_30 is None


def test_the_laboratory_counts_before_the_screening() -> None:
    tests = (
        measured("A", 90, sample="S", method="XRF", tested_on="2025-05-01"),
        measured("B", 60, sample="S", tested_on="2025-04-01"),
        measured("C", 0.2, sample="S", tested_on="2025-04-20"),
        measured("D", 500, method="XRF"),
        measured("E", 400, sample="T", method="XRF"),
        measured("F", 500, sample="T", method="DMA"),
    )
    samples = samples_of(register(*tests))
    assert {one.id: one.counts.id for one in samples} == {"S": "C", "D": "D", "T": "F"}
    found = confirmations(samples, cosmetics_limit())
    assert (found.pairs, found.both_above, found.screening_only, found.not_confirmed) == (2, 1, 1, 1)
    assert found.median_ratio == pytest.approx((0.2 / 90 + 500 / 400) / 2)


def test_platforms_on_a_day() -> None:
    requests = (
        asked("1", "2025-04-01", answered_on="2025-04-11", outcome="removed", removed_on="2025-04-12"),
        asked("2", "2025-04-01", answered_on="2025-04-21", outcome="refused"),
        asked("3", "2025-04-01", outcome="no answer"),
        asked("4", "2025-04-01"),
        asked("5", "2025-09-01"),
    )
    checks = (looked("1", "2025-05-12", False), looked("1", "2025-06-12", True))
    data = register(measured(value=50, platform="A"), takedowns=requests, checks=checks)
    one, every = platform_results(data, ON)
    assert (one.platform, every.platform) == ("A", "")
    assert one.outcomes == {"removed": 1, "partly": 0, "refused": 1, "no answer": 1, "": 1}
    assert (one.removed.count, one.removed.of, one.removed.cannot_tell) == (1, 3, 1)
    # Half of four had an answer after 20 days.
    assert one.answers.median_days == 20
    assert (one.relisted.count, one.relisted.of) == (1, 1)
    assert one.until_relisted.median_days == 61
    # In the middle of April only the first was answered, and nobody had looked for it again.
    early = platform_results(data, date(2025, 4, 15))[-1]
    assert (early.requests, early.outcomes["removed"], early.outcomes[""], early.relisted.of) == (4, 1, 2, 0)
    # Answered, but not yet removed.
    assert platform_results(data, date(2025, 4, 11))[-1].outcomes["removed"] == 0


def test_what_is_due_and_what_may_still_be_sold() -> None:
    requests = (
        asked("1", "2025-04-01", answered_on="2025-04-11", outcome="removed", removed_on="2025-04-12"),
        asked("2", "2025-07-25", platform="B"),
    )
    tests = (measured(value=50, platform="A"), measured("U", 70, platform="B"), measured("V", 9, product="Q"))
    data = register(*tests, takedowns=requests, checks=(looked("1", "2025-05-12", False),))
    assert [(one.what, one.takedown.id, one.on, one.days_late) for one in due(data, ON, 14, 30)] == [
        ("check", "1", date(2025, 6, 11), 51),
        ("answer", "2", date(2025, 8, 8), -7),
    ]
    found = campaign_result(data, ON).alerts
    assert [(one.product.id, one.platform, one.reason, one.ppm) for one in found] == [
        ("P", "B", "open", 70), ("Q", "", "not asked", 9),
    ]  # fmt: skip


def test_a_listing_found_again_is_an_alert_until_it_is_gone_too() -> None:
    first = asked("1", "2025-04-01", outcome="removed", removed_on="2025-04-12")
    back = looked("1", "2025-05-12", True).model_copy(update={"url": "https://a.example/2"})
    test = measured(value=50, platform="A")

    def reasons(*more: TakedownRecord, checks: tuple[RelistingCheckRecord, ...] = (back,)) -> list[str]:
        data = register(test, takedowns=(first, *more), checks=checks)
        return [one.reason for one in campaign_result(data, ON).alerts]

    assert reasons(checks=()) == []
    assert reasons() == ["listed again"]
    assert reasons(checks=(back, looked("1", "2025-06-12", False))) == []
    assert reasons(asked("2", "2025-05-13")) == ["open"]
    assert reasons(asked("2", "2025-05-13", outcome="removed", removed_on="2025-05-20")) == []


def test_the_example(example: ProductTestData) -> None:
    found = campaign_result(example, ON)
    # Counted in the tables by hand: 14 of 17 samples that can be told.
    assert found.summary() == "14 of 17 samples above 1 ppm: 82.4 % (59.0 to 93.8)"
    assert found.meta.notice
    assert [one.reason for one in found.alerts] == ["listed again", "refused", "removed in part", "no answer", "open"]
    assert any("50.0 to 89.3 % are above" in note for note in found.notes)
    frame = found.to_frame()
    assert frame.loc[frame["by"] == "campaign", "samples"].sum() == frame["samples"].iloc[0] == 28
    # A limit of the user's own holds for the lamp too.
    assert campaign_result(example, ON, own_limit(1)).whole.levels.samples == 29
    # From 2026 on any mercury is barred.
    assert not any("bars cosmetics" in note for note in found.notes)


def test_public_data_have_no_addresses_of_listings(example: ProductTestData) -> None:
    found = campaign_result(example, ON)
    assert "/item/" in found.to_json()
    told = str(found.as_public_dict())
    assert "/item/" not in told
    assert "a.example" in told


def test_the_order_of_rows_changes_nothing(example: ProductTestData) -> None:
    mixed = random.Random(1)

    def shuffled(rows: tuple) -> tuple:  # type: ignore[type-arg]
        return tuple(mixed.sample(rows, len(rows)))

    other = ProductTestData(
        shuffled(example.campaigns), shuffled(example.products), shuffled(example.tests), shuffled(example.takedowns),
        shuffled(example.checks), example.notes, example.sha256,
    )  # fmt: skip
    assert campaign_result(other, ON).as_dict() == campaign_result(example, ON).as_dict()


def test_products_bought_after_the_amendment_are_told() -> None:
    found = campaign_result(register(measured(value=0.5, bought_on="2026-02-01")), date(2026, 5, 1))
    assert any("1 samples were bought after 2025-12-31" in note for note in found.notes)


def test_amounts_are_plain_in_json(example: ProductTestData) -> None:
    found = campaign_result(example, ON).as_dict()
    (change,) = found["changes"]
    assert change["share_low"] < change["share"] < change["share_high"]
    assert isinstance(campaign_result(example, ON).changes[0].share, Amount)
    assert found["meta"]["input_sha256"]
