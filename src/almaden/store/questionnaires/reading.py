"""What was answered, for those who asked."""

from __future__ import annotations

from collections.abc import Iterator

from almaden.partnership.questionnaires.answers import Value, answers_of
from almaden.partnership.questionnaires.as_json import form_of
from almaden.partnership.questionnaires.form import Questionnaire
from almaden.partnership.questionnaires.results import Response, Results, results
from almaden.store.acting import allow
from almaden.store.models import Respondent, Survey, User
from almaden.store.questionnaires.making import RIGHT


def responses_of(actor: User | None, survey: Survey) -> tuple[Response, ...]:
    """Everybody who was invited or has answered, without who they are.

    Raises:
        RightsError: the person may not publish records of the area.
    """
    allow(actor, RIGHT, "", survey.area)
    return tuple(_responses(survey, form_of(survey.definition)))


def results_of(actor: User | None, survey: Survey, country: str = "", category: str = "") -> Results:
    """What came out of a questionnaire, of everybody or of a country or a category of partners.

    Raises:
        RightsError: the person may not publish records of the area.
    """
    found = responses_of(actor, survey)
    chosen = (
        one for one in found if (not country or one.country == country) and (not category or one.category == category)
    )
    return results(form_of(survey.definition), chosen)


def _responses(survey: Survey, form: Questionnaire) -> Iterator[Response]:
    # Whose link was withdrawn is asked no more; what they answered before stays.
    for one in survey.respondents.exclude(withdrawn_on__isnull=False, answered_on=None):
        done = one.answered_on is not None
        if not done and not one.is_invited:
            continue
        values = answers_of(one.values) if done else None
        yield Response(values, one.is_invited, _country(one, form, values or {}), one.category, one.language, one.about)


def _country(one: Respondent, form: Questionnaire, values: dict[str, Value]) -> str:
    """The country that they were invited for, or that they say themselves."""
    said = (values.get(question.key, "") for question in form.questions if question.kind == "country")
    return one.country or next((value for value in said if isinstance(value, str) and value), "")
