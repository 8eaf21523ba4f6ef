"""Chapters of the MIA (UNDP with UNITAR, suggested structure, 2016)."""

from __future__ import annotations

import pytest

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
