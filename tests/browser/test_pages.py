"""Every page in the browser: accessible, narrow enough for a phone, light, quiet, and from no other host."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.browser.watching import Watch, watch
from tools.browsing import AXE, DESKTOP, MORE, PAGES, PHONE, Served, open_context, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, ViewportSize

#: Bytes of a page with everything that it loads, compressed.
MOST_BYTES = 500_000
#: Addresses that show no page of their own: files, data, and what only a form is sent to. Beside the API.
NO_PAGES = {
    "monitoring_trends_sites", "monitoring_trends_regions", "monitoring_trends_json", "monitoring_gaps_csv",
    "monitoring_network_template", "monitoring_questions_add", "monitoring_question_answer",
    "monitoring_question_publish", "monitoring_question_csv", "monitoring_question_json",
    "boundaries", "facility_points", "facility_card", "site_points", "site_card", "inventory_report_file",
    "import_faulty", "edition_archive", "edition_file", "sign_out", "set_language", "change_password", "make_token",
    "revoke_token", "add_person", "send_link", "give_role", "take_role", "open_or_close", "verify_journal",
    "factor_layer_rows", "factor_layer_step", "inventory_row_remove", "inventory_step", "inventory_comment",
    "inventory_resolve", "inventory_correct", "import_step", "edition_check", "facility_comment", "site_comment",
    "dataset_step", "observations_withdraw", "stage_remove", "registry_submit", "registry_decide",
    "registry_decide_proposal", "partnership_updates_send", "partnership_updates_withdraw", "decide_application",
    "partnership_wish_file", "partnership_offer_confirm", "match_feedback", "match_weights_choose",
    "partnership_report_new", "partnership_report_file", "partnership_report_ask", "partnership_report_change",
    "partnership_report_correct", "monitoring_report_file",
    "partnership_feed", "partnership_calendar", "news_draft", "news_preview", "news_send",
    "questionnaire_arrange", "questionnaire_step", "questionnaire_invite", "questionnaire_xlsform",
    "questionnaire_file", "answer_form", "answer_file",
    "coal_case_file", "coal_case_open", "coal_circles", "coal_fleet_file", "coal_fleet_report", "coal_plan_file",
    "study", "study_step", "study_comment", "study_resolve", "study_remove", "gold_values_csv", "gold_values_json",
    "gold_plan_file", "gold_plan_chapter", "gold_miner_file",
    "gold_template", "gold_xlsform", "gold_values_report", "gold_estimate_report", "gold_estimate_json",
    "gold_estimate_csv", "gold_inventory", "gold_tables",
    "chloralkali_circles", "chloralkali_report", "chloralkali_convert_report", "chloralkali_convert_register_report",
    "product_template", "product_stock_json", "product_stock_csv", "product_stock_inventory",
    "product_lamps_file", "product_facility_file", "product_facility_template", "product_amalgam_json",
    "product_balance_file", "product_balance_sales",
    "product_tests_template", "product_campaign_results", "product_campaign_report", "product_campaign_tables",
    "product_campaign_step", "product_campaign_comment", "product_campaign_resolve", "product_campaign_remove",
    "product_campaign_go_on", "product_row_remove", "product_photo", "product_photo_add", "product_photo_remove",
    "chloralkali_template", "law_template", "consents_template", "trade_template", "trade_table", "supply_template",
    "ledger_template", "ledger_export", "ledger_publish", "supply_report", "storage_report", "product_stock_report",
    "monitoring_circles", "monitoring_request_file", "monitoring_biota_circles", "monitoring_biota_template",
    "monitoring_people_template",
    "partnership_points", "partnership_card", "partnership_export", "partnership_template", "registry_import_new",
    "registry_import_keep", "monitoring_quality_check", "monitoring_quality_finish", "monitoring_quality_decide",
    "monitoring_quality_undo", "monitoring_quality_flag", "monitoring_quality_logbook",
}  # fmt: skip
#: Pages that are reached by a form or a link of one use; the walk looks at them.
ELSEWHERE = {
    "link", "import_columns", "partnership_updates_preview", "registry_import", "partnership_export_making",
    "alerts_stop",
}  # fmt: skip
Look = tuple["ViewportSize", Literal["light", "dark"]]
#: How a page is looked at: every two of language, size and colours meet.
LOOKS: dict[str, tuple[tuple[ViewportSize, Literal["light", "dark"]], ...]] = {
    "en": ((DESKTOP, "light"), (PHONE, "dark")),
    "ar": ((DESKTOP, "dark"), (PHONE, "light")),
}

#: What axe looks at in every language. Its other rules look at the elements alone, which are the same in all of them.
OF_LANGUAGE_AND_LOOK = (
    "color-contrast", "link-in-text-block", "scrollable-region-focusable", "meta-viewport", "html-has-lang",
    "html-lang-valid", "html-xml-lang-mismatch", "valid-lang", "document-title", "page-has-heading-one",
    "aria-command-name", "button-name", "image-alt", "input-button-name", "label", "link-name", "select-name",
    "summary-name", "svg-img-alt",
)  # fmt: skip
#: What a page holds hundreds of, all made by the same template: axe looks at the first of them.
MANY_ALIKE = {"api_docs": "section > article:nth-of-type(n+5)"}

#: Opens a page and gives it with what was noticed.
Opening = Callable[[str, str], tuple["Page", Watch]]


@pytest.fixture(scope="module")
def opening(browser: Browser, made_up: Served) -> Iterator[Opening]:
    """Opens pages for one who may do nearly everything, and the form to sign in for the public."""
    ready: dict[tuple[str, str], tuple[Page, Watch]] = {}

    def page_of(name: str, language: str) -> tuple[Page, Watch]:
        person = "" if name == "sign_in" else "ada"
        if (person, language) not in ready:
            page = open_context(browser, made_up, person=person, language=language).new_page()
            ready[person, language] = page, watch(page, made_up.address)
        page, noticed = ready[person, language]
        noticed.begin()
        answer = page.goto(made_up.pages()[name])
        assert answer is not None
        assert answer.status == 200
        settle(page)
        return page, noticed

    yield page_of
    for page, _noticed in ready.values():
        page.context.close()


#: Each page in English, every second one in Arabic too: all hang on the same style sheets, and a look takes a second.
LOOKED_AT: Final = [(name, "en") for name in (*PAGES, *MORE)] + [(name, "ar") for name in (*PAGES, *MORE)[::2]]


@pytest.mark.parametrize(("name", "language"), LOOKED_AT)
def test_page(name: str, language: str, opening: Opening) -> None:
    page, noticed = opening(name, language)
    assert noticed.received < MOST_BYTES
    for size, _colours in LOOKS[language]:
        page.set_viewport_size(size)
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    if name in MANY_ALIKE:
        page.evaluate("all => document.querySelectorAll(all).forEach(one => one.remove())", MANY_ALIKE[name])
    page.evaluate(f"{AXE.read_text(encoding='utf-8')}; 0")
    # Backwards, from the size that it has now to the one that the next page begins with: each change takes its time.
    for size, colours in reversed(LOOKS[language]):
        page.emulate_media(color_scheme=colours)
        page.set_viewport_size(size)
        settle(page)
        assert _violations(page, () if language == "en" else OF_LANGUAGE_AND_LOOK) == []
    assert noticed.complaints == []
    assert noticed.strangers == []


def test_every_address_is_looked_at_or_shows_no_page() -> None:
    named = set(_names(get_resolver().url_patterns))
    assert named - set(PAGES) - NO_PAGES - ELSEWHERE == set()
    assert (set(PAGES) | NO_PAGES | ELSEWHERE) - named == set()


def test_a_page_that_is_not_there_is_accessible_too(opening: Opening, made_up: Served) -> None:
    page, _noticed = opening("home", "en")
    answer = page.goto(f"{made_up.address}/facilities/999999/")
    assert answer is not None
    assert answer.status == 404
    page.evaluate(f"{AXE.read_text(encoding='utf-8')}; 0")
    assert _violations(page) == []


def test_both_versions_of_a_conflict_are_accessible_too(opening: Opening) -> None:
    page, _noticed = opening("stage_edit", "en")
    page.evaluate("document.querySelector('main [name=version]').value = 0")
    with page.expect_navigation() as gone:
        page.locator("main form").first.get_by_role("button").click()
    assert gone.value is not None
    assert gone.value.status == 409
    page.evaluate(f"{AXE.read_text(encoding='utf-8')}; 0")
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert _violations(page) == []


def _violations(page: Page, rules: Sequence[str] = ()) -> list[Any]:
    """What axe finds by some of its rules, or all, in few words."""
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    # The rest of what axe says is long and would be taken out of the browser for nothing.
    found = page.evaluate("options => axe.run(options).then(said => said.violations)", options)
    return [(one["id"], one["help"], [node["html"][:200] for node in one["nodes"][:5]]) for one in found]


def _names(patterns: list[Any]) -> Iterator[str]:
    """Names of addresses of pages: not of the API, which has names with a prefix."""
    for one in patterns:
        if isinstance(one, URLResolver) and not one.namespace:
            yield from _names(one.url_patterns)
        elif isinstance(one, URLPattern) and one.name:
            yield one.name
