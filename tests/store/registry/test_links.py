"""Partners answer by a link that works once; what they say waits for the area lead."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from almaden.errors import InputError
from almaden.partnership.records.activities import ActivityRecord
from almaden.partnership.records.partners import PartnerRecord
from almaden.store.acting import now
from almaden.store.journal import ConflictError
from almaden.store.mail import outbox
from almaden.store.models import Change, Proposal, RegistryRow, UpdateLink, User
from almaden.store.registry import answers, counts, links, proposals, writing
from almaden.store.registry.reading import record_of, registry_of
from almaden.store.rights import RightsError
from tests.store.registry.conftest import row

pytestmark = pytest.mark.usefixtures("small")

ADDRESS = "https://almaden.example/update/{secret}"


@pytest.fixture(autouse=True)
def no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALMADEN_SMTP_URL", raising=False)


def text_of(path: Path) -> str:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["To"] == "one@example.org"
    body = message.get_body()
    assert body is not None
    return str(body.get_content())


def secret_of(path: Path) -> str:
    found = re.search(r"https://almaden\.example/update/(\S+)", text_of(path))
    assert found is not None
    return found[1]


@pytest.fixture
def secret(lead: User) -> str:
    (asked,) = links.ask(lead, [row("partner", "P1")], "COAL", address=ADDRESS)
    return secret_of(Path(asked.sent.path))


def test_a_partner_sees_its_own_activities_of_the_area_and_no_persons(secret: str) -> None:
    opened = answers.open_link(secret)
    assert [one.record.id for one in opened.activities] == ["A1", "A2"]
    assert (opened.partner.id, opened.partner.email, opened.link.language) == ("P1", "", "fr")
    assert opened.link.used_on is not None
    assert answers.open_link(secret).link.used_on == opened.link.used_on


def test_an_answer_waits_until_the_area_lead_approves_it(secret: str, lead: User) -> None:
    opened = answers.open_link(secret)
    first = opened.activities[0]
    made = answers.answer(
        secret,
        {
            first.row.pk: {"status": "completed", "countries": "GHA; PER; GIN"},
            opened.row.pk: {"email": "n@example.org"},
        },
        versions={first.row.pk: first.version},
        word="All done",
    )
    assert [one.row.key for one in made] == ["A1", "P1"]
    assert [one.reason for one in made] == ["", ""]
    assert UpdateLink.objects.get().word == "All done"
    shown = registry_of().get(ActivityRecord, "A1")
    assert shown is not None
    assert shown.status == "ongoing"
    assert set(proposals.open_proposals(lead)) == set(made)
    proposals.accept(lead, made[0], edits={"outputs": "Trainers"})
    shown = registry_of().get(ActivityRecord, "A1")
    assert shown is not None
    assert (shown.status, shown.countries, shown.outputs) == ("completed", ("GHA", "PER", "GIN"), "Trainers")
    proposals.accept(lead, made[1])
    partner = record_of(row("partner", "P1"))
    assert isinstance(partner, PartnerRecord)
    assert (partner.email, partner.contact) == ("n@example.org", "A made-up person")


def test_a_link_is_answered_once(secret: str, lead: User) -> None:
    assert answers.answer(secret, {}) == ()
    for again in (lambda: answers.answer(secret, {}), lambda: answers.open_link(secret)):
        with pytest.raises(InputError) as told:
            again()
        assert told.value.faults[0].problem == "this link was answered before"
    assert not links.unanswered("COAL").exists()


def test_a_link_that_does_not_work_says_why(secret: str, lead: User) -> None:
    def problem(given: str) -> str:
        with pytest.raises(InputError) as told:
            answers.open_link(given)
        return told.value.faults[0].problem

    assert problem("") == problem("guessed") == problem(secret + "\0x") == "this link is not known"
    UpdateLink.objects.update(expires_on=now() - timedelta(seconds=1))
    assert problem(secret) == "this link has expired"
    assert links.withdraw_links(lead, row("partner", "P1"), "COAL") == 1
    assert problem(secret) == "this link was withdrawn"


def test_a_link_opens_nothing_but_its_own(secret: str) -> None:
    own = row("activity", "A1")
    for number, values in (
        (row("activity", "A4").pk, {"status": "completed"}),
        (row("partner", "P2").pk, {"website": "x"}),
        (own.pk, {"partners": "P1"}),
        (own.pk, {"area": "WASTE"}),
        (own.pk, {"id": "A77"}),
        (0, {"status": "completed"}),
    ):
        with pytest.raises(InputError):
            answers.answer(secret, {number: values})
    assert not Proposal.objects.exists()
    assert links.unanswered("COAL").exists()


def test_everything_wrong_in_an_answer_is_told_at_once(secret: str) -> None:
    wrong = {row("activity", "A1").pk: {"status": "soon"}, row("activity", "A2").pk: {"start": "x", "cost": "much"}}
    with pytest.raises(InputError) as told:
        answers.answer(secret, wrong)
    assert {(one.file, one.column) for one in told.value.faults} == {
        ("A1", "status"), ("A2", "start"), ("A2", "cost"),
    }  # fmt: skip
    with pytest.raises(InputError):
        answers.answer(secret, {row("activity", "A1").pk: {"outputs": "x" * 5001}})
    assert answers.open_link(secret).link.answered_on is None


def test_an_answer_to_what_was_changed_meanwhile_is_told(secret: str, lead: User, secretariat: User) -> None:
    seen = row("activity", "A1").version
    waiting = writing.change(secretariat, row("activity", "A1"), None, {"outputs": "Numbers"})
    assert isinstance(waiting, Proposal)
    proposals.accept(lead, waiting)
    number = row("activity", "A1").pk
    with pytest.raises(ConflictError):
        answers.answer(secret, {number: {"status": "completed"}}, versions={number: seen})


def test_a_reminder_leaves_the_first_link_working_and_one_answer_counts(secret: str, lead: User) -> None:
    assert [one.key for one in links.unanswered_partners("COAL")] == ["P1"]
    assert links.remind(lead, "COAL", address=ADDRESS) == (), "nobody gets two messages in a day"
    UpdateLink.objects.update(made_on=now() - timedelta(days=2))
    (asked,) = links.remind(lead, "COAL", address=ADDRESS)
    assert answers.open_link(secret_of(Path(asked.sent.path))).partner.id == "P1"
    assert counts.unanswered() == {"COAL": 1}
    answers.answer(secret, {})
    assert links.unanswered_partners("COAL") == ()
    assert counts.unanswered() == {}
    assert links.remind(lead, "COAL", address=ADDRESS) == ()


def test_partners_without_an_address_are_told_all_at_once_and_nobody_is_written_to(secretariat: User) -> None:
    rows = [row("partner", "P1"), row("partner", "P2"), row("activity", "A1")]
    with pytest.raises(InputError) as told:
        links.ask(secretariat, rows, "", days=400, address=ADDRESS)
    assert [one.value for one in told.value.faults] == ["400", "P2", "A1"]
    with pytest.raises(InputError):
        links.ask(secretariat, rows[:1], "", address="javascript:{secret}")
    assert not outbox().exists()
    assert not UpdateLink.objects.exists()


def test_only_who_leads_the_area_asks(lead: User, writer: User) -> None:
    for actor, area in ((writer, "COAL"), (lead, "WASTE"), (lead, "")):
        with pytest.raises(RightsError):
            links.ask(actor, [row("partner", "P1")], area, address=ADDRESS)


def test_neither_secret_nor_address_is_kept_in_the_journal(secret: str) -> None:
    answers.answer(secret, {row("partner", "P1").pk: {"email": "n@example.org", "contact": "E made-up"}})
    kept = "\n".join(Change.objects.values_list("content", flat=True))
    for word in (secret, "example.org", "E made-up", UpdateLink.objects.get().digest):
        assert word not in kept
    assert secret not in str(list(UpdateLink.objects.values()))


def test_a_name_with_line_ends_makes_no_header(lead: User) -> None:
    RegistryRow.objects.filter(key="P1").update(title="One\r\nBcc: b@example.org")
    (asked,) = links.ask(lead, [row("partner", "P1")], "COAL", address=ADDRESS)
    message = message_from_bytes(Path(asked.sent.path).read_bytes(), policy=policy.default)
    assert message["Bcc"] is None
