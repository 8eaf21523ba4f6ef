"""What is told twice is found: the known duplicates of the demonstration, and other scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.demo.registry import demo_registry
from almaden.partnership.alike import dice, figures, name_likeness, normalised, trigrams
from almaden.partnership.duplicates import THRESHOLD, WEIGHTS, Index, candidates, pairs
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.partnership.same_partners import partner_candidates, partner_pairs
from tests.partnership.small import activity, registry


@pytest.fixture(scope="module")
def known() -> tuple[ActivityRecord, ...]:
    return demo_registry().all(ActivityRecord)


@pytest.fixture(scope="module")
def index(known: tuple[ActivityRecord, ...]) -> Index:
    return Index(known)


def test_all_known_duplicates_are_among_the_first_five(known: tuple[ActivityRecord, ...], index: Index) -> None:
    told_again = [record for record in known if record.same_as]
    # SUMMARY of the seed registry: 363 rows, 344 canonical ones, 19 duplicates.
    assert (len(known), len(index), len(told_again)) == (363, 344, 19)
    places = [[one.id for one in index.candidates(record)].index(record.same_as) + 1 for record in told_again]
    # Measured: 16 stand first, the other three second.
    assert sorted(places) == [1] * 16 + [2] * 3


def test_the_threshold_asks_about_at_most_one_canonical_row_in_ten(
    known: tuple[ActivityRecord, ...], index: Index
) -> None:
    canonical = [record for record in known if not record.same_as]

    def asked(threshold: float) -> int:
        return sum(bool(index.candidates(record, threshold=threshold)) for record in canonical)

    # The rule by which it was fixed; the known duplicates have no part in it.
    assert asked(THRESHOLD) <= 34 < asked(THRESHOLD - 0.01)
    found = [
        record.same_as in [one.id for one in index.candidates(record, threshold=THRESHOLD)]
        for record in known
        if record.same_as
    ]
    # What it costs: seven of nineteen are not asked about, though all are among the first five.
    assert sum(found) == 12


def test_each_part_says_why() -> None:
    first = activity("A", "Training of miners in Guinea", countries=("GIN",), partners=("P1",), partners_basis="stated")
    second = activity("B", "Miners trained, Guinea", countries=("GIN",), partners=("P1",), partners_basis="stated")
    (found,) = candidates(second, registry(first))
    parts = {part.name: part for part in found.parts}
    assert parts.keys() == WEIGHTS.keys()
    assert parts["countries"].shared == ("GIN",)
    assert (parts["partners"].likeness, parts["area"].likeness, parts["type"].likeness) == (1, 1, 1)
    assert parts["dates"].likeness is None
    assert parts["title"].shared == ("guinea", "miners")
    stated = [part for part in found.parts if part.likeness is not None]
    weights = sum(WEIGHTS[part.name] for part in stated)
    mean = sum(WEIGHTS[part.name] * (part.likeness or 0) for part in stated) / weights
    assert found.score == pytest.approx(mean, abs=1e-4)
    assert found.reasons[0].name == "title"
    assert found.to_json()["parts"]["countries"] == {"likeness": 1.0, "shared": ["GIN"]}


def test_partners_filled_in_from_the_lead_say_nothing() -> None:
    first = activity("A", "Retorts", partners=("P1",), partners_basis="area lead")
    (found,) = Index([first]).candidates(activity("B", "Retorts", partners=("P1",), partners_basis="stated"))
    assert {part.name: part.likeness for part in found.parts}["partners"] is None


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ({"start": "2019"}, {"start": "2019"}, 1.0),
        ({"start": "2019", "end": "2021"}, {"start": "2020-05"}, 0.5),
        ({"start": "2019", "end": "2019"}, {"start": "2020-05"}, 0.0),
        ({"start": "2019"}, {}, None),
    ],
)
def test_dates(first: dict[str, str], second: dict[str, str], likeness: float | None) -> None:
    (found,) = Index([activity("A", **first)]).candidates(activity("B", **second))
    assert {part.name: part.likeness for part in found.parts}["dates"] == likeness


def test_the_same_study_elsewhere_or_the_next_meeting_is_another() -> None:
    index = Index([activity("A", "Coal study", countries=("RUS",)), activity("M", "Meeting 10 of the group")])
    assert index.candidates(activity("B", "Coal study", countries=("RUS",)))[0].score == 1.0
    assert index.candidates(activity("B", "Coal study", countries=("ZAF",)))[0].score < THRESHOLD
    assert index.candidates(activity("N", "Meeting 10 of the group"))[0].score == 1.0
    title = index.candidates(activity("N", "Meeting 11 of the group"))[0].parts[0]
    assert title.likeness is not None
    assert title.likeness <= 0.5


@pytest.mark.parametrize(
    ("told", "again"),
    [
        ("Inventaire des décharges à ciel ouvert", "INVENTAIRE DES DECHARGES A CIEL OUVERT"),
        ("汞废物的环境无害化管理", "汞废物环境无害化管理"),
        ("إدارة نفايات الزئبق في المغرب", "ادارة نفايات الزئبق المغرب"),
        ("Инвентаризация выбросов ртути", "инвентаризация выброса ртути"),
    ],
)
def test_titles_are_compared_in_any_script(told: str, again: str) -> None:
    index = Index([activity("A", told), activity("Z", "Something else altogether")])
    (first, *_others) = index.candidates(activity("B", again))
    assert first.id == "A"
    assert first.score >= THRESHOLD


def test_an_index_grows_changes_and_forgets() -> None:
    index = Index()
    assert index.candidates(activity("B", "Retorts")) == ()
    index.add(activity("A", "Retorts in Guinea"))
    assert [one.id for one in index.candidates(activity("B", "Retorts in Guinea"))] == ["A"]
    index.add(activity("A", "Something else"))
    assert len(index) == 1
    assert index.candidates(activity("B", "Retorts in Guinea")) == ()
    index.add(activity("A", "Retorts in Guinea", same_as="C"))
    index.remove("never there")
    assert len(index) == 0


def test_an_activity_is_not_compared_with_itself_its_whole_and_its_parts() -> None:
    whole, part, sister = activity("W"), activity("P", parent="W"), activity("S", parent="W")
    index = Index([whole, part, sister])
    assert [one.id for one in index.candidates(part)] == ["S"]
    assert index.candidates(whole) == ()
    assert [(key, one.id) for key, one in pairs([whole, part, sister])] == [("P", "S")]


TITLES = st.lists(st.text(st.sampled_from("ab 1é汞"), max_size=12), min_size=2, max_size=6)


@given(TITLES, st.randoms(use_true_random=False))
def test_the_order_in_which_activities_came_does_not_matter(titles: list[str], chance: object) -> None:
    records = [activity(f"A{place}", title or "x") for place, title in enumerate(titles)]
    mixed = list(records)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = Index(records[1:]), Index(record for record in mixed if record is not records[0])
    assert one.candidates(records[0], limit=10) == other.candidates(records[0], limit=10)


@given(st.text(max_size=30), st.text(max_size=30))
def test_likeness_lies_between_nothing_and_all_and_goes_both_ways(first: str, second: str) -> None:
    for value, back in (
        (dice(trigrams(first), trigrams(second)), dice(trigrams(second), trigrams(first))),
        (name_likeness(first, second), name_likeness(second, first)),
    ):
        assert 0 <= value <= 1
        assert value == pytest.approx(back)


def test_words_and_figures() -> None:
    assert normalised("Décharges, of 2020!") == ("decharges", "2020")
    assert normalised("of a") == ("of", "a")
    assert figures("PAG-010 of 2020") == {"10", "2020"}
    assert dice({"a", "b"}, {"b"}) == pytest.approx(2 / 3)
    assert dice({"a", "b"}, {"b"}, {"a": 3.0}) == pytest.approx(2 / 5)
    assert dice(set(), set()) == 0


PARTNERS = (
    PartnerRecord(id="P1", name="Pure Earth", other_names=("Blacksmith Institute",), country="USA"),
    PartnerRecord(id="P2", name="UNIDO", full_name="United Nations Industrial Development Organization"),
    PartnerRecord(id="P3", name="CINCIA", country="PER"),
    PartnerRecord(id="P4", name="Ministry of Environment of Peru", country="PER"),
)


@pytest.mark.parametrize(
    ("name", "key", "reason"),
    [
        ("pure earth", "P1", "same name"),
        ("The Blacksmith Institute", "P1", "earlier or other name"),
        ("United Nations Industrial Development Organization", "P2", "earlier or other name"),
        ("CINICIA", "P3", "near name"),
        ("Environment Ministry, Peru", "P4", "same name"),
    ],
)
def test_partners_under_near_and_earlier_names(name: str, key: str, reason: str) -> None:
    (first, *_others) = partner_candidates(PartnerRecord(id="X", name=name), PARTNERS)
    assert (first.id, first.reason) == (key, reason)


def test_partners_that_are_others() -> None:
    labour = PartnerRecord(id="A", name="US Department of Labor")
    assert partner_candidates(labour, [PartnerRecord(id="B", name="US Department of State")]) == ()
    elsewhere = PartnerRecord(id="X", name="CINICIA", country="BRA")
    assert partner_candidates(elsewhere, PARTNERS) == ()
    short = PartnerRecord(id="X", name="WCO")
    (found,) = partner_candidates(short, registry(PartnerRecord(id="Y", name="World Customs Organization")))
    assert found.to_json() == {
        "id": "Y", "name": "World Customs Organization", "matched": "World Customs Organization", "score": 0.9,
        "reason": "short name",
    }  # fmt: skip
    assert partner_pairs(demo_registry()) == ()
