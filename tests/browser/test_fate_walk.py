"""A visitor follows a tonne, takes the answer along, and stops the emissions of the world, with and without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_walk import Visitor
from tools.browsing import Served, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One installation for both visitors, who change nothing."""
    with serving(tmp_path_factory.mktemp("fate") / "home") as one:
        yield one


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitor(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Visitor]:
    """Somebody without an account."""
    made = Visitor(browser, served, request.param)
    yield made
    made.page.context.close()
    assert made.noticed.strangers == []
    assert made.noticed.complaints == []


@pytest.mark.slow
def test_where_a_tonne_goes_and_what_a_stop_does(visitor: Visitor, tmp_path: Path) -> None:
    visitor.go("/")
    visitor.follow("Models", "header")
    visitor.follow("What happens to a tonne", "main .cards")
    visitor.fill(**{"from": "japan", "species": "hg2"})
    visitor.press("Follow the tonne")
    visitor.sees("What the model cannot tell", "This is a screening model")
    assert visitor.page.get_by_role("img", name="Where the tonne comes down for the first time").is_visible()
    headline = visitor.page.locator("#headline").inner_text()
    share, low, high, name = re.search(r"([\d.]+) \(([\d.]+)–([\d.]+)\)\s% come down on ([\w ]+),", headline).groups()  # type: ignore[union-attr]
    with visitor.page.expect_download() as download:
        visitor.follow("Everything as JSON")
    download.value.save_as(tmp_path / "tonne.json")
    first = json.loads((tmp_path / "tonne.json").read_text(encoding="utf-8"))["deposition"][0]
    assert first["name"] == name
    told = [100 * first[key] for key in ("share", "share_low", "share_high")]
    # The page rounds to what the range supports.
    assert told == pytest.approx([float(one) for one in (share, low, high)], abs=0.6)
    _stopped(visitor)


def _stopped(visitor: Visitor) -> None:
    """Without emissions from 2030 on, air holds less at the end than in 2030."""
    visitor.follow("Box model laboratory", "main nav")
    visitor.fill(change="stop", change_year="2030", to="2100", **{"from": "2000"})
    visitor.press("Run")
    visitor.sees("the same without the change")
    table = visitor.page.get_by_role("table", name="Mercury in the air by model, tonnes")
    held = {}
    for row in table.locator("tbody tr").all():
        held[row.locator("th").inner_text()] = float(row.locator("td").first.inner_text().replace(",", ""))
    assert held["2100"] < 0.8 * held["2030"]
