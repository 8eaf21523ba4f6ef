"""A made-up store that is served on this machine, and Chromium to look at it: for tests, pictures and measurements."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tools.made_up_store import PASSWORD

ROOT: Final = Path(__file__).resolve().parent.parent
AXE: Final = ROOT / "node_modules" / "axe-core" / "axe.min.js"
DESKTOP: Final[ViewportSize] = {"width": 1280, "height": 800}
PHONE: Final[ViewportSize] = {"width": 360, "height": 740}

#: Every page by the name of its address; names in braces are ids that the made-up store gives.
PAGES: Final = {
    "home": "/",
    "sign_in": "/account/sign-in/",
    "account": "/account/",
    "people": "/people/",
    "person": "/people/{person}/",
    "organisations": "/organisations/",
    "organisation": "/organisations/{organisation}/",
    "organisation_new": "/organisations/new/",
    "organisation_edit": "/organisations/{organisation}/edit/",
    "jobs": "/jobs/",
    "journal": "/journal/",
    "journal_entry": "/journal/{entry}/",
    "help": "/help/",
    "glossary": "/help/glossary/",
    "about": "/help/about/",
    "inventories": "/inventories/",
    "inventory_new": "/inventories/new/",
    "inventory": "/inventories/{example}/",
    "inventory_origin": "/inventories/{example}/origin/?of=toolkit&amount=air_kg",
    "inventory_source": "/inventories/{draft}/source/?key=made+up",
    "inventory_rows": "/inventories/{draft}/rows/",
    "inventory_row": "/inventories/{draft}/rows/{row}/",
    "inventory_row_new": "/inventories/{draft}/rows/new/activity_rates/?code=5.1.1",
    "inventory_settings": "/inventories/{draft}/settings/",
    "inventory_checks": "/inventories/{example}/checks/",
    "inventory_compare": "/inventories/{example}/compare/?with={draft}",
    "inventory_report": "/inventories/{example}/report/",
    "inventory_report_making": "/inventories/{example}/report/{report}/?kind=toolkit&format=docx&lang=en",
    "inventory_review": "/inventories/{waiting}/review/",
    "inventory_history": "/inventories/{example}/history/",
    "factors": "/factors/",
    "factor": "/factors/5.1.1/",
    "factor_conventions": "/factors/conventions/",
    "factor_layer_new": "/factors/layers/new/",
    "factor_layer": "/factors/layers/{layer}/",
    "review_queue": "/review/",
    "datasets": "/data/",
    "dataset": "/data/{dataset}/",
    "dataset_edit": "/data/{dataset}/edit/",
    "imports": "/imports/",
    "import_new": "/imports/new/",
    "import_run": "/imports/{faulty_import}/",
    "editions": "/editions/",
    "edition_new": "/editions/new/",
    "edition": "/editions/{edition}/",
    "facilities": "/facilities/",
    "facilities_of_category": "/facilities/category/5.1.1/",
    "facility": "/facilities/{facility}/",
    "facility_new": "/facilities/new/",
    "facility_edit": "/facilities/{facility}/edit/",
    "unit": "/units/{unit}/",
    "unit_new": "/facilities/{facility}/units/new/",
    "unit_edit": "/units/{unit}/edit/",
    "monitoring": "/monitoring/",
    "monitoring_sites": "/monitoring/sites/",
    "monitoring_series": "/monitoring/series/?site={measured}",
    "monitoring_compare": "/monitoring/compare/",
    "monitoring_request": "/monitoring/request/?site={measured}&from=2018-01-01",
    "monitoring_report": "/monitoring/report/",
    "monitoring_biota": "/monitoring/biota/?taxon=largemouth+bass",
    "monitoring_biota_studies": "/monitoring/biota/studies/",
    "monitoring_biota_study": "/monitoring/biota/studies/{biota_study}/?taxon=northern+pike",
    "monitoring_biota_study_new": "/monitoring/biota/studies/new/",
    "monitoring_biota_study_replace": "/monitoring/biota/studies/{biota_draft}/replace/",
    "monitoring_people": "/monitoring/people/",
    "monitoring_people_study": "/monitoring/people/studies/{people_study}/",
    "monitoring_people_study_new": "/monitoring/people/studies/new/",
    "monitoring_people_study_replace": "/monitoring/people/studies/{people_draft}/replace/",
    "fate": "/fate/",
    "fate_tonne": "/fate/tonne/?from=japan&species=hg0",
    "fate_sources": "/fate/sources/?name1=Filters+(made+up)&mg1=1&region1=usa",
    "fate_skill": "/fate/skill/",
    "fate_boxmodel": "/fate/boxmodel/?change=stop&change_year=2030&to=2100",
    "fate_plume": "/fate/plume/?lat=0&lon=0&height=20&emission=3000+kg/yr&wind=5,5,10,10,10,30,20,10&reach=2",
    "fate_shop": "/fate/shop/",
    "sites": "/sites/",
    "site": "/sites/{site}/",
    "site_new": "/sites/new/",
    "site_edit": "/sites/{site}/edit/",
    "coal": "/coal/",
    "coal_unit": "/coal/unit/",
    "coal_world": "/coal/fleet/",
    "coal_fleet": "/coal/fleet/IDN/",
    "coal_plan": "/coal/plan/IDN/",
    "gold": "/gold/",
    "gold_country": "/gold/country/GHA/",
    "gold_study_new": "/gold/studies/new/",
    "gold_study": "/gold/studies/{gold_study}/",
    "gold_study_replace": "/gold/studies/{gold_draft}/replace/",
    "gold_plan": "/gold/studies/{gold_study}/plan/",
    "gold_sites": "/gold/studies/{gold_study}/sites/",
    "gold_areas": "/gold/areas/",
    "gold_miner": "/gold/miner/",
    "chloralkali": "/chloralkali/",
    "chloralkali_study": "/chloralkali/studies/{register}/",
    "chloralkali_study_new": "/chloralkali/studies/new/",
    "chloralkali_study_replace": "/chloralkali/studies/{register_draft}/replace/",
    "chloralkali_convert": "/chloralkali/convert/?country=BRA&capacity=100&power_price=60&loan_share=0.6",
    "chloralkali_convert_register": "/chloralkali/convert/{register}/",
    "products": "/products/",
    "product_stock": "/products/stock/",
    "product_stock_study": "/products/stock/{product_study}/",
    "product_study_new": "/products/stock/new/",
    "product_study_replace": "/products/stock/{product_draft}/replace/",
    "product_alternatives": "/products/alternatives/?q=pressure",
    "product_lamps": "/products/lamps/",
    "product_facility": "/products/facility/",
    "product_amalgam": "/products/amalgam/",
    "product_amalgam_study": "/products/amalgam/{amalgam_study}/",
    "product_balance": "/products/balance/?full=1",
    "product_balance_study": "/products/balance/{balance_study}/",
    "products_check": "/products/check/?product=cfl_integrated&mercury=4mg&watts=20&on=2026-03-01&party=GHA",
    "products_board": "/products/board/?party=GHA",
    "products_gaps": "/products/gaps/?party=DEU",
    "supply_laws": "/supply/laws/",
    "law_study": "/supply/laws/studies/{laws}/",
    "law_study_new": "/supply/laws/studies/new/",
    "law_study_replace": "/supply/laws/studies/{laws_draft}/replace/",
    "trade_codes": "/trade/codes/?q=2852.10",
    "trade_shipment": "/trade/shipment/?code=2805.40&exporter=CHE&importer=PER&quantity=345+kg&on=2025-03-01",
    "trade_consents": "/trade/consents/",
    "consents_study": "/trade/consents/{consents}/",
    "consents_study_new": "/trade/consents/new/",
    "consents_study_replace": "/trade/consents/{consents}/replace/",
    "trade": "/trade/",
    "trade_study_new": "/trade/studies/new/",
    "trade_study_replace": "/trade/studies/{trade_draft}/replace/",
    "trade_explorer": "/trade/explorer/{trade}/",
    "trade_repairs": "/trade/explorer/example/repairs/",
    "trade_country": "/trade/explorer/example/country/XXL/",
    "trade_network": "/trade/explorer/example/network/",
    "monitoring_quality": "/monitoring/quality/",
    "monitoring_quality_rules": "/monitoring/quality/rules/",
    "monitoring_quality_dataset": "/monitoring/quality/{quality_dataset}/",
    "monitoring_quality_series": "/monitoring/quality/{quality_dataset}/{quality_series}/",
    "supply": "/supply/",
    "supply_balance": "/supply/balance/?data=example",
    "supply_surplus": "/supply/surplus/",
    "supply_mines": "/supply/mines/",
    "supply_treatment": "/supply/treatment/?route=recovery&tonnes=10&low=8&high=13",
    "supply_study": "/supply/studies/{supply_study}/",
    "supply_study_new": "/supply/studies/new/storage/",
    "supply_study_replace": "/supply/studies/{storage_draft}/replace/",
    "supply_storage": "/supply/storage/?data={storage_study}",
    "supply_compare": "/supply/storage/compare/?tonnes=200&discount=0.03",
    "supply_siting": "/supply/storage/siting/",
    "supply_interim": "/supply/storage/interim/",
    "ledger": "/supply/ledger/",
    "ledger_new": "/supply/ledger/new/",
    "ledger_page": "/supply/ledger/{ledger}/",
    "ledger_lots": "/supply/ledger/{ledger}/lots/",
    "ledger_lot": "/supply/ledger/{ledger}/lot/?lot=COURT-1",
    "ledger_entries": "/supply/ledger/{ledger}/entries/",
    "ledger_add": "/supply/ledger/{ledger}/add/",
    "ledger_add_kind": "/supply/ledger/{ledger}/add/opening/",
    "ledger_import": "/supply/ledger/{ledger}/import/",
    "ledger_counts": "/supply/ledger/{ledger}/counts/",
    "ledger_check": "/supply/ledger/{ledger}/check/",
    "sources": "/sources/",
    "source": "/sources/{source}/",
    "source_new": "/sources/new/",
    "source_edit": "/sources/{source}/edit/",
    "search": "/search/?q=made",
    "country": "/countries/GHA/",
    "stage_new": "/countries/GHA/stages/new/",
    "stage_edit": "/countries/GHA/stages/{stage}/",
    "api_docs": "/api/docs",
    "registry_choose": "/partnership/new/",
    "registry_new": "/partnership/new/activity/",
    "registry_change": "/partnership/change/activity/made-up-training/",
    "registry_withdraw": "/partnership/withdraw/activity/made-up-training/",
    "registry_queue": "/partnership/queue/",
    "registry_waiting": "/partnership/queue/records/{waiting_record}/",
    "registry_proposal": "/partnership/queue/proposals/{proposal}/",
    "update": "/partnership/update/{update}/",
    "update_thanks": "/partnership/thanks/",
    "partnership_updates": "/partnership/updates/?area=COAL",
    "questionnaires": "/partnership/questionnaires/",
    "questionnaire_new": "/partnership/questionnaires/new/",
    "questionnaire": "/partnership/questionnaires/{survey}/",
    "questionnaire_add": "/partnership/questionnaires/{survey}/add/?kind=several",
    "questionnaire_question": "/partnership/questionnaires/{survey}/question/stock/",
    "questionnaire_preview": "/partnership/questionnaires/{survey}/preview/",
    "questionnaire_people": "/partnership/questionnaires/{survey}/people/",
    "questionnaire_results": "/partnership/questionnaires/{survey}/results/",
    "answer": "/partnership/answer/{answer}/",
    "answer_thanks": "/partnership/answer/thanks/",
    "answer_begin": "/partnership/questionnaire/{survey}/",
    "apply": "/partnership/apply/",
    "apply_thanks": "/partnership/apply/thanks/",
    "applications": "/partnership/applications/",
    "application": "/partnership/applications/{application}/",
    "subscribe": "/partnership/subscribe/",
    "subscribe_sent": "/partnership/subscribe/sent/",
    "subscription": "/partnership/subscription/{subscription}/",
    "news_archive": "/partnership/news/",
    "news_issue": "/partnership/news/{story}/",
    "news_desk": "/partnership/news/desk/",
    "news_edit": "/partnership/news/{letter}/edit/",
    "partnership": "/partnership/",
    "partnership_area": "/partnership/areas/ASGM/",
    "partnership_activities": "/partnership/activities/",
    "partnership_activity": "/partnership/activities/{activity}/",
    "partnership_partners": "/partnership/partners/",
    "partnership_partner": "/partnership/partners/{partner}/",
    "partnership_files": "/partnership/files/",
    "partnership_experts": "/partnership/resource-persons/",
    "partnership_wishes": "/partnership/wishes/",
    "fact_sheets": "/partnership/fact-sheets/?area=COAL",
    "waste_classes": "/partnership/waste-classes/?total=20",
    "partnership_reports": "/partnership/reports/",
    "partnership_report": "/partnership/reports/{report_draft}/",
    "partnership_report_section": "/partnership/reports/{report_draft}/sections/area.COAL/",
    "partnership_report_issue": "/partnership/reports/{report_draft}/issue/",
    "partnership_report_withdraw": "/partnership/reports/{report_draft}/withdraw/",
    "partnership_offers": "/partnership/offers/",
    "partnership_needs": "/partnership/needs/",
    "partnership_need": "/partnership/needs/{need}/",
    "partnership_offer": "/partnership/offers/{offer}/?need={need}",
    "partnership_allocation": "/partnership/allocation/",
    "partnership_wish": "/partnership/wishes/activity/{whole_activity}/",
    "partnership_pipeline": "/partnership/pipeline/",
    "match_weights": "/partnership/weights/",
    "match_weights_new": "/partnership/weights/new/",
    "match_weights_edit": "/partnership/weights/{weights}/",
    "registry_records": "/partnership/records/funding/",
    "registry_record": "/partnership/records/target/{target}/",
    "monitoring_trends": "/monitoring/trends/?data=example",
    "monitoring_own_trends": "/monitoring/trends/table/",
    "monitoring_power": "/monitoring/power/",
    "monitoring_gaps": "/monitoring/gaps/?data=example",
    "monitoring_network": "/monitoring/gaps/network/",
    "monitoring_questions": "/monitoring/questions/",
    "monitoring_question": "/monitoring/questions/air-trend/",
    "monitoring_question_new": "/monitoring/questions/new/",
    "product_tests": "/products/tests/",
    "product_campaign_new": "/products/tests/new/",
    "product_campaign": "/products/tests/{campaign}/",
    "product_campaign_upload": "/products/tests/{campaign_draft}/upload/",
    "product_campaign_rows": "/products/tests/{campaign_draft}/takedowns/",
    "product_row_new": "/products/tests/{campaign_draft}/tests/new/",
    "product_row": "/products/tests/{campaign_draft}/tests/{campaign_test}/",
}

#: Other looks of them, and what is shown where there is nothing.
MORE: Final = {
    "facilities as a map": "/facilities/?view=map",
    "sites as a map": "/sites/?view=map",
    "another table": "/inventories/{example}/rows/?table=sources",
    "key sources by water": "/inventories/{example}/?rank=water_kg",
    "origin in full": "/inventories/{example}/origin/?of=5.2.2&amount=air_kg",
    "an import without faults": "/imports/{ready_import}/",
    "a report that is being made": "/inventories/{example}/report/{waiting_report}/?kind=toolkit&format=pdf&lang=en",
    "a report that failed": "/inventories/{example}/report/{failed_report}/?kind=toolkit&format=pdf&lang=en",
    "coal unit of the store": "/coal/unit/?from={coal_unit}",
    "a study without its split": "/gold/studies/{gold_draft}/",
    "values of several countries": "/gold/studies/{gold_values}/",
    "a campaign that is a draft": "/products/tests/{campaign_draft}/",
    "the answer to a request": "/products/tests/{campaign_draft}/takedowns/{campaign_request}/?answer=1",
    "a shipment of a product": "/trade/shipment/?code=9025.11&exporter=CHN&importer=GHA&on=2026-03-01",
    "nothing found": "/search/?q=zzzz",
    "an issued report": "/partnership/reports/{issued_report}/",
    "an activity with everything": "/partnership/activities/{whole_activity}/",
}


@dataclass(frozen=True)
class Served:
    """A store that is being served.

    Attributes:
        address: where, without a slash at its end.
        first_link: where the first administrator makes an account; empty where there is one.
        ids: of the made-up records.
    """

    address: str
    first_link: str
    ids: dict[str, Any]

    def pages(self) -> dict[str, str]:
        """The address of every page, by its name."""
        return {name: self.address + path.format(**self.ids) for name, path in {**PAGES, **MORE}.items()}


def chromium() -> str | None:
    """The program Chromium on this machine."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def filled(folder: Path, facilities: int = 200) -> dict[str, Any]:
    """Make a store with made-up records in a folder; gives their ids."""
    command = [sys.executable, "-m", "tools.made_up_store", str(folder), "--facilities", str(facilities)]
    done = subprocess.run(command, cwd=ROOT, env=_surroundings(folder), check=True, stdout=subprocess.PIPE, text=True)
    ids: dict[str, Any] = json.loads(done.stdout)
    return ids


