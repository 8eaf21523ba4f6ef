"""What somebody sees and answers by a link: kept half, finished, corrected, until the questionnaire closes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from almaden.errors import Fault, InputError
from almaden.partnership.questionnaires.answers import Given, Value, answers_of, plain_answers, read
from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import Questionnaire
from almaden.store.accounts.secret import digest
from almaden.store.acting import now, plain_text
from almaden.store.journal import writing
from almaden.store.models import Respondent, RespondentLink, Survey
from almaden.store.questionnaires.inviting import new_link
from almaden.store.questionnaires.making import is_open
from almaden.store.questionnaires.needs import keep_need
from almaden.wording import n_


@dataclass(frozen=True)
class Opened:
    """What a link shows.

    Attributes:
        respondent: who answers.
        form: what is asked.
        values: what they answered so far.
        version: of the answers; whoever keeps new ones names it.
    """

    respondent: Respondent
    form: Questionnaire
    values: Mapping[str, Value]
    version: int


def open_link(secret: str) -> Opened:
    """What somebody is asked by a link, and what they have answered; the first look is noted.

    Raises:
        InputError: the link is not known, was withdrawn, or the questionnaire is closed.
    """
    one = _working(secret)
    if one.opened_on is None:
        with writing(None, "survey.look") as work:
            work.change(one, opened_on=now())
    return Opened(one, form_of(one.survey.definition), answers_of(one.values), one.version)


def keep(
    secret: str, given: Mapping[str, Given], *, language: str, finished: bool, expected: int | None = None
) -> Respondent:
    """Keep answers; finished ones count, and can still be corrected.

    Args:
        secret: of the link.
        given: what was written, by key of the question.
        language: in which it was answered.
        finished: whether this is the answer; otherwise it is kept to go on later.
        expected: the version that the person saw.

    Raises:
        InputError: the link works no more, or with everything that is wrong.
        ConflictError: somebody else has answered by the link meanwhile.
    """
    with writing(None, "survey.answer" if finished else "survey.keep") as work:
        # Read again now that nobody else writes.
        one = _working(secret)
        form = form_of(one.survey.definition)
        # Who has answered and corrects it, has still answered: a correction is whole or is not kept.
        finished = finished or one.answered_on is not None
        values = read(form, given, finished)
        update: dict[str, Any] = {"values": plain_answers(values), "kept_on": now()}
        if language in form.languages:
            update["language"] = language
        if finished:
            update["answered_on"] = one.answered_on or now()
        work.change(one, expected, **update)
        if finished and form.asks_for_needs:
            keep_need(work, one, form, values)
    return one


def begin(survey: Survey, language: str) -> str:
    """Begin an answer by the public address of a questionnaire; gives the secret of a link of its own.

    How often somebody may begin one is for the page to say.

    Raises:
        InputError: the questionnaire is not open to everybody.
    """
    with writing(None, "survey.begin") as work:
        survey.refresh_from_db()
        if not (survey.is_public and is_open(survey)):
            raise InputError(Fault(n_("this questionnaire takes no answers"), column="link"))
        form = form_of(survey.definition)
        chosen = language if language in form.languages else form.languages[0]
        one = work.add(Respondent(survey=survey, is_invited=False, language=chosen, made_on=now(), opened_on=now()))
        return new_link(work, one)


def _working(secret: str) -> Respondent:
    """Whose link it is.

    Raises:
        InputError: it works no more, and why.
    """
    link = RespondentLink.objects.select_related("respondent__survey").filter(digest=digest(plain_text(secret))).first()
    problem = ""
    if link is None:
        problem = n_("this link is not known")
    elif link.respondent.withdrawn_on is not None:
        problem = n_("this link was withdrawn")
    elif not is_open(link.respondent.survey):
        problem = n_("this questionnaire takes no answers")
    if problem or link is None:
        raise InputError(Fault(problem, column="link", advice=n_("ask the lead of the area for a new one")))
    return link.respondent
