"""A small made-up registry of the Partnership in the made-up store: something of everything that waits for somebody."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from typing import Any

#: Address of the page behind a link, as it stands in the made-up message.
_ADDRESS = "http://127.0.0.1/partnership/update/{secret}/"
_ANSWER = "http://127.0.0.1/partnership/answer/{secret}/"

RECORDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("partner", {"id": "made-up-institute", "name": "Institute of the coast (made up)", "category": "academia",
                 "standing": "partner", "joined": "2012-05", "areas": ("COAL",), "country": "SEN",
                 "contact": "A made-up person", "email": "coast@example.org", "language": "fr"}),
    ("partner", {"id": "made-up-network", "name": "Network of miners (made up)", "category": "ngo",
                 "standing": "partner", "areas": ("COAL", "ASGM")}),
    ("activity", {"id": "made-up-training", "title": "Training of operators (made up)", "area": "COAL",
                  "type": "training", "status": "ongoing", "start": "2024-03", "countries": ("SEN", "GHA"),
                  "partners": ("made-up-institute",), "partners_basis": "stated"}),
    ("activity", {"id": "made-up-measuring", "title": "Measuring at stacks (made up)", "area": "COAL",
                  "type": "research", "status": "planned", "start": "2025", "countries": ("SEN",),
                  "partners": ("made-up-institute", "made-up-network")}),
    ("offer", {"id": "made-up-advice", "title": "Advice on filters (made up)", "provider": "made-up-institute",
               "kind": "expertise", "areas": ("COAL",), "cost_per_t": 12.5, "currency": "USD",
               "confirmed_on": "2019-05", "confirmed_by": "document"}),
)  # fmt: skip


def fill_registry(people: dict[str, Any]) -> dict[str, Any]:
    """Add the registry; gives what its pages need: a record, a correction and an application that wait, a secret."""
    from almaden.partnership.records.kinds import KINDS
    from almaden.partnership.registry import Registry
    from almaden.store.accounts import grant, make_user
    from almaden.store.models import RegistryRow
    from almaden.store.registry import applications, links, loading, writing
    from tools.made_up_store import PASSWORD

    records = ((kind, KINDS[kind].record.model_validate(values)) for kind, values in RECORDS)
    loading.load(None, Registry.made_of(records), "made up", "")
    lead = make_user(None, "lena", password=PASSWORD, full_name="Lena Sample (made up)")
    grant(None, lead, "area_lead", "", "COAL")
    rows = {row.key: row for row in RegistryRow.objects.all()}
    training = {
        "title": "Training of operators, again (made up)", "area": "COAL", "type": "training", "status": "ongoing",
        "countries": "SEN; GHA", "partners": "made-up-institute", "start": "2024-03",
    }  # fmt: skip
    waiting = writing.submit(lead, writing.add(lead, "activity", training), 1)
    change = {"outputs": "Filters were measured (made up).", "status": "ongoing"}
    proposal = writing.change(lead, rows["made-up-measuring"], 1, change)
    application = applications.apply(
        {
            "name": "Laboratory of the hills (made up)", "category": "academia", "country": "KEN", "areas": ("COAL",),
            "contribution": "Analyses of fish (made up)", "contact": "B made-up", "email": "hills@example.org",
        }
    )  # fmt: skip
    links.ask(lead, [rows["made-up-institute"]], "COAL", address=_ADDRESS)
    update = secret_in_outbox("update")
    return {
        **_reports(lead),
        **_questionnaire(),
        **_letters(),
        "waiting_record": waiting.pk,
        "proposal": proposal.pk,
        "application": application.pk,
        "update": update,
    }


def _reports(lead: Any) -> dict[str, Any]:
    """A draft of a report with a text of its own, and one that was issued."""
    from datetime import date

    from almaden.store.report_drafts import drafts, sections
    from almaden.store.report_drafts.issuing import issue
    from almaden.web.partnership_report_files import issued_files

    period = date(2024, 1, 1), date(2025, 12, 31)
    draft = drafts.begin(None, "activity", *period, "What was done (made up)")
    sections.write(lead, draft, "area.COAL", 0, text="Filters were put in (made up).\n\n- one\n- two", status="done")
    begun = drafts.begin(None, "progress", *period, "How far we are (made up)")
    issued = issue(None, begun, None, issued_files, publisher="A desk (made up)")
    return {"report_draft": draft.pk, "issued_report": issued.pk}


def _questionnaire() -> dict[str, Any]:
    """An open questionnaire with one answer, and somebody who has not answered."""
    from almaden.demo.questionnaires import AREA, demo_questionnaire
    from almaden.partnership.questionnaires.answers import Given
    from almaden.store.questionnaires import answering, inviting, making

    survey = making.make(None, AREA, demo_questionnaire())
    making.set_rules(None, survey, None, is_public=True, closes_on=None)
    making.open_survey(None, survey, None)
    topics = {"storage": "1", "law": "2"}
    given = {
        "country": Given("SEN"), "title": Given("Storage (made up)"), "materials": Given(chosen=("lamps", "soil")),
        "stock": Given("30"), "topics": Given(ranks=topics), "content": Given(dont_know=True), "public": Given("no"),
        "finance": Given("yes"), "reason": Given("There is no store in the country (made up)."),
    }  # fmt: skip
    for email in ("answered@example.org", "waiting@example.org"):
        inviting.invite(None, survey, [inviting.Invited(email, country="SEN")], address=_ANSWER)
        secret = secret_in_outbox("answer")
        if email.startswith("answered"):
            answering.keep(secret, given, language="en", finished=True)
    return {"survey": survey.pk, "answer": secret}


def _letters() -> dict[str, Any]:
    """A reader, a story that was sent and a draft of a newsletter."""
    from datetime import date

    from almaden.reports.partnership.newsletter import letter_of
    from almaden.store.letters import issues, sending, subscriptions

    page = "http://127.0.0.1/partnership/subscription/{secret}/"
    subscriptions.subscribe("reader@example.org", "en", ["COAL"], "I want it (made up).", page=page)
    secret = secret_in_outbox("subscription")
    subscriptions.confirm(secret)
    story = issues.draft_story(None, "en", "made-up-training")
    sending.send(None, story, story.version, page=page)
    sending.deliver(story, letter_of)
    draft = issues.draft_newsletter(None, "en", "COAL", date(2024, 1, 1), date(2024, 12, 31))
    issues.change(None, draft, None, "What was new on coal (made up)", "", [])
    return {"subscription": secret, "story": story.pk, "letter": draft.pk}


def secret_in_outbox(page: str) -> str:
    """The secret of the link in the latest message of this process's outbox."""
    from almaden.store.mail import outbox

    message = max(outbox().glob("*.eml"))
    text = message_from_bytes(message.read_bytes(), policy=policy.default).get_content()
    found = re.search(rf"/partnership/{page}/([^/\s]+)/", text)
    assert found
    return found[1]
