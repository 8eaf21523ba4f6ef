"""The commands of ``almaden partnership``, as a user types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from almaden.cli import partnership
from almaden.cli.help import CommandGroup
from almaden.demo.registry import copy_registry
from almaden.errors import InputError


def run(*arguments: str) -> Result:
    main = CommandGroup(help="almaden")
    partnership.add_commands(main)
    return CliRunner().invoke(main, ["partnership", "summary", *arguments])


def run_json(*arguments: str) -> dict[str, Any]:
    result = run(*arguments, "--json")
    assert result.exit_code == 0
    content: dict[str, Any] = json.loads(result.stdout)
    assert content["meta"]["program"] == "almaden"
    return content


def test_the_numbers_of_the_registry_that_comes_along() -> None:
    content = run_json()
    assert content["activities"]["canonical"] == 344
    assert content["activities"]["by_area"]["ASGM"] == 114
    assert content["activities"]["by_seed"]["004"] == 199
    assert content["activities"]["by_status"]["pipeline"] == 10
    assert content["activities"]["by_type"]["project"] == 57
    assert (content["countries"]["distinct"], content["countries"]["mentions"]) == (61, 254)
    assert content["countries"]["by_country"]["IDN"] == 20
    assert {on: one["total"] for on, one in content["partners"]["by_date"].items()} == {
        "2010-07-01": 70,
        "2012-06-30": 111,
        "2020-12-14": 215,
    }
    assert content["partners"]["by_date"]["2020-12-14"]["by_category"]["industry"] == 55
    assert content["funding"]["projects_usd"] == 2_875_000
    assert content["funding"]["programme"]["total"] == 10_500_000
    assert content["funding"]["shares_sum"] == 94
    assert len(content["targets"]) == 12


def test_a_folder_and_a_day(tmp_path: Path) -> None:
    copy_registry(tmp_path / "registry")
    assert run_json(str(tmp_path / "registry")) == run_json()
    earlier = run_json(str(tmp_path / "registry"), "--as-of", "2012-06-30")
    assert earlier["as_of"] == "2012-06-30"
    assert "004" not in earlier["activities"]["by_seed"]
    assert list(earlier["partners"]["by_date"]) == ["2010-07-01", "2012-06-30"]


def test_people_get_lists_that_say_where_they_are_cut() -> None:
    text = run().stdout
    assert "344 activities, each counted once" in text
    assert "and 25 more; --json lists all" in text
    assert "2,875,000 USD" in text
    assert "94 %" in text
    assert "7,500,000" in text


def test_a_day_that_is_none_is_refused() -> None:
    result = run("--as-of", "30.6.2012")
    assert isinstance(result.exception, InputError)
    assert result.exception.faults[0].column == "--as-of"


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert isinstance(run(str(tmp_path / "nowhere")).exception, InputError)


@pytest.mark.parametrize("text", ["almaden partnership summary", "--as-of", "--json"])
def test_the_help_shows_examples(text: str) -> None:
    assert text in run("--help").stdout
