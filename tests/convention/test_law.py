"""Parties, legal measures, the phase-out board and the gaps of national law."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from almaden.convention.board import board
from almaden.convention.gaps import GapTable, gap_table
from almaden.convention.law import LawData, known_law, package_measures, package_parties
from almaden.convention.law_records import LegalMeasureRecord, PartyRecord
from almaden.convention.readers.law import read_law
from almaden.convention.rules import rules
from almaden.convention.tables import read_table
from almaden.errors import InputError
from almaden.reference.countries import is_country

ON = date(2026, 3, 1)
START = date(2017, 8, 16)


def test_a_party_is_bound_on_the_ninetieth_day_after_its_deposit() -> None:
    # Article 31 as read at treaties.un.org XXVII-17: from the start, or the ninetieth day after the deposit.
    for row in read_table("parties"):
        deposited = date.fromisoformat(row["deposited"])
        assert date.fromisoformat(row["entry_into_force"]) == max(START, deposited + timedelta(days=90)), row["country"]
        assert is_country(row["country"])


def test_only_where_both_sources_agree_a_day_is_verified(shared: Path) -> None:
    folder = shared / "data" / "minamata_memberships"
    days = []
    for name in ("minamata_ieadb_mem.csv", "minamata_ecolex_mem.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            days.append({row["stateID"][-3:]: (row["Rat"], row["Force"]) for row in csv.DictReader(file)})
    first, second = days
    assert set(first) == set(package_parties())
    for country, party in package_parties().items():
        assert (party.status == "verified") == (first[country] == second.get(country)), country
        assert party.entry_into_force is not None
        assert party.entry_into_force.isoformat() == first[country][1]


def test_measures_that_are_known_of_the_union_and_the_united_states() -> None:
    law = known_law()
    # legislation.gov.uk, Annexes I and II of Regulation (EU) 2017/852; the act of 2008, section 4.
    assert {one.id for one in law.measures_of("USA", date(2013, 1, 1))} == {"USA-EXPORT-2013"}
    assert not list(law.measures_of("USA", date(2012, 12, 31)))
    assert "EU-CFL-INTEGRATED" in {one.id for one in law.measures_of("ESP", date(2018, 12, 31))}
    assert "EU-HPMV" in {one.id for one in law.measures_of("GBR", date(2020, 12, 31))}
    assert not list(law.measures_of("GBR", date(2021, 1, 1)))
    assert all(one.article in ("3", "4") for one in package_measures())


def test_the_board_has_every_entry_for_each_party() -> None:
    law = known_law()
    made = board(ON, [law.party("GHA"), law.party("ARG"), law.party("AGO")])
    entries = [rule for rule in rules() if rule.annex == "A"]
    assert len(made.rows) == 3 * len(entries)
    rows = {(row.country, row.rule): row for row in made.rows}
    # Vacuum pumps: MC-4/3, by 2025; Argentina declared under Article 30(5), what it accepted was not seen.
    assert (rows["GHA", "A36"].standing, rows["GHA", "A36"].first_day) == ("barred", date(2026, 1, 1))
    assert rows["ARG", "A36"].standing == "unclear"
    assert rows["ARG", "A01"].standing == "barred"
    assert rows["GHA", "A09"].standing == "unclear"
    assert (rows["GHA", "A43"].standing, rows["GHA", "A43"].sure) == ("will be barred", False)
    assert (rows["GHA", "A41"].standing, rows["GHA", "A47"].standing) == ("reduced", "excluded")
    assert any("AGO" in text for text in made.assumptions)
    told = json.loads(made.to_json())
    assert told["meta"]["program"] == "almaden"
    assert len(made.to_frame()) == len(told["rows"])
    assert sum(made.summary().values()) == len(made.rows)


def test_who_is_no_party_or_accepted_nothing_is_not_bound() -> None:
    told = (
        PartyRecord(country="XXA", non_party=True),
        PartyRecord(country="XXB", entry_into_force=START, separate_acceptance="yes", accepted="MC-4/3=2027-01-01"),
    )
    law = known_law(LawData(parties=told))
    assert {row.standing for row in board(ON, [law.party("XXA")]).rows} == {"not bound"}
    rows = {row.rule: row for row in board(ON, [law.party("XXB")]).rows}
    assert (rows["A36"].standing, rows["A36"].first_day) == ("will be barred", date(2027, 1, 1))
    assert rows["A03"].standing == "not bound"


def measure(key: str, products: str, movements: str, since: str, conditions: str = "") -> LegalMeasureRecord:
    return LegalMeasureRecord(
        id=key, country="XXA", article="4", kind="product ban", products=products, movements=movements,
        since=date.fromisoformat(since), conditions=conditions, condition=conditions, law="made up",
    )  # fmt: skip


def gaps(*measures: LegalMeasureRecord, complete: bool = True) -> GapTable:
    party = PartyRecord(country="XXA", entry_into_force=START, laws_complete=complete)
    law = known_law(LawData(parties=(party,), measures=measures))
    return gap_table([law.party("XXA")], law, ON)


def standings(table: GapTable, movement: str = "import") -> dict[str, str]:
    return {row.rule: row.standing for row in table.rows if row.movement == movement}


def test_gaps_of_a_made_up_country() -> None:
    table = gaps(
        measure("M1", "measuring_device", "import;export", "2020-06-01"),
        measure("M2", "hpmv", "import", "2023-01-01"),
        measure("M3", "battery", "import", "2020-01-01", "mercury_ppm>5"),
        measure("M4", "cfl_integrated", "import", "2020-01-01", "watts<=30;mercury_mg>5"),
    )
    imports, made = standings(table), standings(table, "manufacture")
    assert imports["A32"] == "in place"
    assert made["A32"] == "missing"
    assert imports["A19"] == "later"
    # All batteries from 2026 on, the law only those above 5 ppm; above 2 % it takes in all of the entry.
    assert (imports["A03"], imports["A02"]) == ("weaker", "in place")
    # The entry is about both kinds of CFL, the law about one.
    assert imports["A07"] == "weaker"
    assert imports["A34"] == "missing"
    assert standings(gaps(complete=False))["A34"] == "not known"


def test_the_road_map_is_dated_and_names_what_is_missing() -> None:
    table = gaps(measure("M1", "measuring_device", "import;export", "2020-06-01"))
    step = next(one for one in table.steps if one.rule == "A32")
    assert (step.by, step.overdue, step.movements) == (date(2021, 1, 1), True, ("manufacture",))
    assert step.text == "Enact a bar of manufacture."
    amalgam = next(one for one in table.steps if one.rule == "A43")
    assert (amalgam.by, amalgam.overdue) == (date(2035, 1, 1), False)
    assert [one.by for one in table.steps] == sorted(one.by for one in table.steps)
    assert len(table.to_frame()) == len(json.loads(table.to_json())["rows"]) == len(table.rows)


def test_the_law_of_the_union_beside_the_annex() -> None:
    law = known_law()
    table = gap_table([law.party("ESP")], law, ON, products=["cfl_integrated", "hpmv"], movements=["export"])
    found = {row.rule: row for row in table.rows}
    assert (found["A07"].standing, found["A07"].since) == ("in place", date(2018, 12, 31))
    assert found["A08"].standing == "weaker"
    assert "2.5 mg" in str(found["A08"].uncovered)
    assert not found["A08"].sure
    assert set(found) == {"A07", "A08", "A10", "A19"}


LAW = {
    "parties": "country,entry_into_force,separate_acceptance,accepted,laws_complete\n"
    "BRA,2017-11-06,no,,yes\nIND,2018-09-16,yes,MC-4/3=2024-05-01,no\n",
    "exemptions": "country,product,until,source\nBRA,measuring_device,2025-12-31,made up\n",
    "measures": "id,country,article,kind,products,movements,since,law\n"
    "M1,BRA,4,product ban,thermometer;sphygmomanometer,import;manufacture,2019-01-01,made-up law\n",
}


def folder(path: Path, **tables: str) -> Path:
    for name, text in tables.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def test_an_input_of_law_comes_before_the_tables(tmp_path: Path) -> None:
    data = read_law(folder(tmp_path, **LAW))
    law = known_law(data)
    assert law.told == {"BRA", "IND"}
    assert law.party("BRA").exemptions["barometer"] == date(2025, 12, 31)
    assert law.party("BRA").laws_complete
    assert law.party("IND").accepted == {"MC-4/3": date(2024, 5, 1)}
    assert not law.party("IND").open_declaration
    assert [one.id for one in law.measures_of("BRA")] == ["M1"]
    assert len(law.sha256) == 64


def test_faults_of_an_input_are_told_together(tmp_path: Path) -> None:
    tables = {
        "parties": "country,entry_into_force,accepted,separate_acceptance\nBRA,,,no\nQQQ,2018-01-01,,no\n"
        "IND,2018-09-16,MC-9/9=2024-05-01,yes\n",
        "exemptions": "country,product,until\nBRA,thermometre,2025-12-31\nBRA,hpmv,soon\n",
        "measures": LAW["measures"] + "M1,BRA,4,product ban,hpmv,import,2019-01-01,made-up law\n"
        "M2,BRA,4,product ban,hpmv,sale,2019-01-01,made-up law\n",
    }
    with pytest.raises(InputError) as caught:
        read_law(folder(tmp_path, **tables))
    told = str(caught.value)
    for words in (
        "day of entry into force",
        "QQQ",
        "amendment that is not known",
        "not in Annex A",
        "soon",
        "row 2",
        "movements",
    ):
        assert words in told, words


def test_an_input_without_anything_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_law(folder(tmp_path, parties="country,entry_into_force\n"))


def test_days_before_the_rule_existed_are_told(tmp_path: Path) -> None:
    tables = {
        "parties": "country,entry_into_force,accepted,separate_acceptance\nBRA,2016-01-21,,no\n"
        "IND,2018-09-16,MC-4/3=2014-05-01,yes\n",
        "exemptions": "country,product,until\nBRA,thermometer,2015-12-31\n",
    }
    with pytest.raises(InputError) as caught:
        read_law(folder(tmp_path, **tables))
    # In force since 16 August 2017; MC-4/3 is of 25 March 2022; thermometers were phased out at the end of 2020.
    accepted = {(one.file, one.column): one.accepted for one in caught.value.faults}
    assert list(accepted.values()) == ["2017-08-16 or later", "2022-03-25 or later", "2020-12-31 or later"]
