"""The table of dates, and the rules that concern an inventory."""

from __future__ import annotations

from datetime import date

from almaden.convention.rules import rules
from almaden.convention.sources import annex_d, relevant_sources
from almaden.convention.timeline import in_inventory, timeline


def ids(codes: list[str]) -> set[str]:
    return {key for rule in in_inventory(codes) for key in rule.products}


def test_every_rule_stands_in_the_timeline_once_by_date() -> None:
    rows = timeline()
    assert sorted(row.rule for row in rows) == sorted(rule.id for rule in rules())
    dated = [row.after for row in rows if row.after]
    assert dated == sorted(dated)
    assert all(row.after is None for row in rows[len(dated) :])


def test_the_first_and_last_bars_of_the_convention() -> None:
    # Annex B: acetaldehyde 2018 comes first; COP-6: dental amalgam 2034 comes last.
    bars = [row for row in timeline() if row.effect == "phase_out"]
    assert (bars[0].entry[:12], bars[0].after) == ("Acetaldehyde", date(2018, 12, 31))
    assert (bars[-1].entry, bars[-1].after) == ("Dental amalgam", date(2034, 12, 31))
    assert bars[-1].in_force is None
    assert bars[-1].status == "unverified"


def test_a_line_carries_decision_status_and_source() -> None:
    line = next(row for row in timeline(["5.4.1"]))
    assert line.record() == line.record() | {
        "annex": "B",
        "part": "I",
        "entry": "Chlor-alkali production",
        "effect": "phase_out",
        "year": 2025,
        "after": "2025-12-31",
        "reading": True,
        "decision": "Convention text of 2013",
        "in_force": "2017-08-16",
        "status": "verified",
    }


def test_an_inventory_meets_the_rules_of_its_categories() -> None:
    assert ids(["5.4.1"]) == {"chlor_alkali"}
    assert ids(["5.4.2"]) == {"vcm"}
    assert ids(["5.5.9"]) == {"cosmetic"}
    assert ids(["5.6.1"]) == {"dental_amalgam"}
    assert ids(["5.5.1.1"]) == {"thermometer"}
    assert "polyurethane" in ids(["5.5.5"])
    assert ids(["5.1.1", "5.2.2", "5.8.1"]) == set()


def test_a_sister_category_is_not_met_and_the_parent_is() -> None:
    assert not any(key.startswith("cfl") for key in ids(["5.5.3.1"]))
    assert {"cfl_integrated", "lfl_triband", "hpmv"} <= ids(["5.5.3"])
    # 5.5.3.1 is not the beginning of 5.5.3.10.
    assert ids(["5.5.3.10"]) == set()


def test_annex_d_sources_of_an_inventory() -> None:
    assert len(annex_d()) == 5
    assert [source.category for source in relevant_sources(["5.1.1", "5.3.1"])] == [
        "Coal-fired power plants",
        "Cement clinker production facilities",
    ]
    assert [source.id for source in relevant_sources(["5.1.2"])] == ["D2"]
    assert relevant_sources(["5.2.2", "5.9.4"]) == ()
