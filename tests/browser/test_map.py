"""The map in a browser: it draws countries and points, tells what is under the pointer and the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.web.place_samples import own_home, person, places
from tests.web.test_home import inventory

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

__all__ = ["own_home", "person", "places"]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of Chromium; anything that its console complains of fails the test."""
    shown = browser.new_page(viewport={"width": 1000, "height": 800})
    complaints: list[str] = []
    shown.on("pageerror", lambda error: complaints.append(str(error)))
    shown.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    yield shown
    shown.close()
    assert complaints == []


@pytest.mark.django_db(transaction=True)
def test_the_map_of_the_world_shows_figures_and_facilities(
    page: Page, live_server: LiveServer, places: SimpleNamespace
) -> None:
    inventory("BRA", "published_elsewhere")
    page.goto(f"{live_server.url}/")
    page.wait_for_selector("figure[data-ready='1']")
    assert "published elsewhere" in page.inner_text(".map-legend")
    assert "operating" in page.inner_text(".map-legend")
    assert page.evaluate(_INK) > 0
    # Brazilia lies at 15.8 S, 47.9 W.
    left, top = page.evaluate(_PLACE, [-47.9, -15.8])
    box = page.locator(".map-view").bounding_box()
    assert box
    page.mouse.move(box["x"] + left, box["y"] + top)
    page.wait_for_selector(".map-tip:not([hidden])")
    assert "Brazil" in page.inner_text(".map-tip")
    assert "1,200 kg to air in 2020" in page.inner_text(".map-tip")


@pytest.mark.django_db(transaction=True)
def test_the_keyboard_reaches_what_the_pointer_does(
    page: Page, live_server: LiveServer, places: SimpleNamespace
) -> None:
    page.goto(f"{live_server.url}/facilities/{places.facility.pk}/")
    page.wait_for_selector("figure[data-ready='1']")
    page.focus(".map-view")
    before = page.evaluate("document.querySelector('figure[data-map]').map.zoom.k")
    page.keyboard.press("+")
    page.wait_for_selector(".map-tip:not([hidden]) a")
    assert "Térmica Río Made-up" in page.inner_text(".map-tip")
    assert page.evaluate("document.querySelector('figure[data-map]').map.zoom.k") > before
    page.keyboard.press("Escape")
    page.wait_for_selector(".map-tip[hidden]", state="attached")


#: Pixels of points that are drawn.
_INK = """() => {
  const map = document.querySelector("figure[data-map]").map;
  map.draw();
  return map.painter.pixels.filter((pixel) => pixel !== 0).length;
}"""
#: Where a place, as longitude and latitude, lies in the view.
_PLACE = """(place) => {
  const map = document.querySelector("figure[data-map]").map;
  return map.zoom.apply(map.projection(place));
}"""
