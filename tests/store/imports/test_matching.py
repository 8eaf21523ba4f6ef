"""Places that are there already are found by name and distance, with the reason."""

from __future__ import annotations

import pytest

from almaden.store.imports.matching import Place, Places, plain_name, plain_names, similarity
from almaden.wording import Text


def place(
    name: str,
    latitude: float | None = 10.0,
    longitude: float | None = 20.0,
    *,
    pk: int = 1,
    country: str = "KEN",
    sort: str = "5.1.1",
    systems: frozenset[str] = frozenset(),
    others: str = "",
    dataset: int = 7,
) -> Place:
    return Place(pk, name, plain_names(name, others), country, latitude, longitude, sort, systems, dataset)


def found(asked: Place, *known: Place) -> list[tuple[int, str, bool]]:
    return [(one.pk, str(one.reason), one.clear) for one in Places(known).candidates(asked)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Porto Romano Power Station", "porto-romano"),
        ("Usina Termelétrica Candiota", "USINA TERMELETRICA CANDIOTA"),
        ("Kiln of Nowhere", "Nowhere Kiln"),
        ("Power Plant", "Plant Power"),
    ],
)
def test_names_are_compared_without_what_says_nothing(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_other_names_count() -> None:
    assert plain_names("A One", "Bee Two; C, Three|D,E") == ("a one", "bee two", "c", "three", "d e")


def test_other_numbers_are_other_places() -> None:
    assert similarity(["north mine 1"], ["north mine 2"]) == 0
    assert similarity(["north mine ii"], ["north mine iii"]) == 0
    assert similarity(["alpha works"], ["alfa works"]) > 0.8


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (place("Alpha Kiln", 10.0036), [(1, "same name, 0.4 km apart", True)]),
        (place("Alpha Kiln", 10.1), [(1, "same name, 11.1 km apart", False)]),
        (place("Alpha Kiln", 12.0), []),
        (place("Alpha Kiln", 10.0, country="UGA"), []),
        # Twice the letters in common over all letters: 2 x 8 / 19, and 2 x 9 / 19 below.
        (place("Alfa Kiln", 10.01), [(1, "similar name (84 %), 1.1 km apart", False)]),
        (place("Alfa Kiln", 10.1), []),
        (place("Something else", 10.0), []),
        (place("Kiln of Alpa", 10.001), [(1, "similar name (95 %), 0.1 km apart", False)]),
        (place("Alpha Kiln", None, None), [(1, "same name in the same data set", True)]),
        (place("Alpha Kiln", None, None, dataset=8), [(1, "same name, distance not known", False)]),
        (place("Alpha Kiln", sort="5.3.1"), [(1, "same name, 0.0 km apart, but of another kind", False)]),
        (place("Alpha Kiln", sort=""), [(1, "same name, 0.0 km apart", True)]),
        (place("Old Name", others="Alpha Kiln"), [(1, "same name, 0.0 km apart", True)]),
        (place("Alpha Kiln", systems=frozenset({"gem"})), []),
        (place("Alpha Kiln", systems=frozenset({"wri"})), [(1, "same name, 0.0 km apart", True)]),
    ],
)
def test_what_a_place_may_be(known: Place, expected: list[tuple[int, str, bool]]) -> None:
    assert found(place("Alpha Kiln", pk=0, systems=frozenset({"gem"})), known) == expected


def test_of_two_with_the_same_name_neither_is_clear_unless_one_is_at_the_very_place() -> None:
    near, far = place("Alpha Kiln", 10.01, pk=1), place("Alpha Kiln", 10.02, pk=2)
    asked = place("Alpha Kiln", pk=0)
    assert [(pk, clear) for pk, _, clear in found(asked, far, near)] == [(1, True), (2, True)]
    here = place("Alpha Kiln", 10.0, pk=3)
    assert [(pk, clear) for pk, _, clear in found(asked, far, near, here)] == [(3, True), (1, False), (2, False)]


def test_places_are_found_across_the_date_line() -> None:
    known = place("Reef Kiln", 0.0, -179.99)
    assert found(place("Reef Kilns", 0.0, 179.99, pk=0), known)[0][2] is False


def test_a_reason_can_be_said_in_another_language() -> None:
    (candidate,) = Places([place("Alpha Kiln", 10.0036)]).candidates(place("Alpha Kiln", pk=0))
    assert isinstance(candidate.reason, Text)
    assert candidate.reason.template == "same name, {far} km apart"
