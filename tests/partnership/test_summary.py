"""The numbers of the registry that comes along.

Every expected number is typed from the summary of verification numbers that was made of the five documents with
other means, before there was this program.
"""

from __future__ import annotations

import csv
import random
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from almaden.demo.registry import demo_registry
from almaden.partnership.moments import at
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.areas import IndicatorRecord, IndicatorValueRecord, TargetRecord
from almaden.partnership.records.outputs import FactRecord, FundingRecord
from almaden.partnership.records.partners import PartnerCountRecord
from almaden.partnership.registry import Registry
from almaden.partnership.summary import Summary, summary


@pytest.fixture(scope="module")
def found() -> Summary:
    """The registry in numbers."""
    return summary(demo_registry())


BY_AREA_AND_SEED = """
ASGM    2  0 8  14  90 114
CHLOR   1  2 0   6   9  18
FATE    0  3 0   6  25  34
PROD    4  2 0   9  21  36
COAL    0  1 0  12  12  25
WASTE   1  4 0   9  10  24
SUPPLY  1  0 0  14  17  32
CEMENT  0  0 0   5   5  10
CROSS   6 10 0  25  10  51
"""
SEEDS = ("000", "001", "002", "003", "004")

BY_TYPE = {
    "project": 57, "publication": 28, "research": 28, "technical assistance": 23, "guidance": 18, "inventory": 13,
    "outreach": 12, "programme": 11, "webinar": 11, "meeting": 10, "training": 10, "workshop": 10,
    "communication": 8, "tool": 8, "database": 7, "demonstration": 7, "knowledge platform": 7, "campaign": 6,
    "collaboration": 6, "conference": 6, "coordination": 6, "consultation": 5, "network": 5, "policy support": 5,
    "technology": 5, "report": 4, "action plan": 3, "assessment": 3, "business plan": 3, "commitment": 3,
    "mission": 3, "survey": 3, "agreement": 2, "finance": 2, "catalogue": 1, "event": 1, "governance": 1,
    "market": 1, "prize": 1, "procurement": 1,
}  # fmt: skip

BY_COUNTRY = {
    "IDN": 20, "PHL": 18, "PER": 15, "COL": 13, "IND": 13, "KEN": 13, "CIV": 10, "BGD": 9, "USA": 9, "RUS": 8,
    "CHN": 7, "GIN": 7, "UGA": 7, "CAN": 6, "URY": 6, "PNG": 5, "ZAF": 5, "BRA": 4, "GHA": 4, "BFA": 3, "BOL": 3,
    "COD": 3, "ECU": 3, "KGZ": 3, "MEX": 3, "MNG": 3, "MRT": 3, "NGA": 3, "SUR": 3, "THA": 3, "TZA": 3, "VNM": 3,
    "ZWE": 3, "GUY": 2, "ITA": 2, "JPN": 2, "LKA": 2, "SLE": 2, "AFG": 1, "ARG": 1, "ATG": 1, "AUS": 1, "CHE": 1,
    "CHL": 1, "CMR": 1, "COG": 1, "CRI": 1, "ESP": 1, "GBR": 1, "GUF": 1, "HND": 1, "KHM": 1, "MDG": 1, "MLI": 1,
    "MMR": 1, "MOZ": 1, "MYS": 1, "NIC": 1, "NOR": 1, "NPL": 1, "SEN": 1,
}  # fmt: skip


def test_every_record_of_the_documents_is_there(found: Summary) -> None:
    # Two counts of partners without a date or an exact figure stand among the figures: 18 - 2 and 19 + 2. So do the
    # titles of the five documents, and 12 statements with what does not fit together in each.
    assert found.records["activity"] == 363
    assert found.records["area"] == 19
    assert found.records["beneficiary"] == 25
    assert found.records["event"] == 57
    assert found.records["fact"] == 19 + 2 + 5 + 12
    assert found.records["funding"] == 71
    assert found.records["partner"] == 131
    assert found.records["partner_count"] == 18 - 2
    assert found.records["publication"] == 60
    assert found.records["target"] == 12


