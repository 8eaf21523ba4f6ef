"""The first page: whose figures stand on the map, what is new, what waits."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from almaden.store.models import Edition, FrozenResult, Inventory
from almaden.web.maps import numbers
from tests.store.conftest import MakeUser
from tests.web.place_samples import NOW, Open, opened, own_home, person, places

__all__ = ["opened", "own_home", "person", "places"]


def inventory(country: str, standing: str, state: str = "published", air_kg: float | None = 1200.0) -> Inventory:
    made = Inventory.objects.create(
        series=f"{country}{standing}"[:32], country=country, year=2020, factor_set="toolkit-2019", standing=standing,
        title=f"{country} {standing} (made up)", state=state, made_on=NOW, published_on=NOW,
    )  # fmt: skip
    total = {"air_kg": air_kg, "air_kg_low": 800.0, "air_kg_high": 2000.0}
    FrozenResult.objects.create(
        inventory=made, year=2020, result={"totals": {"toolkit": total}}, sha256="0" * 64, program_version="0",
        made_on=NOW,
    )  # fmt: skip
    return made


def map_of(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="map">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


@pytest.mark.parametrize("standing", ["submitted", "published_elsewhere", "estimate"])
def test_figures_of_three_standings_stand_on_the_map_and_in_the_table(opened: Open, standing: str) -> None:
    inventory("KEN", standing)
    page = opened().get("/").content.decode()
    # 404 is the number of Kenya in ISO 3166-1.
    figure = map_of(page)["figures"]["404"]
    assert (figure["value"], figure["standing"], figure["href"]) == (1200.0, standing, "/countries/KEN/")
    assert "1,200 kg to air in 2020" in figure["told"]
    assert re.search(r"<caption>Emissions to air by country.*Kenya.*1,200", page, re.DOTALL)
    assert "do not imply official endorsement or acceptance by the United Nations" in page


@pytest.mark.parametrize(
    ("standing", "state"), [("worked_example", "published"), ("submitted", "draft"), ("submitted", "superseded")]
)
def test_worked_examples_and_drafts_never_stand_on_the_map(opened: Open, standing: str, state: str) -> None:
    inventory("KEN", standing, state)
    page = opened().get("/").content.decode()
    assert map_of(page)["figures"] == {}
    assert "Worked examples do not stand on this map" in page


def test_an_unknown_emission_is_not_drawn(opened: Open) -> None:
    inventory("KEN", "submitted", air_kg=None)
    assert map_of(opened().get("/").content.decode())["figures"] == {}


def test_the_map_draws_some_of_very_many_places_and_says_so(opened: Open) -> None:
    page = opened().get("/").content.decode()
    assert map_of(page)["points"] == "/facilities/points.bin?few=1"
    assert re.search(r'<figcaption>.*20,000 places.*<a href="/facilities/\?view=map">', page, re.DOTALL)


def test_what_is_new(places: SimpleNamespace, opened: Open) -> None:
    Edition.objects.create(number=1, title="Edition of March (made up)", sha256="0" * 64, made_on=NOW)
    inventory("KEN", "worked_example")
    page = opened().get("/").content.decode()
    for told in ("Edition of March (made up)", "Shown set", "KEN worked_example (made up)", "worked example"):
        assert told in page
    assert "Draft set" not in page


def test_what_waits_is_shown_to_those_who_review(opened: Open, person: MakeUser) -> None:
    waiting = inventory("KEN", "submitted", "submitted")
    waiting.author = person("author")
    waiting.save()
    assert "What needs attention" in opened(person("rea", "reviewer", "KEN")).get("/").content.decode()
    for other in (None, person("gus", "reviewer", "GHA"), person("ana", "contributor", "KEN")):
        assert "What needs attention" not in opened(other).get("/").content.decode()


def test_boundaries_come_with_the_program_and_can_be_replaced(opened: Open, own_home: Path) -> None:
    own = {"type": "Topology", "objects": {"countries": {"type": "GeometryCollection", "geometries": []}}, "arcs": []}
    (own_home / "boundaries.json").write_text(json.dumps(own), encoding="utf-8")
    answer = opened().get("/boundaries.json")
    assert answer.json() == own


def test_countries_have_the_numbers_of_iso_3166() -> None:
    # Codes as the standard has them today, and some that had another number before.
    known = {"004": "AFG", "250": "FRA", "276": "DEU", "643": "RUS", "840": "USA", "729": "SDN", "231": "ETH"}
    assert {number: numbers()[number] for number in known} == known
    assert "810" not in numbers()
