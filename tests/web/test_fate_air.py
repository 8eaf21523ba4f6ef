"""A tonne, sources and receptors, and skill on pages: what is shown is what the files hold, and wrong input is told."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise

import numpy as np
import pytest
from django.test import Client

from almaden.fate.atmosphere.emission_forms import emission_form
from almaden.fate.atmosphere.grid import Grid
from almaden.fate.atmosphere.observed import observations
from almaden.web.fate_air import tonne_found
from almaden.web.fate_maps import classes, coast, field_map, ratio_map
from tests.web.api.conftest import Call, call  # noqa: F401

pytestmark = pytest.mark.django_db

#: A kind of source at a point: slow to reckon, so that all tests ask for the same.
POINT = "from=point&lat=-33.9&lon=18.4&species=coal+plant"


def text_of(browser: Client, address: str, status: int = 200) -> str:
    answer = browser.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def table_of(browser: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(browser.get(address).content.decode("utf-8-sig"))))


def rectangles(path: str) -> list[tuple[float, float, float, float]]:
    """West, north, width and height of each part of a path."""
    found = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z", path)
    return [(float(x), float(y), float(width), float(height)) for x, y, width, height in found]


def test_classes_are_of_one_two_and_five_and_cells_are_covered_once() -> None:
    assert classes(0.07) == [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1]
    assert classes(5.0)[-1] == 5.0
    assert classes(0.0) == []
    grid = Grid(45.0)
    values = np.array([[0.0] * 8, [1, 1, 1, 9, 9, 1, 1, 1], [1, 1, 1, 9, 9, 1, 1, 1], [0.5] * 8])
    found = {one.look: rectangles(one.path) for one in field_map(values, grid)}
    # Columns 3 and 4 of the two rows around the equator: from 45 W, 45 N over 90 degrees each way, 2 units a degree.
    assert found["k6"] == [(270.0, 90.0, 180.0, 180.0)]
    assert sum(width * height for parts in found.values() for _, _, width, height in parts) == 720 * 360
    assert field_map(np.zeros((4, 8)), grid) == ()
    # A site that doubles what was measured has the highest colour, and one that tuned is no circle.
    highest, *_, lowest = ratio_map([0.0, 10.0], [0.0, 10.0], [2.0, 0.4], [True, False])
    assert (bool(highest.circles), bool(highest.triangles), bool(lowest.triangles)) == (True, False, True)
    places = re.findall(r"M(\d+) (\d+)", coast())
    assert all(0 <= int(x) <= 720 and 0 <= int(y) <= 360 for x, y in places)


def test_a_tonne_is_shown_as_the_file_has_it(browser: Client) -> None:
    page = text_of(browser, f"/fate/tonne/?{POINT}")
    found = json.loads(browser.get(f"/fate/tonne/?{POINT}&format=json").content)
    assert sum(one["share"] for one in found["deposition"]) == pytest.approx(1)
    assert all(one["share_low"] <= one["share"] <= one["share_high"] for one in found["deposition"])
    sea = sum(one["share"] for one in found["deposition"] if one["kind"] == "ocean")
    assert found["sea"]["value"] == pytest.approx(sea)
    assert found["mixture"] == pytest.approx(emission_form("coal plant").shares)
    headline = re.sub(r"\s+", " ", page.partition('id="headline">')[2].partition("</p>")[0])
    first = max(found["deposition"], key=lambda one: one["share"])
    share, name = re.search(r"from -33.9, 18.4, ([\d.]+) \(.*?\) % come down on ([\w ]+),", headline).groups()  # type: ignore[union-attr]
    assert name == first["name"]
    assert float(share) == pytest.approx(100 * first["share"], abs=0.6)
    rows = table_of(browser, f"/fate/tonne/?{POINT}&format=csv")
    assert float(rows[0]["share"]) == pytest.approx(first["share"])
    cells = json.loads(browser.get(f"/fate/tonne/?{POINT}&format=geojson").content)["features"]
    assert len(cells) == 36 * 72
    assert 'class="source"' in page
    assert re.search(r"\d+ of 40 members", page)
    assert found["caveats"][0].replace("'", "&#39;") in page
    # Six years of two models, each with its range.
    assert page.count("Where the tonne is, in percent") == 2


def test_a_place_that_is_none_and_a_mixture_that_nobody_told_are_refused_at_their_fields(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = text_of(browser, "/fate/tonne/?from=point&lat=100&species=hg0", 422)
    assert [f'id="f-{name}-error"' in page for name in ("lat", "lon")] == [True, True]
    assert "the species that a point emits is not told" in text_of(browser, "/fate/tonne/?from=point&lat=1&lon=2", 422)
    assert "there is no such choice" in text_of(browser, "/fate/tonne/?from=atlantis", 422)
    text_of(browser, "/fate/tonne/?format=pdf", 404)
    # A form that is sent with nothing chosen gets the first choices; what they give is not looked at here.
    kept = tonne_found("-33.90,18.40", "coal plant")
    monkeypatch.setattr("almaden.web.pages.fate.tonne.tonne_found", lambda *_: kept)
    assert "Of one tonne of mercury (the mixture that it emits)" in text_of(browser, "/fate/tonne/?from=&species=")


def test_both_directions_the_order_of_the_matrix_and_the_rank_of_actions(browser: Client) -> None:
    page = text_of(browser, "/fate/sources/?from=usa&to=usa&columns=region&sort=usa")
    matrix = page.partition('fate-heat"')[2].partition("</table>")[0]
    by_usa = []
    heads = re.findall(r'sort=([\w-]+)#matrix">', matrix)
    for row in re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", matrix):
        by_usa.append(float(re.findall(r"<td[^>]*>([\d.,]+)</td>", row)[1 + heads.index("usa")].replace(",", "")))
    # 17 regions, and five kinds of natural and earlier emission.
    assert len(by_usa) == 22
    assert all(one >= other for one, other in pairwise(by_usa))
    flows = json.loads(browser.get("/fate/sources/?format=json").content)["flows"]
    onto = [one["share_of_receptor"] for one in flows if one["receptor"] == "arctic"]
    assert sum(onto) == pytest.approx(1)
    ranked = text_of(
        browser,
        "/fate/sources/?to=arctic&name1=Far&region1=oceania&kind1=gold+mining&mg1=1"
        "&name2=Near&region2=canada&kind2=gold+mining&mg2=1",
    ).partition("What actions keep off")[2]
    assert 0 < ranked.index("Near") < ranked.index("Far")
    assert "a number above 0 is needed" in text_of(browser, "/fate/sources/?name1=Nothing", 422)


def test_skill_is_shown_for_sites_that_judge_apart(browser: Client) -> None:
    page = text_of(browser, "/fate/skill/")
    sites = len(observations("hg0")) + len(observations("wet"))
    assert page.count("<td>judges</td>") + page.count("<td>tuned</td>") == sites
    assert "Why wet deposition differs" in page
    rows = table_of(browser, "/fate/skill/?format=csv")
    judged = [one for one in rows if one["quantity"] == "hg0" and one["half"] == "judging"]
    bias = 100 * (sum(float(one["modelled"]) for one in judged) / sum(float(one["observed"]) for one in judged) - 1)
    assert f"{abs(bias):.1f} %</bdi></strong>bias of the model there" in page


def test_the_api_tells_the_same_and_names_what_is_wrong(call: Call) -> None:  # noqa: F811
    found = call("get", "/fate/tonne?from=-33.9,18.4&species=coal+plant").json()
    assert sum(one["share"] for one in found["bands"]) == pytest.approx(1)
    assert call("get", "/fate/tonne").status_code == 422
    assert call("get", "/fate/tonne?from=atlantis").status_code == 422
    flows = call("get", "/fate/sources?receptor=arctic&source=usa").json()["flows"]
    assert [(one["source"], one["receptor"]) for one in flows] == [("usa", "arctic")]
    reach = {one["source"]: one["share"] for one in call("get", "/fate/receptors/arctic").json()["regions"]}
    assert reach["usa"] == pytest.approx(flows[0]["share_of_source"])
    assert call("get", "/fate/receptors/atlantis").status_code == 404
    assert len(call("get", "/fate/skill").json()["hg0"]["sites"]) == len(observations("hg0"))
