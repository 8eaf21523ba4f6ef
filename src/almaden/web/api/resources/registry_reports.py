"""Reports of the Partnership: what was issued, drafts for those who write them, and writing them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Final, Literal

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from ninja import Path, Query, Router
from pydantic import BaseModel, Field

from almaden.reports.build import FORMATS
from almaden.store.models import ReportDraft, ReportSection
from almaden.store.models.report_drafts import ReportState
from almaden.store.report_drafts import drafts, sections
from almaden.store.report_drafts.contents import contents_now, name_of, texts_of
from almaden.store.report_drafts.issuing import FOLDER
from almaden.store.report_drafts.issuing import issue as issue_report
from almaden.store.report_drafts.who import RIGHT, area_of, visible_reports
from almaden.store.rights import require
from almaden.web.api import asking, schemas
from almaden.web.api.caller import actor, signed_in
from almaden.web.api.listing import Listing, Row, made, reply
from almaden.web.api.negotiation import TableFormat, format_field
from almaden.web.api.paging import Paging
from almaden.web.api.resources.places import TABLES
from almaden.web.partnership_report_files import issued_files, parts_of, usual_title

router = Router(tags=["registry"])

Kind = Literal["activity", "progress"]
State = Literal["draft", "issued", "withdrawn"]
Where = Literal["before", "instead", "after"]
Status = Literal["not_started", "in_work", "done"]
SectionKey = Annotated[str, Path(max_length=60, description="Key of the section.")]


class ReportShown(schemas.Shown):
    """A report of the Partnership."""

    kind: Kind
    title: str
    starts_on: date = Field(description="First day of its period.")
    ends_on: date = Field(description="Last day of its period.")
    language: str
    grouping: str = Field(description="Activities of an area by topic or by partner.")
    state: State
    corrects: int | None = Field(description="Number of the issued report that it corrects.")
    edition: int | None = Field(description="Number of the record of the edition that holds it, once it is issued.")
    made_on: datetime
    published_on: datetime | None


class OwnText(BaseModel):
    """What people wrote for a section."""

    version: int = Field(description="Counts the changes of this section; send it back when you write it.")
    text: str = Field(description="Paragraphs with empty lines between them.")
    place: Where = Field(description="Where it stands beside what is computed.")
    status: Status
    changed_on: datetime


class SectionShown(BaseModel):
    """A section of a report."""

    key: str
    title: str = Field(description="In the language of the report.")
    level: int = Field(description="1 for a chapter, 2 for a section of one.")
    area: str = Field(description="Code of the area whose lead writes it; empty for the secretariat.")
    own: OwnText | None = Field(description="What people wrote; null where nobody has begun.")


class FileShown(BaseModel):
    """A file of an issued report, in its edition."""

    name: str
    bytes: int


class ReportWhole(ReportShown):
    """A report with its sections."""

    withdrawn_because: str = Field(description="Why it was withdrawn; empty where it was not.")
    files: list[FileShown] = Field(description="Files of an issued report.")
    sections: list[SectionShown] = Field(
        description="Of a draft all its sections as the registry stands; of others those for which people wrote a text."
    )


class ReportsAsked(Paging):
    """What reports can be asked by."""

    kind: Kind | None = None
    state: State | None = None
    language: str | None = Field(None, max_length=8, description="Code of the language.")
    sort: Literal["id", "-id", "ends_on", "-ends_on"] = "id"
    format: TableFormat | None = format_field()


class NewReport(schemas.Taken):
    """A report to begin."""

    kind: Kind
    starts_on: date | None = Field(None, description="Left out, with the last day: the usual period.")
    ends_on: date | None = None
    title: str = Field("", max_length=300, description="Left out: the usual one.")
    language: str = Field("en", max_length=8)
    grouping: Literal["topic", "partner"] = "topic"


class SectionText(schemas.Taken):
    """The text of a section, whole."""

    version: int | None = Field(
        None,
        ge=0,
        le=2**31 - 1,
        description="The version of the section that you saw, 0 where nobody has begun; or send it as If-Match.",
    )
    text: schemas.Text = Field(
        description="An empty line begins a paragraph; lines that all begin with a hyphen and a space make a list.",
        examples=["Filters were put in (made up)."],
    )
    place: Where = "before"
    status: Status = "in_work"


class Issue(schemas.Taken):
    """How a report goes out."""

    version: int | None = Field(None, ge=1, le=2**31 - 1, description="The version of the report that you saw.")
    licence: str = Field("CC BY 4.0", max_length=100)
    publisher: str = Field("", max_length=200, description="Stands first in the citation.")


REPORTS: Final = Listing("reports", ReportShown, {"corrects": "corrects_id", "edition": "edition_id"})


@router.get(
    "/registry/reports",
    response=schemas.page_of(ReportShown),
    operation_id="registry_reports",
    openapi_extra=TABLES,
)
def registry_reports(request: HttpRequest, asked: Query[ReportsAsked]) -> HttpResponseBase:
    """What was issued; for those who write reports the drafts too."""
    found = asking.equal(visible_reports(request.user), asked, "kind", "state", "language")
    return REPORTS.answer(request, found, asked)


@router.post("/registry/reports", response={201: ReportWhole}, operation_id="begin_report", auth=signed_in)
def begin_report(request: HttpRequest, body: NewReport) -> HttpResponse:
    """Begin a draft."""
    start, end = drafts.usual_period(body.kind, datetime.now(UTC).date())
    report = drafts.begin(
        actor(request),
        body.kind,
        body.starts_on or start,
        body.ends_on or end,
        body.title or usual_title(body.kind, body.language),
        language=body.language,
        grouping=body.grouping,
    )
    return made(_whole(report), f"/api/v1/registry/reports/{report.pk}")


@router.get("/registry/reports/{key}", response=ReportWhole, operation_id="registry_report")
def registry_report(request: HttpRequest, key: schemas.Id) -> HttpResponse:
    """One report with its sections and what people wrote for them."""
    return reply(_whole(asking.one(visible_reports(request.user), key)))


@router.put(
    "/registry/reports/{key}/sections/{section}",
    response=OwnText,
    operation_id="write_report_section",
    auth=signed_in,
)
def write_report_section(
    request: HttpRequest, key: schemas.Id, section: SectionKey, body: SectionText, if_match: asking.IfMatch = None
) -> HttpResponse:
    """Write the text of a section of a draft, and say how far it is."""
    report = asking.one(visible_reports(request.user), key)
    require(request.user, RIGHT, "", area_of(section))
    none_seen = body.version == 0 and not if_match
    expected = 0 if none_seen else asking.version_seen(if_match, body.version)
    if all(one.section.key != section for one in parts_of(report, contents_now(report))):
        raise Http404
    values = {"text": body.text, "place": body.place, "status": body.status}
    kept = sections.write(actor(request), report, section, expected, **values)
    return reply(_own(kept))


@router.post("/registry/reports/{key}/issue", response=ReportWhole, operation_id="issue_report", auth=signed_in)
def issue(request: HttpRequest, key: schemas.Id, body: Issue, if_match: asking.IfMatch = None) -> HttpResponse:
    """Issue a report of others as an edition; it never changes again."""
    report = asking.one(visible_reports(request.user), key)
    expected = asking.version_seen(if_match, body.version)
    how = {"licence": body.licence, "publisher": body.publisher}
    issue_report(actor(request), report, expected, issued_files, **how)
    return reply(_whole(asking.one(visible_reports(request.user), key)))


def _whole(report: ReportDraft) -> Row:
    """A report with its sections; who wrote them is not told."""
    files = report.edition.manifest.get("files", {}) if report.edition else {}
    names = [f"{FOLDER}/{name_of(report)}.{one}" for one in FORMATS]
    return {
        **REPORTS.one(ReportDraft.objects.all(), report.pk),
        "withdrawn_because": drafts.why_withdrawn(report),
        "files": [{"name": name, "bytes": files[name]["bytes"]} for name in names if name in files],
        "sections": _sections(report),
    }


def _sections(report: ReportDraft) -> list[Row]:
    parts = parts_of(report, contents_now(report))
    told = [_section(one.section.key, one.section.title, one.section.level, one.own) for one in parts]
    if report.state == ReportState.DRAFT:
        return told
    # What it tells is fixed in its files; a section that the registry of now would not bring has a text still.
    known = {one["key"] for one in told}
    lost = [_section(one.key, "", 1, one) for one in texts_of(report) if one.key not in known]
    return [one for one in (*told, *lost) if one["own"] and one["own"]["text"]]


def _section(key: str, title: str, level: int, own: ReportSection | None) -> Row:
    shown = _own(own) if own else None
    return {"key": key, "title": title, "level": level, "area": area_of(key), "own": shown}


def _own(section: ReportSection) -> Row:
    return {name: getattr(section, name) for name in OwnText.model_fields}
