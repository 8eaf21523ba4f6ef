"""The way of an inventory through the browser, from the first link to an edition; with scripts and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from tests.browser.watching import watch
from tools.browsing import DESKTOP, Served, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "seven made-up words of a pass phrase"
#: An hour of no answer would be a fault; this leaves room for a slow machine.
PATIENCE_MS = 60_000
HEADER = (("format", 1), ("country", "GHA"), ("year", 2021), ("level", 1), ("title", "From a workbook (made up)"))
COLUMNS = (
    "id",
    "code",
    "variant",
    "present",
    "activity_rate",
    "unit",
    "input_factor",
    "factor_unit",
    "source",
    "status",
)
#: 200,000 t of coal with 0.2 g of mercury in each tonne are 40 kg.
COAL = ("coal", "5.1.1", "coal, all ranks", "Y", 200_000, "t", 0.2, "g/t", "balance", "user")


class Visitor:
    """A person at a browser of their own."""

    def __init__(self, browser: Browser, served: Served, scripts: bool) -> None:
        self.page = browser.new_context(java_script_enabled=scripts, viewport=DESKTOP).new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.noticed = watch(self.page, served.address)
        self.served = served
        self.scripts = scripts

    def go(self, path: str) -> None:
        self.page.goto(path if "://" in path else self.served.address + path)

    def press(self, name: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("button", name=name, exact=True).first.click()

    def follow(self, name: str, within: str = "main") -> None:
        self.page.locator(within).get_by_role("link", name=name).first.click()

    def fill(self, **values: str) -> None:
        for name, value in values.items():
            field = self.page.locator(f"main [name={name}]").first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def sees(self, *texts: str) -> None:
        for text in texts:
            self.page.locator("main").get_by_text(text).first.wait_for()

    def join(self, link: str, name: str, full_name: str = "") -> None:
        """Use a link of one use: the account has a password afterwards, and the person is signed in."""
        self.go(link)
        if full_name:
            self.fill(username=name, full_name=full_name)
        self.fill(password=PASSWORD)
        self.press("Keep and sign in")
        self.page.wait_for_selector("form[action*='sign-out']", state="attached")


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitors(request: pytest.FixtureRequest, browser: Browser, empty_store: Served) -> Iterator[list[Visitor]]:
    """An administrator, a compiler and a reviewer of Ghana; nobody has an account yet."""
    made = [Visitor(browser, empty_store, request.param) for _ in range(3)]
    yield made
    for visitor in made:
        visitor.page.context.close()
        assert visitor.noticed.strangers == []
        # That a form was refused is told by the browser too.
        assert [one for one in visitor.noticed.complaints if "422" not in one] == []


@pytest.mark.slow
def test_from_the_first_link_to_an_edition(visitors: list[Visitor], empty_store: Served, tmp_path: Path) -> None:
    administrator, compiler, reviewer = visitors
    administrator.join(empty_store.first_link, "ada", "Ada Example (made up)")
    compiler.join(_invited(administrator, "kofi", "compiler", "GHA"), "kofi")
    reviewer.join(_invited(administrator, "rosa", "reviewer", "GHA"), "rosa")
    _row_by_row(compiler)
    inventory = _from_a_workbook(compiler, tmp_path)
    _submitted(compiler, inventory)
    _returned(reviewer, inventory)
    _corrected(compiler, inventory)
    _published(reviewer, inventory)
    _origin_in_two_clicks(reviewer, inventory)
    _given_role(administrator, "ada", "secretariat")
    _edition(administrator)
    _signed_out_and_in(compiler)


def _invited(administrator: Visitor, name: str, role: str, country: str) -> str:
    """Make an account with a role; gives the link for its owner."""
    administrator.go("/people/")
    administrator.fill(username=name, full_name=f"{name.title()} Sample (made up)")
    administrator.press("Add")
    administrator.fill(role=role, country=country)
    administrator.press("Give the role")
    administrator.sees("The role was given.")
    administrator.press("Make a link to set the password")
    return administrator.page.locator("main pre code").inner_text()


def _given_role(administrator: Visitor, name: str, role: str) -> None:
    administrator.go("/people/")
    administrator.follow(name)
    administrator.fill(role=role)
    administrator.press("Give the role")
    administrator.sees("The role was given.")


def _row_by_row(compiler: Visitor) -> None:
    """An empty inventory shows its results as soon as a row is written, and follows every change."""
    compiler.go("/inventories/new/")
    compiler.fill(country="GHA", year="2020", title="Row by row (made up)")
    compiler.press("Make the inventory")
    page = compiler.page
    page.wait_for_url(re.compile(r"/inventories/\d+/"))
    number = re.findall(r"/inventories/(\d+)/", page.url)[0]
    compiler.go(f"/inventories/{number}/rows/new/activity_rates/?code=5.1.1")
    compiler.fill(variant="coal, all ranks", activity_rate="a lot")
    compiler.press("Save")
    page.locator("main .problem").first.wait_for()
    for typed, shown in (("100 000", "20"), ("50 000", "10")):
        compiler.fill(activity_rate=typed)
        page.locator("main details:has([name=input_factor])").evaluate("details => { details.open = true; }")
        compiler.fill(input_factor="0.2", factor_unit="g/t")
        compiler.press("Save")
        # Input is the first of the figures above the rows, in kg/y.
        page.locator(".totals .card").first.get_by_text(shown, exact=True).wait_for()
        page.locator("tr", has_text=typed.replace(" ", ",")).get_by_role("link", name="Change").first.click()
        page.locator("#row-form [name=activity_rate]").wait_for()


def _from_a_workbook(compiler: Visitor, folder: Path) -> str:
    """Three faults are told together; corrected, the workbook becomes an inventory. Gives its address."""
    faulty = [
        ("coal", "5.1.1", "coal, all ranks", "Y", "very much", "t", 0.2, "g/t", "balance", "user"),
        ("gold", "9.9.9", "", "Y", 50, "kg", "", "", "balance", "user"),
        ("cement", "5.3.1", "", "perhaps", 1000, "t", "", "", "balance", "user"),
    ]
    compiler.go("/inventories/new/")
    compiler.follow("Bring in a file")
    _brought_in(compiler, _workbook(folder / "faulty.xlsx", faulty))
    compiler.sees("3 faults were found.", "very much", "9.9.9", "perhaps")
    assert compiler.page.get_by_role("button", name="Keep it").count() == 0
    compiler.follow("Bring in the corrected file")
    _brought_in(compiler, _workbook(folder / "corrected.xlsx", [COAL]))
    compiler.press("Keep it")
    compiler.sees("The import was kept.")
    compiler.follow("Open the inventory")
    compiler.sees("Ghana 2021")
    return compiler.page.url


def _brought_in(compiler: Visitor, workbook: Path) -> None:
    assert compiler.page.locator("[name=reader][value=inventory]").is_checked()
    compiler.page.set_input_files("[name=file]", workbook)
    compiler.fill(standing="submitted")
    compiler.press("Check the file")
    # The page follows the work by itself, without scripts too.
    compiler.sees("Discard")


def _workbook(path: Path, rows: list[tuple[object, ...]]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        header = book.add_worksheet("inventory")
        for place, line in enumerate((("key", "value"), *HEADER)):
            header.write_row(place, 0, line)
        rates = book.add_worksheet("activity_rates")
        for place, row in enumerate((COLUMNS, *rows)):
            rates.write_row(place, 0, row)
        sources = book.add_worksheet("sources")
        for place, row in enumerate((("id", "citation"), ("balance", "Made-up energy balance 2021"))):
            sources.write_row(place, 0, row)
    return path


def _submitted(compiler: Visitor, inventory: str) -> None:
    compiler.go(f"{inventory}review/")
    compiler.press("Submit for review")
    compiler.sees("Submitted. The results are kept as they stand now.")
    assert compiler.page.get_by_role("button", name="Publish").count() == 0


def _returned(reviewer: Visitor, inventory: str) -> None:
    """Another person finds it among what waits, remarks on a row and returns it."""
    reviewer.go("/review/")
    reviewer.follow("Ghana 2021")
    reviewer.sees("From a workbook (made up)")
    reviewer.go(f"{inventory}review/")
    reviewer.press("Begin the review")
    reviewer.go(f"{inventory}rows/")
    reviewer.follow("Show")
    reviewer.follow("Comment on this row")
    reviewer.page.fill("#comment-text", "Is this the whole year? (made up)")
    reviewer.press("Send")
    reviewer.sees("Is this the whole year? (made up)")
    reviewer.page.fill("#why-give_back", "Please see the remark (made up).")
    reviewer.press("Return to the author")
    reviewer.sees("Returned to the author.")


def _corrected(compiler: Visitor, inventory: str) -> None:
    compiler.go(f"{inventory}review/")
    compiler.sees("Is this the whole year? (made up)", "Please see the remark (made up).")
    compiler.go(f"{inventory}rows/")
    compiler.follow("Change")
    compiler.page.locator("#row-form [name=activity_rate]").wait_for()
    compiler.fill(activity_rate="300000")
    compiler.press("Save")
    # 300,000 t with 0.2 g in each.
    compiler.page.locator(".totals .card").first.get_by_text("60", exact=True).wait_for()
    compiler.go(f"{inventory}review/")
    compiler.press("Mark as settled")
    compiler.press("Submit for review")
    compiler.sees("Submitted.")


def _published(reviewer: Visitor, inventory: str) -> None:
    reviewer.go(f"{inventory}review/")
    reviewer.press("Begin the review")
    reviewer.press("Publish")
    reviewer.sees("Published.")


def _origin_in_two_clicks(reviewer: Visitor, inventory: str) -> None:
    """One click tells formula, row, document and person; another one leads to the document, or to the row."""
    reviewer.go(inventory)
    reviewer.page.locator(".totals .card").first.get_by_role("link").click()
    reviewer.sees("Made-up energy balance 2021", "Kofi Sample (made up)")
    formula = reviewer.page.locator(".formula").first.inner_text()
    assert "300,000" in formula
    assert "0.2" in formula
    told = reviewer.page.url
    reviewer.follow("Made-up energy balance 2021")
    assert "/source/" in reviewer.page.url
    reviewer.sees("Made-up energy balance 2021")
    reviewer.go(told)
    reviewer.page.locator("main a[href*='#row-']").first.click()
    assert reviewer.page.locator("#row-form [name=activity_rate]").input_value() == "300,000"


def _edition(administrator: Visitor) -> None:
    administrator.go("/editions/new/")
    administrator.fill(title="First edition (made up)")
    administrator.press("Make the edition")
    administrator.sees("First edition (made up)")
    administrator.press("Verify")
    administrator.sees("1 result was computed again and is the same to the last digit.")


def _signed_out_and_in(compiler: Visitor) -> None:
    page: Page = compiler.page
    page.locator("header details:has(form[action*='sign-out']) summary").click()
    page.locator("header").get_by_role("button", name="Sign out").click()
    page.wait_for_selector("header a[href*='sign-in']")
    compiler.go("/review/")
    assert "/account/sign-in/" in page.url
    sign_in(page, compiler.served, "kofi", PASSWORD)
