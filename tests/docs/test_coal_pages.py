"""The page on the JSON of coal tells every field that the commands print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from almaden.cli.main import main
from tests.docs.pages import DOCS

PAGE = (DOCS / "reference" / "coal-json.md").read_text(encoding="utf-8")
UNITS = str(DOCS.parent / "src" / "almaden" / "demo" / "data" / "coal")
QUICK = ("--draws", "100", "--json")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "unit": ("unit", UNITS, "--id", "MADE-UP-1", "--entry", "2017-12-21", "--what-if"),
    "fleet": ("fleet", UNITS),
    "rank": ("rank", UNITS),
    "project": ("project", UNITS, "--scenario", "frozen"),
    "plan": ("plan", UNITS, "--target", "50%"),
}


@pytest.fixture(scope="module")
def results() -> Iterator[dict[str, Any]]:
    with pytest.MonkeyPatch.context() as patch:
        printed: list[str] = []
        patch.setattr("typer.echo", lambda text="", **_how: printed.append(text))
        found = {}
        for name, words in COMMANDS.items():
            printed.clear()
            assert main(["coal", *words, *QUICK]) == 0
            found[name] = json.loads(printed[-1])
        useful = [one for one in found["unit"]["what_if"] if "usd_per_kg" in one]
        yield {**found, "unit": {**found["unit"], "what_if": useful}}


def documented(section: str) -> set[str]:
    own = next(part for part in re.split(r"^## ", PAGE, flags=re.MULTILINE) if part.startswith(f"{section}\n"))
    return {
        name
        for line in own.splitlines()
        if line.startswith("| `")
        for name in re.findall(r"`(\w+)`", line.split("|")[1])
    }


def keys(record: Mapping[str, Any]) -> set[str]:
    """Fields without the ends of ranges, and with the names of methods and fates left out."""
    plain = {name for name in record if not (name.endswith(("_low", "_high")) and name.rsplit("_", 1)[0] in record)}
    named = {
        re.sub(r"^methods_\w+?_(units|kg_per_year|default_kg_per_year)$", r"methods_NAME_\1", name) for name in plain
    }
    return {name for name in named if not name.startswith("fates_") or name == "fates_kg_per_year"}


@pytest.mark.parametrize(
    ("section", "path"),
    [
        ("meta", ("unit", "meta")),
        ("unit", ("unit",)),
        ("steps of a train", ("unit", "trains", 0, "steps", 0)),
        ("methods of a unit", ("unit", "methods", 0)),
        ("limits of a unit", ("unit", "limits", 0)),
        ("tests of a unit", ("unit", "tests")),
        ("what_if of a unit", ("unit", "what_if", 0)),
        ("fleet", ("fleet",)),
        ("totals of a fleet", ("fleet", "totals", 0)),
        ("rank", ("rank",)),
        ("units of a rank", ("rank", "units", 0)),
        ("projections", ("project", "projections", 0)),
        ("plan", ("plan",)),
        ("a plan", ("plan", "expected")),
    ],
)
def test_every_field_is_told(section: str, path: tuple[str | int, ...], results: dict[str, Any]) -> None:
    here: Any = results
    for step in path:
        here = here[step]
    # The page names these ends of ranges; those of all other amounts it tells once.
    named_ends = {"rank_low", "rank_high", "value_low", "fates_"}
    assert documented(section) - named_ends == keys(here)
