"""Pages by the keyboard alone: the way to the content, menus, tables that scroll, forms that open; always in sight."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tools.browsing import PHONE, Served, open_context, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

#: What has the focus, whether it can be seen, and whether it is marked.
_FOCUS = """() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const marked = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  return {
    tag: one.tagName,
    text: (one.innerText || one.getAttribute("aria-label") || one.name || "").trim().slice(0, 60),
    seen: box.width > 0 && box.height > 0 && box.right > 0 && box.left < innerWidth,
    marked,
    inside: !!one.closest("main"),
  };
}"""
#: How many things are looked at on a long page.
MOST = 60
WALKED = (
    "home", "inventory", "inventory_row", "inventory_review", "import_new", "facilities", "account", "source_edit",
    "stage_edit", "dataset_edit", "organisation", "organisation_edit", "inventory_report_making",
)  # fmt: skip


@pytest.fixture(scope="module")
def signed_in(browser: Browser, made_up: Served) -> Iterator[BrowserContext]:
    with open_context(browser, made_up, person="ada") as context:
        yield context


@pytest.fixture
def page(signed_in: BrowserContext) -> Iterator[Page]:
    with signed_in.new_page() as page:
        yield page


@pytest.mark.parametrize("name", WALKED)
def test_everything_that_has_the_focus_is_in_sight_and_marked(name: str, page: Page, made_up: Served) -> None:
    page.goto(made_up.pages()[name])
    settle(page)
    reached = 0
    for _ in range(MOST):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUS)
        if focus["tag"] == "BODY":
            break
        reached += 1
        assert focus["seen"], focus
        assert focus["marked"], focus
    assert reached > 10


def test_the_first_step_leads_past_the_menus(page: Page, made_up: Served) -> None:
    page.goto(made_up.pages()["inventories"])
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUS)["text"] == "Skip to the content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUS)["inside"]


def test_menus_open_and_close(page: Page, made_up: Served) -> None:
    page.set_viewport_size(PHONE)
    page.goto(made_up.pages()["home"])
    menu = page.locator("header .nav-phone")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(_FOCUS)["text"] == "Home"
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    assert not menu.locator("nav").is_visible()


def test_the_language_is_chosen_without_a_pointer(browser: Browser, made_up: Served) -> None:
    # The choice stays with a browser: others keep their own.
    context = open_context(browser, made_up)
    page = context.new_page()
    page.goto(made_up.pages()["help"])
    page.locator("header summary", has_text="Language").focus()
    page.keyboard.press("Enter")
    page.locator("button[value=ar]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("html[lang=ar][dir=rtl]")
    context.close()


def test_a_row_opens_and_closes_and_the_focus_stays_with_it(page: Page, made_up: Served) -> None:
    page.goto(made_up.pages()["inventory_rows"])
    page.locator("main table a", has_text="Change").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#row-form [name=activity_rate]")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#work') !== null")


def test_the_map_moves_and_comes_closer(page: Page, made_up: Served) -> None:
    page.goto(made_up.pages()["home"])
    settle(page)
    state = "(() => { const { k, x } = document.querySelector('figure[data-map]').map.zoom; return [k, x]; })()"
    page.locator(".map-buttons button").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {state}[0] > 1")
    page.locator(".map-view").focus()
    before = page.evaluate(state)[1]
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"() => {state}[1] !== {before}")
