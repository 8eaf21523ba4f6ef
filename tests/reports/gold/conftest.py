"""The made-up country and plan, reckoned once for the tests of their reports."""

from __future__ import annotations

import pytest

from almaden.sectors.gold.chapter import PlanResult, plan_of
from tests.reports.gold.made_up import survey


@pytest.fixture(scope="session")
def plan() -> PlanResult:
    return plan_of(survey(), draws=200)
