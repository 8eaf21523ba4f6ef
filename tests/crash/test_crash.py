"""The short form: one kill of each kind of work. ``python -m tests.crash --kills 100`` is the long one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.kills import Killing
from tests.crash.process import CASES


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES)
def test_a_kill_loses_nothing_and_leaves_nothing_half_done(case: str, tmp_path: Path) -> None:
    killing = Killing(case, tmp_path)
    (moment,) = killing.moments(1, seed=1)
    outcome = killing.kill(moment)
    assert not outcome.fault, f"killed at {moment}:\n{outcome.fault}"
