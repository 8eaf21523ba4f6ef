"""On the registry of the demonstration: a donor finds an unfunded project and asks; a need finds its offers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.watching import watch
from tools.browsing import PHONE, ROOT, Served, open_context, serving
from tools.made_up_store import PASSWORD

if TYPE_CHECKING:
    from playwright.sync_api import Browser

#: Loads the registry that comes with the program, what the documents behind it do not state (a cost and an effect of
#: one of its activities, made up), and those who lead two areas.
_FILL = f"""
from almaden.store.setup import start
start()
from almaden.demo.registry import demo_registry
from almaden.partnership.records.activities import ResultRecord
from almaden.partnership.registry import Registry
from almaden.store.accounts import grant, make_user
from almaden.store.models import RegistryRow
from almaden.store.registry import loading
from almaden.store.registry.reading import record_of
registry = demo_registry()
loading.load(None, registry, "what comes with the program", "")
row = RegistryRow.objects.get(kind="activity", key="S0-WASTE-001")
told = dict(cost=480000, currency="USD", readiness="proposal")
effect = ResultRecord(id="made-up-effect", activity=row.key, kind="outcome", indicator="Mercury (made up)", target=1,
                      grade="C", mercury_kg_per_year=1200)
more = [("activity", record_of(row).model_copy(update=told)), ("result", effect)]
loading.load(None, Registry.made_of(more), "made up", "")
for name, area in (("wanda", "WASTE"), ("lena", "ASGM")):
    one = make_user(None, name, password={PASSWORD!r}, full_name=name.title(), email=name + "@example.org")
    grant(None, one, "area_lead", "", area)
"""

ASKED = "Which plants are meant (made up)?"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Path]]:
    """The registry of the demonstration, served."""
    folder = tmp_path_factory.mktemp("demonstration")
    own = {"ALMADEN_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "almaden.web.settings"}
    kept = {name: value for name, value in os.environ.items() if name != "ALMADEN_DATABASE_URL"}
    surroundings = {**kept, **own, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", _FILL], cwd=ROOT, env=surroundings, check=True)
    with serving(folder) as served:
        yield served, folder


@pytest.mark.slow
def test_a_donor_finds_an_unfunded_project(browser: Browser, demonstration: tuple[Served, Path]) -> None:
    served, folder = demonstration
    donor = browser.new_context(viewport=PHONE, java_script_enabled=False).new_page()
    noticed = watch(donor, served.address)
    donor.goto(f"{served.address}/partnership/")
    donor.get_by_role("link", name="What looks for money").click()
    before = donor.locator("main table.data tbody tr").count()
    donor.select_option("[name=area]", "WASTE")
    donor.select_option("[name=funding]", "unfunded")
    donor.select_option("[name=order]", "cost per kg")
    donor.get_by_role("button", name="Show").click()
    # Without its style sheets, which may come late, the page is wider.
    donor.wait_for_load_state("load")
    assert donor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    found = donor.locator("table", has_text="Cost of a kilogram").locator("tbody tr")
    assert 0 < found.count() < before
    # 480,000 USD for 1,200 kg a year.
    for text in ("unfunded", "480,000", "1,200", "C: estimated by an expert", "400 USD"):
        assert text in found.first.inner_text()
    found.first.get_by_role("link").first.click()
    donor.wait_for_url(re.compile("/partnership/wishes/activity/S0-WASTE-001/$"))
    assert donor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page = donor.locator("main").inner_text()
    for text in ("480,000", "1,200", "C: estimated by an expert", "unverified", "C: 1.2"):
        assert text in page
    assert "@example.org" not in donor.content()
    for name, text in {
        "name": "A donor (made up)", "email": "donor@example.org", "text": ASKED,
    }.items():  # fmt: skip
        donor.fill(f"main [name={name}]", text)
    donor.get_by_role("button", name="Send").click()
    donor.get_by_text("passed on to those who lead the area").wait_for()
    (mail,) = (folder / "outbox").glob("*.eml")
    message = message_from_bytes(mail.read_bytes(), policy=policy.default)
    assert message["To"] == "wanda@example.org"
    for text in (
        "Which plants are meant (made up)?",
        "donor@example.org",
        "/partnership/wishes/activity/S0-WASTE-001/",
    ):
        assert text in message.get_content()
    assert noticed.strangers == []
    donor.context.close()


@pytest.mark.slow
def test_a_need_finds_its_offers(browser: Browser, demonstration: tuple[Served, Path]) -> None:
    served, _folder = demonstration
    lead = open_context(browser, served, person="lena").new_page()
    noticed = watch(lead, served.address)
    lead.goto(f"{served.address}/partnership/new/")
    lead.get_by_role("link", name="Needs").last.click()
    lead.fill("main [name=title]", "Gold without mercury for miners of Siguiri (made up)")
    lead.fill("main [name=areas]", "ASGM")
    lead.select_option("main [name=country]", "GIN")
    lead.locator("main details").evaluate("one => one.open = true")
    lead.fill("main [name=topics]", "mercury-free processing; retort")
    lead.get_by_role("button", name="Save", exact=True).click()
    lead.wait_for_url(re.compile("/partnership/needs/"))
    need = lead.url
    cards = lead.locator("section.card")
    titles = cards.locator("h3").all_inner_texts()
    # By the test set the two that relevant offers stand for: a recovery system without mercury, training without it.
    assert set(titles[:2]) == {"Mercury-free gold recovery system", "Miner-to-miner mercury-free training"}
    points = [float(re.findall(r"[\d.]+", text)[0]) for text in cards.locator("h3 + p").all_inner_texts()]
    assert points == sorted(points, reverse=True)
    assert "mercury-free processing" in cards.first.locator("table").inner_text()
    cards.first.locator("h3 a").click()
    lead.wait_for_url(re.compile("/partnership/offers/"))
    assert lead.locator("h1").inner_text() == titles[0]
    lead.get_by_role("link", name="Back to the need").click()
    lead.wait_for_url(need)
    lead.locator("section.card summary").first.click()
    lead.locator("section.card [name=verdict]").first.select_option("in_contact")
    lead.locator("section.card button").first.click()
    lead.locator("section.card strong", has_text="in contact").wait_for()
    assert noticed.strangers == []
    lead.context.close()
