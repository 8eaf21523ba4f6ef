"""Before-and-after biomonitoring. The participants and their values are made up."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.monitoring.people.small_groups import cell
from almaden.sectors.gold.biomonitoring import biomonitoring
from almaden.sectors.gold.biomonitoring_result import BiomonitoringResult, Group
from almaden.sectors.gold.data import GoldData
from almaden.sectors.gold.paired import mean_interval, signed_rank
from almaden.sectors.gold.records import AboutRecord, BiomonitoringRecord


def person(number: int, before: float | None, after: float | None, **more: object) -> BiomonitoringRecord:
    told = {"training": "Made up", "participant": f"P{number}", "consent": True, "matrix": "urine",
            "unit": "ug/g creatinine", "group": "trained", **more}  # fmt: skip
    return BiomonitoringRecord(before=before, after=after, **told)


def result(*people: BiomonitoringRecord) -> BiomonitoringResult:
    return biomonitoring(GoldData(about=AboutRecord(country="GHA", year=2024), biomonitoring=people))


def group(found: BiomonitoringResult, name: str) -> Group:
    (one,) = [one for one in found.groups if one.group == name]
    return one


def people(count: int, factor: float, name: str = "trained", start: int = 0) -> list[BiomonitoringRecord]:
    """Persons whose values fall to a factor, a little more or less, alternately."""
    return [
        person(start + at, 10.0 + at, (10.0 + at) * factor * (1.1 if at % 2 else 1 / 1.1), group=name)
        for at in range(count)
    ]


def test_signed_ranks_of_a_published_example() -> None:
    # Darwin's maize: differences in eighths of an inch, Fisher, The Design of Experiments, and the manual of
    # scipy.stats.wilcoxon: smaller sum of ranks 24, exact two-sided probability 0.041259765625.
    differences = np.array([6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75], dtype=float)
    statistic, p = signed_rank(differences)
    assert statistic == 24.0
    assert p == pytest.approx(0.041259765625)
    # All ten fall: one of 2^10 signs, on two sides.
    assert signed_rank(-np.arange(1.0, 11.0))[1] == pytest.approx(2 / 2**10)
    assert signed_rank(np.zeros(12)) == (0.0, 1.0)


def test_paired_t_of_a_published_example() -> None:
    # Student 1908 (Cushny and Peebles): additional sleep, mean 1.58 h, t = 4.0621 with 9 degrees of freedom,
    # p = 0.002833, 95 % interval 0.7001 to 2.4599 (manual of R, t.test(sleep), paired).
    gains = np.array([1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4])
    mean, p = mean_interval(gains)
    assert (mean.value, mean.low, mean.high) == pytest.approx((1.58, 0.7001142, 2.4598858), abs=1e-6)
    assert p == pytest.approx(0.002833, abs=1e-6)


def test_change_of_a_group_by_hand() -> None:
    changes = group(result(*people(20, 0.5)), "trained").changes
    assert changes is not None
    # Half of the ratios are 0.5 x 1.1, half 0.5 / 1.1: geometric mean 0.5, logarithms ln 1.1 from it;
    # t(0.975, 19) = 2.093024 (tables of Student's t).
    reach = 2.093024 * math.log(1.1) * math.sqrt(20 / 19) / math.sqrt(20)
    assert changes.ratio.value == pytest.approx(0.5)
    assert (changes.ratio.low, changes.ratio.high) == pytest.approx(
        (0.5 * math.exp(-reach), 0.5 * math.exp(reach)), rel=1e-6
    )
    assert changes.median_before == 19.5
    assert changes.persons == 20
    assert changes.p_t < 1e-9
    assert changes.p_signed_rank < 1e-3
    # It fell in all of them: a share would tell of each; nothing was replaced or far off.
    assert changes.share_fell is None
    assert changes.below_detection == 0
    assert changes.far_off == 0


def test_groups_of_fewer_than_ten_give_nothing_and_cannot_be_reckoned_back() -> None:
    small = result(*people(12, 0.5), *people(9, 1.0, "not trained", start=100))
    hidden, whole = group(small, "not trained"), group(small, "")
    assert hidden.changes is None
    assert "fewer than 10" in hidden.told
    # All persons less the trained would tell of the nine.
    assert whole.whole
    assert whole.changes is None
    assert group(small, "trained").changes is not None
    (comparison,) = small.comparisons
    assert comparison.ratio is None
    assert comparison.p is None
    # Two small groups together hide each other: thirteen persons.
    both = result(*people(12, 0.5), *people(6, 1.0, "b", start=100), *people(7, 1.0, "c", start=200))
    assert group(both, "").changes is not None
    assert group(both, "b").changes is None
    # Cells within a group follow the same rule.
    assert cell(9, 30) is None
    assert cell(21, 30) is None
    assert cell(10, 20) == 0.5


def test_a_cell_of_a_group_cannot_be_reckoned_back_from_the_whole() -> None:
    # 20 of 40 trained persons and 5 of 40 others are above 20 before: 25 of 80 less 20 of 40 would tell of the five.
    rows = [person(at, 30.0 if at < 20 else 8.0, 6.0) for at in range(40)]
    rows += [person(100 + at, 30.0 if at < 5 else 8.0, 7.0, group="other") for at in range(40)]
    told = {one.group: one.changes.above[1].before for one in result(*rows).groups if one.changes}
    assert told == {"trained": 0.5, "other": None, "": None}
    # With twelve more of the others nothing has to be hidden: 37 of 92.
    rows += [person(200 + at, 30.0, 7.0, group="other") for at in range(12)]
    whole = group(result(*rows), "").changes
    assert whole is not None
    assert whole.above[1].before == pytest.approx(37 / 92)


def test_difference_in_differences_by_hand() -> None:
    found = result(*people(20, 0.5), *people(20, 0.8, "not trained", start=100))
    (one,) = found.comparisons
    assert one.ratio is not None
    assert one.p is not None
    assert (one.one, one.other) == ("not trained", "trained")
    # Equal sizes and variances: 38 degrees of freedom, t(0.975, 38) = 2.024394 (tables).
    reach = 2.024394 * math.log(1.1) * math.sqrt(20 / 19) * math.sqrt(2 / 20)
    assert one.ratio.value == pytest.approx(0.8 / 0.5)
    assert one.ratio.high == pytest.approx(1.6 * math.exp(reach), rel=1e-6)
    assert one.p < 1e-6


def test_only_who_agreed_counts_and_nobody_is_named() -> None:
    agreed = people(10, 0.5)
    others = [person(50 + at, 100.0, 1.0, consent=False) for at in range(5)]
    found = result(*agreed, *others, person(99, 5.0, None))
    changes = group(found, "trained").changes
    assert changes is not None
    assert changes.persons == 10
    assert "did not agree" in found.notes[0]
    assert "one value only" in found.notes[1]
    told = found.to_json() + found.to_frame().to_csv()
    assert not any(one.participant in told for one in (*agreed, *others))
    json.loads(told[: told.rindex("}") + 1])


def test_values_below_detection_are_half_of_the_lowest_positive() -> None:
    rows = [*people(19, 0.5), person(60, 4.0, 0.0)]
    changes = group(result(*rows), "trained").changes
    assert changes is not None
    # The lowest that is more than zero is 4.0, before; half of it is 2.0: this pair fell to one half too.
    lowest = min(value for one in rows for value in (one.before, one.after) if value)
    assert lowest == 4.0
    logs = [math.log((one.after or lowest / 2) / (one.before or lowest / 2)) for one in rows]
    assert changes.ratio.value == pytest.approx(math.exp(sum(logs) / 20))
    # One value: some, but too few to be told.
    assert changes.below_detection is None


def test_shares_above_guidance() -> None:
    # 15 of 30 above 20 ug/g before, none after: HBM II; a share with fewer than ten on a side is not told.
    rows = [person(at, 30.0 if at < 15 else 8.0, 6.0) for at in range(30)]
    changes = group(result(*rows), "trained").changes
    assert changes is not None
    second = next(one for one in changes.above if one.value == 20)
    assert second.before == 0.5
    assert second.after is None


def test_a_participant_twice_is_a_fault() -> None:
    with pytest.raises(InputError, match="twice"):
        result(person(1, 5.0, 4.0), person(1, 5.0, 4.0, group="other", unit="µg/g creatinine"))
