"""A ministry compares storage options in Chromium: change a price, see the order, add an option, keep the address."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.watching import watch
from tools.browsing import Served, open_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


def test_options_are_compared_as_one_types(browser: Browser, made_up: Served) -> None:
    context = open_context(browser, made_up)
    page = context.new_page()
    noticed = watch(page, made_up.address)
    page.goto(f"{made_up.address}/supply/storage/compare/?tonnes=200&discount=0.03")
    first = page.locator("#result .option-figures .card").first
    assert "EXPORT" in first.inner_text()
    page.click("details.cells summary")
    page.fill('input[name="1_disposal_per_t"]', "9000 (8000-10000)")
    page.locator("#result .option-figures .card", has_text="1. UNDERGROUND").wait_for()
    # The case stands in the address.
    page.goto(page.url)
    assert "UNDERGROUND" in first.inner_text()
    page.click("details.cells summary")
    page.click("text=Add an option")
    page.fill('input[name="4_name"]', "Ours (made up)")
    page.fill('input[name="4_disposal_per_t"]', "100")
    page.locator("#result .option-figures .card", has_text="1. OWN-4").wait_for()
    assert noticed.complaints == []
    context.close()
