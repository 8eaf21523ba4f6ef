"""Lists and pages of activities, partners and every other kind, and who sees what of them."""

from __future__ import annotations

import pytest
from django.test import Client

from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry
from almaden.store.models import User
from almaden.store.registry import loading, writing
from almaden.web.registry_words import FIELD_WORDS
from tests.web.conftest import SignIn
from tests.web.partnership.conftest import text_of

PERSONAL = ("Somebody Made-up", "somebody@example.org", "Asker Made-up", "asker@example.org")


def test_every_field_has_a_name() -> None:
    assert {name for kind in KINDS.values() for name in kind.record.model_fields} == set(FIELD_WORDS)


@pytest.mark.parametrize(
    ("query", "shown", "missing"),
    [
        ("area=ASGM", "Retorts for miners (made up)", "Nothing"),
        ("type=training", "Training in retorts (made up)", "Retorts for miners (made up)"),
        ("country=PER", "Retorts for miners (made up)", "Training in retorts (made up)"),
        ("year=2026", "Retorts for miners (made up)", "Training in retorts (made up)"),
        ("partner=mu-p2", "Retorts for miners (made up)", "Training in retorts (made up)"),
        ("text=training", "Training in retorts (made up)", "Retorts for miners (made up)"),
        ("status=completed", "No activity fits.", "Retorts for miners (made up)"),
        ("year=never", "No activity fits.", "Retorts for miners (made up)"),
    ],
)
def test_activities_are_filtered(made_up: None, browser: Client, query: str, shown: str, missing: str) -> None:
    page = text_of(browser, f"/partnership/activities/?{query}").partition("</form>")[2]
    assert shown in page
    assert missing not in page


def test_a_list_goes_on_where_the_page_before_ended(demo: None, browser: Client) -> None:
    seen: list[str] = []
    address = "/partnership/activities/"
    while address:
        page = browser.get(address)
        rows = page.context["page"] if page.context else None
        assert rows is None or rows.rows
        text = page.content.decode()
        seen += [part.partition('"')[0] for part in text.split('<th scope="row"><a href="/partnership/activities/')[1:]]
        following = text.partition('rel="next"')[0].rpartition('href="')[2].partition('"')[0]
        address = "/partnership/activities/" + following.replace("&amp;", "&") if 'rel="next"' in text else ""
    # The canonical activities of the verification numbers.
    assert len(seen) == len(set(seen)) == 344


