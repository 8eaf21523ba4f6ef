"""What a report tells: computed from what is public, with the texts that people wrote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from almaden.partnership.registry import Registry
from almaden.partnership.reporting.contents import Contents, activity_contents, progress_contents
from almaden.reports.partnership.sections import OwnText, Section
from almaden.reports.partnership.write import render, sections
from almaden.store.models import Entry, ReportDraft, ReportSection
from almaden.store.models.report_drafts import ReportState
from almaden.store.registry.reading import registry_of
from almaden.store.report_drafts.who import area_of

KINDS: Final = ("activity", "progress")
GROUPINGS: Final = ("topic", "partner")


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


def contents_now(report: ReportDraft) -> Contents:
    """What a draft tells now: of what everybody sees in the registry."""
    last = Entry.objects.order_by("-number").values_list("sha256", flat=True).first()
    return _contents_at(last or "", report.kind, report.starts_on, report.ends_on, report.grouping)


@lru_cache(maxsize=4)
def _contents_at(_journal: str, kind: str, start: date, end: date, grouping: str) -> Contents:
    """Kept by the last entry of the journal, which covers all before it: a draft is looked at section by section."""
    return contents_of(registry_of(None), kind, start, end, grouping)


def contents_of(registry: Registry, kind: str, start: date, end: date, grouping: str) -> Contents:
    """The contents of a kind of report.

    Raises:
        InputError: the period ends before it begins.
    """
    make = progress_contents if kind == "progress" else activity_contents
    return make(registry, start, end, "partner" if grouping == "partner" else "topic")


def parts_of(report: ReportDraft, contents: Contents) -> tuple[Part, ...]:
    """The sections of a report in order, each with what people wrote."""
    own = {one.key: one for one in report.sections.select_related("changed_by")}
    return tuple(Part(one, area_of(one.key), own.get(one.key)) for one in sections(contents, report.language))


def texts_of(report: ReportDraft) -> dict[str, OwnText]:
    """The texts that people wrote, by key of their section."""
    return {one.key: OwnText(one.text, one.place) for one in report.sections.exclude(text="")}  # type: ignore[arg-type]  # one of TextPlace, which are these


def file_of(report: ReportDraft, contents: Contents, texts: Mapping[str, OwnText], format: str) -> bytes:
    """A report as a file; a draft says so on every page.

    Raises:
        InputError: there is no such format.
    """
    draft = report.state == ReportState.DRAFT
    return render(contents, format, report.language, texts, title=report.title, draft=draft)


def name_of(report: ReportDraft) -> str:
    """Name of the files of a report, without its ending."""
    return f"partnership-{report.kind}-{report.starts_on}-{report.ends_on}-{report.language}"
