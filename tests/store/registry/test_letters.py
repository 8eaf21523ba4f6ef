"""Letters to people outside: asked for, confirmed, sent once, and left; alerts and reminders."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.partnership.matching.weights import PARTS
from almaden.partnership.news import Newsletter, Story
from almaden.reports.partnership.newsletter import letter_of
from almaden.store.acting import now
from almaden.store.letters import alerts, issues, once, sending, subscriptions
from almaden.store.letters.alert_mails import Pages
from almaden.store.mail import message_of, outbox
from almaden.store.models import (
    Change,
    MatchTold,
    NewsDelivery,
    NewsIssue,
    Proposal,
    RegistryRow,
    Subscription,
    UpdateLink,
    User,
)
from almaden.store.registry import answers, links, loading, match_weights, proposals, reminding, writing
from almaden.store.rights import RightsError
from tests.store.registry.conftest import EXCHANGE, registry, row

pytestmark = pytest.mark.usefixtures("small")

PAGE = "https://almaden.example/partnership/subscription/{secret}/"
STOP = "https://almaden.example/partnership/alerts/{secret}/"
PAGES = Pages(lambda kind, key: f"https://almaden.example/{kind}/{key}", STOP)
WORDING = "I agree (made up)"


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALMADEN_SMTP_URL", raising=False)


def messages(to: str = "") -> list[EmailMessage]:
    """The messages of the outbox, to an address."""
    found = []
    for path in sorted(outbox().glob("*.eml")) if outbox().is_dir() else []:
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        if not to or message["To"] == to:
            found.append(message)
    return found


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def secret_in(message: EmailMessage) -> str:
    found = re.search(r"/(?:subscription|alerts)/([\w-]{40,})/", text_of(message))
    assert found is not None
    return found[1]


def reader(address: str, language: str = "en", areas: tuple[str, ...] = ()) -> str:
    """Subscribe an address and confirm; gives the secret."""
    subscriptions.subscribe(address, language, areas, WORDING, page=PAGE)
    secret = secret_in(messages(address)[-1])
    subscriptions.confirm(secret)
    return secret


def sent(actor: User | None, issue: NewsIssue, write: Callable[..., tuple[str, str]] = letter_of) -> int:
    if issue.state == "draft":
        sending.send(actor, issue, issue.version, page=PAGE)
    return sending.deliver(issue, write)


@pytest.fixture
def issue(secretariat: User) -> NewsIssue:
    made = issues.draft_newsletter(secretariat, "en", "", date(2019, 1, 1), date(2020, 12, 31))
    return issues.change(secretariat, made, 1, "Made-up news", "Good day,\n\n<b>hello</b>", issues.marks(made))


def test_nobody_gets_anything_before_they_confirm(issue: NewsIssue, secretariat: User) -> None:
    subscriptions.subscribe(" A@Example.org ", "en", ["COAL"], WORDING, page=PAGE)
    (message,) = messages()
    assert message["To"] == "a@example.org"
    assert sent(secretariat, issue) == 0
    kept = Subscription.objects.get()
    assert (kept.wording, kept.confirmed_on, kept.areas) == (WORDING, None, ["COAL"])
    assert secret_in(message) not in str(list(Subscription.objects.values()))
    subscriptions.confirm(secret_in(message))
    assert list(subscriptions.receivers("en", "COAL")) == [kept]
    assert not subscriptions.receivers("en", "WASTE").exists()
    assert not subscriptions.receivers("fr", "").exists()


def test_a_known_address_is_not_changed_by_whoever_types_it() -> None:
    reader("a@example.org", "fr", ("COAL",))
    subscriptions.subscribe("a@example.org", "en", [], WORDING, page=PAGE)
    assert len(messages()) == 1, "not more than one message in a quarter of an hour"
    Subscription.objects.update(asked_on=now() - timedelta(hours=1))
    subscriptions.subscribe("A@example.org", "en", [], WORDING, page=PAGE)
    kept = Subscription.objects.get()
    assert (kept.language, kept.areas) == ("fr", ["COAL"])
    secret = secret_in(messages()[-1])
    assert subscriptions.choose(secret, "es", ["WASTE"]).language == "es"


def test_what_was_approved_lately_is_news_and_what_was_loaded_is_not(secretariat: User) -> None:
    today = now().date()
    late = {"title": "Told late (made up)", "area": "COAL", "type": "training", "status": "completed", "start": "2013"}
    writing.publish(None, writing.add(None, "activity", {"id": "L1", **late}))
    for key, values in (("A4", {"outputs": "Ten plants (made up)"}), ("A2", {"title": "Corrected (made up)"})):
        proposal = writing.change(None, row("activity", key), None, values)
        assert isinstance(proposal, Proposal)
        proposals.accept(secretariat, proposal)
    people = {"id": "N1", "activity": "A1", "number": 120, "unit": "miners"}
    writing.publish(None, writing.add(None, "beneficiary", people))
    drafted = issues.draft_newsletter(secretariat, "en", "", today, today)
    told = {one["name"]: [block["id"] for block in one["blocks"]] for one in drafted.sections}
    assert told == {"newly told": ["A1", "A4", "L1"]}
    assert issues.draft_newsletter(secretariat, "en", "", date(2020, 1, 1), date(2020, 1, 2)).sections == []


@pytest.mark.parametrize("address", ["nobody", "a@example.org\r\nBcc: b@example.org", "a@example.org, b@example.org"])
def test_what_is_no_address_gets_no_message(address: str) -> None:
    with pytest.raises(InputError) as told:
        subscriptions.subscribe(address, "xx", ["NOWHERE"], WORDING, page=PAGE)
    assert {fault.column for fault in told.value.faults} == {"address", "language", "areas"}
    assert not outbox().exists()


def test_leaving_deletes_the_address_and_what_waits(issue: NewsIssue, secretariat: User) -> None:
    reader("a@example.org")
    assert sent(secretariat, issue) == 1
    message = messages("a@example.org")[-1]
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    secret = secret_in(message)
    assert message["List-Unsubscribe"] == f"<{PAGE.replace('{secret}', secret)}>"
    subscriptions.leave(secret)
    subscriptions.leave(secret)
    kept = Subscription.objects.get()
    assert (kept.address, kept.ended_on is not None) == ("", True)
    assert messages() == []
    assert "example.org" not in "\n".join(Change.objects.values_list("content", flat=True))
    with pytest.raises(InputError):
        subscriptions.choose(secret, "en", [])
    # Whoever left may come back.
    reader("a@example.org")
    assert subscriptions.statistics(secretariat) == subscriptions.Statistics(
        1, 0, 1, (subscriptions.ListCount("en", "", 1),)
    )


def test_a_long_address_of_a_page_stays_in_one_piece(own_home: Path) -> None:
    leave = "https://" + "long." * 30 + "example/" + "x" * 43 + "/"
    raw = message_of("a@example.org", "Made up", "Made up", leave=leave).as_bytes()
    assert f"List-Unsubscribe: <{leave}>\r\n".encode() in raw
    for wrong in ("https://x.example/>\r\nBcc: b@example.org", "javascript:x", "https://x.example/ö"):
        with pytest.raises(InputError):
            message_of("a@example.org", "Made up", "Made up", leave=wrong)


def test_an_address_that_is_not_confirmed_is_deleted() -> None:
    subscriptions.subscribe("a@example.org", "en", [], WORDING, page=PAGE)
    secret = secret_in(messages()[0])
    assert subscriptions.tidy() == 0
    Subscription.objects.update(asked_on=now() - timedelta(days=8))
    with pytest.raises(InputError):
        subscriptions.confirm(secret)
    assert subscriptions.tidy() == 1
    with pytest.raises(InputError):
        subscriptions.leave(secret)
    assert Subscription.objects.get().address == ""
    assert messages() == []


def test_each_gets_an_issue_once_also_when_the_program_dies(issue: NewsIssue, secretariat: User) -> None:
    for name in "abcd":
        reader(f"{name}@example.org")
    written: list[str] = []

    def dies(told: Newsletter | Story, lang: str, leave: str) -> tuple[str, str]:
        if len(written) == 2:
            raise KeyboardInterrupt
        written.append(leave)
        return letter_of(told, lang, leave)

    with pytest.raises(KeyboardInterrupt):
        sent(secretariat, issue, dies)
    issue.refresh_from_db()
    assert (issue.state, NewsDelivery.objects.count()) == ("sending", 2)
    assert sending.deliver_all(letter_of) == 2
    issue.refresh_from_db()
    assert (issue.state, issue.recipients) == ("sent", 4)
    assert sending.deliver(issue, letter_of) == 0
    got = [one["To"] for one in messages() if one["Subject"] == "Made-up news"]
    assert sorted(got) == [f"{name}@example.org" for name in "abcd"]
    assert "<b>" not in text_of(messages("a@example.org")[-1]).replace("<b>hello</b>", "")


def test_a_message_whose_row_was_kept_is_released_and_another_is_not(issue: NewsIssue, secretariat: User) -> None:
    reader("a@example.org")
    sent(secretariat, issue)
    (path,) = (path for path in outbox().glob("*.eml") if b"Made-up news" in path.read_bytes())
    held = path.rename(path.with_suffix(".held"))
    stray = held.with_name("20260101T000000000000-0123456789abcdef.held")
    stray.write_bytes(held.read_bytes())
    assert once.recover() == 1
    assert path.exists()
    assert stray.exists(), "it may be that of a program at work"
    assert len(messages("a@example.org")) == 2


def test_an_issue_is_for_whom_the_area_is(lead: User, secretariat: User, writer: User) -> None:
    made = issues.draft_newsletter(lead, "fr", "COAL", date(2019, 1, 1), date(2020, 12, 31))
    assert {block["id"] for section in made.sections for block in section["blocks"]} == {"A1"}
    assert made in issues.workable(lead)
    assert made in issues.workable(secretariat)
    assert made not in issues.workable(writer)
    for actor, area in ((lead, ""), (lead, "WASTE"), (writer, "COAL")):
        with pytest.raises(RightsError):
            issues.draft_newsletter(actor, "en", area)
    with pytest.raises(InputError):
        issues.change(lead, made, 1, "Two\r\nlines", "", [])
    issues.change(lead, made, 1, "Rien", "", [])
    with pytest.raises(InputError):
        sending.send(lead, made, made.version, page=PAGE)
    assert not issues.archive().exists()


def test_a_story_is_told_of_what_is_public(secretariat: User) -> None:
    made = issues.draft_story(secretariat, "en", "A1")
    assert (made.kind, made.area, made.title) == ("story", "COAL", "Training (made up)")
    RegistryRow.objects.filter(kind="activity", key="A1").update(state="draft")
    with pytest.raises(InputError):
        issues.draft_story(secretariat, "en", "A1")


def test_alerts_count_by_the_weights_that_the_secretariat_chose() -> None:
    loading.load(None, EXCHANGE, "made up", "")
    ((usual,), _) = (one.matches for one in alerts.send_alerts(PAGES, dry=True))
    only_steps = {part: "100" if part == "step" else "0" for part in PARTS}
    kept = match_weights.make(None, "Steps (made up)", "", only_steps)
    match_weights.choose(None, kept)
    ((chosen,), _) = (one.matches for one in alerts.send_alerts(PAGES, dry=True))
    # The only step that is asked for is offered: all points of the only part that counts.
    assert (chosen.total, chosen.offer.id) == (100, usual.offer.id)
    assert usual.total < 100


def test_both_sides_are_told_of_a_match_once_and_can_end_it() -> None:
    loading.load(None, EXCHANGE, "made up", "")
    assert [(one.side, one.key) for one in alerts.send_alerts(PAGES, dry=True)] == [("need", "N1"), ("offer", "O1")]
    assert messages() == []
    alerts.send_alerts(PAGES)
    (to_need,) = messages("need@example.org")
    (to_offer,) = messages("offer@example.org")
    assert "Steel flasks (made up)" in text_of(to_need)
    assert "https://almaden.example/offer/O1" in text_of(to_need)
    assert "Storage of stocks (made up)" in text_of(to_offer)
    assert "not shown" not in text_of(to_offer), "a need that is not public is not told"
    assert "need@example.org" not in text_of(to_offer)
    assert alerts.send_alerts(PAGES) == ()
    assert MatchTold.objects.count() == 2
    alerts.stop(secret_in(to_need))
    assert row("need", "N1").personal.get("alerts", False) is False
    new = ("offer", {"id": "O2", "title": "Drums (made up)", "steps": ("interim storage",), "regions": ("global",),
                     "materials": ("elemental mercury",)})  # fmt: skip
    loading.load(None, registry(new), "made up", "")
    assert alerts.send_alerts(PAGES) == ()


def test_reminders_come_not_too_often_and_end_with_the_link(lead: User) -> None:
    page = "https://almaden.example/update/{secret}"
    links.ask(lead, [row("partner", "P1")], "COAL", days=30, address=page)
    assert reminding.remind_due(7, address=page) == ()
    first = UpdateLink.objects.get()
    UpdateLink.objects.update(made_on=now() - timedelta(days=8))
    assert [(one.partner, one.sent) for one in reminding.remind_due(7, address=page, dry=True)] == [("P1", None)]
    (done,) = reminding.remind_due(7, address=page)
    assert done.sent is not None
    assert UpdateLink.objects.latest("pk").expires_on == first.expires_on
    assert reminding.remind_due(7, address=page) == ()
    found = re.search(r"/update/(\S+)", text_of(messages()[-1]))
    assert found is not None
    UpdateLink.objects.update(made_on=now() - timedelta(days=8))
    answers.answer(found[1], {})
    assert reminding.remind_due(7, address=page) == ()
    UpdateLink.objects.update(answered_on=None, expires_on=now() - timedelta(minutes=1))
    assert reminding.remind_due(7, address=page) == ()
    with pytest.raises(InputError):
        reminding.remind_due(0, address=page)
