"""A questionnaire as a workbook to be filled in without a connection, and sent back by the same link.

Nothing that stands in it is a formula: texts are written as texts, whatever they begin with.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from almaden.partnership.questionnaires.answers import DontKnow, Given, Value, bounds, given_of
from almaden.partnership.questionnaires.form import Question, Questionnaire
from almaden.partnership.questionnaires.sheet import (
    ABOUT_SHEET,
    ANSWER_SHEET,
    BETWEEN,
    COLUMN_WORDS,
    COLUMNS,
    DONT_KNOW,
    LANGUAGE,
    REFERENCE,
    YES,
    labels,
)
from almaden.reference.languages import translator
from almaden.reports.cells import OPTIONS, fit_row
from almaden.reports.template_look import Form, Lists, Look
from almaden.wording import Text, joined, n_

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS: Final = (14.0, 60.0, 34.0, 34.0, 14.0)
_ABOUT: Final = (
    n_("1. Go to the sheet “answers” and fill in the yellow cells."),
    n_("2. What you do not know, say so in the last column. An empty cell means that you did not answer."),
    n_("3. Save the file and send it by the page where you found it: open your link, choose the file, send."),
    n_("The link stays the same: what you send later takes the place of what you sent before."),
)


def write_form(form: Questionnaire, language: str, reference: str, values: Mapping[str, Value] | None = None) -> bytes:
    """The workbook of a questionnaire.

    Args:
        form: the questionnaire.
        language: one of its languages.
        reference: what the file is recognised by when it comes back.
        values: what was answered so far.
    """
    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True})
    page = Form(book, Look.of(book), Lists(), language, translator(language))
    _about(page, form, reference)
    sheet = book.add_worksheet(ANSWER_SHEET)
    if language == "ar":
        sheet.right_to_left()
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, COLUMNS[place], page.look.help)
        sheet.write_string(1, place, page.translate(COLUMN_WORDS[place]), page.look.head)
    sheet.set_row(0, None, None, {"hidden": True})
    sheet.freeze_panes(2, 1)
    row = 2
    for number, one in enumerate(form.questions, 1):
        row = _question(page, sheet, form, one, row, number, (values or {}).get(one.key))
    Look.print_setup(sheet)
    page.lists.write(book)
    book.close()
    return content.getvalue()


def _about(page: Form, form: Questionnaire, reference: str) -> None:
    sheet = page.book.add_worksheet(ABOUT_SHEET)
    if page.lang == "ar":
        sheet.right_to_left()
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, REFERENCE, page.look.known)
    sheet.write_string(0, 1, reference, page.look.known)
    sheet.write_string(1, 0, LANGUAGE, page.look.known)
    sheet.write_string(1, 1, page.lang, page.look.known)
    sheet.write_string(3, 1, form.say(form.titles, page.lang), page.look.title)
    row = 4
    for text in (form.say(form.introductions, page.lang), *map(page.translate, _ABOUT)):
        if text:
            sheet.write_string(row, 1, text, page.look.prose)
            fit_row(sheet, row, [(text, 90)], 11)
            row += 1
    Look.print_setup(sheet)


def _question(
    page: Form, sheet: Worksheet, form: Questionnaire, one: Question, row: int, number: int, value: Value | None
) -> int:
    """Write a question and its choices; gives the next free row."""
    given = given_of(one, value)
    spread = one.kind in ("several", "ranking")
    text = f"{number}. {form.say(one.texts, page.lang)}" + (" *" if one.required else "")
    help_text = _help(page, form, one)
    sheet.write_string(row, 0, one.key, page.look.known)
    sheet.write_string(row, 1, text, page.look.group if spread else page.look.may)
    sheet.write_string(row, 2, help_text, page.look.help)
    fit_row(sheet, row, [(text, _WIDTHS[1]), (help_text, _WIDTHS[2])])
    if spread:
        sheet.write_string(row, 3, "", page.look.known)
    else:
        _answer(page, sheet, form, one, row, given.text, value)
    _dont_know(page, sheet, one, row, isinstance(value, DontKnow))
    if not spread:
        return row + 1
    for place, choice in enumerate(one.choices, 1):
        sheet.write_string(row + place, 0, f"{one.key}{BETWEEN}{choice.key}", page.look.known)
        sheet.write_string(row + place, 1, form.say(choice.texts, page.lang), page.look.may)
        sheet.write_string(row + place, 2, "", page.look.help)
        _choice_cell(page, sheet, one, row + place, choice.key, given)
        sheet.write_string(row + place, 4, "", page.look.known)
    return row + len(one.choices) + 1


def _answer(
    page: Form, sheet: Worksheet, form: Questionnaire, one: Question, row: int, text: str, value: Value | None
) -> None:
    look = page.look.must
    if one.kind == "number":
        if isinstance(value, float | int):
            sheet.write_number(row, 3, value, look)
        else:
            sheet.write_blank(row, 3, None, look)
        return
    named = {key: label for label, key in labels(form, one, page.lang).items()}
    words = named.get(text, text)
    sheet.write_string(row, 3, words, page.look.must_text)
    if named:
        page.choose(sheet, (row, row), 3, list(named.values()))


def _choice_cell(page: Form, sheet: Worksheet, one: Question, row: int, key: str, given: Given) -> None:
    if one.kind == "several":
        sheet.write_string(row, 3, page.translate(YES) if key in given.chosen else "", page.look.must_text)
        page.choose(sheet, (row, row), 3, [page.translate(YES)])
        return
    place = given.ranks.get(key, "")
    if place:
        sheet.write_number(row, 3, int(place), page.look.must)
    else:
        sheet.write_blank(row, 3, None, page.look.must)
    page.choose(sheet, (row, row), 3, [str(each) for each in range(1, len(one.choices) + 1)])


def _dont_know(page: Form, sheet: Worksheet, one: Question, row: int, said: bool) -> None:
    if not one.dont_know:
        sheet.write_string(row, 4, "", page.look.known)
        return
    word = page.translate(DONT_KNOW)
    sheet.write_string(row, 4, word if said else "", page.look.must_text)
    page.choose(sheet, (row, row), 4, [word])


def _help(page: Form, form: Questionnaire, one: Question) -> str:
    parts: list[Any] = [form.say(one.help, page.lang)]
    if one.kind == "number":
        limits = bounds(one)
        parts += [page.translate(limits) if limits else "", one.unit]
    elif one.kind == "date":
        parts.append(page.translate(Text("For example {example}", example="2026-11-23")))
    elif one.kind == "several":
        parts.append(page.translate(n_("“yes” beside whatever fits")))
    elif one.kind == "ranking":
        parts.append(page.translate(n_("1 beside the first, 2 beside the second, and so on")))
    if one.required:
        parts.append(page.translate(n_("has to be answered")))
    return joined([part for part in parts if part], "; ") if any(parts) else ""
