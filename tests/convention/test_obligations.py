"""Obligations and their deadlines, for a Party from the start: entry into force 16 August 2017.

Years in the Convention: Article 3(4) 15, 7(3)(b) 3, 8(3) 4, 8(4) 5, 8(5) 10, 8(7) 5, 9(3) 3, 9(6) 5.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.convention.obligations import deadline, legal_gaps, obligations
from almaden.convention.years import years_after
from almaden.errors import InputError

FIRST = date(2017, 8, 16)


def due(place: str, entry_into_force: date = FIRST) -> date | None:
    return deadline(next(duty for duty in obligations() if duty.place == place), entry_into_force)


@pytest.mark.parametrize(
    ("place", "day"),
    [
        ("3(3)", "2017-08-16"),
        ("3(4)", "2032-08-16"),
        ("7(3)(b)", "2020-08-16"),
        ("8(3)", "2021-08-16"),
        ("8(4)", "2022-08-16"),
        ("8(5)", "2027-08-16"),
        ("8(7)", "2022-08-16"),
        ("9(3)", "2020-08-16"),
        ("9(6)", "2022-08-16"),
    ],
)
def test_deadlines_of_a_party_from_the_start(place: str, day: str) -> None:
    assert due(place) == date.fromisoformat(day)


def test_a_later_party_has_later_deadlines() -> None:
    assert due("7(3)(b)", date(2024, 3, 21)) == date(2027, 3, 21)


@pytest.mark.parametrize("place", ["11(3)", "4(1)", "6(1)", "22(1)"])
def test_no_deadline_is_made_up(place: str) -> None:
    assert due(place) is None


def test_the_29th_of_february() -> None:
    assert years_after(date(2020, 2, 29), 5) == date(2025, 2, 28)
    assert years_after(date(2020, 2, 29), 4) == date(2024, 2, 29)


@given(st.dates(date(2017, 8, 16), date(2100, 12, 31)), st.integers(0, 15))
def test_years_are_years(start: date, years: int) -> None:
    day = years_after(start, years)
    assert day.year == start.year + years
    assert abs((day - start).days - 365.25 * years) < 2


def test_the_table_holds_obligations_on_parties_only_and_starts_unmarked() -> None:
    gaps = legal_gaps({})
    assert {gap.in_law for gap in gaps} == {"?"}
    assert all("Party" in gap.obligation.who for gap in gaps)
    # Articles 15 and 22 and the reviews are on the Conference of the Parties.
    assert not {"4(8)", "15", "22(1)", "22(2)", "1", "2"} & {gap.obligation.place for gap in gaps}
    assert {"3(3)", "4(1)", "5(2)", "7(3)(b)", "8(7)", "9(6)", "21(1)"} <= {gap.obligation.place for gap in gaps}


def test_marks_are_joined_to_their_obligations() -> None:
    marks = {"OB013": ("partly", "Chemicals Act, section 12", "import licence only"), "OB018": ("N", "", "")}
    gaps = {gap.obligation.id: gap for gap in legal_gaps(marks, FIRST)}
    assert (gaps["OB013"].in_law, gaps["OB013"].instrument) == ("partly", "Chemicals Act, section 12")
    assert gaps["OB013"].note == "import licence only"
    assert gaps["OB004"].in_law == "?"
    assert gaps["OB033"].deadline == date(2022, 8, 16)
    # What the user marked is never left out, even where it is not on a Party.
    assert gaps["OB018"].in_law == "N"
    assert gaps["OB013"].record()["law_note"] == "import licence only"
    assert gaps["OB033"].record()["deadline"] == "2022-08-16"


def test_without_an_entry_into_force_there_are_no_deadlines() -> None:
    assert all(gap.deadline is None for gap in legal_gaps({}))


def test_wrong_marks_are_refused_together() -> None:
    with pytest.raises(InputError) as caught:
        legal_gaps({"OB999": ("Y", "", ""), "OB004": ("yes", "", "")})
    assert [fault.value for fault in caught.value.faults] == ["OB999", "yes"]


def test_deadlines_recalled_but_not_read_are_unverified() -> None:
    status = {duty.place: duty.status for duty in obligations()}
    assert status["8(7)"] == "unverified"
    assert status["9(6)"] == "verified"
