"""How a questionnaire stands in a workbook: what writes it and what reads it back agree here."""

from __future__ import annotations

from typing import Final

from almaden.partnership.questionnaires.form import Question, Questionnaire
from almaden.reference.countries import all_countries, country_name
from almaden.reference.languages import translator
from almaden.wording import n_

#: Titles of the sheets.
ABOUT_SHEET: Final = "about"
ANSWER_SHEET: Final = "answers"
#: In the first column of the sheet about the form: what its second column holds.
REFERENCE: Final = "questionnaire"
LANGUAGE: Final = "language"
#: Columns of the sheet for answers; the first row holds these names, the second the same in words.
COLUMNS: Final = ("key", "question", "help", "answer", "dont_know")
COLUMN_WORDS: Final = (
    n_("Key (leave as it is)"), n_("Question"), n_("What may be written"), n_("Answer"), n_("Don't know"),
)  # fmt: skip
#: Stands between the key of a question and that of its choice.
BETWEEN: Final = "."
DONT_KNOW: Final = n_("don't know")
YES: Final = n_("yes")
NO: Final = n_("no")


def labels(form: Questionnaire, one: Question, language: str) -> dict[str, str]:
    """The words that a cell may hold in a language, each with the key that it stands for."""
    say = translator(language)
    if one.kind == "yes_no":
        return {say(YES): "yes", say(NO): "no"}
    if one.kind == "country":
        return {country_name(each.iso3, language): each.iso3 for each in all_countries()}
    return {form.say(choice.texts, language): choice.key for choice in one.choices}
