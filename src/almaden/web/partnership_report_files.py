"""Reports of the Partnership as sections and as files: what is computed, with the texts that people wrote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from almaden.partnership.reporting.contents import Contents
from almaden.reports.build import FORMATS
from almaden.reports.partnership.sections import How, OwnText, Section
from almaden.reports.partnership.write import render, sections, title_of
from almaden.store.models import ReportDraft, ReportSection
from almaden.store.models.report_drafts import ReportState
from almaden.store.report_drafts.contents import KINDS, name_of, texts_of
from almaden.store.report_drafts.who import area_of


@dataclass(frozen=True)
class Part:
    """One section of a report while it is written.

    Attributes:
        section: what is computed, without the texts that people wrote.
        area: code of the area whose lead writes it; empty for the secretariat.
        own: what people wrote; None where nobody has begun.
    """

    section: Section
    area: str
    own: ReportSection | None


def parts_of(report: ReportDraft, contents: Contents) -> tuple[Part, ...]:
    """The sections of a report in order, each with what people wrote."""
    own = {one.key: one for one in report.sections.select_related("changed_by")}
    return tuple(Part(one, area_of(one.key), own.get(one.key)) for one in sections(contents, report.language))


def own_texts(written: Iterable[ReportSection]) -> dict[str, OwnText]:
    """What people wrote, as reports take it."""
    return {one.key: OwnText(one.text, cast(How, one.place)) for one in written}


def file_of(report: ReportDraft, contents: Contents, written: Iterable[ReportSection], format: str) -> bytes:
    """A report as a file; a draft says so on every page.

    Raises:
        InputError: there is no such format.
    """
    draft = report.state != ReportState.ISSUED
    return render(contents, format, report.language, own_texts(written), title=report.title, draft=draft)


def issued_files(report: ReportDraft, contents: Contents, written: Iterable[ReportSection]) -> dict[str, bytes]:
    """The files of a report that is issued, by their names."""
    written = tuple(written)
    return {f"{name_of(report)}.{one}": file_of(report, contents, written, one) for one in FORMATS}


def draft_file(report: ReportDraft, contents: Contents, format: str) -> bytes:
    """A draft as a file, with what people wrote up to now.

    Raises:
        InputError: there is no such format.
    """
    return file_of(report, contents, texts_of(report), format)


def usual_title(kind: str, language: str) -> str:
    """What a kind of report is called in a language; empty for a kind that there is not."""
    if kind not in KINDS:
        return ""
    return title_of("progress" if kind == "progress" else "activity", language)
