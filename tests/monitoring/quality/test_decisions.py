"""Decisions of operators: the later counts, all can be undone, the flag of the network is never lost."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from almaden.errors import InputError
from almaden.monitoring.quality.decisions import Decision, Verdict, apply, decided
from almaden.monitoring.quality.stretches import suspects
from almaden.monitoring.series import BELOW_DETECTION, INVALID, MISSING, SUSPECT, VALID
from almaden.reference.records import Flag
from tests.monitoring.quality.series import marks, quiet, series


def decision(mark: str, verdict: Verdict, hour: int = 0, flag: Flag | None = None) -> Decision:
    return Decision(mark, verdict, "made up", "operator", datetime(2026, 1, 1, hour, tzinfo=UTC), flag)


def test_proposed_flags_hold_until_somebody_decides() -> None:
    one = series([1.5, 6.0, -1.0, 1.5])
    marked = marks(one)
    first, second = marked.ids
    applied = apply(one, marked)
    assert applied.flag.tolist() == [VALID, SUSPECT, INVALID, VALID]
    assert (applied.open, bool(applied.final.any())) == (2, False)

    applied = apply(one, marked, [decision(first, "rejected"), decision(second, "accepted")], approved=True)
    assert applied.flag.tolist() == [VALID, VALID, INVALID, VALID]
    assert (applied.open, bool(applied.final.all())) == (0, True)

    applied = apply(one, marked, [decision(first, "changed", flag="invalid")])
    assert applied.flag.tolist() == [VALID, INVALID, INVALID, VALID]
    assert applied.final.tolist() == [False, True, False, False]


def test_a_later_decision_counts_and_an_undone_one_does_not() -> None:
    given = [decision("a", "rejected", 2), decision("a", "accepted", 1), decision("b", "accepted", 1)]
    assert {mark: one.verdict for mark, one in decided(given).items()} == {"a": "rejected", "b": "accepted"}
    assert set(decided([*given, decision("a", "undone", 3)])) == {"b"}
    again = [*given, decision("a", "undone", 3), decision("a", "accepted", 4)]
    assert decided(again)["a"].verdict == "accepted"


def test_no_decision_makes_the_flag_of_the_network_better() -> None:
    one = series([6.0, 6.0, 0.02, np.nan], flags=[SUSPECT, INVALID, BELOW_DETECTION, MISSING])
    marked = marks(one)
    rejected = [decision(name, "rejected") for name in marked.ids]
    assert apply(one, marked, rejected).flag.tolist() == one.flag.tolist()
    changed = [decision(name, "changed", flag="valid") for name in marked.ids]
    assert apply(one, marked, changed).flag.tolist() == one.flag.tolist()


def test_a_mark_on_the_whole_series_flags_all_that_was_judged() -> None:
    one = series([1500.0, 1600.0, np.nan], flags=[VALID, VALID, MISSING])
    marked = marks(one, site_class="urban")
    assert "unit mistaken" in {mark.finding for mark in marked}
    assert apply(one, marked).flag.tolist() == [INVALID, INVALID, MISSING]


def test_a_flag_belongs_to_a_change() -> None:
    for verdict, flag in (("changed", None), ("accepted", "valid")):
        with pytest.raises(InputError, match="a decision has a flag"):
            decision("a", verdict, flag=flag)  # type: ignore[arg-type]


def test_marks_keep_their_names_when_other_rows_come_in() -> None:
    values = quiet()
    values[30] = 7.0
    alone, beside = marks(series(values)), marks(series([*values, -1.0]))
    assert [name for name in alone.ids if "above the range" in name] == [
        name for name in beside.ids if "above the range" in name
    ]


def test_stretches() -> None:
    values = quiet()
    for place in (10, 11, 14, 40):
        values[place] = 6.0 + place / 100
    one = series(values)
    marked = marks(one)
    near, far = suspects(one, marked)
    assert (near.first, near.last, near.points, near.rules, near.flag) == (10, 14, 3, ("R1", "R2"), "suspect")
    assert (near.highest, far.first, far.last) == (6.14, 40, 40)
    assert near.open == len(near.marks) == 6
    left = suspects(one, marked, [decision(name, "accepted") for name in near.marks])
    assert [stretch.open for stretch in left] == [0, 2]
    assert len(suspects(one, marked, between=0)) == 3
    assert suspects(series(quiet()), marks(series(quiet()))) == ()
