"""Answers to a questionnaire of needs become a record of a need, which waits for approval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from almaden.errors import InputError
from almaden.partnership.questionnaires.answers import Value
from almaden.partnership.questionnaires.form import Questionnaire
from almaden.partnership.questionnaires.needs import need_values
from almaden.partnership.records.base import RegistryRecord
from almaden.store.acting import now
from almaden.store.journal import Work
from almaden.store.models import Proposal, RegistryRow, Respondent
from almaden.store.models.registry import ProposalState, RegistryState
from almaden.store.registry import proposals
from almaden.store.registry.checking import checked
from almaden.store.registry.rows import add_row, change_row, changed
from almaden.store.registry.writing import new_key
from almaden.wording import n_

#: Says where a proposal comes from.
_REASON: Final = n_("answers to a questionnaire")


def keep_need(work: Work, one: Respondent, form: Questionnaire, values: Mapping[str, Value]) -> None:
    """Make a need of answers, or correct the one that was made of them, within an entry of the journal.

    Raises:
        InputError: with everything that is wrong; ``column`` is the key of the question.
    """
    title = form.say(form.titles, form.languages[0])[:500]
    # What was answered before and no longer is, goes.
    empty = {question.fills: "" for question in form.questions if question.fills}
    stated_on = now().date().isoformat()
    found = empty | need_values(form, values, title=title, country=one.country, stated_on=stated_on)
    try:
        row = RegistryRow.objects.filter(kind="need", key=one.need).first() if one.need else None
        if row is None:
            # Who asked can approve what comes of it.
            areas = (one.survey.area,) if one.survey.area else ()
            record = checked("need", {**found, "areas": areas, "id": new_key("need")})
            row = add_row(work, "need", record, None, RegistryState.SUBMITTED)
            work.change(one, need=row.key)
        elif row.state == RegistryState.PUBLISHED:
            _propose(work, row, changed(row, found))
        elif row.state != RegistryState.WITHDRAWN:
            change_row(work, row, None, changed(row, found))
    except InputError as error:
        keys = {question.fills: question.key for question in form.questions if question.fills}
        raise InputError([replace(one, column=keys.get(one.column, one.column)) for one in error.faults]) from error


def _propose(work: Work, row: RegistryRow, record: RegistryRecord) -> None:
    """Propose a correction of a published need; the one that waits from an earlier answer is brought up to date."""
    values, personal = proposals.different(row, record)
    waiting = Proposal.objects.filter(row=row, state=ProposalState.OPEN, reason=_REASON).first()
    if waiting is not None:
        work.change(waiting, values=values, personal=personal, row_version=row.version)
    elif values or personal:
        proposals.keep(work, row, record, reason=_REASON)
