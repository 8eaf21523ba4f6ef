"""The index of formalisation, by hand."""

from __future__ import annotations

import random

import pytest

from almaden.errors import InputError
from almaden.sectors.gold.formalisation import formalisation_of, proposed_dimensions
from almaden.sectors.gold.plan_records import FormalisationRecord


def score(year: int, dimension: str, value: float, weight: float = 1.0) -> FormalisationRecord:
    return FormalisationRecord(year=year, dimension=dimension, score=value, weight=weight)


ROWS = (
    score(2024, "Licences", 0.2, 2.0), score(2024, "Markets", 0.5), score(2024, "Finance", 0.8),
    score(2027, "licences ", 0.6, 2.0), score(2027, "Markets", 0.3),
)  # fmt: skip


def test_index_change_and_ranges() -> None:
    found = formalisation_of(ROWS)
    assert found is not None
    first, last = found.years
    # (2 x 0.2 + 0.5 + 0.8) / 4
    assert first.index == pytest.approx(0.425)
    # Without licences (0.5 + 0.8) / 2; without finance (0.4 + 0.5) / 3.
    assert (first.without_low, first.without_high) == pytest.approx((0.3, 0.65))
    # Licences at weight 4: (0.8 + 0.5 + 0.8) / 6 = 0.35; at 1: 1.5 / 3 = 0.5; finance at 2: 2.5 / 5 = 0.5;
    # finance at a half: (0.4 + 0.5 + 0.4) / 3.5 = 0.371; markets stay within.
    assert (first.weights_low, first.weights_high) == pytest.approx((0.35, 0.5))
    assert last.index == pytest.approx((2 * 0.6 + 0.3) / 3)
    assert [one.score for one in first.scores] == [0.8, 0.2, 0.5]
    (change,) = found.changes
    # Over licences and markets alone: (2 x 0.4 - 0.2) / 3, of which licences 0.8 / 3 and markets -0.2 / 3.
    assert change.change == pytest.approx(0.2)
    assert sorted(change.effects.values()) == pytest.approx([-0.2 / 3, 0.8 / 3])
    assert change.left_out == ("Finance",)


def test_order_of_rows_changes_nothing() -> None:
    rows = list(ROWS)
    random.Random(1).shuffle(rows)
    assert formalisation_of(rows) == formalisation_of(ROWS)


def test_one_dimension_and_none() -> None:
    assert formalisation_of(()) is None
    found = formalisation_of([score(2024, "Licences", 0.4)])
    assert found is not None
    year = found.years[0]
    assert (year.index, year.without_low, year.without_high, year.weights_low) == (0.4, 0.4, 0.4, 0.4)


def test_faults_and_proposal() -> None:
    with pytest.raises(InputError) as error:
        formalisation_of([score(2024, "A", 0.1), score(2024, "a", 0.2), score(2025, "A", 0.1, 0.0)])
    assert [fault.column for fault in error.value.faults] == ["dimension", "weight"]
    assert len(proposed_dimensions()) == 8