def test_an_activity_tells_what_belongs_to_it(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/activities/mu-1/")
    assert "Also told in" in page
    assert "p. 9" in page
    assert "Training in retorts (made up)" in page
    assert "carries it out" in page
    assert "C: estimated by an expert" in page
    assert "250,000" in page
    assert "made up" in page.partition("Where it was read")[2]


def test_partners_that_were_filled_in_are_told_as_such(made_up: None, browser: Client) -> None:
    assert "They were filled in from the lead of the area" in text_of(browser, "/partnership/activities/mu-2/")
    partner = text_of(browser, "/partnership/partners/mu-p1/")
    stated, _, filled_in = partner.partition("Filled in, not stated")
    assert "Retorts for miners (made up)" in stated
    assert "Training in retorts (made up)" in filled_in
    assert "Old institute (made up)" in stated
    assert "A branch (made up)" in stated
    assert "Storage of mercury (made up)" in partner


def test_what_tells_once_more_says_of_what(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/activities/mu-3/")
    assert "does not count again" in page
    assert 'href="/partnership/activities/mu-1/"' in page


@pytest.mark.parametrize("query", ["type=academia", "area=ASGM&status=partner", "text=one"])
def test_partners_are_filtered(made_up: None, browser: Client, query: str) -> None:
    page = text_of(browser, f"/partnership/partners/?{query}")
    assert "Institute one (made up)" in page
    assert "Institute two (made up)" not in page


def test_every_kind_with_records_has_a_list_and_pages(demo: None, browser: Client) -> None:
    from almaden.store.models import RegistryRow

    for kind in sorted(set(RegistryRow.objects.values_list("kind", flat=True))):
        key = RegistryRow.objects.filter(kind=kind).values_list("key", flat=True)[0]
        assert browser.get(f"/partnership/records/{kind}/", follow=True).status_code == 200
        assert browser.get(f"/partnership/records/{kind}/{key}/", follow=True).status_code == 200


@pytest.mark.parametrize("address", ["records/nothing/", "records/nothing/x/", "records/event/%00/", "activities/%00/"])
def test_what_is_not_there_is_not_found(made_up: None, browser: Client, address: str) -> None:
    assert browser.get(f"/partnership/{address}").status_code == 404


@pytest.mark.parametrize("role", ["public", "account", "contributor", "administrator"])
def test_what_tells_of_persons_is_on_no_page_of_others(made_up: None, signed_in_as: SignIn, role: str) -> None:
    browser = signed_in_as(role)
    for address in (
        "/partnership/", "/partnership/partners/", "/partnership/partners/mu-p3/", "/partnership/records/question/",
        "/partnership/records/question/mu-q2/", "/search/?q=made-up", "/partnership/areas/COAL/",
    ):  # fmt: skip
        page = text_of(browser, address)
        assert not [one for one in PERSONAL if one in page]
    assert browser.get("/partnership/records/question/mu-q1/").status_code == 404
    assert browser.get("/partnership/needs/mu-secret/").status_code == 404
    assert "A need that is not shown" not in text_of(browser, "/partnership/needs/")


def test_those_with_the_right_read_about_persons(made_up: None, signed_in_as: SignIn) -> None:
    browser = signed_in_as("secretariat")
    assert "somebody@example.org" in text_of(browser, "/partnership/partners/mu-p3/")
    assert "asker@example.org" in text_of(browser, "/partnership/records/question/mu-q1/")


def test_wishes_tell_cost_and_effect_by_grade(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/wishes/?with_cost=1")
    assert "Retorts for miners (made up)" in page
    assert "Training in retorts (made up)" not in page
    # 500,000 USD less 120,000 secured; 500,000 for 120 kg a year.
    assert "380,000" in page
    assert "4,166.7" in page
    assert "C: estimated by an expert" in page
    assert "Nothing that looks for money fits." in text_of(browser, "/partnership/wishes/?country=FRA")


def test_a_need_finds_its_offer_and_says_why(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/partnership/needs/mu-need/")
    assert "Storage of mercury (made up)" in page
    assert "How the points came about" in page
    assert "missing: nobody offers it" in page


def test_the_search_finds_the_registry(made_up: None, browser: Client) -> None:
    page = text_of(browser, "/search/?q=retorts")
    assert 'href="/partnership/records/activity/mu-1/"' in page
    assert browser.get("/partnership/records/activity/mu-1/")["Location"] == "/partnership/activities/mu-1/"


def test_text_stays_text(own_home: object, db: None, browser: Client) -> None:
    from almaden.store.registry import loading
    from tests.store.registry.conftest import registry

    nasty = "<script>alert(1)</script>"
    values = {"id": "x", "title": nasty, "area": "COAL", "type": nasty, "status": "planned", "description": nasty}
    loading.load(None, registry(("activity", values)), "made up", "")
    for address in ("/partnership/", "/partnership/activities/", "/partnership/activities/x/"):
        page = text_of(browser, address)
        assert nasty not in page
        assert 'href="javascript' not in page


def test_a_content_of_waste_is_judged_and_offers_for_its_treatment_are_linked(made_up: None, browser: Client) -> None:
    page = browser.get("/partnership/waste-classes/?total=20").content.decode()
    assert "15 mg/kg or more in all" in page
    assert "less than 25 mg/kg in all" in page
    assert "/partnership/offers/?step=stabilisation" in page
    assert "not verified" in page
    for wrong in ("-1", "much", "2000000", "1e999"):
        answer = browser.get("/partnership/waste-classes/", {"total": wrong})
        assert answer.status_code == 400
        assert "This must be a number from 0 to 1,000,000." in answer.content.decode()


def test_an_activity_shows_what_it_pays_and_earns(made_up: None, browser: Client) -> None:
    values = {"activity": "mu-1", "item": "All (made up)", "currency": "USD"}
    sums = ((2027, -1000), (2028, 500), (2029, 605))
    record = KINDS["cash_flow"].record.model_validate
    flows = [record({**values, "id": f"C{year}", "year": year, "amount": amount}) for year, amount in sums]
    loading.load(None, Registry.made_of(("cash_flow", one) for one in flows), "made up")
    page = text_of(browser, "/partnership/activities/mu-1/?discount=10")
    # -1000 + 500 / 1.1 + 605 / 1.1**2 = -45.45...
    assert "Worth in the first year: <bdi>-45" in page.replace("\N{MINUS SIGN}", "-")
    assert "3 sums are not stated in a document" in page
    assert "The usual 5 % were taken." in text_of(browser, "/partnership/activities/mu-1/?discount=-9")


def test_a_fact_sheet_is_made_of_what_the_public_sees(made_up: None, browser: Client) -> None:
    assert "Make it" in text_of(browser, "/partnership/fact-sheets/?area=ASGM")
    made = browser.get("/partnership/fact-sheets/?area=ASGM&format=html&lang=en")
    assert made["Content-Disposition"].startswith('attachment; filename="partnership-facts-ASGM-')
    assert "Retorts for miners (made up)" in made.content.decode()
    assert not [one for one in PERSONAL if one in made.content.decode()]
    wrong = browser.get("/partnership/fact-sheets/?format=html&lang=en")
    assert wrong.status_code == 422
    assert "neither an area nor a country is named" in wrong.content.decode()
    assert browser.get("/partnership/fact-sheets/?area=ASGM&format=exe&lang=en").status_code == 404


def test_the_history_tells_the_public_roles_and_no_names(secretariat: User, lead: User, small: None) -> None:
    User.objects.filter(pk=lead.pk).update(full_name="Lea Made-Up")
    made = writing.add(lead, "activity", {"title": "Filters (made up)", "area": "COAL", "type": "training",
                                          "status": "planned"})  # fmt: skip
    writing.publish(secretariat, made)
    address = f"/partnership/activities/{made.key}/"
    public = Client().get(address).content.decode()
    assert "Lea Made-Up" not in public
    assert "<bdi>area lead</bdi>" in public
    assert "<bdi>secretariat</bdi>" in public
    # What the store keeps for itself is no news.
    for words in ("Changed on", "Reviewed by", "Published on"):
        assert words not in public
    reader = Client()
    reader.force_login(secretariat, backend="django.contrib.auth.backends.ModelBackend")
    assert "Lea Made-Up (lead)" in reader.get(address).content.decode()
