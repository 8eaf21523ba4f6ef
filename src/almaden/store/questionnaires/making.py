"""Questionnaires are made, changed, opened and closed by who leads the area, or by the secretariat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import QuerySet

from almaden.errors import Fault, InputError
from almaden.partnership.codes import area_names
from almaden.partnership.questionnaires.as_json import form_of, plain
from almaden.partnership.questionnaires.form import Question, Questionnaire, faults_of
from almaden.store.acting import allow, now
from almaden.store.inventories.guard import ClosedError
from almaden.store.journal import writing
from almaden.store.models import Respondent, Survey, User
from almaden.store.models.questionnaires import SurveyState
from almaden.store.rights import Person, may
from almaden.wording import Text, n_

#: The right that it needs to make a questionnaire, to invite and to read what was answered.
RIGHT: Final = "publish_registry"
_NEW_VERSION: Final = n_("make a new version of the questionnaire")


def visible_surveys(user: Person) -> QuerySet[Survey]:
    """The questionnaires that a person may read with their answers."""
    return Survey.objects.filter(area__in=areas_that_ask(user))


def areas_that_ask(user: Person) -> tuple[str, ...]:
    """Codes of the areas for which a person may ask; the empty one stands for all."""
    return tuple(code for code in (*area_names(), "") if may(user, RIGHT, "", code))


def make(actor: User | None, area: str, form: Questionnaire, replaces: Survey | None = None) -> Survey:
    """Make a questionnaire as a draft.

    Args:
        actor: who makes it; None for the program.
        area: code of the area that asks; empty for all.
        form: what is asked; it need not be complete.
        replaces: the version whose place it takes.

    Raises:
        RightsError: the person may not publish records of the area.
        InputError: with everything that is wrong.
    """
    allow(actor, RIGHT, "", area)
    faults = list(faults_of(form, complete=False))
    if area and area not in area_names():
        faults.append(Fault(n_("there is no such area"), column="area", value=area, accepted=", ".join(area_names())))
    if faults:
        raise InputError(faults)
    with writing(actor, "survey.make") as work:
        return work.add(
            Survey(
                area=area,
                title=form.say(form.titles, form.languages[0]),
                definition=plain(form),
                author=actor,
                made_on=now(),
                replaces=replaces,
            )
        )


def change(actor: User | None, survey: Survey, expected: int | None, form: Questionnaire) -> Survey:
    """Change what is asked. Once somebody has answered, no question may go or mean something else.

    Raises:
        RightsError: the person may not publish records of the area.
        ConflictError: somebody else changed it meanwhile.
        ClosedError: it is closed.
        InputError: with everything that is wrong.
    """
    allow(actor, RIGHT, "", survey.area)
    with writing(actor, "survey.change") as work:
        survey.refresh_from_db()
        if survey.state == SurveyState.CLOSED:
            raise ClosedError(n_("The questionnaire is closed. Make a new version of it."))
        faults = list(faults_of(form, complete=survey.state == SurveyState.OPEN))
        if has_answers(survey):
            faults += _changed_meaning(form_of(survey.definition), form)
        if faults:
            raise InputError(faults)
        title = form.say(form.titles, form.languages[0])
        work.change(survey, expected, definition=plain(form), title=title)
    return survey


def set_rules(
    actor: User | None, survey: Survey, expected: int | None, *, is_public: bool, closes_on: date | None
) -> Survey:
    """Say whether anybody may answer who knows the address, and until which day.

    Raises:
        RightsError, ConflictError: as for :func:`change`.
        InputError: the day is over.
    """
    allow(actor, RIGHT, "", survey.area)
    if closes_on is not None and closes_on < now().date():
        raise InputError(Fault(n_("this day is over"), column="closes_on", value=closes_on.isoformat()))
    with writing(actor, "survey.change") as work:
        work.change(survey, expected, is_public=is_public, closes_on=closes_on)
    return survey


def open_survey(actor: User | None, survey: Survey, expected: int | None) -> Survey:
    """Let people answer; a closed one is opened again.

    Raises:
        RightsError, ConflictError: as for :func:`change`.
        InputError: with everything that is missing.
    """
    allow(actor, RIGHT, "", survey.area)
    faults = list(faults_of(form_of(survey.definition)))
    if survey.closes_on is not None and survey.closes_on < now().date():
        faults.append(Fault(n_("this day is over"), column="closes_on", value=survey.closes_on.isoformat()))
    if faults:
        raise InputError(faults)
    with writing(actor, "survey.open") as work:
        opened = survey.opened_on or now()
        work.change(survey, expected, state=SurveyState.OPEN.value, opened_on=opened, closed_on=None)
    return survey


def close_survey(actor: User | None, survey: Survey, expected: int | None) -> Survey:
    """Take no more answers.

    Raises:
        RightsError, ConflictError: as for :func:`change`.
        ClosedError: it is not open.
    """
    allow(actor, RIGHT, "", survey.area)
    with writing(actor, "survey.close") as work:
        survey.refresh_from_db()
        if survey.state != SurveyState.OPEN:
            raise ClosedError(n_("The questionnaire is not open."))
        work.change(survey, expected, state=SurveyState.CLOSED.value, closed_on=now())
    return survey


def new_version(actor: User | None, survey: Survey) -> Survey:
    """A draft that asks the same, to be changed freely; the old one and its answers stay as they are.

    Raises:
        RightsError: as for :func:`change`.
    """
    return make(actor, survey.area, form_of(survey.definition), replaces=survey)


def remove(actor: User | None, survey: Survey) -> None:
    """Delete a draft to which nobody was invited.

    Raises:
        RightsError: as for :func:`change`.
        ClosedError: it was opened once.
    """
    allow(actor, RIGHT, "", survey.area)
    with writing(actor, "survey.remove") as work:
        survey.refresh_from_db()
        if survey.opened_on is not None or survey.respondents.exists():
            raise ClosedError(n_("The questionnaire was opened once and stays. Close it."))
        for one in Survey.objects.filter(replaces=survey):
            work.change(one, replaces_id=None)
        work.remove(survey)


def is_open(survey: Survey) -> bool:
    """Whether it may be answered now."""
    in_time = survey.closes_on is None or now().date() <= survey.closes_on
    return survey.state == SurveyState.OPEN and in_time


def has_answers(survey: Survey) -> bool:
    """Whether somebody has answered, if only in part."""
    return Respondent.objects.filter(survey=survey, kept_on__isnull=False).exists()


def _changed_meaning(old: Questionnaire, new: Questionnaire) -> Iterator[Fault]:
    """What answers that are there would lose: questions and choices that go, or are of another kind."""
    for one in old.questions:
        after = new.question(one.key)
        if after is None:
            problem = n_("this question was answered and cannot be taken out")
            yield Fault(problem, column=one.key, advice=_NEW_VERSION)
            continue
        if _meaning(one) != _meaning(after):
            problem = n_("this question was answered: its kind, unit, bounds and use cannot be changed")
            yield Fault(problem, column=one.key, advice=_NEW_VERSION)
        if one.personal and not after.personal:
            problem = n_("this was answered as telling of a person, and stays so")
            yield Fault(problem, column=one.key, advice=_NEW_VERSION)
        for choice in one.choices:
            if after.choice(choice.key) is None:
                problem = Text("this choice was there to be chosen and cannot be taken out: {key}", key=choice.key)
                yield Fault(problem, column=one.key, advice=_NEW_VERSION)


def _meaning(one: Question) -> Question:
    """A question without what may still be corrected: its texts, and rules for those who answer from now on."""
    return replace(one, texts={}, help={}, choices=(), required=False, dont_know=True, personal=False)
