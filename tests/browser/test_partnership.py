"""A partner updates by a link on a phone, the lead of the area approves, numbers and report change; somebody joins."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.watching import watch
from tools.browsing import PHONE, Served, open_context, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def registry(
    made_up_store: tuple[Path, dict[str, Any]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, Path]]:
    """A store of its own: these stories write into it."""
    made_up, ids = made_up_store
    folder = shutil.copytree(made_up, tmp_path_factory.mktemp("registry") / "home")
    with serving(folder, ids) as served:
        yield served, folder


def summary(page: Page, served: Served) -> dict[str, Any]:
    answer = page.request.get(f"{served.address}/api/v1/registry/summary")
    content: dict[str, Any] = json.loads(answer.body())
    return content


@pytest.mark.slow
def test_a_partner_updates_by_link_the_lead_approves_and_numbers_and_report_change(
    browser: Browser, registry: tuple[Served, Path]
) -> None:
    served, _folder = registry
    # What the partner uses: a phone, French, no scripts.
    partner = browser.new_context(viewport=PHONE, locale="fr", java_script_enabled=False).new_page()
    noticed = watch(partner, served.address)
    before = summary(partner, served)["activities"]["by_status"]
    partner.goto(f"{served.address}/partnership/update/{served.ids['update']}/")
    assert partner.locator("html").get_attribute("lang") == "fr"
    assert noticed.received < 30_000
    assert partner.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    own = partner.locator("details", has_text="Training of operators (made up)")
    own.locator("summary").click()
    own.locator("[name$=-status]").select_option("completed")
    own.locator("[name$=-outputs]").fill("Quarante opérateurs formés (inventé)")
    own.locator("[name$=-reached]").fill("40")
    own.locator("[name$=-unit]").fill("opérateurs")
    partner.locator("section", has_text="Advice on filters (made up)").locator("[name$=-right]").check()
    partner.locator("button[value=send]").click()
    partner.wait_for_url(re.compile("/partnership/thanks/"))
    assert partner.locator("html").get_attribute("lang") == "fr"
    partner.goto(f"{served.address}/partnership/update/{served.ids['update']}/")
    assert partner.locator("form").count() == 0
    assert noticed.strangers == []
    # Nothing has changed yet.
    assert summary(partner, served)["activities"]["by_status"] == before

    lead = open_context(browser, served, person="lena").new_page()
    chapter = f"{served.address}/partnership/reports/{served.ids['report_draft']}/sections/area.COAL/"
    lead.goto(chapter)
    assert "Quarante opérateurs formés" not in lead.content()
    lead.goto(f"{served.address}/partnership/updates/?area=COAL")
    lead.get_by_text("has answered", exact=True).wait_for()
    lead.goto(f"{served.address}/partnership/queue/")
    lead.locator("tr", has_text="made-up-institute").get_by_role("link").first.click()
    lead.locator("textarea[name=edit-outputs]").fill("Quarante opérateurs formés, à Dakar (inventé)")
    lead.locator("button[value=approve]").click()
    lead.wait_for_url(re.compile("/partnership/queue/$"))
    after = summary(partner, served)["activities"]["by_status"]
    assert after["completed"] == before.get("completed", 0) + 1
    assert after.get("ongoing", 0) == before["ongoing"] - 1
    shown = partner.request.get(f"{served.address}/api/v1/registry/activity/made-up-training")
    assert json.loads(shown.body())["outputs"] == "Quarante opérateurs formés, à Dakar (inventé)"
    lead.goto(chapter)
    assert "Quarante opérateurs formés, à Dakar (inventé)" in lead.content()
    for page in (partner, lead):
        page.context.close()


@pytest.mark.slow
def test_an_applicant_becomes_a_partner(browser: Browser, registry: tuple[Served, Path]) -> None:
    served, folder = registry
    applicant = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    applicant.goto(f"{served.address}/partnership/apply/")
    assert applicant.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    for name, text in {
        "name": "Institute of the lake (made up)", "contribution": "Samples of sediment (made up)",
        "contact": "C made-up", "email": "lake@example.org",
    }.items():  # fmt: skip
        applicant.fill(f"main [name={name}]", text)
    applicant.select_option("main [name=country]", "KEN")
    applicant.check("main [name=areas][value=COAL]")
    applicant.locator("main form button").click()
    applicant.wait_for_url(re.compile("/partnership/apply/thanks/"))

    secretariat = open_context(browser, served, person="ada").new_page()
    secretariat.goto(f"{served.address}/partnership/applications/")
    secretariat.get_by_role("link", name="Institute of the lake (made up)").click()
    secretariat.fill("main [name=text]", "You are a partner now (made up).")
    secretariat.locator("button[value=accept]").click()
    secretariat.wait_for_load_state()
    answer = applicant.request.get(f"{served.address}/api/v1/registry/partner?title=lake")
    (partner,) = json.loads(answer.body())["items"]
    assert (partner["standing"], partner["country"], partner["email"]) == ("partner", "KEN", "")
    assert any("lake@example.org" in one.read_text() for one in (folder / "outbox").glob("*.eml"))
    for page in (applicant, secretariat):
        page.context.close()
