"""The way of a month of raw data through the browser: brought in, decided on with the keyboard, published, found."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from almaden.monitoring.readers.ebas import read as read_ebas
from almaden.reference.readers.located import Located, Remark
from almaden.reference.records import ObservationRecord
from tests.browser.test_walk import Visitor, _invited
from tools.browsing import Served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITES = "identifiers,name,country,latitude,longitude,kind\ngmos:MUH,Hill (made up),GHA,0.5,-0.5,monitoring\n"
#: Hours of a plume, of a single peak and of another plume; the background is about 1.5 ng/m3.
PEAKS = {70: 9.0, 71: 12.0, 300: 7.0, 520: 11.0, 521: 14.0}
#: What the network writes where nothing was measured.
MISSING = (100, 101, 102)
HOURS = 31 * 24


def month() -> str:
    rows = ["site,tstamp,target,value"]
    for hour in range(HOURS):
        usual = round(1.45 + 0.1 * abs(hour % 24 - 12) / 12 + hour * 7919 % 101 / 1000, 3)
        value = -9999 if hour in MISSING else PEAKS.get(hour, usual)
        rows.append(f"MUH,2024-03-{1 + hour // 24:02d} {hour % 24:02d}:00:00,gem,{value}")
    # The logger wrote its last row twice.
    rows.append(rows[-1])
    return "\n".join(rows) + "\n"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def visitors(request: pytest.FixtureRequest, browser: Browser, empty_store: Served) -> Iterator[list[Visitor]]:
    """An administrator, an operator and a reviewer of Ghana, and somebody of the public."""
    made = [Visitor(browser, empty_store, request.param) for _ in range(4)]
    yield made
    for visitor in made:
        visitor.page.context.close()
        assert visitor.noticed.strangers == []
        # That a form was refused is told by the browser too.
        assert [one for one in visitor.noticed.complaints if "422" not in one] == []


@pytest.mark.slow
def test_from_raw_data_to_the_public(visitors: list[Visitor], empty_store: Served, tmp_path: Path) -> None:
    administrator, operator, reviewer, public = visitors
    administrator.join(empty_store.first_link, "ada", "Ada Example (made up)")
    operator.join(_invited(administrator, "kofi", "compiler", "GHA"), "kofi")
    reviewer.join(_invited(administrator, "rosa", "reviewer", "GHA"), "rosa")
    _brought_in(operator, tmp_path)
    dataset = _checked(operator)
    (_by_keys if operator.scripts else _by_buttons)(operator, dataset)
    _finished(operator, dataset)
    _published(reviewer, dataset)
    _found(public)
    _trend_seen(public)
    _taken_along(public, tmp_path)


def _brought_in(operator: Visitor, folder: Path) -> None:
    """The site first, then its month; the preview counts what is odd in the file and what it would add."""
    for reader, name, content in (("sites", "sites.csv", SITES), ("gmos", "MUH_2024.csv", month())):
        operator.go("/monitoring/quality/")
        operator.follow("Bring in raw data")
        (folder / name).write_text(content, encoding="utf-8")
        operator.page.check(f"[name=reader][value={reader}]")
        operator.page.set_input_files("[name=file]", folder / name)
        operator.page.locator("main details:has([name=dataset])").evaluate("details => { details.open = true; }")
        operator.fill(dataset="hill-2024", title="Hill, March 2024 (made up)")
        operator.press("Check the file")
        operator.sees("Discard")
        if reader == "gmos":
            odd = operator.page.locator("main tr", has_text="duplicate row")
            assert int(odd.locator("td").first.inner_text()) >= 1
            assert operator.page.locator("main tr", has_text="Observations").locator("td").first.inner_text() == "744"
        operator.press("Keep it")
        operator.sees("The import was kept.")


def _checked(operator: Visitor) -> str:
    """The rules run beside the page, which follows them by itself; gives the address of the data set."""
    operator.go("/monitoring/quality/")
    operator.follow("Hill, March 2024 (made up)")
    dataset = operator.page.url
    operator.press("Check by the rules")
    operator.sees("744 observations were checked", "cannot be finished")
    operator.follow("GEM")
    operator.sees("3 of 3 stretches wait for a decision.", "Stretch 1 of 3", "12 ng/m3 is above 5 ng/m3")
    return dataset


def _by_keys(operator: Visitor, dataset: str) -> None:
    """Accept, keep, undo, go back and forth, give another flag, write into the logbook: without the mouse."""
    keyboard, page = operator.page.keyboard, operator.page
    page.locator("figure[data-quality] svg").first.wait_for()
    page.evaluate("window.same = true")
    keyboard.press("?")
    operator.sees("accept the flag proposed")
    keyboard.press("a")
    operator.sees("Stretch 2 of 3", "2 of 3 stretches wait")
    keyboard.press("v")
    operator.sees("Stretch 3 of 3", "1 of 3 stretches wait")
    keyboard.press("k")
    operator.sees("Stretch 2 of 3", "kept as it came")
    keyboard.press("u")
    operator.sees("2 of 3 stretches wait")
    keyboard.press("v")
    operator.sees("Stretch 3 of 3", "1 of 3 stretches wait")
    keyboard.press("l")
    page.locator("#log-kind:focus").wait_for()
    page.select_option("#log-kind", "contamination")
    # Letters that are typed decide nothing.
    page.fill("#log-text", "")
    page.type("#log-text", "a van, kept running (made up)")
    keyboard.press("Enter")
    operator.sees("a van, kept running (made up)", "1 of 3 stretches wait")
    keyboard.press("f")
    page.locator("#other-flag:focus").wait_for()
    page.select_option("#other-flag", "invalid")
    page.fill("#other-reason", "the van (made up)")
    keyboard.press("Enter")
    operator.sees("All stretches of this series are decided on.", "other flag: invalid")
    # All of it happened on one page, whose plot was drawn anew.
    assert page.evaluate("window.same") is True
    assert page.locator("figure[data-quality=quality-around] svg").count() >= 1
    operator.go(dataset)


def _by_buttons(operator: Visitor, dataset: str) -> None:
    operator.press("Accept")
    operator.sees("Stretch 2 of 3")
    operator.press("Keep as it came")
    operator.sees("Stretch 3 of 3")
    operator.follow("Before")
    operator.press("Undo this decision")
    operator.sees("2 of 3 stretches wait")
    operator.press("Keep as it came")
    operator.sees("Stretch 3 of 3")
    operator.page.locator("#other summary").click()
    operator.page.fill("#other-reason", "the van (made up)")
    operator.page.locator("#other").get_by_role("button").click()
    operator.sees("All stretches of this series are decided on.")
    operator.go(dataset)


def _finished(operator: Visitor, dataset: str) -> None:
    """Two hours are suspect, two are invalid, and the author cannot publish it."""
    operator.press("Finish")
    operator.sees("The final level was made. Flags that changed: 4")
    operator.press("Submit for review")
    operator.sees("Submitted.")
    assert operator.page.get_by_role("button", name="Publish").count() == 0


def _published(reviewer: Visitor, dataset: str) -> None:
    number = re.findall(r"/quality/(\d+)/", dataset)[0]
    reviewer.go(f"/data/{number}/")
    reviewer.press("Begin the review")
    reviewer.press("Publish")
    reviewer.sees("Published.")


def _found(public: Visitor) -> None:
    """A visitor finds the site, on the map where scripts draw one, and its flags."""
    public.go("/monitoring/sites/")
    if public.scripts:
        public.page.locator("figure.map[data-ready='1']").wait_for()
        # The site lies where the map is told that its middle is.
        public.page.locator(".map-view").focus()
        public.page.keyboard.press("Home")
        _pointed_at(public)
        public.page.locator(".map-tip").get_by_text("Hill (made up)").wait_for()
    public.follow("Air: GEM (ng/m3)")
    public.sees("Hill (made up)", "values of any flag")
    flags = [one["flag"] for one in _observations(public)]
    assert {flag: flags.count(flag) for flag in set(flags)} == {"valid": 737, "suspect": 2, "invalid": 2, "missing": 3}


def _pointed_at(public: Visitor) -> None:
    """Click the place of the only site on the map."""
    x, y = public.page.evaluate(
        "(() => { const {map} = document.querySelector('figure.map'); return map.zoom.apply(map.circles.at[0]); })()"
    )
    public.page.locator(".map-view").click(position={"x": x, "y": y})


def _trend_seen(public: Visitor) -> None:
    """A month is too little for a trend, which is said, and why; a table of the visitor's own has one."""
    public.sees("cannot tell", "Why this verdict:")
    if public.scripts:
        public.page.locator("figure.chart svg").first.wait_for()
    public.go("/monitoring/trends/")
    public.sees("Trends of many sites", "Hill (made up)", "cannot tell")


