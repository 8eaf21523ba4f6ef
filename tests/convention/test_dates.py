"""The dated rules, against the phase-out dates as printed in the Convention and its amendments.

Years: Minamata Convention, Annex A as amended by MC-4/3 (Dutch Treaty Series 2022, 96), Annex B (French
official journal, JORFARTI000035589512; Austrian federal law 20009933, Annex B), the secretariat's page on the
amendments of COP-4 and COP-5 (minamataconvention.org/en/amendments).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypedDict, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from almaden.convention.dates import status_on
from almaden.convention.rules import kinds, products
from almaden.errors import InputError


class Stated(TypedDict, total=False):
    mercury_mg: float | None
    mercury_ppm: float | None
    watts: float | None
    length_mm: float | None


LEAVES = sorted({leaf for key in products() for leaf in kinds(key)})
DAYS = st.dates(date(2015, 1, 1), date(2050, 12, 31))
NUMBERS = st.none() | st.floats(0, 100_000)
# Thresholds of the annexes and their neighbours, where a comparison can go wrong.
EDGES = st.none() | st.sampled_from([0.5, 1, 3.5, 4, 5, 10, 13, 20, 30, 40, 60, 500, 1500, 20_000]) | NUMBERS
VALUES = {"mercury_mg": EDGES, "mercury_ppm": EDGES, "watts": EDGES, "length_mm": EDGES}


@pytest.mark.parametrize(
    ("product", "day", "stated", "verdict"),
    [
        # CFL with integrated ballast, up to 30 W and 5 mg: 2025 (MC-4/3).
        ("cfl_integrated", "2024-06-30", {"mercury_mg": 4, "watts": 20}, "allowed"),
        ("cfl_integrated", "2025-12-31", {"mercury_mg": 4, "watts": 20}, "allowed"),
        ("cfl_integrated", "2026-01-01", {"mercury_mg": 4, "watts": 20}, "barred"),
        # CFL up to 30 W with more than 5 mg: 2020; 5 mg is not more than 5 mg.
        ("cfl_integrated", "2021-01-01", {"mercury_mg": 5.1, "watts": 30}, "barred"),
        ("cfl_integrated", "2021-01-01", {"mercury_mg": 5, "watts": 30}, "allowed"),
        ("cfl_non_integrated", "2026-06-01", {"mercury_mg": 5, "watts": 30}, "allowed"),
        ("cfl_non_integrated", "2027-01-01", {"mercury_mg": 5, "watts": 30}, "barred"),
        ("cfl_integrated", "2026-06-01", {"mercury_mg": 4, "watts": 31}, "allowed"),
        ("cfl_integrated", "2027-01-01", {"mercury_mg": 4, "watts": 31}, "barred"),
        # Linear lamps 2020: triband below 60 W over 5 mg, halophosphate to 40 W over 10 mg; others later.
        ("lfl_triband", "2021-01-01", {"mercury_mg": 6, "watts": 59}, "barred"),
        ("lfl_triband", "2021-01-01", {"mercury_mg": 6, "watts": 60}, "allowed"),
        ("lfl_triband", "2028-01-01", {"mercury_mg": 6, "watts": 60}, "barred"),
        ("lfl_halophosphate", "2021-01-01", {"mercury_mg": 11, "watts": 40}, "barred"),
        ("lfl_halophosphate", "2021-01-01", {"mercury_mg": 10, "watts": 40}, "allowed"),
        ("lfl_halophosphate", "2027-01-01", {"mercury_mg": 11, "watts": 41}, "barred"),
        ("hpmv", "2021-01-01", {}, "barred"),
        # CCFL and EEFL: 3.5, 5 and 13 mg by length class 2020, all others 2025.
        ("ccfl_eefl", "2021-01-01", {"mercury_mg": 4, "length_mm": 500}, "barred"),
        ("ccfl_eefl", "2021-01-01", {"mercury_mg": 4, "length_mm": 501}, "allowed"),
        ("ccfl_eefl", "2021-01-01", {"mercury_mg": 13, "length_mm": 1501}, "allowed"),
        ("ccfl_eefl", "2026-01-01", {"mercury_mg": 1, "length_mm": 300}, "barred"),
        # Batteries 2020, except two kinds of button cells below 2 %: 2025.
        ("battery_other", "2020-12-31", {}, "allowed"),
        ("battery_other", "2021-01-01", {}, "barred"),
        ("battery_button_zinc_air", "2024-01-01", {"mercury_ppm": 10_000}, "allowed"),
        ("battery_button_zinc_air", "2026-01-01", {"mercury_ppm": 10_000}, "barred"),
        ("battery_button_silver_oxide", "2024-01-01", {"mercury_ppm": 20_000}, "barred"),
        # Switches and relays 2020, the excepted precision kinds up to 20 mg 2025.
        ("switch_relay_other", "2021-01-01", {}, "barred"),
        ("switch_relay_precision", "2021-01-01", {"mercury_mg": 20}, "allowed"),
        ("switch_relay_precision", "2026-01-01", {"mercury_mg": 20}, "barred"),
        # Cosmetics above 1 ppm 2020, any added mercury 2025.
        ("cosmetic", "2022-01-01", {"mercury_ppm": 1}, "allowed"),
        ("cosmetic", "2022-01-01", {"mercury_ppm": 1.5}, "barred"),
        ("cosmetic", "2026-01-01", {"mercury_ppm": 0.5}, "barred"),
        ("thermometer", "2020-12-31", {}, "allowed"),
        ("thermometer", "2021-01-01", {}, "barred"),
        ("thermometer", "2045-07-01", {}, "barred"),
        ("pesticide", "2021-01-01", {}, "barred"),
        ("vacuum_pump", "2025-12-31", {}, "allowed"),
        ("vacuum_pump", "2026-01-01", {}, "barred"),
        ("dental_amalgam", "2030-01-01", {}, "allowed"),
        ("dental_amalgam", "2035-01-01", {}, "barred"),
        ("vaccine_thiomersal", "2045-01-01", {}, "allowed"),
        # Annex B: chlor-alkali 2025, acetaldehyde 2018, polyurethane 2025 (MC-5/4).
        ("chlor_alkali", "2025-12-31", {}, "allowed"),
        ("chlor_alkali", "2026-01-01", {}, "barred"),
        ("acetaldehyde", "2018-12-31", {}, "allowed"),
        ("acetaldehyde", "2019-01-01", {}, "barred"),
        ("polyurethane", "2026-01-01", {}, "barred"),
        ("methylate_ethylate", "2028-11-03", {}, "allowed"),
        ("methylate_ethylate", "2028-11-04", {}, "barred"),
        # Vinyl chloride monomer has duties and no phase-out date.
        ("vcm", "2045-01-01", {}, "allowed"),
    ],
)
def test_verdict(product: str, day: str, stated: Stated, verdict: str) -> None:
    assert status_on(product, date.fromisoformat(day), **stated).verdict == verdict


def test_the_decision_and_the_source_come_with_the_verdict() -> None:
    finding = status_on("cfl_integrated", date(2026, 1, 1), mercury_mg=4, watts=20)
    assert finding.decision == "Decision MC-4/3 (COP-4)"
    assert finding.after == date(2025, 12, 31)
    assert finding.status == "verified"
    assert finding.rule is not None
    assert "trb-2022-96" in finding.rule.seen
    assert "2025-12-31" in finding.reason
    assert "MC-4/3" in finding.reason
    assert any("its last day is a reading" in remark for remark in finding.remarks())


def test_an_unverified_rule_keeps_its_verdict_and_says_so() -> None:
    finding = status_on("thermometer", date(2021, 1, 1))
    assert (finding.verdict, finding.status) == ("barred", "unverified")
    assert any(remark.startswith("Not verified") for remark in finding.remarks())
    assert any("high precision" in remark for remark in finding.remarks())


def test_an_unverified_rule_that_cannot_count_does_not_spoil_a_verified_one() -> None:
    # The rule for lamps over 30 W is recalled; a lamp of 20 W does not rest on it.
    assert status_on("cfl_integrated", date(2024, 6, 30), mercury_mg=4, watts=20).status == "verified"


def test_an_unverified_rule_that_was_passed_over_counts() -> None:
    # 3 mg is allowed in 2022 only because the limit of 3.5 mg, read second-hand, is not exceeded.
    finding = status_on("ccfl_eefl", date(2022, 1, 1), mercury_mg=3, length_mm=300)
    assert (finding.verdict, finding.decision) == ("allowed", "Decision MC-4/3 (COP-4)")
    assert finding.status == "unverified"


def test_vcm_names_its_duties_instead_of_a_date() -> None:
    finding = status_on("vcm", date(2026, 1, 1))
    duties = " ".join(finding.remarks())
    assert finding.rule is None
    assert "50% against 2010, by 2020-12-31" in duties
    assert "five years after the Conference of the Parties" in duties
    assert finding.status == "unverified"


def test_what_is_not_stated_is_asked_for() -> None:
    finding = status_on("cfl_integrated", date(2022, 1, 1), watts=20)
    assert finding.verdict == "unclear"
    assert finding.missing == ("mercury_mg",)
    assert "mercury content in mg" in finding.reason


def test_values_below_the_lowest_and_above_the_highest_limit_are_thought_of() -> None:
    assert status_on("battery_button_zinc_air", date(2022, 1, 1)).verdict == "unclear"
    assert status_on("lfl_triband", date(2022, 1, 1), mercury_mg=6).verdict == "unclear"


def test_what_cannot_change_the_verdict_is_not_asked_for() -> None:
    # From 2028 on every triband lamp is barred, whatever its power and content.
    assert status_on("lfl_triband", date(2028, 1, 1)).verdict == "barred"
    assert status_on("lfl_triband", date(2020, 1, 1)).verdict == "allowed"


def test_a_group_is_looked_at_in_all_its_kinds() -> None:
    assert status_on("battery", date(2020, 6, 1)).verdict == "allowed"
    assert status_on("battery", date(2026, 1, 1)).verdict == "barred"
    between = status_on("battery", date(2023, 1, 1), mercury_ppm=5_000)
    assert (between.verdict, between.missing) == ("unclear", ("kind",))
    assert "battery_button_zinc_air" in between.reason
    assert status_on("fluorescent_lamp", date(2028, 1, 1)).after == date(2027, 12, 31)


def test_a_group_that_is_still_allowed_tells_its_first_date() -> None:
    finding = status_on("fluorescent_lamp", date(2024, 1, 1), mercury_mg=3)
    assert finding.several_dates
    assert "the first kind is barred after 2025-12-31" in finding.reason


def test_a_party_that_accepts_amendments_one_by_one() -> None:
    button: Stated = {"mercury_ppm": 10_000}
    day = date(2026, 6, 1)
    assert status_on("battery_button_zinc_air", day, accepted_amendments={}, **button).verdict == "allowed"
    accepted = {"MC-5/4": date(2026, 3, 1)}
    assert status_on("battery_button_zinc_air", day, accepted_amendments=accepted, **button).verdict == "barred"
    # Accepted after the phase-out date: it binds from its entry into force for the Party.
    before = status_on("battery_button_zinc_air", date(2026, 2, 28), accepted_amendments=accepted, **button)
    assert before.verdict == "allowed"
    on_the_day = status_on("battery_button_zinc_air", date(2026, 3, 1), accepted_amendments=accepted, **button)
    assert on_the_day.verdict == "barred"
    # The text of 2013 binds every Party.
    assert status_on("battery_other", day, accepted_amendments={}).verdict == "barred"


def test_a_rule_that_does_not_bind_is_named() -> None:
    finding = status_on("vacuum_pump", date(2026, 6, 1), accepted_amendments={})
    assert any("Not bound by Decision MC-4/3 (COP-4)" in remark for remark in finding.remarks())


def test_what_is_excluded_says_so() -> None:
    finding = status_on("vaccine_thiomersal", date(2030, 1, 1))
    assert "excluded from Annex A" in finding.reason
    assert finding.status == "verified"


def test_the_sentence_follows_the_translator() -> None:
    finding = status_on("hpmv", date(2021, 1, 1))
    assert finding.say(lambda text: text.replace("barred after", "interdits après")).count("interdits après") == 1


def test_an_exemption_moves_the_date() -> None:
    until = date(2030, 12, 31)
    assert status_on("chlor_alkali", date(2030, 12, 31), exemption_until=until).verdict == "allowed"
    assert status_on("chlor_alkali", date(2031, 1, 1), exemption_until=until).verdict == "barred"
    assert status_on("chlor_alkali", date(2026, 1, 1), exemption_until=until).exempted
    # Before the phase-out date it is the date that allows, not the exemption.
    assert not status_on("chlor_alkali", date(2025, 1, 1), exemption_until=until).exempted


def test_an_exemption_lasts_ten_years_at_most() -> None:
    # Article 6: five years, and one extension of up to five.
    long = date(2050, 1, 1)
    finding = status_on("chlor_alkali", date(2035, 12, 31), exemption_until=long)
    assert (finding.verdict, finding.capped, finding.status) == ("allowed", True, "unverified")
    assert any("2030-12-31" in remark and "extension" in remark for remark in finding.remarks())
    assert any("10 years" in remark for remark in finding.remarks())
    assert status_on("chlor_alkali", date(2036, 1, 1), exemption_until=long).verdict == "barred"


def test_a_short_exemption_needs_no_extension_and_stays_verified() -> None:
    finding = status_on("chlor_alkali", date(2026, 6, 1), exemption_until=date(2028, 1, 1))
    assert finding.status == "verified"
    assert not any("extension" in remark for remark in finding.remarks())


def test_an_exemption_is_from_phase_out_dates_only() -> None:
    # Part II of Annex B has no phase-out date that Article 6 could exempt from.
    exempted = status_on("methylate_ethylate", date(2029, 1, 1), exemption_until=date(2030, 1, 1))
    assert exempted.verdict == "barred"


def test_an_unknown_product_is_refused_with_a_suggestion() -> None:
    with pytest.raises(InputError, match="thermometer") as caught:
        status_on("termometer", date(2024, 1, 1))
    assert "did you mean thermometer" in str(caught.value)


def test_spaces_capitals_and_hyphens_in_a_key_are_forgiven() -> None:
    assert status_on("Chlor-Alkali", date(2026, 1, 1)).product.key == "chlor_alkali"


def test_impossible_numbers_are_refused_together() -> None:
    with pytest.raises(InputError) as caught:
        status_on("cfl", date(2024, 1, 1), mercury_mg=-1, watts=float("nan"))
    assert len(caught.value.faults) == 2


def test_an_unknown_amendment_is_refused() -> None:
    with pytest.raises(InputError, match="MC-9/9"):
        status_on("cfl", date(2024, 1, 1), accepted_amendments={"MC-9/9": date(2024, 1, 1)})


@given(
    st.sampled_from(sorted(products())),
    DAYS,
    st.integers(0, 12_000),
    st.fixed_dictionaries(VALUES),
    st.none() | DAYS,
    st.none() | st.dictionaries(st.sampled_from(["MC-4/3", "MC-5/4", "COP-6"]), DAYS),
)
def test_once_barred_always_barred(
    product: str,
    day: date,
    later: int,
    stated: Stated,
    exemption: date | None,
    accepted: dict[str, date] | None,
) -> None:
    order = {"allowed": 0, "unclear": 1, "barred": 2}
    first, second = (
        status_on(product, on, exemption_until=exemption, accepted_amendments=accepted, **stated).verdict
        for on in (day, day + timedelta(days=later))
    )
    assert order[first] <= order[second]


@given(
    st.sampled_from(LEAVES),
    DAYS,
    st.fixed_dictionaries(VALUES),
    st.fixed_dictionaries(VALUES),
    st.none() | DAYS,
)
def test_a_clear_verdict_holds_for_every_value_that_was_not_stated(
    product: str,
    day: date,
    stated: Stated,
    guesses: Stated,
    exemption: date | None,
) -> None:
    vague = status_on(product, day, exemption_until=exemption, **stated)
    filled = cast(Stated, dict(guesses) | {key: value for key, value in stated.items() if value is not None})
    precise = status_on(product, day, exemption_until=exemption, **filled)
    if vague.verdict != "unclear":
        assert precise.verdict == vague.verdict


@given(st.sampled_from(sorted(products())), DAYS, st.fixed_dictionaries(VALUES))
def test_an_exemption_never_bars_and_a_separate_acceptance_never_bars(product: str, day: date, stated: Stated) -> None:
    order = {"allowed": 0, "unclear": 1, "barred": 2}
    plain = order[status_on(product, day, **stated).verdict]
    assert order[status_on(product, day, exemption_until=date(2040, 1, 1), **stated).verdict] <= plain
    assert order[status_on(product, day, accepted_amendments={}, **stated).verdict] <= plain


@given(st.sampled_from(LEAVES), DAYS, st.fixed_dictionaries(VALUES))
def test_unclear_says_what_to_state(product: str, day: date, stated: Stated) -> None:
    finding = status_on(product, day, **stated)
    assert (finding.verdict == "unclear") == bool(finding.missing)
    assert all(stated.get(parameter) is None for parameter in finding.missing)
