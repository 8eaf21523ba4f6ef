"""An officer at the border checks a shipment, by the form, and is told what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools.browsing import PHONE, Served, open_context

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow


def test_a_shipment_is_checked_on_a_phone(browser: Browser, made_up: Served) -> None:
    context = open_context(browser, made_up, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{made_up.address}/trade/shipment/")
    page.fill("[name=code]", "9025.11")
    page.select_option("[name=exporter]", "CHN")
    page.select_option("[name=importer]", "GHA")
    page.fill("[name=on]", "2026-03-01")
    page.click("main form button")
    page.wait_for_selector(".law-unclear")
    assert "whether the goods hold mercury" in page.inner_text("#result .law-steps")
    page.select_option("[name=holds]", "yes")
    page.click("main form button")
    page.wait_for_selector(".law-barred")
    # The question is its address: it can be kept and sent.
    assert "code=9025.11" in page.url
    page.reload()
    assert page.inner_text(".law-answer .word") == "barred"
    context.close()


def test_a_product_is_answered_while_somebody_types_and_without_scripts(browser: Browser, made_up: Served) -> None:
    for scripts in (True, False):
        context = open_context(browser, made_up, java_script_enabled=scripts)
        page = context.new_page()
        page.goto(f"{made_up.address}/products/check/")
        page.fill("[name=product]", "thermometer")
        page.press("[name=product]", "Tab" if scripts else "Enter")
        page.wait_for_selector(".law-barred")
        assert "product=thermometer" in page.url
        context.close()
