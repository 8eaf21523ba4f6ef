"""A report from one click to a public download: begun, written by section, issued by somebody else."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from almaden.store.mail import outbox
from almaden.store.models import ReportDraft, ReportSection, User
from almaden.store.registry import loading
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import registry
from tests.web.place_samples import Open

pytestmark = pytest.mark.usefixtures("small")

PERIOD = {"starts_on": "2019-10-01", "ends_on": "2020-11-30"}


def begun(browser: Client, **values: str) -> str:
    """The address of a new draft."""
    answer = browser.post("/partnership/reports/new/", {"kind": "activity", **values})
    assert answer.status_code == 302
    return str(answer["Location"])


def fields(page: str) -> dict[str, str]:
    return {"version": re.findall(r'name="version" value="(\d+)"', page)[0]}


def test_a_report_from_one_click_to_a_public_download(
    secretariat: User, lead: User, person: MakeUser, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other formats are looked at where editions are made.
    monkeypatch.setattr("almaden.web.partnership_report_files.FORMATS", ("html",))
    address = begun(opened(secretariat), **PERIOD)
    page = opened(secretariat).get(address).content.decode()
    assert "Training (made up)" in page
    assert f"{address}sections/area.WASTE/" in page
    writer = opened(lead)
    page = writer.get(address).content.decode()
    assert f"{address}sections/area.COAL/" in page
    assert f"{address}sections/area.WASTE/" not in page
    section = f"{address}sections/area.COAL/"
    page = writer.get(section).content.decode()
    assert "Training (made up)" in page
    text = "Told by the lead <script>alert(1)</script> (made up).\n\n- one\n- two"
    sent = {**fields(page), "text": text, "place": "before", "status": "done"}
    assert writer.post(section, sent).status_code == 302
    page = writer.get(address).content.decode()
    assert "Told by the lead &lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<li>one</li><li>two</li>" in page
    draft = writer.get(f"{address}draft.html")
    assert "Draft, not issued" in draft.content.decode()
    assert "&lt;script&gt;" in draft.content.decode()
    # Nobody else sees it before it is issued, and who began it does not issue it.
    assert Client().get(address).status_code == 404
    assert opened(secretariat).get(f"{address}issue/").status_code == 403
    issuer = opened(person("issuer", "secretariat"))
    page = issuer.get(f"{address}issue/").content.decode()
    written = {**sent, "text": "Ask marie@example.org", "version": str(ReportSection.objects.get().version)}
    assert writer.post(section, written).status_code == 302
    refused = issuer.post(f"{address}issue/", {**fields(page), "licence": "CC BY 4.0"})
    assert refused.status_code == 422
    assert re.search(r"marie@example.org\): an e-mail address stands in a text", refused.content.decode())
    assert writer.post(section, {**written, "text": text, "version": "2"}).status_code == 302
    old = issuer.post(f"{address}issue/", {**fields(page), "version": "0", "licence": "CC BY 4.0", "publisher": "A"})
    assert old.status_code == 409
    assert "nothing was issued" in old.content.decode()
    answer = issuer.post(f"{address}issue/", {**fields(page), "licence": "CC BY 4.0", "publisher": "A desk (made up)"})
    assert answer["Location"] == address
    public = Client()
    assert "Report on activities" in public.get("/partnership/reports/").content.decode()
    page = public.get(address).content.decode()
    assert "A desk (made up)" in page
    (file,) = re.findall(r'href="(/editions/1/files/report/[^"]+)"', page)
    made = b"".join(public.get(html.unescape(file)).streaming_content).decode()  # type: ignore[attr-defined]  # a file is sent in pieces
    assert "Told by the lead &lt;script&gt;" in made
    assert "Draft, not issued" not in made
    assert address in public.get("/editions/1/").content.decode()
    for personal in ("one@example.org", "A made-up person", "issuer"):
        assert personal not in page
    version = ReportDraft.objects.get().version
    silent = issuer.post(f"{address}withdraw/", {"version": str(version), "reason": ""}).content.decode()
    assert "no reason is given" in silent
    assert "column" not in silent
    issuer.post(f"{address}withdraw/", {"version": str(version), "reason": "A wrong table <b> (made up)"})
    page = public.get(address).content.decode()
    assert "A wrong table &lt;b&gt; (made up)" in page
    assert writer.get(section).status_code == 404
    assert writer.post(section, sent).status_code == 404


def test_the_lead_of_another_area_is_refused(secretariat: User, person: MakeUser, opened: Open, lead: User) -> None:
    address = begun(opened(secretariat), **PERIOD)
    other = opened(person("waste", "area_lead", area="WASTE"))
    for key in ("area.COAL", "introduction"):
        assert other.get(f"{address}sections/{key}/").status_code == 403
        sent = {"version": "0", "text": "x", "place": "before", "status": "done"}
        assert other.post(f"{address}sections/{key}/", sent).status_code == 403
    for step in ("change", "issue", "withdraw", "correct", "ask"):
        assert other.post(f"{address}{step}/", {"version": "1"}).status_code == 403
    assert other.post("/partnership/reports/new/", {"kind": "activity"}).status_code == 403


def test_of_two_who_write_one_section_the_second_sees_both(secretariat: User, lead: User, opened: Open) -> None:
    address = f"{begun(opened(secretariat), **PERIOD)}sections/area.COAL/"
    sent = {"version": "0", "text": "By the lead (made up)", "place": "after", "status": "in_work"}
    opened(lead).post(address, sent)
    browser = opened(secretariat)
    answer = browser.post(address, {**sent, "text": "By the desk (made up)"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "By the lead (made up)" in page
    assert "By the desk (made up)" in page
    again = {**sent, "text": "By the desk (made up)", **fields(page)}
    assert browser.post(address, again).status_code == 302


def test_one_click_takes_the_last_year_and_the_language_of_the_page(secretariat: User, opened: Open) -> None:
    browser = opened(secretariat)
    begun(browser)
    begun(browser, kind="progress")
    activity, progress = ReportDraft.objects.order_by("pk")
    assert (activity.starts_on.month, activity.ends_on.day, activity.language) == (1, 31, "en")
    assert activity.starts_on.year == activity.ends_on.year == progress.ends_on.year == progress.starts_on.year + 1


def test_what_is_typed_wrongly_is_said_at_its_field(secretariat: User, opened: Open) -> None:
    browser = opened(secretariat)
    for wrong in ({"kind": "novel"}, {**PERIOD, "ends_on": "2019-01-01"}, {**PERIOD, "starts_on": "soon"}):
        assert browser.post("/partnership/reports/new/", {"kind": "activity", **wrong}).status_code == 422
    address = begun(browser, **PERIOD)
    sent = {**PERIOD, "version": "1", "language": "en", "grouping": "topic"}
    answer = browser.post(f"{address}change/", {**sent, "ends_on": "2019-01-01"})
    assert answer.status_code == 422
    assert 'id="id_ends_on_error"' in answer.content.decode()
    sent |= {"language": "fr", "grouping": "partner", "title": "Un rapport (made up)"}
    assert browser.post(f"{address}change/", sent).status_code == 302
    assert browser.post(f"{address}change/", {**sent, "title": "Other (made up)"}).status_code == 409
    assert ReportDraft.objects.get().title == "Un rapport (made up)"
    assert browser.post(f"{address}sections/targets/", {"version": "0", "place": "above"}).status_code == 422
    assert browser.get(f"{address}sections/nothing/").status_code == 404
    assert browser.get(f"{address}draft.exe").status_code == 404
    assert browser.post(f"{address}correct/").status_code == 409
    assert browser.post(f"{address}withdraw/", {"version": "2", "reason": " "}).status_code == 422
    assert browser.post(f"{address}withdraw/", {"version": "2", "reason": "Not needed"}).status_code == 302
    assert browser.get(f"{address}draft.html").status_code == 404


def test_leads_are_asked_for_their_texts(secretariat: User, lead: User, opened: Open) -> None:
    User.objects.filter(pk=lead.pk).update(email="lead@example.org")
    browser = opened(secretariat)
    address = begun(browser, **PERIOD)
    assert 'name="area" value="WASTE"' in browser.get(address).content.decode()
    page = browser.post(f"{address}ask/", {"area": ["COAL", "WASTE"]}, follow=True).content.decode()
    assert "Messages that lie in the outbox: 1." in page
    assert "No address is known" in page
    assert "lead@example.org" not in page
    assert len(list(outbox().glob("*.eml"))) == 1


def test_of_an_area_without_an_account_the_partners_that_lead_it_are_named(secretariat: User, opened: Open) -> None:
    one = {"id": "L1", "area": "WASTE", "partner": "P2", "role": "lead"}
    loading.load(None, registry(("lead", one)), "made up", "")
    browser = opened(secretariat)
    page = browser.get(begun(browser, **PERIOD)).content.decode()
    assert "<td><bdi>Institute two (made up)</bdi></td>" in page


def test_the_dashboard_leads_to_the_reports(browser: Client) -> None:
    assert 'href="/partnership/reports/"' in browser.get("/partnership/").content.decode()
