"""Questionnaires are opened, people invited and reminded; answers by a link, half or whole; results for who asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from almaden.demo.store_loader import load_questionnaire
from almaden.errors import InputError
from almaden.partnership.questionnaires.answers import DONT_KNOW, Given
from almaden.partnership.questionnaires.as_json import form_of
from almaden.store.acting import now
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError
from almaden.store.mail import outbox
from almaden.store.models import Change, Proposal, RegistryRow, Respondent, Survey, User
from almaden.store.questionnaires import answering, inviting, making, reading
from almaden.store.questionnaires.inviting import Asked, Invited
from almaden.store.registry import writing
from almaden.store.rights import RightsError
from tests.partnership.questionnaire_samples import FORM, with_change, without
from tests.store.conftest import MakeUser, own_home, person
from tests.store.registry.conftest import lead, secretariat

__all__ = ["lead", "own_home", "person", "secretariat"]

ADDRESS = "https://almaden.example/answer/{secret}/"
GOOD = {"country": Given("GHA"), "stock": Given("12"), "who": Given("Somebody Made-up")}


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALMADEN_SMTP_URL", raising=False)


@pytest.fixture
def survey(own_home: object, lead: User) -> Survey:
    made = making.make(lead, "COAL", FORM)
    return making.open_survey(lead, made, made.version)


def secrets_of(asked: Iterable[Asked]) -> list[str]:
    texts = [message_from_bytes(Path(one.sent.path).read_bytes(), policy=policy.default).get_content() for one in asked]
    return [re.findall(r"https://almaden\.example/answer/([^/\s]+)/", text)[0] for text in texts]


@pytest.fixture
def secret(survey: Survey, lead: User) -> str:
    people = [Invited("one@example.org", country="PER", language="fr"), Invited("two@example.org", category="ngo")]
    return secrets_of(inviting.invite(lead, survey, people, address=ADDRESS))[0]


def test_only_who_leads_the_area_makes_reads_and_invites(survey: Survey, lead: User, person: MakeUser) -> None:
    other = person("other", "area_lead", area="WASTE")
    assert list(making.visible_surveys(other)) == []
    assert list(making.visible_surveys(lead)) == [survey]
    # A role for one country asks for no area.
    assert list(making.visible_surveys(person("national", "secretariat", "GHA"))) == []
    for forbidden in (
        lambda: making.make(lead, "", FORM),
        lambda: making.change(other, survey, None, FORM),
        lambda: making.close_survey(other, survey, None),
        lambda: making.new_version(other, survey),
        lambda: making.set_rules(other, survey, None, is_public=True, closes_on=None),
        lambda: making.remove(other, survey),
        lambda: inviting.invite(other, survey, [Invited("a@example.org")], address=ADDRESS),
        lambda: inviting.remind(other, survey, address=ADDRESS),
        lambda: reading.results_of(other, survey),
    ):
        with pytest.raises(RightsError):
            forbidden()


def test_a_questionnaire_is_opened_when_it_is_complete(own_home: object, lead: User) -> None:
    draft = making.make(lead, "COAL", with_change(FORM, "words", texts={"en": "Only English"}))
    with pytest.raises(InputError) as told:
        making.open_survey(lead, draft, draft.version)
    assert [one.column for one in told.value.faults] == ["words"]
    making.change(lead, draft, draft.version, FORM)
    with pytest.raises(ConflictError):
        making.open_survey(lead, draft, 1)
    making.open_survey(lead, draft, draft.version)
    with pytest.raises(ClosedError):
        making.remove(lead, draft)
    with pytest.raises(InputError):
        making.set_rules(lead, draft, None, is_public=False, closes_on=date(2020, 1, 1))


def test_an_invitation_is_written_in_the_language_of_who_gets_it(survey: Survey, secret: str, lead: User) -> None:
    assert [one.language for one in survey.respondents.all()] == ["fr", "en"]
    # Who was invited before is passed over.
    again = inviting.invite(lead, survey, [Invited("ONE@example.org"), Invited("c@example.org")], address=ADDRESS)
    assert [one.respondent.email for one in again] == ["c@example.org"]
    with pytest.raises(InputError):
        inviting.invite(lead, survey, [Invited("a@example.org"), Invited("no address")], address=ADDRESS)
    assert survey.respondents.count() == 3


def test_a_list_of_addresses_names_countries() -> None:
    read = inviting.addresses_in("a@example.org; Ghana\n\n b@example.org ;per\nc@example.org")
    assert [(one.email, one.country) for one in read] == [
        ("a@example.org", "GHA"), ("b@example.org", "PER"), ("c@example.org", ""),
    ]  # fmt: skip
    with pytest.raises(InputError) as told:
        inviting.addresses_in("a@example.org; Nowhere\nb@example.org; Elsewhere")
    assert [one.row for one in told.value.faults] == [1, 2]


def test_one_person_answers_for_each_of_their_plants(survey: Survey, lead: User) -> None:
    people = inviting.addresses_in(
        "works@example.org; PER; North plant (made up)\nworks@example.org; PER; South; plant (made up)"
    )
    assert [one.about for one in people] == ["North plant (made up)", "South; plant (made up)"]
    asked = inviting.invite(lead, survey, people, address=ADDRESS)
    assert len(asked) == 2
    assert inviting.invite(lead, survey, people, address=ADDRESS) == ()
    text = inviting.words_for(asked[1].respondent, "https://example.org/", again=False)[1]
    assert "South; plant (made up)" in text
    with pytest.raises(InputError):
        inviting.addresses_in(f"works@example.org; PER; {'x' * 201}")


def test_answers_are_kept_half_finished_later_and_corrected(secret: str, survey: Survey, lead: User) -> None:
    answering.keep(secret, {"stock": Given(dont_know=True)}, language="fr", finished=False)
    opened = answering.open_link(secret)
    assert (opened.values, opened.respondent.answered_on) == ({"stock": DONT_KNOW}, None)
    assert reading.results_of(lead, survey).rate.answered == 0
    with pytest.raises(InputError) as told:
        answering.keep(secret, {"stock": Given("x")}, language="fr", finished=True)
    assert {one.column for one in told.value.faults} == {"country", "stock"}
    answering.keep(secret, GOOD, language="fr", finished=True, expected=opened.version)
    with pytest.raises(ConflictError):
        answering.keep(secret, GOOD, language="fr", finished=True, expected=opened.version)
    with pytest.raises(InputError):
        # A correction is whole, or is not kept.
        answering.keep(secret, {}, language="fr", finished=False)
    found = reading.results_of(lead, survey)
    assert (found.rate.invited, found.rate.answered) == (2, 1)
    assert [(one.group, one.answered) for one in found.by_country] == [("PER", 1), ("", 0)]
    assert reading.results_of(lead, survey, category="ngo").rate.answered == 0
    assert found.by_language == {"fr": 1}


def test_those_who_have_not_answered_are_reminded_and_both_links_work(secret: str, survey: Survey, lead: User) -> None:
    answering.keep(secret, GOOD, language="en", finished=True)
    assert inviting.remind(lead, survey, address=ADDRESS) == (), "they were invited within the last day"
    Respondent.objects.update(made_on=now() - timedelta(days=2))
    reminded = inviting.remind(lead, survey, address=ADDRESS)
    assert inviting.remind(lead, survey, address=ADDRESS) == ()
    assert [one.respondent.email for one in reminded] == ["two@example.org"]
    answering.keep(secrets_of(reminded)[0], GOOD, language="en", finished=True)
    assert not inviting.unanswered(survey).exists()
    assert inviting.remind(lead, survey, address=ADDRESS) == ()


def test_a_link_that_does_not_work_says_why(secret: str, survey: Survey, lead: User) -> None:
    def problem(given: str) -> str:
        with pytest.raises(InputError) as told:
            answering.open_link(given)
        return told.value.faults[0].problem

    assert problem("") == problem("guessed\0") == "this link is not known"
    Survey.objects.update(closes_on=now().date() - timedelta(days=1))
    assert problem(secret) == "this questionnaire takes no answers"
    Survey.objects.update(closes_on=None)
    inviting.withdraw(lead, survey.respondents.first())  # type: ignore[arg-type]
    assert problem(secret) == "this link was withdrawn"
    assert reading.results_of(lead, survey).rate.invited == 1
    survey.refresh_from_db()
    making.close_survey(lead, survey, survey.version)
    with pytest.raises(ClosedError):
        inviting.remind(lead, survey, address=ADDRESS)
    with pytest.raises(ClosedError):
        making.change(lead, survey, None, FORM)


def test_once_answered_a_question_keeps_its_meaning(secret: str, survey: Survey, lead: User) -> None:
    making.change(lead, survey, None, without(FORM, "due"))
    answering.keep(secret, {"stock": Given("1")}, language="en", finished=False)
    form = form_of(survey.definition)
    for wrong in (
        without(form, "words"),
        with_change(form, "words", kind="short"),
        with_change(form, "stock", unit="kg"),
        with_change(form, "who", personal=False),
        with_change(form, "topics", choices=FORM.questions[5].choices[:2]),
    ):
        with pytest.raises(InputError) as told:
            making.change(lead, survey, None, wrong)
        assert told.value.faults[0].advice == "make a new version of the questionnaire"
    making.change(lead, survey, None, with_change(form, "words", texts={"en": "Better words", "fr": "Mieux"}))
    making.change(lead, survey, None, with_change(form, "words", personal=True))
    draft = making.new_version(lead, survey)
    assert (draft.replaces, draft.state) == (survey, "draft")
    making.change(lead, draft, None, without(form, "words"))


def test_a_finished_answer_becomes_a_need_that_waits(secret: str, lead: User) -> None:
    answering.keep(secret, GOOD, language="fr", finished=True)
    need = RegistryRow.objects.get(kind="need")
    assert (need.state, need.country, need.values["stock_t"]) == ("submitted", "GHA", 12)
    assert "Somebody" not in str(need.values)
    answering.keep(secret, {**GOOD, "stock": Given(dont_know=True)}, language="fr", finished=True)
    need.refresh_from_db()
    assert ("stock_t" in need.values, need.values["unknown"]) == (False, ["stock_t"])
    writing.publish(lead, need)
    answering.keep(secret, {**GOOD, "stock": Given("13")}, language="fr", finished=True)
    answering.keep(secret, {**GOOD, "stock": Given("13")}, language="fr", finished=True)
    assert RegistryRow.objects.filter(kind="need").count() == 1
    assert Proposal.objects.get().values["stock_t"] == 13


def test_neither_addresses_nor_answers_are_in_the_journal(secret: str) -> None:
    answering.keep(secret, {**GOOD, "words": Given("Told in confidence")}, language="en", finished=True)
    kept = "\n".join(Change.objects.values_list("content", flat=True))
    assert "stock_t" in kept
    for word in (secret, "example.org", "Somebody Made-up", "Told in confidence"):
        assert word not in kept


def test_the_public_address_works_only_where_it_is_wanted(survey: Survey, lead: User) -> None:
    with pytest.raises(InputError):
        answering.begin(survey, "en")
    making.set_rules(lead, survey, survey.version, is_public=True, closes_on=None)
    secret = answering.begin(survey, "ar")
    assert answering.open_link(secret).respondent.language == "en"
    answering.keep(secret, GOOD, language="en", finished=True)
    answering.begin(survey, "en")
    found = reading.results_of(lead, survey)
    assert (found.rate.invited, found.uninvited, found.outcomes[0].asked) == (0, 1, 1)
    assert not outbox().exists()
    assert Respondent.objects.filter(is_invited=True).count() == 0


def test_the_questionnaire_of_the_demonstration_is_opened_once(own_home: object, db: None) -> None:
    assert load_questionnaire()
    assert not load_questionnaire()
    survey = Survey.objects.get()
    assert (survey.area, survey.is_public, making.is_open(survey)) == ("WASTE", True, True)
    assert not survey.respondents.exists()
