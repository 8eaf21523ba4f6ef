"""Likeness of words: languages kept apart, rare words worth more, the same whoever else is there."""

from __future__ import annotations

import pytest

from almaden.partnership.matching.text import TextIndex, languages_of, vector, weight_of_word, words_of
from almaden.partnership.matching.vocabulary import codes, compatible_materials, steps_before


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("Storage of the national stocks", {"en"}),
        ("Stockage dans un site de la région", {"fr"}),
        ("Almacenamiento para el país y los otros", {"es"}),
        ("gestion de la", {"fr", "es"}),
        ("Mercury retort", set()),
        ("تخزين الزئبق", {"ar"}),
        ("Хранение ртути", {"ru"}),
        ("汞的储存", {"zh"}),
    ],
)
def test_the_language_is_told_where_it_can_be(text: str, languages: set[str]) -> None:
    assert languages_of(text) == languages


def test_a_text_in_two_possible_languages_is_not_compared_with_a_third() -> None:
    index = TextIndex(["gestion de la retort", "a list of the retort", "retort"])
    assert index.likeness("the use of a retort").tolist()[0] == 0.0
    assert min(index.likeness("the use of a retort").tolist()[1:]) > 0.0


def test_words_without_a_subject_and_accents_do_not_count() -> None:
    assert words_of("The storage of México's wastes") == ["storage", "mexico", "wastes"]
    assert words_of("汞的储存") == ["汞的", "的储", "储存"]


def test_a_frequent_word_tells_less_than_a_rare_one() -> None:
    # Counted in the titles of the 344 canonical activities: mercury in 121, storage in 18, and a word in none.
    assert weight_of_word("mercury") < weight_of_word("storage") < weight_of_word("zzz")
    assert weight_of_word("mercury") == pytest.approx(1.0396, abs=1e-3)


def test_a_vector_has_length_one_and_nothing_is_like_nothing() -> None:
    assert sum(value**2 for value in vector("storage of mercury storage").values()) == pytest.approx(1.0)
    assert vector("of the") == {}
    assert TextIndex(["storage", "of the"]).likeness("of the").tolist() == [0.0, 0.0]
    assert TextIndex([]).likeness("storage").tolist() == []


def test_the_vocabulary_joins_languages_and_spellings() -> None:
    assert codes("topic", ("Stabilization", "stabilisation", "Estabilización")) == ("stabilisation",)
    assert codes("material", ("sédiments", "River sediment")) == ("sediment",)
    assert codes("topic", ("something new",)) == ("something new",)
    assert codes("step", ("", " ")) == ()


def test_classes_of_waste_stand_for_what_belongs_to_them() -> None:
    assert compatible_materials("soil") == {"soil", "contaminated"}
    assert "soil" in compatible_materials("contaminated")
    # Air is a medium, not a class of waste.
    assert compatible_materials("air") == {"air"}


def test_steps_come_before_others() -> None:
    assert steps_before("transport")[0] == "packing"
    assert {"transport", "packing"} < set(steps_before("final disposal"))
    assert steps_before("monitoring") == ()
