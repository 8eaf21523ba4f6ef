"""False discoveries among many sites."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from almaden.monitoring.trends.many import many_trends, q_values
from almaden.monitoring.trends.result import Trend
from almaden.wording import Text


def trend(p: float | None) -> Trend:
    verdict = "cannot tell" if p is None else "increasing" if p < 0.05 else "no trend"
    return Trend("s", 120, 2000.0, 2010.0, 0.1, None, None, p, verdict, Text("made up"), "default")  # type: ignore[arg-type]


@settings(max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_is_that_of_scipy(p: list[float]) -> None:
    assert q_values(np.array(p)) == pytest.approx(false_discovery_control(p, method="bh"))
    assert q_values(np.array(p), "benjamini-yekutieli") == pytest.approx(false_discovery_control(p, method="by"))


def test_the_example_of_benjamini_and_hochberg() -> None:
    """Their 15 p of 1995 (section 4.1): at 5 % the first four stand."""
    p = [
        0.0001,
        0.0004,
        0.0019,
        0.0095,
        0.0201,
        0.0278,
        0.0298,
        0.0344,
        0.0459,
        0.3240,
        0.4262,
        0.5719,
        0.6528,
        0.7590,
        1,
    ]
    found = many_trends([trend(one) for one in [*p, None]], method="benjamini-hochberg")
    assert (found.before, found.kept, found.untested) == (9, 4, 1)
    assert [one.verdict for one in found.trends[3:5]] == ["increasing", "cannot tell"]
    assert "15 tests" in found.trends[4].reason
    assert "4 of 9" in found.summary()
    assert found.q[-1] is None
    assert found.trends[-1].verdict == "cannot tell"
    assert next(iter(found.to_frame()["q"])) == pytest.approx(0.0015)


def test_dependent_sites_are_held_to_more() -> None:
    trends = [trend(0.02)] * 3 + [trend(0.9)]
    assert many_trends(trends, method="benjamini-hochberg").kept == 3
    assert many_trends(trends).kept == 0
    assert many_trends([]).kept == 0


def test_sites_that_cannot_tell_count_among_the_tests() -> None:
    """Of 100 sites without a trend five have p < 0.05 by chance; those that cannot tell do not make them stand."""
    chance = [trend(p) for p in (0.004, 0.01, 0.02, 0.03, 0.04)]
    others = [replace(trend(0.06 + k / 101), verdict="cannot tell") for k in range(95)]
    found = many_trends([*chance, *others], method="benjamini-hochberg")
    assert (found.kept, found.untested, found.q[-1]) == (0, 0, None)
    # Bonferroni by the largest rank: 100 x 0.04 / 5.
    assert found.q[0] == pytest.approx(0.4)
