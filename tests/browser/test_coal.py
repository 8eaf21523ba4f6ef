"""The workbench of coal in a browser: a changed input moves the pictures at once; without scripts a press does it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.watching import watch
from tools.browsing import PHONE, Served, open_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.slow


def emission(page: Page) -> str:
    return page.locator("#result .coal-figures strong bdi").first.inner_text()


def bar(page: Page, name: str) -> str:
    return page.locator(f"#result .coal-bar .{name}").first.get_attribute("style") or ""


def test_a_changed_input_moves_speciation_and_fate_at_once(browser: Browser, made_up: Served) -> None:
    page = open_context(browser, made_up).new_page()
    noticed = watch(page, made_up.address)
    page.goto(f"{made_up.address}/coal/unit/")
    before, forms, fate = emission(page), bar(page, "coal-Hg2"), bar(page, "coal-air")
    with page.expect_response(lambda answer: "chlorine_mg_per_kg=2000" in answer.url):
        page.fill("[name=c1-chlorine_mg_per_kg]", "2000")
    page.wait_for_function("before => document.querySelector('#result strong bdi').textContent !== before", arg=before)
    # More chlorine oxidises more, and a wet scrubber takes what is oxidised.
    assert bar(page, "coal-Hg2") != forms
    assert bar(page, "coal-air") != fate
    assert float(emission(page)) < float(before)
    # The address holds the case, and what was typed stays.
    assert "chlorine_mg_per_kg=2000" in page.url
    assert page.input_value("[name=c1-chlorine_mg_per_kg]") == "2000"
    page.fill("[name=c1-chlorine_mg_per_kg]", "much")
    page.wait_for_selector("#result .error")
    assert noticed.complaints == []
    assert noticed.strangers == []


def test_without_scripts_a_press_computes(browser: Browser, made_up: Served) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{made_up.address}/coal/unit/?from={made_up.ids['coal_unit']}")
    before = float(emission(page))
    page.fill("[name=capacity_mw]", "2000")
    page.get_by_role("button", name="Compute").click()
    assert page.input_value("[name=capacity_mw]") == "2000"
    assert float(emission(page).replace(",", "")) > before
    assert page.locator("#result .coal-bar").count() > 3
    context.close()