def _taken_along(public: Visitor, folder: Path) -> None:
    """The file holds what the operator left valid, and how to cite it; it is read back as it was."""
    public.go("/monitoring/series/?site=gmos:MUH")
    public.follow("Request these data with their citation")
    for name in ("netcdf", "ebas"):
        public.page.check(f"[name=format][value={name}]")
    public.press("See what there is")
    public.sees("737 values", "How to cite it")
    cited = public.page.locator("pre", has_text="Hill, March 2024 (made up)").inner_text()
    with public.page.expect_download() as download:
        public.page.get_by_role("link", name="Download as ZIP").click()
    download.value.save_as(folder / "data.zip")
    with zipfile.ZipFile(folder / "data.zip") as archive:
        assert archive.read("CITATION.txt").decode().strip() == cited.strip()
        names = archive.namelist()
        assert {"observations.csv", "observations.nc"} < set(names)
        (station,) = [name for name in names if name.startswith("ebas/")]
        found = list(read_ebas(io.BytesIO(archive.read(station)), station))
    assert not [one for one in found if isinstance(one, Remark)]
    records = [one.record for one in found if isinstance(one, Located)]
    values = [one for one in records if isinstance(one, ObservationRecord)]
    assert [one.flag for one in values] == ["valid"] * 737


def _observations(public: Visitor) -> list[dict[str, Any]]:
    """What anybody gets of the site, with the flags of the final level."""
    address = f"{public.served.address}/api/v1/observations?site=gmos:MUH&flag=any"
    found: list[dict[str, Any]] = public.page.request.get(address).json()["items"]
    return found
