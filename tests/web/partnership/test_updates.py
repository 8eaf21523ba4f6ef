"""A partner without an account tells what is new by a link; the lead of the area asks, reminds and approves."""

from __future__ import annotations

import gzip
import logging
import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.test import Client

from almaden.store.acting import now
from almaden.store.mail import outbox
from almaden.store.models import Change, Entry, Proposal, RegistryRow, UpdateLink, User
from almaden.store.registry import links, loading, writing
from tests.store.registry.conftest import registry, row
from tests.web.place_samples import Open

pytestmark = pytest.mark.usefixtures("small")

ADDRESS = "http://localhost/partnership/update/{secret}/"


def asked(lead: User, area: str = "COAL", partner: str = "P1") -> str:
    """The secret of a new link, as it stands in the message."""
    known = set(outbox().glob("*.eml")) if outbox().is_dir() else set()
    links.ask(lead, [row("partner", partner)], area, address=ADDRESS)
    (message,) = set(outbox().glob("*.eml")) - known
    text = message_from_bytes(message.read_bytes(), policy=policy.default).get_content()
    found = re.search(r"/partnership/update/([^/\s]+)/", text)
    assert found
    return found[1]


def page_of(secret: str, **query: str) -> str:
    return Client().get(f"/partnership/update/{secret}/", query).content.decode()


def fields(page: str) -> dict[str, str]:
    typed = dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([\w-]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options)
        typed[name] = chosen[1] if chosen else re.findall(r'value="([^"]*)"', options)[0]
    typed.pop("do", None)
    return typed


def test_the_page_is_in_the_partners_language_light_and_without_scripts(lead: User) -> None:
    answer = Client().get(f"/partnership/update/{asked(lead)}/")
    page = answer.content.decode()
    assert '<html lang="fr"' in page
    assert "<script" not in page
    assert "Training (made up)" in page
    assert "Inventory (made up)" in page
    # Of another area, and of another partner.
    assert "Guidance (made up)" not in page
    assert "one@example.org" not in page
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert answer.cookies == {}
    assert len(answer.content) < 15_000


def test_another_language_is_chosen(lead: User) -> None:
    assert '<html lang="ar" dir="rtl"' in page_of(asked(lead), language="ar")


def test_a_hundred_activities_are_sent_in_less_than_30_kb(lead: User) -> None:
    many = (
        ("activity", {"id": f"M{place}", "title": f"Activity of many words, number {place} (made up)", "area": "COAL",
                      "type": "training", "status": "ongoing", "partners": ("P1",)})
        for place in range(100)
    )  # fmt: skip
    partner = ("partner", {"id": "P1", "name": "Institute one (made up)"})
    loading.load(None, registry(partner, *many), "made up", "")
    answer = Client().get(f"/partnership/update/{asked(lead)}/", headers={"accept-encoding": "gzip"})
    assert b"number 99 (made up)" in gzip.decompress(answer.content)
    assert len(answer.content) < 30_000


def test_what_is_told_waits_and_changes_nothing_yet(lead: User) -> None:
    secret = asked(lead)
    number = row("activity", "A1").pk
    sent = {
        **fields(page_of(secret)), f"a{number}-status": "completed", f"a{number}-outputs": "Ten trainers (made up)",
        f"a{number}-reached": "300", f"a{number}-unit": "miners", "word": "Bonjour (made up)", "do": "send",
    }  # fmt: skip
    answer = Client().post(f"/partnership/update/{secret}/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/partnership/thanks/?language=fr")
    assert answer["Referrer-Policy"] == "no-referrer"
    proposal = Proposal.objects.get()
    assert proposal.values == {"status": "completed", "outputs": "Ten trainers (made up)"}
    assert (proposal.reason, proposal.link and proposal.link.word) == ("", "Bonjour (made up)")
    assert row("activity", "A1").status == "ongoing"
    reached = RegistryRow.objects.get(kind="beneficiary")
    assert (reached.state, reached.values["number"], reached.values["activity"]) == ("submitted", 300.0, "A1")
    assert Client().get(answer["Location"]).status_code == 200


