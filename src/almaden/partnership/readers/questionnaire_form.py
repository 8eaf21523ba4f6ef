"""Reads the workbook of a questionnaire that somebody filled in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from almaden.errors import Fault, InputError
from almaden.partnership.questionnaires.answers import Given, written_number
from almaden.partnership.questionnaires.form import Question, Questionnaire
from almaden.partnership.questionnaires.sheet import (
    ABOUT_SHEET,
    ANSWER_SHEET,
    BETWEEN,
    COLUMNS,
    LANGUAGE,
    REFERENCE,
    labels,
)
from almaden.reference.languages import PAGE_LANGUAGES
from almaden.reference.readers.table import BrokenCell, Cell, cell_text
from almaden.reference.readers.workbook import Workbook, open_workbook
from almaden.wording import n_


@dataclass(frozen=True)
class Filled:
    """What stands in a workbook: what was written by key of the question, and in which language."""

    given: Mapping[str, Given]
    language: str


def read_form(path: Path, form: Questionnaire, reference: str, name: str = "") -> Filled:
    """Read a workbook that was written by ``reports.partnership.questionnaire_form``.

    Args:
        path: the file.
        form: the questionnaire.
        reference: what its workbooks are recognised by.
        name: what to call the file in messages.

    Raises:
        InputError: it is no such workbook, or with every row that cannot be understood.
    """
    book = open_workbook(path, name)
    about = {cell_text(row[0]): cell_text(row[1]) for row in _cells(book, ABOUT_SHEET) if len(row) > 1}
    if about.get(REFERENCE) != reference:
        raise InputError(
            Fault(
                n_("the workbook is not of this questionnaire"),
                file=book.name,
                sheet=ABOUT_SHEET,
                value=about.get(REFERENCE, ""),
                accepted=reference,
                advice=n_("take the workbook from the page of your link"),
            )
        )
    given: dict[str, Given] = {}
    faults: list[Fault] = []
    for number, row in enumerate(_cells(book, ANSWER_SHEET), 1):
        cells = [*row, *[""] * (len(COLUMNS) - len(row))]
        key = cell_text(cells[0])
        if number <= 2 or not key:
            if number > 2 and any(cell_text(cells[place]) for place in (3, 4)):
                problem = n_("there is an answer without a key")
                faults.append(Fault(problem, file=book.name, sheet=ANSWER_SHEET, row=number, column=COLUMNS[0]))
            continue
        wrong = list(_take(given, form, key, cells[3], cells[4]))
        faults += [replace(one, file=book.name, sheet=ANSWER_SHEET, row=number) for one in wrong]
    if faults:
        raise InputError(faults)
    language = about.get(LANGUAGE, "")
    return Filled(given, language if language in form.languages else form.languages[0])


def _cells(book: Workbook, sheet: str) -> list[list[Cell]]:
    return book.cells(sheet)


def _take(given: dict[str, Given], form: Questionnaire, key: str, answer: Cell, unknown: Cell) -> Iterator[Fault]:
    """Take what stands in a row; gives what is wrong with it."""
    name, _, choice = key.partition(BETWEEN)
    one = form.question(name)
    if one is None or (choice and one.choice(choice) is None):
        yield Fault(n_("there is no such question"), column=COLUMNS[0], value=key)
        return
    for column, cell in ((COLUMNS[3], answer), (COLUMNS[4], unknown)):
        if isinstance(cell, BrokenCell):
            yield Fault(n_("the cell holds an error"), column=column, value=str(cell))
            return
    before = given.get(name, Given())
    text = _text(answer)
    if not choice:
        # What stands here beside "don't know" is not looked into: whoever clears it writes "no" or nothing.
        said = bool(cell_text(unknown))
        if text and one.kind in ("several", "ranking"):
            yield Fault(n_("the answer stands beside the choices"), column=COLUMNS[3], value=text)
        given[name] = replace(before, text=_key(form, one, text), dont_know=said)
    elif text and one.kind == "several":
        given[name] = replace(before, chosen=(*before.chosen, choice))
    elif text:
        given[name] = replace(before, ranks={**before.ranks, choice: text})


def _text(cell: Cell) -> str:
    if isinstance(cell, float):
        return written_number(cell)
    # Spreadsheet programs make moments of days.
    return cell_text(cell).removesuffix(" 00:00:00")


def _key(form: Questionnaire, one: Question, text: str) -> str:
    """The key that a label stands for, in whichever language; other texts as they are."""
    if one.kind not in ("one", "yes_no"):
        return text
    for language in dict.fromkeys((*form.languages, *PAGE_LANGUAGES)):
        found = {label.casefold(): key for label, key in labels(form, one, language).items()}
        if text.casefold() in found:
            return found[text.casefold()]
    return text
