"""A questionnaire from the first question to the results; who answers needs no account and no connection."""

from __future__ import annotations

import io
import re
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from almaden.partnership.questionnaires.answers import DONT_KNOW
from almaden.partnership.questionnaires.as_json import form_of
from almaden.reference.readers.workbook import open_workbook
from almaden.reports.partnership.questionnaire_form import write_form
from almaden.store.mail import outbox
from almaden.store.models import RegistryRow, Respondent, Survey, User
from almaden.store.questionnaires import inviting, making
from almaden.store.questionnaires.inviting import Invited
from almaden.web.pages.partnership.answering import reference_of
from tests.partnership.questionnaire_samples import FORM
from tests.web.place_samples import Open

ADDRESS = "http://localhost/partnership/answer/{secret}/"
BASE = "/partnership/questionnaires/"
GOOD = {"q.country": "GHA", "q.stock": "12.5", "q.who": "Somebody Made-up", "q.what": ["sludge", "soil"]}


@pytest.fixture(autouse=True)
def no_server(own_home: object, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALMADEN_SMTP_URL", raising=False)


def secrets() -> list[str]:
    """The secrets of all messages of the outbox, in the order of their addresses."""
    found = {}
    for path in outbox().glob("*.eml"):
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        body = message.get_content()
        found[message["To"]] = re.findall(r"/partnership/answer/([^/\s]+)/", body)[0]
    return [found[to] for to in sorted(found)]


@pytest.fixture
def survey(lead: User) -> Survey:
    made = making.make(lead, "COAL", FORM)
    making.open_survey(lead, made, made.version)
    people = [Invited("a@example.org", country="GHA"), Invited("b@example.org", country="PER", language="fr")]
    inviting.invite(lead, made, people, address=ADDRESS)
    return made


@pytest.fixture
def secret(survey: Survey) -> str:
    return secrets()[0]


def version(page: str) -> int:
    """The version of the questionnaire of a page, as its forms carry it."""
    return Survey.objects.get(pk=page.removeprefix(BASE).strip("/")).version


def answers_version(address: str) -> str:
    """The version of the answers, as the form of a link carries it."""
    page = Client().get(address).content.decode()
    return re.findall(r'name="version" value="(\d+)"', page)[0]


def test_a_questionnaire_from_the_first_question_to_the_results(lead: User, opened: Open) -> None:
    browser = opened(lead)
    made = browser.post(f"{BASE}new/", {"area": "COAL", "language": ["en", "fr"], "first": "en", "title.en": "Needs"})
    assert made.status_code == 302
    page = made["Location"]
    assert 'name="version" value="1"' in browser.get(page).content.decode()
    number = {"kind": "number", "text.en": "How much waste?", "required": "1", "dont_know": "1", "unit": "t",
              "low": "0", "fills": "stock_t"}  # fmt: skip
    choices = {"kind": "several", "text.en": "Which?", "text.fr": "Laquelle ?", "choice.0.en": "Sludge",
               "choice.0.fr": "Boues", "choice.1.en": "Soil", "choice.1.fr": "Sol", "fills": "materials"}  # fmt: skip
    bad = browser.post(f"{page}add/", {**number, "low": "much", "version": version(page)})
    assert (bad.status_code, "much" in bad.content.decode()) == (422, True)
    for values in (choices, number):
        assert browser.post(f"{page}add/", {**values, "version": version(page)}).status_code == 302
    browser.post(f"{page}arrange/", {"do": "up:how_much_waste", "version": version(page)})
    survey = Survey.objects.get()
    form = form_of(survey.definition)
    assert [one.key for one in form.questions] == ["how_much_waste", "which"]
    assert [choice.key for choice in form.questions[1].choices] == ["sludge", "soil"]
    # Not all texts are there in French: it does not open, and says what is missing.
    shut = browser.post(f"{page}step/", {"do": "open", "version": version(page)})
    assert (shut.status_code, "the text in fr is missing" in shut.content.decode()) == (422, True)
    stale = browser.post(f"{page}question/how_much_waste/", {**number, "version": "1"})
    assert stale.status_code == 409
    whole = {**number, "text.fr": "Combien ?", "version": version(page)}
    browser.post(f"{page}question/how_much_waste/", whole)
    titles = {"language": ["en", "fr"], "title.en": "Needs", "title.fr": "Besoins", "first": "en"}
    browser.post(page, {**titles, "version": version(page)})
    assert browser.post(f"{page}step/", {"do": "open", "version": version(page)}).status_code == 302
    preview = browser.get(f"{page}preview/?language=fr").content.decode()
    assert "Combien ?" in preview
    invited = browser.post(f"{page}invite/", {"do": "invite", "people": "a@example.org; Ghana\nb@example.org"})
    assert invited.status_code == 302
    (first, second) = secrets()
    Client().post(f"/partnership/answer/{first}/", {"q.how_much_waste": "3", "q.which": ["soil"], "do": "send"})
    Client().post(f"/partnership/answer/{second}/", {"q.how_much_waste.dk": "1", "do": "keep"})
    results = browser.get(f"{page}results/").content.decode()
    for words in ("<bdi>50 %</bdi>", "1 of 2 who were invited", "Soil", "Ghana"):
        assert words in results
    people = browser.post(f"{page}invite/", {"do": "remind"}, follow=True).content.decode()
    assert "1 was written to within the last day and is passed over." in people
    assert len(secrets()) == 2
    assert "1 has not answered." in people
    assert "begun" in people
    assert RegistryRow.objects.get(kind="need").values["materials"] == ["soil"]


def test_an_answer_with_faults_keeps_what_was_typed(secret: str) -> None:
    address = f"/partnership/answer/{secret}/"
    page = Client().get(address)
    assert (page.status_code, page["Referrer-Policy"], page["Cache-Control"]) == (200, "no-referrer", "no-store")
    assert len(page.content) < 60_000
    wrong = {"q.stock": "-3", "q.words": "Kept <b>words</b>", "q.topics.law": "1", "q.topics.storage": "1",
             "q.money": "dont_know", "do": "send"}  # fmt: skip
    answer = Client().post(address, wrong)
    text = answer.content.decode()
    assert answer.status_code == 422
    for words in ("the number is out of its bounds", "from 0 to 10,000", "this question has to be answered",
                  "the places are not 1, 2, 3", "Kept &lt;b&gt;words&lt;/b&gt;", 'value="-3"'):  # fmt: skip
        assert words in text
    assert '<option value="dont_know" selected>' in text
    assert Respondent.objects.filter(kept_on=None).count() == 2


def test_an_answer_is_kept_half_and_finished_later_in_the_chosen_language(secret: str) -> None:
    address = f"/partnership/answer/{secret}/?language=fr"
    half = Client().post(address, {"q.words": "À moitié", "do": "keep", "version": answers_version(address)})
    assert half.status_code == 302
    again = Client().get(half["Location"]).content.decode()
    assert "À moitié" in again
    assert "Combien de déchets ?" in again
    sent = {**GOOD, "do": "send", "version": answers_version(address)}
    assert Client().post(address, sent)["Location"] == "/partnership/answer/thanks/?language=fr"
    assert Client().get("/partnership/answer/thanks/?language=fr").status_code == 200
    # Somebody who had the page open since before is told, and may still send theirs.
    late = Client().post(address, {**sent, "q.stock": "1"})
    assert late.status_code == 409
    assert "Entre-temps, des réponses sont arrivées" in late.content.decode()
    one = Respondent.objects.exclude(answered_on=None).get()
    assert (one.language, one.values["stock"]) == ("fr", 12.5)


def test_a_workbook_is_filled_in_without_a_connection_and_sent(secret: str, survey: Survey, tmp_path: Path) -> None:
    address = f"/partnership/answer/{secret}/"
    taken = Client().get(f"{address}form.xlsx?language=fr")
    (tmp_path / "form.xlsx").write_bytes(taken.content)
    assert open_workbook(tmp_path / "form.xlsx").sheets[:2] == ("about", "answers")
    reference = reference_of(survey)
    half = write_form(FORM, "fr", reference, {"words": "Seul"})
    faulty = Client().post(f"{address}file/", {"file": io.BytesIO(half)})
    assert (faulty.status_code, "Seul" in faulty.content.decode()) == (422, True)
    for wrong in (b"no workbook", write_form(FORM, "en", "another"), b""):
        assert Client().post(f"{address}file/", {"file": io.BytesIO(wrong)}).status_code == 422
    assert Client().post(f"{address}file/", {}).status_code == 422
    assert Client().generic("POST", f"{address}file/", b"x", CONTENT_LENGTH="5000001").status_code == 413
    good = write_form(FORM, "fr", reference, {"country": "PER", "stock": DONT_KNOW, "topics": ("law", "storage")})
    assert Client().post(f"{address}file/", {"file": io.BytesIO(good)}).status_code == 302
    one = Respondent.objects.exclude(answered_on=None).get()
    assert one.values == {"country": "PER", "stock": {"dont_know": True}, "topics": ["law", "storage"]}


def test_files_and_results_hold_nothing_of_persons(secret: str, survey: Survey, lead: User, opened: Open) -> None:
    Client().post(f"/partnership/answer/{secret}/", {**GOOD, "do": "send"})
    browser = opened(lead)
    pages = [browser.get(f"{BASE}{survey.pk}/{end}").content for end in ("results/", "results.csv", "xlsform/")]
    for content in pages:
        assert b"Somebody Made-up" not in content
        assert b"example.org" not in content
    assert b"sludge; soil" in pages[1]
    assert browser.get(f"{BASE}{survey.pk}/results.xlsx").content[:2] == b"PK"
    assert browser.get(f"{BASE}{survey.pk}/results.pdf").status_code == 404
    assert b"a@example.org" in browser.get(f"{BASE}{survey.pk}/people/").content
    filtered = browser.get(f"{BASE}{survey.pk}/results/?country=PER").content.decode()
    assert "0 of 1 who were invited" in filtered


def test_results_without_anybody_have_no_empty_forms_and_tables(survey: Survey, lead: User, opened: Open) -> None:
    Respondent.objects.update(is_invited=False)
    main = opened(lead).get(f"{BASE}{survey.pk}/results/").content.decode().partition("<main")[2]
    for nothing in ("Who has answered", "<table", 'class="filters"', ">answer;"):
        assert nothing not in main
    assert "answers; 0 by the public address" in main


def test_the_public_address_gives_everybody_a_link_of_their_own(survey: Survey, lead: User, opened: Open) -> None:
    cache.clear()
    address = f"/partnership/questionnaire/{survey.pk}/"
    assert Client().get(address).status_code == 404
    rules = {"do": "rules", "is_public": "1", "closes_on": "2999-12-31", "version": survey.version}
    assert opened(lead).post(f"{BASE}{survey.pk}/step/", rules).status_code == 302
    assert "Une enquête inventée" in Client().get(f"{address}?language=fr").content.decode()
    own = Client().post(address)["Location"]
    assert Client().post(own, {**GOOD, "do": "send"}).status_code == 302
    assert Respondent.objects.filter(is_invited=False).exclude(answered_on=None).count() == 1
    cache.clear()


def test_a_closed_questionnaire_and_a_wrong_link_open_nothing(
    secret: str, survey: Survey, lead: User, opened: Open
) -> None:
    assert Client().get("/partnership/answer/guessed/").status_code == 404
    assert Client().get("/partnership/answer/guessed/form.xlsx").status_code == 404
    browser = opened(lead)
    number = Respondent.objects.filter(email="b@example.org").get().pk
    assert browser.post(f"{BASE}{survey.pk}/invite/", {"do": f"withdraw:{number}"}).status_code == 302
    assert Client().get(f"/partnership/answer/{secrets()[1]}/").status_code == 404
    people = browser.get(f"{BASE}{survey.pk}/people/").content.decode()
    assert "1 was invited. 0 have answered. 1 has not answered. 1 invitation was withdrawn." in people
    assert browser.post(f"{BASE}{survey.pk}/invite/", {"do": "withdraw:0"}).status_code == 404
    assert browser.post(f"{BASE}{survey.pk}/invite/", {"do": "invite", "people": "no address"}).status_code == 422
    page = f"{BASE}{survey.pk}/"
    browser.post(f"{page}step/", {"do": "close", "version": version(page)})
    assert Client().post(f"/partnership/answer/{secret}/", {**GOOD, "do": "send"}).status_code == 404


def test_another_area_has_its_own_questionnaires(survey: Survey, opened: Open, person: object) -> None:
    other = person("other", "area_lead", area="WASTE")  # type: ignore[operator]
    browser = opened(other)
    assert "A made-up survey" not in browser.get(BASE).content.decode()
    for end in ("", "add/", "preview/", "people/", "results/", "results.csv", "xlsform/", "question/stock/"):
        assert browser.get(f"{BASE}{survey.pk}/{end}").status_code == 404
    for end in ("arrange/", "step/", "invite/"):
        assert browser.post(f"{BASE}{survey.pk}/{end}", {"do": "open"}).status_code == 404
    assert browser.post(f"{BASE}new/", {"area": "COAL", "language": "en", "title.en": "X"}).status_code == 403
