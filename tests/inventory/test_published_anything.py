"""Whatever stands in published.csv, the checks come back with findings that can be printed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.inventory.checks import CHECKS, published
from almaden.inventory.checks.inspection import Inspection, inspection_of
from almaden.inventory.layers import factors_of
from almaden.inventory.records import InventoryData, PublishedRow
from almaden.inventory.resolve import resolve
from tests.inventory.folders import run, worked_example

PHRASES = (
    "total",
    "input",
    "output",
    "release to",
    "air",
    "water",
    "general waste",
    "its share",
    "share of",
    "of which",
    "asgm",
    "low end",
    "high end",
    "mercury",
    "5.1.1",
    "coal",
    "(part)",
    "waste step",
)

quantities = st.lists(st.sampled_from(PHRASES), max_size=5).map(" ".join) | st.text(max_size=20)
values = st.floats(-1e12, 1e12) | st.sampled_from([0.0, 1.0, 100.0, 780.1])
units = st.sampled_from(["kg/y", "t/y", "%", "% of input", "plants", "", "kg Hg"])
figures = st.builds(PublishedRow, quantity=quantities, value=values, unit=units, source=st.sampled_from(["A", "B"]))


def _inspection() -> Inspection:
    data = worked_example("ghana")
    return inspection_of(run(data), data, resolve(data, factors_of(data), data.header.year))


INSPECTION = _inspection()


@settings(deadline=None)
@given(st.lists(figures, max_size=8))
def test_anything_can_be_published(rows: list[PublishedRow]) -> None:
    data = InventoryData(INSPECTION.data.header, (), published=tuple(rows))
    inspection = Inspection(INSPECTION.result, data, INSPECTION.resolved, INSPECTION.rows)
    for check in published.check(inspection):
        assert check.id in CHECKS
        assert check.message
        numbers = [value for value in check.values.values() if isinstance(value, float)]
        assert all(abs(number) < float("inf") for number in numbers)
