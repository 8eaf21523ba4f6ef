"""Reports of the Partnership: written by section, each by those who may; issued by somebody else as an edition."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from email import message_from_bytes, policy

import pytest
from django.conf import LazySettings

from almaden.errors import InputError
from almaden.partnership.reporting.contents import Contents
from almaden.store.editions.files import folder_of
from almaden.store.editions.verify import verify
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import ConflictError
from almaden.store.mail import outbox
from almaden.store.models import Change, Edition, ReportDraft, ReportSection, User
from almaden.store.registry import loading, writing
from almaden.store.registry.reading import registry_of
from almaden.store.report_drafts import asking, drafts, sections
from almaden.store.report_drafts.contents import contents_now, contents_of, texts_of
from almaden.store.report_drafts.issuing import issue
from almaden.store.rights import RightsError
from almaden.web.partnership_report_files import draft_file, file_of, issued_files
from tests.store.conftest import MakeUser
from tests.store.registry.conftest import registry, row

pytestmark = pytest.mark.usefixtures("small")

TITLE = "What was done (made up)"
PERIOD = (date(2019, 10, 1), date(2020, 11, 30))


@pytest.fixture
def report(secretariat: User) -> ReportDraft:
    """A draft on the made-up registry."""
    return drafts.begin(secretariat, "activity", *PERIOD, TITLE)


@pytest.fixture
def issuer(person: MakeUser) -> User:
    """Somebody else of the secretariat."""
    return person("issuer", "secretariat")


def quickly(report: ReportDraft, contents: Contents, written: Sequence[ReportSection]) -> dict[str, bytes]:
    """Issued as HTML only, for tests of something else than the files."""
    return {"report.html": file_of(report, contents, written, "html")}


def html_of(report: ReportDraft) -> str:
    return draft_file(report, contents_now(report), "html").decode()


def test_a_draft_has_its_title_and_says_that_it_is_one(report: ReportDraft) -> None:
    page = html_of(report)
    assert f"<h1>{TITLE}</h1>" in page
    assert "Draft, not issued" in page
    assert "Training (made up)" in page


def test_leads_write_of_their_area_and_the_secretariat_everything(
    report: ReportDraft, lead: User, secretariat: User, writer: User
) -> None:
    sections.write(lead, report, "area.COAL", 0, text="Told by the lead (made up).", status="done")
    for key in ("area.WASTE", "introduction"):
        with pytest.raises(RightsError):
            sections.write(lead, report, key, 0, text="x")
        sections.write(secretariat, report, key, 0, text="x")
    with pytest.raises(RightsError):
        sections.write(writer, report, "area.COAL", 1, text="x")
    for refused in (
        lambda: drafts.begin(lead, "activity", *PERIOD, TITLE),
        lambda: drafts.withdraw(lead, report, 1, "x"),
    ):
        with pytest.raises(RightsError):
            refused()


@pytest.mark.parametrize(("place", "first", "second"), [
    ("before", "Own words", "This report gives an overview"), ("after", "This report gives an overview", "Own words"),
])  # fmt: skip
def test_a_text_of_ones_own_stands_where_it_is_said(
    report: ReportDraft, secretariat: User, place: str, first: str, second: str
) -> None:
    sections.write(secretariat, report, "introduction", 0, text="Own words <b>\n\n- one\n- two", place=place)
    page = html_of(report)
    assert 0 < page.index(first) < page.index(second)
    assert "Own words &lt;b&gt;" in page
    assert "<ul><li>one</li><li>two</li></ul>" in page


def test_of_two_who_write_one_section_the_second_sees_both(report: ReportDraft, lead: User, secretariat: User) -> None:
    sections.write(lead, report, "area.COAL", 0, text="First (made up)")
    with pytest.raises(ConflictError) as caught:
        sections.write(secretariat, report, "area.COAL", 0, text="Second (made up)")
    assert (caught.value.mine["text"], caught.value.theirs["text"]) == ("Second (made up)", "First (made up)")
    # Another section is another matter.
    sections.write(secretariat, report, "targets", 0, text="x")


def test_what_cannot_be_used_is_told_at_once(report: ReportDraft, secretariat: User) -> None:
    with pytest.raises(InputError) as caught:
        sections.write(secretariat, report, "area/MOON", 0, text="x" * 20_001, place="above", status="finished")
    assert [fault.column for fault in caught.value.faults] == ["key", "text", "place", "status"]
    with pytest.raises(InputError) as caught:
        drafts.begin(secretariat, "novel", date(1020, 1, 1), date(1019, 1, 1), "x" * 301, language="xx")
    columns = [fault.column for fault in caught.value.faults]
    assert columns == ["kind", "title", "starts_on", "ends_on", "ends_on", "language"]


def edition_of(report: ReportDraft) -> Edition:
    assert report.edition is not None
    return report.edition


def test_issuing_makes_an_edition_that_verifies(report: ReportDraft, lead: User, issuer: User) -> None:
    sections.write(lead, report, "area.COAL", 0, text="Told by the lead (made up).")
    issue(issuer, report, report.version, issued_files, publisher="A desk (made up)")
    edition = edition_of(report)
    assert (report.state, report.reviewer, edition.number) == ("issued", issuer, 1)
    assert report.known_at is not None
    folder = folder_of(edition_of(report))
    assert verify(folder).files == len(edition.manifest["files"])
    name = "partnership-activity-2019-10-01-2020-11-30-en"
    assert {path.name for path in (folder / "report").iterdir()} == {
        *(f"{name}.{format}" for format in ("pdf", "docx", "html", "xlsx")), "report.json",
    }  # fmt: skip
    page = (folder / "report" / f"{name}.html").read_text(encoding="utf-8")
    assert "Told by the lead (made up)." in page
    assert "Draft, not issued" not in page
    told = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    assert told["texts"] == {"area.COAL": {"text": "Told by the lead (made up).", "how": "before"}}
    assert (folder / "data" / "registry_activity.csv").is_file()
    assert not (folder / "data" / "registry_question.csv").exists()
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.suffix in (".csv", ".json", ".html"))
    for personal in (b"one@example.org", b"A made-up person", b"q@example.org"):
        assert personal not in content


def test_an_issued_report_stays_the_same_whatever_becomes_of_the_registry(
    report: ReportDraft, secretariat: User, issuer: User
) -> None:
    issue(issuer, report, None, quickly)
    path = folder_of(edition_of(report)) / "report" / "report.html"
    before = path.read_bytes()
    later = {"id": "A9", "title": "Later (made up)", "area": "COAL", "type": "training", "status": "ongoing",
             "start": "2020-01"}  # fmt: skip
    loading.load(None, registry(("activity", later)), "made up", "")
    writing.withdraw(secretariat, row("activity", "A4"), None, "made up")
    assert path.read_bytes() == before
    assert b"Later (made up)" not in before
    # And it comes out of the registry of its moment once more.
    then = contents_of(registry_of(None, report.known_at), report.kind, *PERIOD, report.grouping)
    assert file_of(report, then, texts_of(report), "html") == before
    corrected = drafts.correct(secretariat, report)
    assert (corrected.state, corrected.corrects, corrected.known_at) == ("draft", report, None)
    assert "Later (made up)" in html_of(corrected)


def test_what_was_issued_is_not_changed(report: ReportDraft, secretariat: User, issuer: User) -> None:
    sections.write(secretariat, report, "targets", 0, text="As issued (made up)", status="done")
    issue(issuer, report, None, quickly)
    for late in (
        lambda: sections.write(secretariat, report, "targets", 1, text="Later"),
        lambda: drafts.change(secretariat, report, None, title="Another"),
        lambda: issue(issuer, report, None, quickly),
    ):
        with pytest.raises(ClosedError):
            late()
    corrected = drafts.correct(None, report)
    kept = corrected.sections.get()
    assert (kept.text, kept.status, kept.changed_by) == ("As issued (made up)", "done", secretariat)
    drafts.withdraw(secretariat, report, report.version, "A wrong table (made up)")
    assert report.state == "withdrawn"
    assert verify(folder_of(edition_of(report))).number == 1


def test_nobody_issues_what_they_wrote(
    report: ReportDraft, secretariat: User, issuer: User, lead: User, settings: LazySettings, person: MakeUser
) -> None:
    for refused in (secretariat, lead):
        with pytest.raises(RightsError):
            issue(refused, report, None, quickly)
    sections.write(issuer, report, "targets", 0, text="", status="done")
    issue(issuer, report, None, quickly)
    settings.ALMADEN_SINGLE_USER = True
    owner = person("owner", "administrator")
    alone = drafts.begin(owner, "progress", *PERIOD, TITLE)
    assert issue(owner, alone, None, quickly).reviewer is None


def test_a_section_that_changes_while_the_report_is_issued_is_not_lost(
    report: ReportDraft, secretariat: User, issuer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    from almaden.store.report_drafts import issuing

    def slow(draft: ReportDraft) -> tuple[ReportSection, ...]:
        sections.write(secretariat, report, "targets", 0, text="In between (made up)")
        return texts_of(draft)

    monkeypatch.setattr(issuing, "texts_of", slow)
    with pytest.raises(ConflictError):
        issue(issuer, report, None, quickly)
    report.refresh_from_db()
    assert (report.state, report.edition) == ("draft", None)


def test_leads_of_areas_where_something_is_missing_are_asked(
    report: ReportDraft, secretariat: User, lead: User
) -> None:
    sections.write(secretariat, report, "area.ASGM", 0, text="Told (made up)")
    found = {one.area: (one.text, one.entries) for one in asking.missing(report, contents_now(report))}
    assert (found["COAL"], found["WASTE"], found["ASGM"]) == ((True, False), (True, True), (False, True))
    User.objects.filter(pk=lead.pk).update(email="lead@example.org", language="fr")
    asked = asking.ask(secretariat, report, ["COAL", "WASTE"], address="https://example.org/partnership/reports/1/")
    assert [(one.area, len(one.sent)) for one in asked] == [("COAL", 1), ("WASTE", 0)]
    (path,) = outbox().glob("*.eml")
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert message["To"] == "lead@example.org"
    assert "https://example.org/partnership/reports/1/" in message.get_content()
    report.refresh_from_db()
    assert list(report.asked) == ["COAL"]
    assert all("lead@example.org" not in change.content for change in Change.objects.all())
    with pytest.raises(RightsError):
        asking.ask(lead, report, ["COAL"], address="https://example.org/")
    with pytest.raises(InputError):
        asking.ask(secretariat, report, ["MOON"], address="javascript:x")
