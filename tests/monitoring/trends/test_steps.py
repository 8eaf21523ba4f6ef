"""Step changes: Pettitt, segments, and known breaks."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.monitoring.trends.segments import segments
from almaden.monitoring.trends.steps import pettitt, step_at
from tests.monitoring.trends.made_up import TIMES, YEARS, ar1

#: Flow of the Nile at Aswan 1871-1970, 10^8 m3 a year: its step after 1898 is told in many books (Cobb 1978).
NILE = np.fromstring(
    "1120 1160 963 1210 1160 1160 813 1230 1370 1140 995 935 1110 994 1020 960 1180 799 958 1140 1100 1210 1150 1250 "
    "1260 1220 1030 1100 774 840 874 694 940 833 701 916 692 1020 1050 969 831 726 456 824 702 1120 1100 832 764 821 "
    "768 845 864 862 698 845 744 796 1040 759 781 865 845 944 984 897 822 1010 771 676 649 846 812 742 801 1040 860 "
    "874 848 890 744 749 838 1050 918 986 797 923 975 815 1020 906 901 1170 912 746 919 718 714 740",
    sep=" ",
)
NILE_YEARS = (np.arange(100) + np.datetime64("1871", "Y")).astype("datetime64[s]")


def test_pettitt_by_hand() -> None:
    # 1..4 then 10..13: every pair across the middle has the sign -1, so K = 16; p = 2 exp(-6 * 256 / (512 + 64)).
    found = pettitt(NILE_YEARS[:8], np.array([1.0, 2, 3, 4, 10, 11, 12, 13]))
    assert found.statistic == 16
    assert found.p_independent == pytest.approx(0.138967, abs=1e-6)
    # Of the 70 ways to split the ranks two have this K, and splits 3 and 5 reach at most 15.
    assert found.p_permuted == pytest.approx(2 / 70, abs=0.025)
    assert found.at == NILE_YEARS[4]


@settings(max_examples=25)
@given(st.lists(st.integers(0, 6), min_size=8, max_size=20))
def test_the_sum_of_signs_is_that_of_all_pairs(values: list[int]) -> None:
    x = np.array(values, dtype=float)
    signs = np.sign(x[:, None] - x)
    most = max(abs(signs[:t, t:].sum()) for t in range(1, len(x)))
    assert pettitt(NILE_YEARS[: len(x)], x, permutations=1).statistic == most


def test_the_nile_has_its_step() -> None:
    found = pettitt(NILE_YEARS, NILE)
    assert (found.verdict, str(found.at)[:4]) == ("step", "1899")
    cut = segments(NILE_YEARS, NILE)
    assert cut.verdict == "step"
    assert [str(one)[:4] for one in cut.steps] == ["1899"]
    assert cut.as_dict()["steps"] == ["1899-01-01T00:00:00"]
    assert found.as_dict()["at"] == "1899-01-01T00:00:00"
    assert cut.means == pytest.approx([NILE[:28].mean(), NILE[28:].mean()])


def test_series_without_a_step_seldom_have_one_though_values_depend() -> None:
    rng = np.random.default_rng(6)
    tested = [(pettitt(TIMES, one, permutations=1), segments(TIMES, one)) for one in (ar1(rng, 0.4) for _ in range(80))]
    # At 5 % each of 80, 11 and more come twice in a thousand; without the correction it is over 20.
    assert sum(one.verdict == "step" for one, _ in tested) <= 10
    assert sum(one.verdict != "no step" for _, one in tested) <= 10
    assert sum(one.p_independent is not None and one.p_independent < 0.05 for one, _ in tested) > 10


def test_a_steady_slope_is_not_called_steps() -> None:
    sloping = segments(TIMES, 0.8 * YEARS + ar1(np.random.default_rng(9), 0.0))
    assert sloping.verdict == "cannot tell"
    assert "straight line" in sloping.reason
    assert segments(TIMES[:8], np.ones(8)).verdict == "cannot tell"
    assert pettitt(TIMES[:5], np.ones(5)).verdict == "cannot tell"


def test_a_new_instrument_is_told_apart_from_a_trend() -> None:
    day = datetime.date(2010, 1, 1)
    values = 1.5 + 0.02 * ar1(np.random.default_rng(12), 0.3)
    moved = np.where(np.datetime64(day) <= TIMES, values - 0.2, values)
    found = step_at(TIMES, moved, day)
    assert found.verdict == "step"
    assert found.low is not None
    assert found.high is not None
    assert found.low < -0.2 < found.high
    # A step left out of the model looks like a trend, or like errors that wander.
    assert found.without_step.high is not None
    assert found.without_step.high < 0
    assert found.with_step.verdict == "no trend"
    assert found.as_dict()["on"] == "2010-01-01"
    assert step_at(TIMES, values, day, matters=0.1).verdict == "no step"
    assert step_at(TIMES, values, day, matters=0.001).verdict == "cannot tell"
    assert step_at(TIMES[:10], values[:10], day).verdict == "cannot tell"
