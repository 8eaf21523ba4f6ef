"""The commands of ``almaden convention``, as a user types them."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from almaden.cli import convention
from almaden.cli.help import CommandGroup
from almaden.errors import InputError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(convention.app, arguments)


def run_json(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0
    content = json.loads(result.stdout)
    assert isinstance(content, dict)
    assert content["meta"]["program"] == "almaden"
    return content


def plain(result: Result) -> str:
    return " ".join(result.stdout.split())


def test_the_group_stands_under_its_name() -> None:
    main = CommandGroup(help="almaden")
    convention.add_commands(main)
    assert CliRunner().invoke(main, ["convention", "products"]).exit_code == 0


def test_a_barred_lamp_with_decision_and_source() -> None:
    result = run("check", "cfl_integrated", "--date", "2026-01-01", "--mercury-mg", "4", "--watts", "20")
    assert result.exit_code == 0
    assert result.stdout.startswith("2026-01-01: BARRED")
    assert "Decision MC-4/3 (COP-4)" in plain(result)
    assert "trb-2022-96" in plain(result)


def test_the_same_lamp_before() -> None:
    content = run_json("check", "cfl_integrated", "--date", "2024-06-30", "--mercury-mg", "4", "--watts", "20")
    assert content["finding"]["verdict"] == "allowed"
    assert content["finding"]["allowed_until"] == "2025-12-31"
    assert content["finding"]["status"] == "verified"


def test_unclear_is_an_answer_and_no_failure() -> None:
    result = run("check", "cosmetic", "--date", "2022-01-01")
    assert result.exit_code == 0
    assert "UNCLEAR" in result.stdout
    assert "mercury content in ppm" in plain(result)


def test_without_a_date_it_is_today(monkeypatch: pytest.MonkeyPatch) -> None:
    class Noon(date):
        @classmethod
        def today(cls) -> Noon:
            return cls(2031, 5, 4)

    monkeypatch.setattr(convention, "date", Noon)
    assert run_json("check", "thermometer")["finding"]["date"] == "2031-05-04"


def test_exemption_and_acceptance_reach_the_rules() -> None:
    exempted = run_json("check", "chlor_alkali", "--date", "2028-01-01", "--exemption-until", "2029-01-01")
    assert exempted["finding"]["exempted"]
    day = ("--date", "2026-06-30")
    assert run_json("check", "vacuum_pump", *day, "--separate-acceptance")["finding"]["verdict"] == "allowed"
    accepted = run_json("check", "vacuum_pump", *day, "--accepted", "MC-4/3=2024-05-01")
    assert accepted["finding"]["verdict"] == "barred"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "lamp"),
        ("check", "hpmv", "--date", "2026-13-01"),
        ("check", "hpmv", "--date", "1 May 2026"),
        ("check", "cfl", "--watts", "-5"),
        ("check", "cfl", "--accepted", "MC-4/3"),
        ("check", "cfl", "--accepted", "MC-9/9=2024-01-01"),
        ("obligations", "--entry-into-force", "soon"),
    ],
)
def test_bad_input_is_an_input_error_that_says_what_is_accepted(arguments: tuple[str, ...]) -> None:
    # The entry point of the program turns it into one readable block and exit code 2.
    result = run(*arguments)
    assert isinstance(result.exception, InputError)
    assert all(fault.accepted and fault.advice for fault in result.exception.faults)
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [("check",), ("check", "cfl", "--watts", "many"), ("dates", "--colour")])
def test_a_wrong_command_line_leaves_with_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_dates_are_listed_by_day() -> None:
    result = run("dates")
    assert result.exit_code == 0
    headings = [line for line in result.stdout.splitlines() if line.startswith("After")]
    assert headings[0] == "After 2018-12-31"
    assert headings == sorted(headings)
    assert "Without a date" in result.stdout
    assert "* not verified" in result.stdout


def test_dates_of_one_category() -> None:
    rules = run_json("dates", "--category", "5.4.1")["rules"]
    assert [(rule["entry"], rule["after"]) for rule in rules] == [("Chlor-alkali production", "2025-12-31")]
    assert "* not verified" not in run("dates", "--category", "5.4.1").stdout


def test_obligations_with_their_deadlines() -> None:
    text = plain(run("obligations", "--entry-into-force", "2017-08-16"))
    assert "Article 7(3)(b)" in text
    assert "by 2020-08-16" in text
    content = run_json("obligations", "--entry-into-force", "2017-08-16")["obligations"]
    days = {row["article"] + row["paragraph"]: row["deadline"] for row in content}
    assert days["34"] == "2032-08-16"
    assert days["87"] == "2022-08-16"
    assert "in_law" not in content[0]


def test_obligations_without_a_party_tell_the_rule() -> None:
    text = plain(run("obligations"))
    assert "15 years after entry into force" in text
    assert "2032" not in text


def test_products_lists_what_check_takes() -> None:
    keys = [row["key"] for row in run_json("products")["products"]]
    assert {"battery", "cfl_integrated", "vcm"} <= set(keys)
    assert all(key in run("products").stdout for key in keys)


@pytest.mark.parametrize("command", ["check", "dates", "obligations", "products"])
def test_help_has_an_example_that_runs(command: str) -> None:
    text = run(command, "--help").stdout
    examples = [line.split()[2:] for line in text.splitlines() if line.strip().startswith("almaden convention")]
    assert examples
    for example in examples:
        assert run(*example).exit_code == 0
