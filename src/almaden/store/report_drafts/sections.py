"""Sections of a report: written by the leads of their areas and the secretariat, each with a version of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from almaden.errors import Fault, InputError
from almaden.store.acting import allow, now, plain_text
from almaden.store.journal import ConflictError, writing
from almaden.store.models import ReportDraft, ReportSection, User
from almaden.store.models.report_drafts import ReportState, SectionStatus, TextPlace
from almaden.store.registry.rows import fresh
from almaden.store.report_drafts.who import RIGHT, area_of
from almaden.wording import Text, n_

#: Letters that the text of a section may have.
LONGEST: Final = 20_000
#: What keys of sections look like: a word, or two with a point between them.
_KEY: Final = re.compile(r"[a-z_]{1,30}(\.[A-Za-z_]{1,29})?", re.ASCII)


def write(
    actor: User | None,
    report: ReportDraft,
    key: str,
    expected: int,
    *,
    text: str,
    place: str = TextPlace.BEFORE.value,
    status: str = SectionStatus.IN_WORK.value,
) -> ReportSection:
    """Write the text of a section, and say how far it is.

    Args:
        actor: the lead of its area, or somebody of the secretariat; None for the program.
        report: a draft.
        key: key of the section; which ones a report has depends on what it tells.
        expected: the version that the person saw; 0 where nobody had begun.
        text: paragraphs with empty lines between them; lines that all begin with ``- `` make a list.
        place: one of :class:`~almaden.store.models.report_drafts.TextPlace`.
        status: one of :class:`~almaden.store.models.report_drafts.SectionStatus`.

    Raises:
        RightsError: the person may not write this section.
        ConflictError: somebody else wrote it meanwhile.
        ClosedError: the report is no draft any more.
        InputError: no report has such a section, or the text cannot be used.
    """
    allow(actor, RIGHT, "", area_of(key))
    values: dict[str, Any] = {"text": plain_text(text), "place": place, "status": status}
    faults = list(_faults(key, values))
    if faults:
        raise InputError(faults)
    known = report.sections.filter(key=key).first() or ReportSection(place=place)
    same = known.text == values["text"] and (known.place == place or not known.text)
    # Who only says how far it is has written nothing of it.
    with writing(actor, f"partnership_report.{'status' if same else 'write'}", reason=key) as work:
        fresh(report, None, ReportState.DRAFT)
        section = report.sections.filter(key=key).first()
        if section is not None and section.version != expected:
            raise ConflictError(section, values)
        values |= {"changed_by_id": actor.pk if actor is not None else None, "changed_on": now()}
        if section is None:
            return work.add(ReportSection(report=report, key=key, **values))
        work.change(section, expected, **values)
    return section


def _faults(key: str, values: dict[str, str]) -> Iterator[Fault]:
    if not _KEY.fullmatch(key):
        yield Fault(n_("no report has such a section"), column="key", value=key)
    if len(values["text"]) > LONGEST:
        accepted = Text("{count} letters at most", count=LONGEST)
        yield Fault(n_("the text is too long"), column="text", value=values["text"], accepted=accepted)
    for column, choices in (("place", TextPlace.values), ("status", SectionStatus.values)):
        if values[column] not in choices:
            problem = n_("this is none of the words that are asked for")
            yield Fault(problem, column=column, value=values[column], accepted=", ".join(choices))