def test_a_new_activity_is_submitted_for_the_area_that_asked(lead: User) -> None:
    secret = asked(lead)
    typed = {**fields(page_of(secret)), "n1-title": "Retorts (made up)", "n1-countries": "Pérou", "n1-area": "WASTE"}
    more = Client().post(f"/partnership/update/{secret}/", {**typed, "do": "more"})
    page = more.content.decode()
    assert more.status_code == 200
    assert 'name="n2-title"' in page
    assert 'value="Retorts (made up)"' in page
    sent = {**typed, "new": "2", "n2-title": "Filters (made up)", "n2-type": "training", "n2-status": "planned",
            "n2-reached": "5", "n2-unit": "plants", "do": "send"}  # fmt: skip
    assert Client().post(f"/partnership/update/{secret}/", sent).status_code == 302
    first, second = RegistryRow.objects.filter(kind="activity", state="submitted").order_by("pk")
    assert (first.area, first.values["countries"], first.values["partners"]) == ("COAL", ["PER"], ["P1"])
    assert RegistryRow.objects.get(kind="beneficiary").values["activity"] == second.key


def test_nothing_has_changed(lead: User) -> None:
    secret = asked(lead)
    sent = {**fields(page_of(secret)), "do": "nothing"}
    assert Client().post(f"/partnership/update/{secret}/", sent).status_code == 302
    assert UpdateLink.objects.get().answered_on is not None
    assert Proposal.objects.count() == 0


def test_what_was_written_is_not_lost_by_the_wrong_button(lead: User) -> None:
    secret = asked(lead)
    sent = {**fields(page_of(secret)), "n1-title": "Retorts (made up)", "do": "nothing"}
    answer = Client().post(f"/partnership/update/{secret}/", sent)
    assert answer.status_code == 422
    assert 'value="Retorts (made up)"' in answer.content.decode()
    sent = {**fields(page_of(secret)), "do": "send"}
    assert Client().post(f"/partnership/update/{secret}/", sent).status_code == 422
    assert UpdateLink.objects.get().answered_on is None