@contextmanager
def serving(folder: Path, ids: dict[str, Any] | None = None) -> Iterator[Served]:
    """Serve the store of a folder, on any free port of this machine alone."""
    command = [sys.executable, "-c", "from almaden.cli.main import run; run()", "serve", "--port", "0", "--json"]
    process = subprocess.Popen(command, cwd=ROOT, env=_surroundings(folder), stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        said = json.loads(next((line for line in process.stdout if '"first_link"' in line), "{}"))
        yield Served(said["address"].rstrip("/"), said["first_link"], ids or {})
    finally:
        process.terminate()
        process.communicate(timeout=60)


def _surroundings(folder: Path) -> dict[str, str]:
    """A store of its own, whatever the one who started this uses."""
    kept = {name: value for name, value in os.environ.items() if name != "ALMADEN_DATABASE_URL"}
    # Django's own variable may name settings that the one who started this uses.
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "ALMADEN_HOME": str(folder), "ALMADEN_LANG": "en", "PYTHONPATH": str(ROOT / "src")}


@contextmanager
def browsing() -> Iterator[Browser]:
    """Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as program:
        browser = program.chromium.launch(executable_path=chromium())
        yield browser
        browser.close()


def open_context(
    browser: Browser, served: Served, *, person: str = "", language: str = "en", **more: Any
) -> BrowserContext:
    """A browser of its own for a person, signed in where one is named, in a language."""
    context = browser.new_context(**{"viewport": DESKTOP, "locale": language, **more})
    context.set_default_timeout(30_000)
    if person:
        page = context.new_page()
        sign_in(page, served, person)
        page.close()
    code = "zh-hans" if language == "zh" else language
    context.add_cookies([{"name": "django_language", "value": code, "url": served.address}])
    return context


def sign_in(page: Page, served: Served, person: str, password: str = PASSWORD) -> None:
    """Sign in by the form."""
    page.goto(f"{served.address}/account/sign-in/")
    page.fill("[name=username]", person)
    page.fill("[name=password]", password)
    page.click("main form button")
    page.wait_for_selector("form[action*='sign-out']", state="attached")


def settle(page: Page) -> None:
    """Wait until the maps of a page are drawn."""
    for figure in page.query_selector_all("figure[data-map]"):
        page.wait_for_function("figure => figure.dataset.ready !== undefined", arg=figure)
