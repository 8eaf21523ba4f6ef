"""Whether products may be moved: questions with answers made by hand from the texts, and what holds for all."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.convention.bounds import bounds
from almaden.convention.content import Content, parse_content, parse_length, parse_watts
from almaden.convention.law import Law, LawData, known_law
from almaden.convention.law_records import PartyRecord
from almaden.convention.movement import Purpose, check_product
from almaden.convention.product_finding import Movement, ProductFinding
from almaden.convention.product_names import find_product, near_names
from almaden.convention.rules import rules
from almaden.errors import InputError

QUESTIONS = Path(__file__).with_name("product_questions.csv")
#: Parties that the questions call made up, under codes that ISO leaves to users.
MADE_UP = {
    "made-up non-party": PartyRecord(country="XXA", non_party=True),
    "made-up declared": PartyRecord(country="XXB", entry_into_force=date(2017, 8, 16), separate_acceptance="yes"),
    "made-up accepted": PartyRecord(
        country="XXC", entry_into_force=date(2017, 8, 16), separate_acceptance="yes", accepted="MC-4/3=2024-05-01"
    ),
    "made-up late": PartyRecord(country="XXD", entry_into_force=date(2026, 4, 1)),
}


@cache
def law() -> Law:
    return known_law(LawData(parties=tuple(MADE_UP.values())))


@cache
def questions() -> tuple[Mapping[str, str], ...]:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def answer(row: Mapping[str, str]) -> ProductFinding:
    content = parse_content(row["mercury"]) if row["mercury"] else Content()
    country = MADE_UP[row["party"]].country if row["party"] in MADE_UP else row["party"]
    return check_product(
        row["product"],
        date.fromisoformat(row["date"]),
        cast(Movement, row["movement"]),
        mercury_mg=content.mg,
        mercury_ppm=content.ppm,
        watts=parse_watts(row["watts"]) if row["watts"] else None,
        length_mm=parse_length(row["length"]) if row["length"] else None,
        party=law().party(country) if country else None,
        exemption_until=date.fromisoformat(row["exemption_until"]) if row["exemption_until"] else None,
        purpose=cast(Purpose, row["purpose"]) if row["purpose"] else None,
    )


def test_every_question_is_answered_right() -> None:
    wrong = []
    for row in questions():
        found = answer(row)
        rule = found.rule.id if found.rule else ""
        told = (found.answer, found.reason_key, rule if row["rule"] else "", bool(found.unsure))
        if told != (row["answer"], row["reason"], row["rule"], row["unsure"] == "y"):
            wrong.append((row["id"], told))
        assert found.reason
        assert all(one.what and one.look_at for one in found.unsure)
    assert not wrong


def test_there_are_enough_questions_and_they_touch_every_entry() -> None:
    assert len(questions()) >= 60
    touched = {seen.rule.id for row in questions() for seen in answer(row).finding.considered}
    touched |= {row["rule"] for row in questions()}
    assert {rule.id for rule in rules() if rule.annex == "A"} <= touched
    assert all(row["source"] for row in questions())


def test_every_entry_of_the_source_table_has_its_rule(shared: Path) -> None:
    path = shared / "knowledge" / "partnership" / "convention" / "annex_a.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        entries = list(csv.DictReader(file))
    assert len(entries) == 32
    own = [rule for rule in rules() if rule.annex == "A"]
    for entry in entries:
        year = int(entry["phase_out_year"]) if entry["phase_out_year"] else None
        part = {"I (to check)": "I"}.get(entry["part"], entry["part"])
        decision = entry["decision"].split(" (")[0]
        fitting = [
            rule
            for rule in own
            if rule.year == year
            and rule.decision.startswith("COP-6" if decision == "COP-6" else decision)
            and (rule.part == part or rule.effect == "excluded")
            and _alike(entry["entry"], rule.entry)
        ]
        assert fitting, entry


#: First words of entries of the source table where they differ from those of the rules.
_OTHER_WORDS = {
    "the excepted bridges": "very high",
    "excluded from annex a": "",
    "non-electronic measuring": "non-elec",
}


def _alike(entry: str, own: str) -> bool:
    first = next((to for words, to in _OTHER_WORDS.items() if entry.casefold().startswith(words)), None)
    if first is not None:
        return own.casefold().startswith(first)
    if entry.startswith("Pesticides"):
        return own in ("Pesticides", "Biocides", "Topical antiseptics")
    words = {"linear", "non-linear", "compact", "cosmetics", "ccfl"}
    theirs, ours = entry.casefold().split()[0], own.casefold().replace("cold", "ccfl").split()[0]
    return theirs.rstrip(",") == ours.rstrip(",") if theirs in words else theirs[:5] == ours[:5]


def test_every_unread_bar_says_what_is_sure_of_it() -> None:
    unread = {rule.id for rule in rules() if rule.annex == "A" and rule.bars and rule.status == "unverified"}
    assert set(bounds()) == unread
    for one in bounds().values():
        rule = next(rule for rule in rules() if rule.id == one.rule)
        assert rule.after is not None
        assert one.allowed_until <= rule.after
        assert one.barred_after is None or rule.after <= one.barred_after
        assert bool(one.unsure) == (one.allowed_until != one.barred_after)


DAYS = st.dates(date(2012, 1, 1), date(2045, 12, 31))
PRODUCTS = st.sampled_from(["battery", "cfl", "cfl_non_integrated", "lfl", "cosmetic", "dental_amalgam", "ccfl_eefl"])
COUNTRIES = st.sampled_from(["", "GHA", "ARG", "IND", "AGO", "XXA", "XXB", "XXC"])


@settings(max_examples=50)
@given(PRODUCTS, DAYS, DAYS, COUNTRIES, st.none() | st.sampled_from([0.5, 1, 4, 5, 6, 12]))
def test_what_is_barred_for_sure_stays_barred(
    product: str, one: date, other: date, country: str, mercury: float | None
) -> None:
    party = law().party(country) if country else None
    first, last = (check_product(product, on, "import", mercury_mg=mercury, party=party) for on in sorted((one, other)))
    assert not (first.answer == "barred" and last.answer != "barred")
    assert not (last.answer == "allowed" and first.answer != "allowed")
    for found in (first, last):
        assert bool(found.unsure) == found.reason_key.startswith("unsure")
        if found.answer != "unclear":
            assert found.answer == found.remembered or found.reason_key == "non_party"


def test_an_unknown_country_is_answered_on_a_told_assumption() -> None:
    found = check_product("hpmv", date(2026, 1, 1), "import", party=law().party("AGO"))
    assert found.answer == "barred"
    assert "AGO is not in the table of Parties" in found.assumptions[0]
    assert found.as_dict()["assumptions"]


def test_a_party_whose_sources_differ_says_so() -> None:
    found = check_product("hpmv", date(2026, 1, 1), "import", party=law().party("JAM"))
    assert any("not verified" in note for note in found.notes)


def test_ways_to_name_a_product() -> None:
    assert find_product("CFL-integrated").leaves == ("cfl_integrated",)
    assert find_product("gauge").by == "kind"
    assert find_product("gauge").leaves == ("manometer", "barometer", "hygrometer")
    assert find_product("Fever thermometers").product.key == "thermometer"
    assert "thermometer" in near_names("glas thermometer")
    with pytest.raises(InputError, match="did you mean"):
        find_product("termometer")
    with pytest.raises(InputError, match="a process"):
        find_product("chlor_alkali")


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("skin cream", "cosmetic"),
        ("Skin creams with mercury", "cosmetic"),
        ("tube", "lfl"),
        ("batteries", "battery"),
        ("zinc-air batteries", "battery_button_zinc_air"),
        ("mercury thermometers", "thermometer"),
        ("blood pressure", "sphygmomanometer"),
        ("amalgam fillings", "dental_amalgam"),
        ("mercury switches", "switch_relay_other"),
        ("relays", "switch_relay"),
        ("barometers", "barometer"),
    ],
)
def test_a_shopkeepers_words_for_a_product(words: str, key: str) -> None:
    assert find_product(words).product.key == key


@pytest.mark.parametrize("words", ["lamp", "light bulb", "mercury", "toy", ""])
def test_words_for_more_than_one_entry_or_none_are_not_guessed(words: str) -> None:
    with pytest.raises(InputError):
        find_product(words)


@pytest.mark.parametrize(
    ("text", "mg", "ppm"),
    [
        ("4mg", 4, None),
        ("0.5 g", 500, None),
        ("2,5 mg", 2.5, None),
        ("5 ppm", None, 5),
        ("2 %", None, 20_000),
        ("0.0005%", None, 5),
        ("20 mg/kg", None, 20),
        ("900 µg/kg", None, 0.9),
    ],
)
def test_contents_with_units(text: str, mg: float | None, ppm: float | None) -> None:
    found = parse_content(text)
    assert (found.mg, found.ppm) == (pytest.approx(mg) if mg else None, pytest.approx(ppm) if ppm else None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("4", "needs its unit"),
        ("200 %", "more mercury than"),
        ("4 kg", "is not known"),
        ("some mg", "no number"),
        ("1,200 mg", "can be read as"),
    ],
)
def test_contents_that_cannot_be(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        parse_content(text)


def test_sizes_with_units() -> None:
    assert parse_length("120 cm") == 1200
    assert parse_watts("20W") == 20
    with pytest.raises(InputError, match="unit is not known here"):
        parse_watts("20 lm")


def test_ppm_against_percent_and_limits_of_another_kind_are_told() -> None:
    on = date(2022, 1, 1)
    assert any(
        "if 2 % was meant" in note for note in check_product("battery_button", on, "import", mercury_ppm=2).notes
    )
    cream = check_product("cosmetic", on, "import", mercury_ppm=10_000)
    assert any("if 1 ppm was meant" in note for note in cream.notes)
    lamp = check_product("cfl", on, "import", mercury_ppm=5)
    assert any("mg for each item" in note for note in lamp.notes)
    cell = check_product("battery_button", on, "import", mercury_mg=25)
    assert any("by weight" in note for note in cell.notes)


def test_national_law_is_told_beside_the_convention() -> None:
    # Regulation (EU) 2017/852, Annex II Part A, 3(a): CFL.i up to 30 W above 2.5 mg, since 31 December 2018.
    party, measures = law().party("DEU"), list(law().measures_of("DEU"))
    on = date(2025, 6, 1)
    above = check_product("cfl_integrated", on, "import", mercury_mg=4, watts=20, party=party, measures=measures)
    assert (above.answer, above.may_go_on) == ("allowed", False)
    assert [(one.measure, one.certain) for one in above.national] == [("EU-CFL-INTEGRATED", True)]
    below = check_product("cfl_integrated", on, "import", mercury_mg=2, watts=20, party=party, measures=measures)
    assert below.may_go_on
    unknown = check_product("cfl", on, "export", party=party, measures=measures)
    assert [one.certain for one in unknown.national] == [False, False]
    before = check_product("cfl_integrated", date(2018, 12, 30), "import", mercury_mg=4, party=party, measures=measures)
    assert not before.national


def test_the_register_of_exemptions_is_pointed_to_while_one_could_hold() -> None:
    # Article 6: five years after the phase-out date, once extended by up to five.
    told = [check_product("hpmv", date(year, 1, 1), "import").assumptions for year in (2022, 2032)]
    assert ["register" in " ".join(texts) for texts in told] == [True, False]


def test_a_day_that_is_not_sure_is_told_while_it_is_far() -> None:
    found = check_product("dental_amalgam", date(2026, 6, 1), "import")
    assert any("for sure until 2033-12-31 only" in note for note in found.notes)
    assert sum("Duty" in text for text in found.remarks()) == 3


def test_an_exception_that_the_entry_does_not_have_is_told() -> None:
    found = check_product("hpmv", date(2026, 1, 1), "import", purpose="exception")
    assert found.answer == "barred"
    assert any("excepts nothing" in note for note in found.notes)


def test_a_bar_by_an_amendment_names_what_it_takes_for_granted() -> None:
    told = {
        country: " ".join(
            check_product("vacuum_pump", date(2036, 6, 1), "import", party=law().party(country)).assumptions
        )
        for country in ("GHA", "XXC")
    }
    assert "GHA is taken not to have notified" in told["GHA"]
    assert told["XXC"] == ""


def test_an_exemption_that_ends_by_the_phase_out_date_is_told() -> None:
    # Thermometers were phased out at the end of 2020: an exemption until then exempts from nothing.
    for on in (date(2019, 6, 1), date(2026, 1, 1)):
        idle = check_product("thermometer", on, "import", exemption_until=date(2020, 12, 31))
        told = [note for note in idle.notes if "exemption until 2020-12-31 changes nothing" in note]
        assert len(told) == 1
        assert "2020-12-31. Is" in told[0]
    for until in (date(2021, 1, 1), None):
        fine = check_product("thermometer", date(2026, 1, 1), "import", exemption_until=until)
        assert not any("changes nothing" in note for note in fine.notes)
