"""The pages on the JSON of gold and chlor-alkali tell every field that the commands print."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from almaden.cli.main import main
from almaden.sectors.chloralkali.records import PlantRecord
from tests.docs.pages import DOCS

GHANA = str(DOCS.parent / "src" / "almaden" / "demo" / "data" / "gold-ghana")
DRAWS = ("--draws", "100")
COMMANDS: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("gold", "estimate"): (GHANA, *DRAWS),
    ("gold", "nap"): (GHANA, *DRAWS),
    ("gold", "sites"): ("FOLDER",),
    ("gold", "miner"): DRAWS,
    ("gold", "table"): (),
    ("gold", "satellite"): ("FOLDER/mined.geojson", "--stock", "2018", "--factor", "0.5"),
    ("chloralkali", "plants"): ("FOLDER/plants",),
    ("chloralkali", "surplus"): ("FOLDER/plants", *DRAWS),
    ("chloralkali", "convert"): ("--capacity-kt", "100", "--loan", "0.6", *DRAWS),
}
#: Maps whose keys are names of places and things, not fields; the columns of plants stand on their own page.
NAMED = {"correlations", "pathways", "equipment", "ore", "practices", "relations", "parts", "weights"}
PARTS = re.compile(r"^(pathways|once_parts|saving_parts|by_standing)_")
TABLES = {
    "about.csv": "country,year\nGHA,2024\n",
    "sites.csv": "id,region,miners\nS1,North,40\n",
    "tailings.csv": "id,mass_t,mercury_mg_per_kg\nT1,100,50\n",
    "mined.geojson": '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"year":2024},"geometry":'
    '{"type":"Polygon","coordinates":[[[0,0],[0.1,0],[0.1,0.1],[0,0]]]}}]}',
    "plants/plants.csv": "id,country,capacity,capacity_unit,state,closure_year\nP1,BRA,100,kt/y,closed,2020\n",
    "plants/balances.csv": "plant,year,purchases\nP1,2015,100\n",
}


def documented(page: str, section: str) -> set[str]:
    text = (DOCS / "reference" / f"{page}-json.md").read_text(encoding="utf-8")
    own = next(part for part in re.split(r"^## ", text, flags=re.MULTILINE) if part.startswith(f"{section}\n"))
    return set(re.findall(r"`(\w+)`", own))


def fields(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for one in value[:2]:
            yield from fields(one)
    elif isinstance(value, dict):
        for name, below in value.items():
            if not (PARTS.match(name) or (name.endswith(("_low", "_high")) and name.rsplit("_", 1)[0] in value)):
                yield name
                parts = name.startswith("by_") and isinstance(below, dict)
                yield from fields({} if name in NAMED or parts else below)


@pytest.mark.parametrize(("group", "command"), COMMANDS)
def test_every_field_is_told(group: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in TABLES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    printed: list[str] = []
    monkeypatch.setattr("typer.echo", lambda text="", **_how: printed.append(text))
    words = [word.replace("FOLDER", str(tmp_path)) for word in COMMANDS[group, command]]
    assert main([group, command, *words, "--json"]) == 0
    told = documented(group, command) | documented(group, "common") | set(PlantRecord.model_fields)
    if command == "nap":
        told |= documented(group, "estimate")
    assert set(fields(json.loads(printed[-1]))) - told == set()
