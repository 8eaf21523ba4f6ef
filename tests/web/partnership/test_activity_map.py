"""The map of activities: countries filled by how many they are, points where they say where they are."""

from __future__ import annotations

import json
import struct

from django.test import Client

from almaden.store.models import RegistryRow
from almaden.store.registry import loading
from tests.store.registry.conftest import registry
from tests.web.partnership.conftest import text_of


def map_of(page: str) -> dict[str, object]:
    text = page.partition('<script type="application/json" id="map">')[2].partition("<")[0]
    found: dict[str, object] = json.loads(text)
    return found


def points_of(content: bytes) -> dict[str, object]:
    (length,) = struct.unpack_from("<I", content)
    header: dict[str, object] = json.loads(content[4 : 4 + length])
    return header


def test_countries_are_filled_by_what_is_asked_for(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/activities/?type=project&country=GHA")
    figures = map_of(page)["figures"]
    # Ghana and Peru by their numbers: the activity names both.
    assert isinstance(figures, dict)
    assert {number: one["value"] for number, one in figures.items()} == {"288": 1, "604": 1}
    assert figures["604"]["href"] == "/partnership/activities/?type=project&country=PER"
    table = page.partition("Activities by country; one that names several")[2].partition("</table>")[0]
    assert "Peru" in table
    assert map_of(page)["points"] == ""
    assert "figures of the map" not in text_of(browser, "/partnership/activities/?type=nothing")


def test_activities_with_a_place_are_points(made_up: None, browser: Client) -> None:
    placed = {"title": "At a place (made up)", "area": "COAL", "type": "research", "status": "ongoing",
              "latitude": 5.5, "longitude": -0.25}  # fmt: skip
    loading.load(None, registry(("activity", {"id": "mu-at", **placed})), "made up", "")
    address = map_of(text_of(browser, "/partnership/activities/?area=COAL"))["points"]
    assert address == "/partnership/map/points.bin?area=COAL"
    content = browser.get(str(address)).content
    assert points_of(content)["states"] == ["ongoing"]
    pk = RegistryRow.objects.get(key="mu-at").pk
    assert struct.pack("<iii", pk, -2_500, 55_000) in content
    assert points_of(browser.get("/partnership/map/points.bin?area=ASGM").content)["count"] == 0
    told = browser.get(f"/partnership/map/{pk}/card.json").json()
    assert (told["title"], told["href"]) == ("At a place (made up)", "/partnership/activities/mu-at/")
