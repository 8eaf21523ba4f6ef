"""What a report tells: what is computed from the public registry, and the texts that people wrote."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

from almaden.partnership.registry import Registry
from almaden.partnership.reporting.contents import Contents, activity_contents, progress_contents
from almaden.store.models import Entry, ReportDraft, ReportSection
from almaden.store.registry.reading import registry_of

KINDS: Final = ("activity", "progress")
GROUPINGS: Final = ("topic", "partner")


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


def texts_of(report: ReportDraft) -> tuple[ReportSection, ...]:
    """The sections for which people wrote a text."""
    return tuple(report.sections.exclude(text=""))


def name_of(report: ReportDraft) -> str:
    """Name of the files of a report, without its ending."""
    return f"partnership-{report.kind}-{report.starts_on}-{report.ends_on}-{report.language}"