def test_activities_are_counted_once(found: Summary) -> None:
    assert (found.activities.told, found.activities.canonical, found.activities.told_again) == (363, 344, 19)
    assert found.activities.without_parent == 273


def test_activities_by_area_and_document(found: Summary) -> None:
    for line in BY_AREA_AND_SEED.split("\n")[1:-1]:
        area, *counts, total = line.split()
        by_seed = {seed: int(count) for seed, count in zip(SEEDS, counts, strict=True) if int(count)}
        assert found.activities.by_area_and_seed[area] == by_seed
        assert found.activities.by_area[area] == int(total)
    assert sum(found.activities.by_area.values()) == 344
    assert found.activities.by_seed == {"000": 15, "001": 22, "002": 8, "003": 100, "004": 199}
    assert found.activities.told_by_seed == {"000": 15, "001": 24, "002": 14, "003": 103, "004": 207}


def test_activities_by_state_and_type(found: Summary) -> None:
    assert found.activities.by_status == {
        "ongoing": 143, "completed": 122, "planned": 64, "pipeline": 10, "postponed": 3, "cancelled": 1, "in force": 1,
    }  # fmt: skip
    assert found.activities.by_type == BY_TYPE
    assert list(found.activities.by_type)[:3] == ["project", "publication", "research"]


def test_planned_work_is_told_82_times() -> None:
    # planned.csv: all rows, duplicates included.
    states = Counter(one.status for one in demo_registry().tables["activity"])  # type: ignore[attr-defined]
    assert sum(states[state] for state in ("planned", "pipeline", "postponed")) == 82


def test_countries(found: Summary) -> None:
    countries = found.countries
    assert (countries.with_country, countries.without_country) == (146, 198)
    assert (countries.distinct, countries.mentions) == (61, 254)
    assert countries.by_country == BY_COUNTRY


def test_countries_of_what_is_no_part_of_another(found: Summary) -> None:
    countries = found.countries.without_parent
    assert (countries.distinct, countries.mentions) == (60, 165)
    top = {
        "IDN": 10, "COL": 9, "PHL": 9, "PER": 8, "CHN": 6, "IND": 6, "RUS": 6, "CAN": 5, "KEN": 5, "UGA": 5,
        "URY": 5, "USA": 5,
    }  # fmt: skip
    assert dict(list(countries.by_country.items())[:12]) == top


def test_countries_of_the_report_of_2019_and_2020(found: Summary) -> None:
    countries = found.countries.by_seed["004"]
    assert (countries.distinct, countries.mentions) == (39, 156)
    top = {"IDN": 15, "PHL": 13, "COL": 12, "KEN": 11, "PER": 10, "CIV": 10, "IND": 9, "BGD": 8}
    assert dict(list(countries.by_country.items())[:8]) == top


def test_organisations_by_kind(found: Summary) -> None:
    assert found.partners.named == 131
    assert found.partners.by_kind == {
        "government": 30, "NGO": 25, "academia and others": 21, "industry": 21, "international organisation": 18,
        "fund": 6, "network": 5, "convention secretariat": 2, "individual": 2, "governance body": 1,
    }  # fmt: skip


def test_stated_counts_of_partners(found: Summary) -> None:
    by_date = found.partners.by_date
    assert {on: (one.total, one.by_category) for on, one in by_date.items()} == {
        "2010-07-01": (70, {"government": 15, "igo": 4, "ngo": 31, "other": 20}),
        "2012-06-30": (111, {"government": 24, "igo": 5, "ngo": 44, "other": 38}),
        "2020-12-14": (215, {"government": 36, "igo": 11, "ngo": 71, "industry": 55, "academia": 42}),
    }
    assert all(one.adds_up for one in by_date.values())
    assert [(one.difference, one.percent) for one in found.partners.growth] == [(41, 58.6), (104, 93.7)]