def test_faults_stand_at_their_fields_and_nothing_is_kept(lead: User) -> None:
    secret = asked(lead)
    number = row("activity", "A1").pk
    sent = {
        **fields(page_of(secret)), f"a{number}-end": "2001", f"a{number}-obstacles": "<b>Rain</b>",
        f"a{number}-reached": "many", f"a{number}-unit": "miners", "n1-title": "Retorts (made up)",
        "n1-countries": "Nowhere", "do": "send",
    }  # fmt: skip
    answer = Client().post(f"/partnership/update/{secret}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('aria-invalid="true"') == 2
    assert "&lt;b&gt;Rain&lt;/b&gt;" in page
    assert 'value="Nowhere"' in page
    # What a field means is told by its label, in the language of the page.
    assert "How many." not in page
    assert RegistryRow.objects.filter(state="submitted", kind__in=["activity", "beneficiary"]).count() == 0


def test_a_record_that_moved_on_is_shown_as_it_stands_now(lead: User, secretariat: User, writer: User) -> None:
    from almaden.store.registry import proposals

    secret = asked(lead)
    page = page_of(secret)
    proposal = writing.change(writer, row("activity", "A1"), None, {"outputs": "Told by others (made up)"})
    assert isinstance(proposal, Proposal)
    proposals.accept(lead, proposal)
    number = row("activity", "A1").pk
    sent = {**fields(page), f"a{number}-outputs": "Told by us (made up)", "do": "send"}
    answer = Client().post(f"/partnership/update/{secret}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Told by others (made up)" in page
    assert "Told by us (made up)" in page
    again = {**sent, **{name: text for name, text in fields(page).items() if name.endswith("-version")}}
    assert Client().post(f"/partnership/update/{secret}/", again).status_code == 302


@pytest.mark.parametrize("why", ["unknown", "answered", "expired", "withdrawn"])
def test_a_link_that_works_no_more_says_what_to_do(why: str, lead: User) -> None:
    secret = asked(lead) if why != "unknown" else "made-up"
    moment = {"answered": "answered_on", "withdrawn": "withdrawn_on", "expired": "expires_on"}.get(why)
    if moment:
        UpdateLink.objects.update(**{moment: now() - timedelta(hours=1)})
    for answer in (
        Client().get(f"/partnership/update/{secret}/", {"language": "en"}),
        Client().post(f"/partnership/update/{secret}/", {"do": "nothing"}),
    ):
        assert answer.status_code == 404
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "Training (made up)" not in answer.content.decode()
    assert "ask the lead of the area for a new one" in page_of(secret, language="en")
    # Without a language in the address it is that in which the partner was written to.
    assert f'<html lang="{"en" if why == "unknown" else "fr"}"' in page_of(secret)


def test_the_secret_stands_in_no_journal_and_no_log(
    lead: User, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from almaden.store.registry import answers

    secret = asked(lead)
    page_of(secret)

    def broken(secret: str) -> None:
        raise RuntimeError("made up")

    monkeypatch.setattr(answers, "open_link", broken)
    logger = logging.getLogger("django.request")
    monkeypatch.setattr(logger, "propagate", True)
    answer = Client(raise_request_exception=False).get(f"/partnership/update/{secret}/")
    assert answer.status_code == 500
    assert answer["Referrer-Policy"] == "no-referrer"
    formatted = [logging.Formatter().format(record) for record in caplog.records if record.name == "django.request"]
    assert formatted
    assert all(secret not in one for one in formatted)
    assert all(secret not in change.content for change in Change.objects.all())
    assert all(secret not in f"{entry.reason}{entry.action}" for entry in Entry.objects.all())


def test_the_lead_sees_the_messages_before_they_are_sent(lead: User, opened: Open) -> None:
    browser = opened(lead)
    page = browser.get("/partnership/updates/").content.decode()
    assert "Institute one (made up)" in page
    sent = {"area": "COAL", "partner": ["P1"], "days": "14"}
    shown = browser.post("/partnership/updates/preview/", sent)
    assert "one@example.org" in shown.content.decode()
    assert "/partnership/update/…/" in shown.content.decode()
    assert UpdateLink.objects.count() == 0
    assert browser.post("/partnership/updates/send/", sent).status_code == 302
    link = UpdateLink.objects.get()
    assert (link.partner, link.area, link.asked_by) == ("P1", "COAL", lead)
    assert 13 < (link.expires_on - now()).total_seconds() / 86400 < 14


def test_a_time_that_cannot_be_used_is_refused_before_the_messages_are_shown(lead: User, opened: Open) -> None:
    browser = opened(lead)
    for days in ("0", "-1", "9999", "abc"):
        answer = browser.post("/partnership/updates/preview/", {"area": "COAL", "partner": ["P1"], "days": days})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "the time cannot be used" in page
        assert "The link works" not in page


def test_the_lead_sees_who_answered_and_reminds_the_others(lead: User, opened: Open) -> None:
    secret, browser = asked(lead), opened(lead)
    page = browser.get("/partnership/updates/?area=COAL").content.decode()
    assert "has not answered" in page
    reminder = browser.post("/partnership/updates/preview/", {"area": "COAL", "who": "unanswered", "days": "30"})
    assert "Institute one (made up)" in reminder.content.decode()
    sent = {"area": "COAL", "partner": ["P1"], "days": "30"}
    again = browser.post("/partnership/updates/send/", sent, follow=True).content.decode()
    assert "1 was written to within the last day and is passed over." in again
    assert UpdateLink.objects.count() == len(list(outbox().glob("*.eml"))) == 1
    Client().post(f"/partnership/update/{secret}/", {**fields(page_of(secret)), "do": "nothing"})
    page = browser.get("/partnership/updates/?area=COAL").content.decode()
    assert "has answered" in page
    assert "Remind those" not in page


def test_an_address_of_a_form_that_is_opened_leads_back_to_the_form(lead: User, opened: Open) -> None:
    answer = opened(lead).get("/partnership/updates/send/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert '<a class="button" href="/partnership/updates/">' in answer.content.decode()


def test_a_withdrawn_link_opens_nothing(lead: User, opened: Open) -> None:
    secret = asked(lead)
    assert opened(lead).post("/partnership/updates/withdraw/", {"area": "COAL", "partner": "P1"}).status_code == 302
    assert Client().get(f"/partnership/update/{secret}/").status_code == 404


def test_leads_ask_for_their_own_area_only(lead: User, opened: Open) -> None:
    browser = opened(lead)
    sent = {"area": "WASTE", "partner": ["P2"], "days": "14"}
    assert browser.get("/partnership/updates/?area=WASTE").status_code == 403
    for step in ("preview", "send", "withdraw"):
        assert browser.post(f"/partnership/updates/{step}/", sent).status_code == 403
    assert browser.post("/partnership/updates/send/", {**sent, "area": ""}).status_code == 403
    assert browser.get("/partnership/updates/?area=NOWHERE").status_code == 404


def test_a_partner_without_an_address_is_not_asked(secretariat: User, opened: Open) -> None:
    sent = {"area": "COAL", "partner": ["P1", "P2"], "days": "14"}
    assert opened(secretariat).post("/partnership/updates/send/", sent).status_code == 422
    assert UpdateLink.objects.count() == 0


def test_a_partner_changes_its_own_contact_which_stands_nowhere_public(lead: User, opened: Open) -> None:
    secret = asked(lead)
    page = page_of(secret)
    # What the registry has of persons is not told to whoever has the link.
    assert "A made-up person" not in page
    sent = {**fields(page), "do": "send", "p-contact": "Another made-up person", "p-email": "another@example.org",
            "p-contribution": "Analyses of coal (made up)"}  # fmt: skip
    answer = Client().post(f"/partnership/update/{secret}/", {**sent, "p-email": "nobody"})
    assert answer.status_code == 422
    assert 'name="p-email" value="nobody"' in answer.content.decode()
    assert Client().post(f"/partnership/update/{secret}/", sent).status_code == 302
    proposal = Proposal.objects.get()
    assert proposal.values == {"contribution": "Analyses of coal (made up)"}
    assert proposal.personal == {"contact": "Another made-up person", "email": "another@example.org"}
    opened(lead).post(f"/partnership/queue/proposals/{proposal.pk}/decide/", {"step": "approve", "version": "1"})
    partner = row("partner", "P1")
    assert partner.values["contribution"] == "Analyses of coal (made up)"
    assert partner.personal["email"] == "another@example.org"
    public = Client().get("/partnership/partners/P1/").content.decode()
    assert "Analyses of coal (made up)" in public
    kept = str(list(Change.objects.values_list("content", flat=True)))
    for told in ("Another made-up person", "another@example.org"):
        assert told not in public
        assert told not in kept


def test_contact_that_is_left_empty_stays(lead: User) -> None:
    secret = asked(lead)
    sent = {**fields(page_of(secret)), "do": "send", "p-website": "https://example.org/"}
    assert Client().post(f"/partnership/update/{secret}/", sent).status_code == 302
    assert (Proposal.objects.get().values, Proposal.objects.get().personal) == ({"website": "https://example.org/"}, {})


def test_a_word_to_the_lead_is_kept_with_every_answer_and_seen_by_the_lead_alone(
    lead: User, writer: User, opened: Open
) -> None:
    word = "Ecrivez à <nouveau@example.org>"
    shown = "Ecrivez à &lt;nouveau@example.org&gt;"
    asked(lead)
    UpdateLink.objects.update(made_on=now() - timedelta(days=2))
    secret = asked(lead)
    typed = {**fields(page_of(secret)), "n1-title": "Cornues (made up)", "word": word, "do": "send"}
    assert Client().post(f"/partnership/update/{secret}/", typed).status_code == 302
    made = RegistryRow.objects.get(kind="activity", state="submitted")
    assert made.values["language"] == "fr"
    nothing = asked(lead)
    sent = {**fields(page_of(nothing)), "word": "Rien de neuf (made up)", "do": "nothing"}
    assert Client().post(f"/partnership/update/{nothing}/", sent).status_code == 302
    browser = opened(lead)
    updates = browser.get("/partnership/updates/?area=COAL").content.decode()
    assert updates.count(shown) == 1, "two links were open, the word was written once"
    assert "Rien de neuf (made up)" in updates
    address = f"/partnership/queue/records/{made.pk}/"
    assert shown in browser.get(address).content.decode()
    assert browser.post(f"{address}decide/", {"step": "approve", "version": "1"}).status_code == 302
    assert "nouveau@example.org" not in Client().get(f"/partnership/activities/{made.key}/").content.decode()
    assert shown not in opened(writer).get(address).content.decode()
    kept = [*Change.objects.values_list("content", flat=True), *Entry.objects.values_list("reason", flat=True)]
    assert not [text for text in kept if "nouveau@example.org" in text or "Rien de neuf" in text]
