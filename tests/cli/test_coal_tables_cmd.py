"""``almaden coal defaults``, ``rules`` and ``limits``."""

from __future__ import annotations

import json
from typing import Any

import pytest

from almaden.cli.main import main
from almaden.sectors.coal.filling import fill
from almaden.sectors.coal.records import CoalUnitRecord


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["coal", *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("country", ["IDN", "CHN", "SEN"])
def test_defaults_are_those_that_a_unit_gets(country: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "defaults", "--country", country, "--year", "2020")
    unit = fill(CoalUnitRecord(id="1", plant="Made up", country=country, capacity_mw=600, start_year=2012), year=2020)
    coal = {(one["kind"], one["name"]): one["value"] for one in found["coal"]}
    operation = {(one["kind"], one["name"]): one["value"] for one in found["operation"]}
    assert found["rank"] == unit.conditions[0].fuel.rank
    assert coal[found["rank"], "mercury"] == unit.mercury.value
    assert coal[found["rank"], "chlorine"] == unit.conditions[0].fuel.chlorine_mg_per_kg
    assert operation["power", "capacity_factor"] == unit.capacity_factor.value
    trains = [(one["share"], one["controls"]) for one in found["controls"] if one["kind"] == unit.filled["controls"]]
    assert trains == [(share, str(train)) for share, train in unit.trains]
    assert all(one["source"] and one["status"] for group in ("coal", "operation", "controls") for one in found[group])


def test_defaults_of_the_world_and_of_indonesia_are_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coal", "defaults"]) == 0
    world = capsys.readouterr().out
    assert main(["coal", "defaults", "--country", "Indonesia"]) == 0
    indonesia = capsys.readouterr().out
    assert "the world" in world
    assert "Indonesia CFB" not in world
    assert "Indonesia CFB" in indonesia


def test_every_rule_is_told_with_its_source(capsys: pytest.CaptureFixture[str]) -> None:
    found = asked(capsys, "rules")
    assert set(found) == {"behaviour", "lifetime", "scenarios"}
    assert all(one["source"] and one["status"] for group in found.values() for one in group)
    assert main(["coal", "rules"]) == 0
    printed = capsys.readouterr().out
    assert all(one["text"] in printed for one in found["behaviour"])
    assert all(one["rule"] in printed for one in found["lifetime"])


def test_rules_of_one_device(capsys: pytest.CaptureFixture[str]) -> None:
    assert {one["device"] for one in asked(capsys, "rules", "--device", "wfgd")["behaviour"]} == {"wFGD"}
    assert main(["coal", "rules", "--device", "broom"]) == 2
    assert "wFGD" in capsys.readouterr().err


def test_limits_stand_on_their_days(capsys: pytest.CaptureFixture[str]) -> None:
    before = asked(capsys, "limits", "--country", "USA", "--day", "2014-01-01")
    after = asked(capsys, "limits", "--country", "USA", "--day", "2016-01-01")
    ids = [{one["id"] for one in each if one["valid"]} for each in (before, after)]
    # 40 CFR 63 subpart UUUUU bound existing units from 16 April 2015 on, new ones from 24 April 2013.
    assert "US-MATS-existing-a" not in ids[0]
    assert "US-MATS-new" in ids[0]
    assert ids[0] < ids[1]


def test_a_country_is_under_the_limits_of_its_union(capsys: pytest.CaptureFixture[str]) -> None:
    assert {one["jurisdiction"] for one in asked(capsys, "limits", "--country", "DEU")} == {"EU", "DEU"}
    assert main(["coal", "limits", "--country", "ZAF"]) == 0
    assert "no limit" in capsys.readouterr().out
    assert main(["coal", "limits", "--country", "Atlantis"]) == 2


def test_the_help_of_the_group_names_each_command_in_a_whole_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["coal", "--help"]) == 0
    listed = capsys.readouterr().out.partition("Commands:")[2].strip().splitlines()
    names = [
        "template",
        "unit",
        "fleet",
        "rank",
        "relevance",
        "project",
        "plan",
        "report",
        "inventory",
        "defaults",
        "rules",
        "limits",
    ]
    assert sorted(line.split()[0] for line in listed) == sorted(names)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)