def test_who_is_named_most(found: Summary) -> None:
    assert {one.name: one.count for one in found.partners.most_named[:12]} == {
        "UNEP": 98, "US EPA": 38, "IEA Clean Coal Centre": 23, "PAG": 17, "UNIDO": 17, "EEB/ZMWG": 14,
        "Artisanal Gold Council": 12, "NRDC": 12, "CNR-IIA": 11, "Ministry of the Environment of Japan": 11,
        # Three have 10; the summary names two of them.
        "Government of Spain": 10, "Government of Uruguay": 10,
    }  # fmt: skip
    assert {one.name: one.count for one in found.partners.most_named}["Pact"] == 10
    funders = {one.name: one.count for one in found.partners.funders}
    assert funders | {
        "GEF": 22, "US Department of State": 8, "European Commission": 6, "UNEP": 4, "European Union Horizon 2020": 3,
        "Global Affairs Canada": 3, "GIZ": 2, "Government of Norway": 2,
    } == funders  # fmt: skip


def test_how_partners_are_known(found: Summary) -> None:
    assert found.activities.by_basis == {"stated": 219, "area lead": 78, "partly stated": 34, "group": 32}


def test_strict_counts_leave_out_what_was_filled_in(found: Summary, shared: Path) -> None:
    counts: Counter[str] = Counter()
    table = shared / "knowledge" / "partnership" / "seed_registry" / "activities.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not row["dup_of"] and row["partner_basis"] == "stated nearby":
                counts.update({name.strip() for name in row["partners"].split(";") if name.strip()})
    strict = {one.name: one.stated for one in found.partners.most_named_stated}
    assert strict
    # Two persons stand in the seed registry by name; what comes along tells them by what they do.
    persons = {name for name in strict if name.endswith(" (not named)")}
    assert [strict.pop(name) for name in sorted(persons)] == [1, 1]
    # Groups without a name ("FATE partners") are no organisations.
    assert strict == {name: count for name, count in counts.items() if name in strict}
    left = {name for name in counts if name not in strict and not name.endswith((" partners", " leads"))}
    assert [counts[name] for name in left] == [1, 1]


def test_money(found: Summary) -> None:
    money = found.funding
    assert (money.rows, money.with_usd, money.shares, money.named) == (71, 12, 4, 55)
    assert money.projects_usd == 2_875_000
    assert money.projects_usd_by_seed == {"003": 2_125_000, "004": 750_000}
    amounts = [one.amount for one in demo_registry().all(FundingRecord) if one.level == "project"]
    assert sorted(filter(None, amounts)) == [125_000, 150_000, 750_000, 850_000, 1_000_000]


def test_the_sum_of_the_programme_adds_up_and_its_balance_does_not(found: Summary) -> None:
    assert found.funding.programme.total == 10_500_000
    [one] = found.funding.programme.totals
    assert [part.amount for part in one.parts] == [1_500_000, 1_000_000, 6_000_000, 2_000_000]
    assert one.adds_up
    assert one.costs_per_year == 1_000_000
    assert (one.balance, one.balance_expected) == (7_500_000, 8_500_000)
    assert any("7,500,000" in said.text and "8,500,000" in said.text for said in found.contradictions)


def test_the_shares_add_to_about_94_percent(found: Summary) -> None:
    assert (found.funding.shares_sum, found.funding.shares_rest) == (94, 6)
    assert any("94" in said.text and "6 %" in said.text for said in found.contradictions)


def test_figures_that_differ_are_shown_side_by_side(found: Summary) -> None:
    said = {one.topic: one.text for one in found.contradictions}
    assert said["Partnership areas"] == "stated as 7 (001); 8 (000)"
    assert said["planetGOLD countries"] == "stated as 9 (002); 8 (004)"
    assert said["Partners"] == "stated as over 140 (000); over 190 (000)"


def test_every_inconsistency_of_the_documents_is_kept_visible(found: Summary) -> None:
    told = " | ".join(f"{one.topic}: {one.text}" for one in found.contradictions)
    for words in (
        *(
            "areas and their leads is missing",
            "planetGOLD countries",
            "over 140 (000); over 190",
            "94 %",
            "stated as 7,500,000",
        ),
        *("from i) to iii)", "without cement", "currently being implemented", "in September 2012"),
        *("CINICIA", "FLSchmidt", "GOMS4M", "Khairdarken", "middle of a sentence", "PAG.11/4, UNEP/Hg/PAG.11/5"),
    ):
        assert words in told, words


