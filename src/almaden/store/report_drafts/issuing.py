"""Issuing a report: its files and the public registry that it rests on become an edition."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, TypeAlias

from almaden.errors import InputError
from almaden.partnership.reporting.contents import Contents
from almaden.store.acting import now
from almaden.store.editions.create import freeze
from almaden.store.editions.registry import registry_tables
from almaden.store.editions.shape import Table
from almaden.store.journal import ConflictError, Work
from almaden.store.models import Edition, Entry, ReportDraft, ReportSection, User
from almaden.store.models.report_drafts import ReportState
from almaden.store.persons import address_faults
from almaden.store.registry.reading import registry_of
from almaden.store.registry.rows import fresh
from almaden.store.report_drafts.contents import contents_of, texts_of
from almaden.store.report_drafts.who import authors_of, check_may_issue

#: Folder of an edition that holds the report.
FOLDER: Final = "report"
#: Of the file that says what the report was made from.
FORMAT: Final = 1
#: Makes the files of a report, by their names, of what it tells and what people wrote.
Files: TypeAlias = Callable[[ReportDraft, Contents, Sequence[ReportSection]], Mapping[str, bytes]]


def issue(
    actor: User | None,
    report: ReportDraft,
    expected: int | None,
    files: Files,
    *,
    licence: str = "CC BY 4.0",
    publisher: str = "",
) -> ReportDraft:
    """Issue a report: it is fixed to the registry of this moment and never changes again.

    Args:
        actor: somebody of the secretariat who wrote nothing of it; None for the program.
        report: a draft.
        expected: the version that the person saw.
        files: makes its files.
        licence: of the edition, one of :data:`~almaden.store.editions.metadata.LICENCES`.
        publisher: who stands for the edition.

    Raises:
        RightsError: the person may not issue reports, or wrote a part of this one.
        ConflictError: somebody changed it, or one of its sections, meanwhile.
        ClosedError: it is no draft.
        InputError: there is no such licence, or the text of a section, whose key is the column, holds an e-mail
            address.
        OutputError: the disk is full; nothing is left behind.
    """
    check_may_issue(actor, report)
    fresh(report, expected, ReportState.DRAFT)
    faults = list(address_faults({one.key: one.text for one in texts_of(report)}))
    if faults:
        raise InputError(faults)
    issuing = _Issuing(actor, report, expected, files)
    freeze(
        actor,
        f"{report.title}, {report.starts_on} – {report.ends_on}",
        issuing.fill,
        description="Report of the Partnership, as it was issued, with the public registry that it rests on.",
        licence=licence,
        publisher=publisher,
        action="partnership_report.issue",
        then=issuing.keep,
    )
    report.refresh_from_db()
    return report


class _Issuing:
    """One report on its way into an edition: what was seen when its files were made, and what is kept of it."""

    def __init__(self, actor: User | None, report: ReportDraft, expected: int | None, files: Files) -> None:
        self.actor, self.report, self.expected, self.files = actor, report, expected, files
        self.seen: list[tuple[str, int]] = []
        # As it stands in the files, which are written before.
        self.issued = ReportDraft(**{**report.content(), "state": ReportState.ISSUED.value}, pk=report.pk)

    def fill(self, folder: Path) -> tuple[Table, ...]:
        """Write the files, of what can be seen at this moment."""
        self.seen = _versions(self.report)
        self.issued.known_at = _last_moment()
        return _fill(self.issued, self.files, folder)

    def keep(self, work: Work, edition: Edition) -> None:
        """Enter that it was issued, if it is still what the files say."""
        fresh(self.report, self.expected, ReportState.DRAFT)
        check_may_issue(self.actor, self.report)
        if _versions(self.report) != self.seen:
            raise ConflictError(self.report, {})
        is_other = self.actor is not None and self.actor.pk not in authors_of(self.report)
        work.change(
            self.report,
            self.expected,
            state=ReportState.ISSUED.value,
            known_at=self.issued.known_at,
            edition_id=edition.pk,
            reviewer_id=self.actor.pk if self.actor is not None and is_other else None,
            published_on=now(),
        )


def _fill(report: ReportDraft, files: Files, folder: Path) -> tuple[Table, ...]:
    """Write the files of the report, and what it was made from; gives the tables of the public registry."""
    registry = registry_of(None)
    contents = contents_of(registry, report.kind, report.starts_on, report.ends_on, report.grouping)
    texts = texts_of(report)
    (folder / FOLDER).mkdir()
    for name, made in files(report, contents, texts).items():
        (folder / FOLDER / name).write_bytes(made)
    told = {
        "format": FORMAT,
        "kind": report.kind,
        "title": report.title,
        "from": report.starts_on.isoformat(),
        "to": report.ends_on.isoformat(),
        "language": report.language,
        "grouping": report.grouping,
        "known_at": report.known_at.isoformat() if report.known_at else None,
        "texts": {one.key: {"text": one.text, "how": one.place} for one in texts},
    }
    text = json.dumps(told, ensure_ascii=False, indent=1) + "\n"
    (folder / FOLDER / "report.json").write_text(text, encoding="utf-8")
    return registry_tables(registry)


def _last_moment() -> datetime | None:
    """When the last thing was written that can be seen: the registry of that moment is the one of now."""
    last = Entry.objects.order_by("-number").values_list("made_on", flat=True).first()
    return datetime.fromisoformat(last) if last else None


def _versions(report: ReportDraft) -> list[tuple[str, int]]:
    return list(report.sections.order_by("key").values_list("key", "version"))
