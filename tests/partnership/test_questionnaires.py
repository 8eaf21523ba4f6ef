"""Questionnaires: what is wrong with one, what an answer says, what comes out."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from almaden.demo.questionnaires import demo_questionnaire
from almaden.errors import InputError
from almaden.partnership.questionnaires.answers import (
    DONT_KNOW,
    Given,
    Value,
    answers_of,
    given_of,
    plain_answers,
    read,
)
from almaden.partnership.questionnaires.as_json import form_of, plain
from almaden.partnership.questionnaires.form import Choice, Question, Questionnaire, faults_of
from almaden.partnership.questionnaires.keys import key_of
from almaden.partnership.questionnaires.needs import need_values
from almaden.partnership.questionnaires.results import Rate, Response, Spread, results
from almaden.partnership.records.exchange import NeedRecord
from tests.partnership.questionnaire_samples import FORM, both, choices, with_change

REQUIRED = {"country": Given("Ghana"), "stock": Given("12,5")}


def test_a_good_questionnaire_has_no_faults_and_stays_the_same_as_json() -> None:
    assert faults_of(FORM) == ()
    assert form_of(plain(FORM)) == FORM


def test_every_fault_of_a_questionnaire_is_told_at_once() -> None:
    wrong = Questionnaire(
        titles={"fr": "Seulement"},
        introductions={"en": "Only English"},
        languages=("en", "xx", "fr"),
        questions=(
            Question("a", "number", both("A", "A"), low=2, high=1),
            Question("a", "short", both("B", "B"), unit="t"),
            Question("Bad key", "picture", both("C", "C")),
            Question("one", "one", both("D", "D"), choices=(Choice("x", both("X", "X")), Choice("x", both("X", "Y")))),
            Question("none", "ranking", both("E", "E")),
            Question("need", "short", both("F", "F"), fills="steps"),
            Question("words", "several", both("G", "G"), choices=choices("sludge", "butter"), fills="materials"),
            Question("field", "short", {"en": "H" * 2001, "fr": "H"}, fills="colour"),
        ),
    )
    told = {(one.column, one.problem) for one in faults_of(wrong)}
    assert told >= {
        ("languages", "this language is not known"),
        ("titles", "the text in en is missing"),
        ("introductions", "the text in xx, fr is missing"),
        ("questions", "two questions have this key"),
        ("a", "the least number is larger than the largest"),
        ("a", "only numbers have a unit and bounds"),
        ("Bad key", "this cannot be a key"),
        ("Bad key", "there is no such kind of question"),
        ("one", "two choices have this key"),
        ("one", "two choices have the same text"),
        ("none", "there are fewer than two choices"),
        ("need", "a question of this kind cannot fill this field of a need"),
        ("words", "the key of a choice is no word of this field of a need"),
        ("field", "a need has no such field"),
        ("field", "the text is too long"),
    }


def test_a_draft_may_lack_texts_of_the_second_language() -> None:
    draft = with_change(FORM, "words", texts={"en": "Anything else?"})
    assert faults_of(draft, complete=False) == ()
    assert [one.column for one in faults_of(draft)] == ["words"]


def test_answers_are_read_whatever_way_they_are_written() -> None:
    given = {
        **REQUIRED,
        "staff": Given(dont_know=True),
        "known": Given("measured"),
        "what": Given(chosen=("lamps", "sludge")),
        "topics": Given(ranks={"law": "1", "storage": " 2 ", "disposal": ""}),
        "money": Given("no"),
        "due": Given("2028-12-31"),
        "words": Given("  =1+1\r\nnext "),
    }
    found = read(FORM, given, finished=True)
    assert found == {
        "country": "GHA", "stock": 12.5, "staff": DONT_KNOW, "known": "measured", "what": ("sludge", "lamps"),
        "topics": ("law", "storage"), "money": "no", "due": "2028-12-31", "words": "=1+1\nnext",
    }  # fmt: skip
    assert answers_of(plain_answers(found)) == found
    again = {one.key: given_of(one, found.get(one.key)) for one in FORM.questions}
    assert read(FORM, again, finished=True) == found


def test_every_fault_of_an_answer_is_told_at_once() -> None:
    wrong = {
        "country": Given(dont_know=True),
        "stock": Given("-1"),
        "staff": Given("2.5"),
        "known": Given("guessed"),
        "what": Given(chosen=("sludge", "gold")),
        "topics": Given(ranks={"law": "1", "storage": "1"}),
        "money": Given("perhaps"),
        "due": Given("31.12.2028"),
        "who": Given("x" * 501),
        "words": Given("text", dont_know=True),
        "nothing": Given("x"),
    }
    with pytest.raises(InputError) as told:
        read(FORM, wrong, finished=False)
    assert {one.column: one.problem for one in told.value.faults} == {
        "nothing": "there is no such question",
        "country": "“don't know” is no answer to this question",
        "stock": "the number is out of its bounds",
        "staff": "this is no whole number",
        "known": "this is none of the choices",
        "what": "this is none of the choices",
        "topics": "the places are not 1, 2, 3 and so on, each once",
        "money": "this is none of the choices",
        "due": "this is no day",
        "who": "the text is too long",
        "words": "there is an answer, and “don't know” too",
    }


def test_what_is_required_may_wait_until_the_answer_is_finished() -> None:
    assert read(FORM, {}, finished=False) == {}
    with pytest.raises(InputError) as told:
        read(FORM, {}, finished=True)
    assert [one.column for one in told.value.faults] == ["country", "stock"]
    assert read(FORM, {"country": Given("PER"), "stock": Given(dont_know=True)}, finished=True)["stock"] == DONT_KNOW


def test_dont_know_is_not_the_same_as_no_answer() -> None:
    sets: list[Mapping[str, Value]] = [
        {"stock": 1.0},
        {"stock": DONT_KNOW},
        {"stock": 4.0},
        {},
        {"stock": 2.0},
        {"stock": 3.0},
    ]
    found = results(FORM, [Response(values) for values in sets])
    stock = found.outcomes[1]
    assert (stock.asked, stock.answered, stock.dont_know, stock.no_answer) == (6, 4, 1, 1)
    # Quartiles of 1, 2, 3, 4 by straight lines between the values.
    assert stock.spread == Spread(1, 1.75, 2.5, 3.25, 4)
    assert stock.share(stock.dont_know) == pytest.approx(1 / 6)


def test_results_count_choices_ranks_and_those_who_answered() -> None:
    responses = [
        Response({"what": ("sludge", "soil"), "topics": ("law", "storage", "disposal"), "who": "A made-up person",
                  "words": "Some words", "country": "GHA"}, country="GHA", category="ngo", language="en"),
        Response({"what": ("sludge",), "topics": ("storage",), "country": "PER"}, country="PER", language="fr"),
        Response(None, country="GHA", category="ngo"),
        Response({"topics": DONT_KNOW, "country": "GHA"}, invited=False, country="GHA", language="en"),
    ]  # fmt: skip
    found = results(FORM, responses)
    assert (found.rate, found.rate.share, found.uninvited) == (Rate("", 3, 2), 2 / 3, 1)
    assert found.by_country == (Rate("GHA", 2, 1), Rate("PER", 1, 1))
    assert found.by_category == (Rate("ngo", 2, 1), Rate("", 1, 1))
    assert found.by_language == {"en": 2, "fr": 1}
    by_key = {one.key: one for one in found.outcomes}
    assert [(one.key, one.count, one.share) for one in by_key["what"].counts] == [
        ("sludge", 2, 1.0), ("soil", 1, 0.5), ("lamps", 0, 0.0),
    ]  # fmt: skip
    assert [(one.key, one.count) for one in by_key["country"].counts] == [("GHA", 2), ("PER", 1)]
    # The second ranked storage alone: law and disposal share the places 2 and 3.
    assert [(one.key, one.mean, one.first, one.ranked) for one in by_key["topics"].ranks] == [
        ("storage", 1.5, 1, 2), ("law", 1.75, 1, 1), ("disposal", 2.75, 0, 1),
    ]  # fmt: skip
    assert by_key["words"].texts == ("Some words",)
    assert by_key["who"].texts == ()
    assert results(FORM, []).rate.share is None


def test_answers_become_a_need_and_what_is_not_known_is_told() -> None:
    values: dict[str, Value] = {
        "country": "GHA", "stock": DONT_KNOW, "known": "estimated", "what": ("sludge", "soil"), "money": "yes",
        "due": "2028-12-31", "who": "A made-up person",
    }  # fmt: skip
    found = need_values(FORM, values, title="Made up", country="PER", stated_on="2026-11-21")
    need = NeedRecord.model_validate({"id": "n1", **found})
    assert (need.country, need.materials, need.known_by) == ("GHA", ("sludge", "soil"), "estimated")
    assert (need.stock_t, need.unknown, need.wants_finance, need.due) == (None, ("stock_t",), "yes", "2028-12-31")
    assert (need.title, need.contact, need.public) == ("Made up", "A made-up person", False)


def test_keys_are_made_of_texts() -> None:
    assert [key_of(text) for text in ("Interim storage!", "2 lamps", "ΑΒΓ", "Été")] == [
        "interim_storage", "lamps", "", "t",
    ]  # fmt: skip


def test_the_questionnaire_that_comes_with_the_program_is_whole() -> None:
    form = demo_questionnaire()
    assert faults_of(form) == ()
    assert form.languages == ("en", "fr", "es")
    assert "made up" in form.titles["en"]
    # The points of a record of a need, each filled by a question at most.
    assert {one.fills for one in form.questions} >= {"country", "materials", "stock_t", "steps", "public", "contact"}
    assert [one.key for one in form.questions if one.personal] == ["contact", "email"]