def test_targets_with_a_number(found: Summary) -> None:
    by_area = {(one.area, one.value, one.unit, one.due) for one in found.targets}
    assert {("ASGM", 50, "%", "2017"), ("CHLOR", 250, "t", "2015"), ("CHLOR", 0, "t", "2025")} <= by_area
    [coal] = [one for one in found.targets if one.area == "COAL"]
    assert (coal.value, coal.stated) == (None, "stated as none")
    assert {one.verdict for one in found.targets} == {"cannot be judged"}
    assert all(
        "the baseline: the value that it started from, and when that was so" in one.needed for one in found.targets
    )


def test_a_target_tells_how_far_it_is() -> None:
    target = {"direction": "reduce", "value": 50, "unit": "%", "due": "2017", "baseline": 1000, "baseline_on": "2010"}
    value = {"on": "2015", "value": 800, "low": 700, "high": 900}
    made = [
        ("target", TargetRecord(id="T", area="ASGM", statement="Made up", indicator="I", **target)),
        ("indicator", IndicatorRecord(id="I", title="Demand", unit="t")),
        ("indicator_value", IndicatorValueRecord(id="V", indicator="I", **value)),
    ]
    [line] = summary(Registry.made_of(made)).to_json()["targets"]
    assert (line["verdict"], line["baseline"], line["goal"], line["needed"]) == ("under way", 1000, 500, [])
    assert (line["latest"], line["latest_on"], line["low"], line["high"]) == (800, "2015", 700, 900)
    assert line["way"] == pytest.approx(0.4)
    assert summary(Registry.made_of(made)).remarks == []
    [before] = summary(Registry.made_of(made), date(2014, 12, 31)).to_json()["targets"]
    assert (before["verdict"], before["latest"]) == ("cannot be judged", None)
    assert any("first day of its period" in one for one in summary(demo_registry(), date(2010, 7, 1)).remarks)


def test_articles_and_payers_stand_only_where_a_document_names_them() -> None:
    activities = {one.id: one for one in demo_registry().all(ActivityRecord)}
    assert {key: one.articles for key, one in activities.items() if one.articles} == {
        "S4-ASGM-045": ("7",),
        "S4-FATE-023": ("1", "19", "22"),
        "S4-PROD-010": ("4",),
        "S4-PROD-013": ("4",),
    }
    assert activities["S4-ASGM-034"].funders == ()


def test_figures_without_a_date_are_not_counts() -> None:
    assert {one.value for one in demo_registry().all(FactRecord) if one.topic == "Partners"} == {"over 140", "over 190"}


@settings(max_examples=5, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(order: random.Random) -> None:
    tables = {kind: tuple(order.sample(records, len(records))) for kind, records in demo_registry().tables.items()}
    assert summary(Registry(tables)) == summary(demo_registry())


def test_the_far_future_holds_everything() -> None:
    registry = demo_registry()
    assert at(registry, date.max).tables == registry.tables
    late, ever = summary(registry, date.max).to_json(), summary(registry).to_json()
    assert late.pop("as_of") == "9999-12-31"
    assert ever.pop("as_of") == ""
    assert (bool(late.pop("remarks")), ever.pop("remarks")) == (True, [])
    assert late == ever


def test_categories_that_do_not_add_up_are_told() -> None:
    made = [("total", 10), ("government", 3), ("NGO", 4)]
    counts = [
        ("partner_count", PartnerCountRecord(id=f"C{number}", on="2020", category=words, count=count))
        for number, (words, count) in enumerate(made)
    ]
    found = summary(Registry.made_of(counts))
    assert not found.partners.by_date["2020"].adds_up
    assert [one.text for one in found.contradictions] == ["the categories add to 7, the total of 2020 is stated as 10"]


def test_nothing_is_counted_of_nothing() -> None:
    found = summary(Registry.made_of([]), date(2020, 1, 1))
    assert found.activities.canonical == 0
    assert found.countries.distinct == 0
    assert (found.funding.projects_usd, found.funding.shares_sum, found.funding.programme.total) == (0, None, None)
    assert found.records == {}
    assert list(found.contradictions) == []
