"""Mined land out of files that strangers bring, and the economics of the miner: answers, and what wrong input gets."""

from __future__ import annotations

import base64
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from almaden.errors import InputError
from almaden.web import apart as apart_module
from almaden.web.apart import apart
from almaden.web.pages.gold import areas
from tests.web.place_samples import own_home

__all__ = ["own_home"]

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reckons in this process: another takes a second to begin."""
    monkeypatch.setattr(areas, "apart", lambda make, *args: make(*args))


def square(west: float, south: float, **told: object) -> dict[str, object]:
    """A square of a hundredth of a degree."""
    east, north = west + 0.01, south + 0.01
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Feature", "properties": told, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def layer(*features: dict[str, object], name: str = "mined.geojson") -> SimpleUploadedFile:
    content = json.dumps({"type": "FeatureCollection", "features": features})
    return SimpleUploadedFile(name, content.encode())


MINED = (square(-60.0031, 4.0127, year=2018), square(-60.2031, 4.0127, year=2024), square(-65.0031, 4.0127, year=2024))
BORDERS = (square(-61, 4, name="=East"), square(-66, 4, name="West"))


def borders() -> SimpleUploadedFile:
    """Two squares of a degree and a half."""
    told = []
    for one, (west, name) in zip(BORDERS, ((-61.0, "=East"), (-66.0, "West")), strict=True):
        ring = [[west, 3.5], [west + 1.5, 3.5], [west + 1.5, 5.0], [west, 5.0], [west, 3.5]]
        told.append({**one, "properties": {"name": name}, "geometry": {"type": "Polygon", "coordinates": [ring]}})
    return layer(*told, name="borders.geojson")


def inline(page: str, name: str) -> str:
    """A file that stands in the page."""
    found = re.search(rf'href="data:[^;]+;base64,([^"]+)" download="{name}"', page)
    assert found is not None
    return base64.b64decode(found[1]).decode()


@pytest.mark.usefixtures("here")
def test_mined_land_by_place_and_year(browser: Client) -> None:
    sent = {"areas": layer(*MINED), "boundaries": borders(), "by": "admin", "factor": "0.5",
            "protected": layer(square(-60.2031, 4.0127, name="Park"), name="park.geojson")}  # fmt: skip
    answer = browser.post("/gold/areas/", sent)
    assert answer.status_code == 200
    page = answer.content.decode()
    # A hundredth of a degree at four degrees north is about 1.11 km by 1.11 km: 123 ha; 2024 has two of them.
    table = inline(page, "mined-land.csv").splitlines()
    assert table[1].startswith(",'=East,'=East,2018,,stock,122.")
    assert len(table) == 4
    cells = json.loads(inline(page, "mined-land-cells.geojson"))
    assert {tuple(one["geometry"]["coordinates"][0][0]) for one in cells["features"]} == {
        (-60.05, 3.95), (-60.25, 3.95), (-65.05, 3.95)
    }  # fmt: skip
    assert "33.3 % of the mined land lies in a protected area." in page
    assert "no range was given, so 0.05 to 5 is taken" in page
    # Nothing finer than a cell is told of where the polygons lie.
    assert "4.0127" not in page


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "choose the files of mined land"),
        ({"areas": SimpleUploadedFile("a.geojson", b'{"type": "FeatureC')}, "this is not JSON"),
        ({"areas": SimpleUploadedFile("a.geojson", b"[" * 100_000)}, "JSON"),
        ({"areas": SimpleUploadedFile("a.csv", b"\x00\x01\x02")}, "a.csv"),
        ({"areas": layer(square(95.0, 190.0))}, "a.geojson, mined.geojson"),
        ({"areas": layer(*MINED), "year": "18"}, "the number is too small or too large"),
        ({"areas": layer(*MINED), "factor": "1", "factor_low": "2", "factor_high": "3"}, "does not hold the factor"),
        ({"areas": layer(*MINED), "factor_low": "2"}, "a range needs its factor"),
    ],
)  # fmt: skip
def test_faults_are_told_as_text(browser: Client, sent: dict[str, object], told: str) -> None:
    answer = browser.post("/gold/areas/", sent)
    assert answer.status_code == 422
    assert any(text in answer.content.decode() for text in told.split(", "))


def test_what_takes_too_long_or_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setattr(apart_module, "SECONDS", 0.2)
    with pytest.raises(InputError, match="takes longer"):
        apart(time.sleep, 60.0)


def test_a_form_that_is_too_large_is_not_read(browser: Client) -> None:
    answer = browser.generic("POST", "/gold/areas/", b"", CONTENT_LENGTH=str(10**9))
    assert answer.status_code == 413
    assert "at most 100 MB" in answer.content.decode()


def test_the_miner_sees_all_methods(browser: Client) -> None:
    page = browser.get("/gold/miner/").content.decode()
    assert "Ore brought to a processing centre" in page
    assert "numbers are not verified" in page
    # 2 t a day of 6 g/t by 200 days and a recovery of 0.3, for 8 miners: 90 g each.
    query = "ore_t_per_day=2&grade_g_per_t=6&days_per_year=200&miners=8&present=concentrate"
    told = browser.get(f"/gold/miner/methods.json?{query}").json()
    assert told["methods"][0]["gold_g"] == pytest.approx(90.0)
    assert told["present"] == "concentrate"
    for wrong in ("miners=0", "ore_t_per_day=much", "present=magic", "days_per_year=400"):
        assert browser.get(f"/gold/miner/?{wrong}").status_code == 422
