"""Chapters of the MIA (UNDP with UNITAR, suggested structure, 2016), decisions and reporting rounds."""

from __future__ import annotations

import itertools
from datetime import date

import pytest

from almaden.convention.meetings import decisions, reporting_cycles
from almaden.convention.outline import chapters, needs, outline


def test_chapters_in_their_order() -> None:
    assert [chapter.chapter for chapter in chapters()] == ["0", "I", "II", "III", "IV", "V", "VI", "Annexes"]


def test_what_chapters_need_has_a_name() -> None:
    needed = {need for chapter in chapters() for need in chapter.needs}
    assert needed == set(needs())


def test_with_everything_at_hand_nothing_is_missing() -> None:
    assert {line.state for line in outline(set(needs()))} == {"present"}


def test_with_nothing_at_hand_everything_is_missing() -> None:
    assert {line.state for line in outline(())} == {"missing"}


def test_an_inventory_and_marks_on_the_law() -> None:
    states = {line.chapter.chapter: line for line in outline(("inventory", "law"))}
    assert states["III"].state == "present"
    assert states["II"].state == "partial"
    assert "contaminated_sites" in states["II"].missing
    assert states["IV"].state == "missing"
    assert states["V"].missing == ("awareness",)


def test_a_slip_in_a_key_is_not_taken_for_a_missing_chapter() -> None:
    with pytest.raises(ValueError, match="inventry"):
        outline(("inventry",))


def test_rounds_of_reports() -> None:
    # Convention secretariat: first short 2019, first full 2021 (from 16 August 2017), second short 2023.
    rounds = {cycle.cycle: cycle for cycle in reporting_cycles()}
    assert rounds["first short"].due == date(2019, 12, 31)
    assert rounds["first full"].due == date(2021, 12, 31)
    assert rounds["first full"].period_start == date(2017, 8, 16)
    assert rounds["second short"].due == date(2023, 12, 31)
    assert rounds["second full"].status == "unverified"
    full = [cycle.due.year for cycle in reporting_cycles() if cycle.kind == "full"]
    assert [later - earlier for earlier, later in itertools.pairwise(full)] == [4]


def test_decisions_by_year() -> None:
    listed = decisions()
    assert [decision.year for decision in listed] == sorted(decision.year for decision in listed)
    assert {"MC-1/8", "MC-4/3", "MC-5/4"} <= {decision.decision for decision in listed}
