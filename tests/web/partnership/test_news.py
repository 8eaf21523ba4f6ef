"""The newsletter in pages: subscribed to, confirmed, sent, read, and left; feeds that other programs read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client

from almaden.store.jobs import run_now
from almaden.store.letters import issues
from almaden.store.letters.alert_mails import Pages
from almaden.store.letters.alerts import send_alerts
from almaden.store.letters.subscriptions import CONFIRM_DAYS
from almaden.store.mail import outbox
from almaden.store.models import Job, NewsDelivery, NewsIssue, RegistryRow, Subscription, User
from almaden.store.registry import loading
from tests.store.registry.conftest import EXCHANGE, registry
from tests.web.partnership.conftest import text_of
from tests.web.place_samples import Open

pytestmark = pytest.mark.usefixtures("small")

SENT = {"address": "reader@example.org", "language": "en", "areas": ["COAL"], "agree": "yes"}
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def nobody_asked_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("ALMADEN_SMTP_URL", raising=False)
    cache.clear()
    yield
    cache.clear()


def messages() -> list[EmailMessage]:
    return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(outbox().glob("*.eml"))]


def link_in(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    found = re.search(r"http://testserver(/partnership/subscription/[\w-]+/)", body.get_content())
    assert found is not None
    return found[1]


def version_of(page: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_asked_for_confirmed_sent_read_and_left_by_one_click(secretariat: User, opened: Open) -> None:
    reader, desk = Client(), opened(secretariat)
    page = reader.get("/partnership/subscribe/").content.decode()
    assert "<script" not in page
    assert 'name="referrer" content="same-origin"' in page, "browsers that tell no origin could not send the form"
    asked = reader.post("/partnership/subscribe/", SENT)
    assert (asked.status_code, asked["Location"]) == (302, "/partnership/subscribe/sent/?language=en")
    assert str(CONFIRM_DAYS) in reader.get(asked["Location"]).content.decode()
    link = link_in(messages()[0])

    shown = reader.get(link)
    assert (shown["Referrer-Policy"], shown["Cache-Control"]) == ("no-referrer", "no-store")
    assert Subscription.objects.get().confirmed_on is None, "a program that only looks at the link confirms nothing"
    assert "Confirmed" in reader.post(link, {"do": "confirm"}).content.decode()
    kept = Subscription.objects.get()
    assert kept.confirmed_on is not None
    assert "I want the newsletter" in kept.wording

    made = {"kind": "newsletter", "language": "en", "area": "COAL", "from": "2019-01-01", "to": "2020-12-31"}
    address = desk.post("/partnership/news/draft/", made)["Location"]
    draft = desk.get(address).content.decode()
    assert "Training (made up)" in draft
    assert "1 reader gets it." in draft
    told = {"version": version_of(draft), "title": "What is new (made up)", "introduction": "<b>Hello</b>\n\nall"}
    assert desk.post(address, {**told, "do": "keep", "keep": "highlights:0"}).status_code == 302
    issue = NewsIssue.objects.get()
    html = desk.get(f"/partnership/news/{issue.pk}/preview/").content.decode()
    assert "&lt;b&gt;Hello&lt;/b&gt;" in html
    text = desk.get(f"/partnership/news/{issue.pk}/preview/?as=text")
    assert text["Content-Type"] == "text/plain; charset=utf-8"
    assert "Training (made up)" in text.content.decode()
    assert reader.get(f"/partnership/news/{issue.pk}/").status_code == 404, "a draft is for nobody"

    stale = desk.post(f"/partnership/news/{issue.pk}/send/", {"version": "1"})
    assert stale.status_code == 409
    version = version_of(desk.get(address).content.decode())
    personal = {**told, "version": version, "introduction": "Ask marie@example.org", "keep": "highlights:0"}
    desk.post(address, {**personal, "do": "keep"})
    version = version_of(desk.get(address).content.decode())
    refused = desk.post(f"/partnership/news/{issue.pk}/send/", {"version": version})
    assert refused.status_code == 422
    assert "Introduction: an e-mail address stands in a text that everybody can read" in refused.content.decode()
    desk.post(address, {**told, "version": version, "do": "keep", "keep": "highlights:0"})
    version = version_of(desk.get(address).content.decode())
    for _ in range(2):
        assert desk.post(f"/partnership/news/{issue.pk}/send/", {"version": version}).status_code == 302
    (job,) = Job.objects.filter(kind="news.deliver")
    assert run_now(job).result == {"messages": 1}
    letter = messages()[-1]
    assert (letter["To"], letter["Subject"]) == ("reader@example.org", "What is new (made up)")
    leave = link_in(letter)
    assert letter["List-Unsubscribe"] == f"<http://testserver{leave}>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    archive = (
        reader.get("/partnership/news/").content.decode()
        + reader.get(f"/partnership/news/{issue.pk}/").content.decode()
    )
    assert "What is new (made up)" in archive
    assert "&lt;b&gt;Hello&lt;/b&gt;" in archive
    assert "example.org" not in archive
    numbers = desk.get("/partnership/news/desk/").content.decode()
    assert "1 reader." in numbers
    assert "example.org" not in numbers

    assert "Leave the list" in reader.get(leave).content.decode()
    assert Subscription.objects.get().ended_on is None
    # What a program for mail sends: no cookie, no proof of a page.
    one_click = Client(enforce_csrf_checks=True).post(leave, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert Subscription.objects.get().address == ""
    again = issues.draft_newsletter(None, "en", "COAL", date(2019, 1, 1), date(2020, 12, 31))
    desk.post(f"/partnership/news/{again.pk}/send/", {"version": "1"})
    run_now(Job.objects.latest("pk"))
    assert NewsDelivery.objects.count() == 1
    assert "You have left" in reader.get(leave).content.decode()


def test_the_answer_does_not_tell_whether_an_address_is_known() -> None:
    first, second = (Client().post("/partnership/subscribe/", SENT) for _ in range(2))
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert len(messages()) == 1


def test_who_did_not_ask_deletes_the_address_at_once() -> None:
    Client().post("/partnership/subscribe/", SENT)
    link = link_in(messages()[0])
    answer = Client().post(link, {"do": "leave"})
    assert (answer.status_code, "Your address is deleted." in answer.content.decode()) == (200, True)
    assert Client().post(link, {"do": "confirm"}).status_code == 422
    kept = Subscription.objects.get()
    assert (kept.address, kept.confirmed_on, messages()) == ("", None, [])


def test_faults_stand_at_their_fields_and_few_come_from_one_place() -> None:
    wrong = Client().post("/partnership/subscribe/", {**SENT, "address": "a@example.org\r\nBcc: b@example.org"})
    assert wrong.status_code == 422
    assert 'id="address-problem"' in wrong.content.decode()
    silent = Client().post("/partnership/subscribe/", {**SENT, "agree": ""})
    assert (silent.status_code, 'id="agree-problem"' in silent.content.decode()) == (422, True)
    assert not Subscription.objects.exists()
    # What is typed wrongly does not count for the pause.
    answers = [Client().post("/partnership/subscribe/", SENT).status_code for _ in range(6)]
    assert answers == [302] * 5 + [429]
    assert Client(enforce_csrf_checks=True).post("/partnership/subscribe/", SENT).status_code == 403


def test_choices_are_changed_by_the_link() -> None:
    Client().post("/partnership/subscribe/", SENT)
    link = link_in(messages()[0])
    Client().post(link, {"do": "confirm"})
    page = Client().post(link, {"do": "choose", "language": "fr", "areas": ["WASTE"]}).content.decode()
    assert "Your choices were kept." in page
    kept = Subscription.objects.get()
    assert (kept.language, kept.areas) == ("fr", ["WASTE"])
    assert Client().post(link, {"do": "choose", "language": "xx"}).status_code == 422
    assert '<html lang="fr"' in Client().get(link).content.decode()


def test_a_lead_works_on_issues_of_the_own_area(lead: User, opened: Open) -> None:
    issue, browser = issues.draft_story(None, "en", "A4"), opened(lead)
    assert browser.get(f"/partnership/news/{issue.pk}/edit/").status_code == 404
    sent = {"kind": "newsletter", "language": "en", "area": "WASTE"}
    assert browser.post("/partnership/news/draft/", sent).status_code == 403
    assert browser.post("/partnership/news/draft/", {**sent, "area": "COAL", "from": "soon"}).status_code == 422
    assert (
        browser.post("/partnership/news/draft/", {"kind": "story", "language": "en", "activity": "A1"}).status_code
        == 302
    )
    own = NewsIssue.objects.latest("pk")
    page = browser.get(f"/partnership/news/{own.pk}/edit/").content.decode()
    assert (
        browser.post(f"/partnership/news/{own.pk}/edit/", {"do": "remove", "version": version_of(page)}).status_code
        == 302
    )
    assert not NewsIssue.objects.filter(pk=own.pk).exists()


def test_the_feed_is_atom_and_unchanged_ones_are_not_sent_again(browser: Client) -> None:
    answer = browser.get("/partnership/feed.atom")
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(answer.content)
    # RFC 4287, 4.1.1: what a feed must have; 4.1.2: what an entry must have.
    assert [len(feed.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert {entry.findtext(f"{ATOM}title") for entry in entries} == {
        "Training (made up)", "Inventory (made up)", "Guidance (made up)",
    }  # fmt: skip
    for entry in entries:
        assert [len(entry.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [1, 1, 1]
        link = entry.find(f"{ATOM}link")
        assert link is not None
        assert browser.get(link.attrib["href"]).status_code == 200
    assert browser.get("/partnership/feed.atom", headers={"if-none-match": answer["ETag"]}).status_code == 304
    RegistryRow.objects.filter(key="A4").update(state="withdrawn")
    assert "Guidance" not in Client().get("/partnership/feed.atom").content.decode()


def test_the_calendar_holds_what_is_public(browser: Client) -> None:
    meeting = ("meeting", {"id": "M1", "title": "Meeting (made up)", "start": "2019-11-23", "place": "Geneva"})
    loading.load(None, registry(meeting), "made up", "")
    answer = browser.get("/partnership/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20191123" in lines
    assert browser.get("/partnership/calendar.ics", headers={"if-none-match": answer["ETag"]}).status_code == 304
    head = browser.get("/partnership/").content.decode()
    for address in ("/partnership/feed.atom", "/partnership/calendar.ics"):
        assert head.count(f'href="{address}"') == 2, "in the head and in the text"


def test_alerts_are_ended_by_a_link_that_nothing_else_opens(browser: Client) -> None:
    loading.load(None, EXCHANGE, "made up", "")
    send_alerts(
        Pages(lambda kind, key: f"http://testserver/{kind}/{key}", "http://testserver/partnership/alerts/{secret}/")
    )
    (message,) = (one for one in messages() if one["To"] == "need@example.org")
    link = message["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert "End the alerts" in browser.get(link).content.decode()
    assert RegistryRow.objects.get(key="N1").personal["alerts"] is True
    assert browser.post(link, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not RegistryRow.objects.get(key="N1").personal.get("alerts")
    assert "example.org" not in browser.get("/partnership/needs/N1/").content.decode()


def test_the_activity_of_a_story_is_named(lead: User, opened: Open) -> None:
    browser, sent = opened(lead), {"kind": "story", "language": "en"}
    assert '<option value="Training (made up)">A1</option>' in text_of(browser, "/partnership/news/desk/")
    wrong = browser.post("/partnership/news/draft/", {**sent, "activity": "Traning (made up)"})
    assert wrong.status_code == 422
    assert "did you mean Training (made up)" in wrong.content.decode()
    made = browser.post("/partnership/news/draft/", {**sent, "activity": "Training (made up)"})
    assert made.status_code == 302
