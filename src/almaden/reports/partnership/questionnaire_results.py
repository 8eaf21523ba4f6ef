"""What came out of a questionnaire as files; what tells of persons is in none of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from almaden.partnership.questionnaires.answers import DontKnow, Value
from almaden.partnership.questionnaires.form import Questionnaire
from almaden.partnership.questionnaires.keys import DONT_KNOW_KEY
from almaden.partnership.questionnaires.results import Rate, Response, results
from almaden.reference.readers.table import guard, number_text
from almaden.reports.cells import OPTIONS

#: A cell: a text, a number, or nothing.
Cell = str | float | None
#: What stands for everybody in the table of response rates.
_ALL: Final = "all"
_RATES: Final = ("group", "value", "invited", "answered", "response_rate")
_RESULTS: Final = (
    "question", "text", "kind", "asked", "answered", "dont_know", "no_answer", "answer", "answer_text", "count",
    "share", "mean_place", "first_places", "ranked", "least", "lower_quartile", "median", "upper_quartile", "largest",
)  # fmt: skip


def answers_csv(form: Questionnaire, responses: Iterable[Response]) -> bytes:
    """One row for each finished answer set, in an order that says nothing of who it was."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    for row in _answer_rows(form, responses):
        writer.writerow([guard(cell) if isinstance(cell, str) else _number(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def results_xlsx(form: Questionnaire, responses: Iterable[Response], language: str) -> bytes:
    """Counts, response rates and answer sets as sheets of a workbook.

    Args:
        form: the questionnaire.
        responses: everybody who was invited or has answered.
        language: of the texts of questions and choices.
    """
    import xlsxwriter

    everybody = tuple(responses)
    sheets = {
        "results": _result_rows(form, everybody, language),
        "response_rates": _rate_rows(form, everybody),
        "answers": _answer_rows(form, everybody),
    }
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True}) as book:
        head = book.add_format({"bold": True})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 40, 18)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if isinstance(cell, str):
                        sheet.write_string(number, place, cell, head if number == 0 else None)
                    elif cell is not None:
                        sheet.write_number(number, place, cell)
    return content.getvalue()


def _number(cell: float | None) -> str:
    return "" if cell is None else number_text(float(cell))


def _answer_rows(form: Questionnaire, responses: Iterable[Response]) -> Iterator[tuple[Cell, ...]]:
    asked = [one for one in form.questions if not one.personal]
    yield ("country", "category", "about", "language", *(one.key for one in asked))
    rows = [
        (one.country, one.category, one.about, one.language, *(_cell(one.values.get(each.key)) for each in asked))
        for one in responses
        if one.values is not None
    ]
    yield from sorted(rows, key=lambda row: tuple(map(str, row)))


def _cell(value: Value | None) -> Cell:
    if isinstance(value, DontKnow):
        return DONT_KNOW_KEY
    return "; ".join(value) if isinstance(value, tuple) else value


def _rate_rows(form: Questionnaire, responses: Iterable[Response]) -> Iterator[tuple[Cell, ...]]:
    found = results(form, responses)
    yield _RATES
    yield _rate(_ALL, found.rate)
    for group, rates in (("country", found.by_country), ("category", found.by_category)):
        for rate in rates:
            yield _rate(group, rate)


def _rate(group: str, rate: Rate) -> tuple[Cell, ...]:
    return group, rate.group, rate.invited, rate.answered, rate.share


def _result_rows(form: Questionnaire, responses: Iterable[Response], language: str) -> Iterator[tuple[Cell, ...]]:
    yield _RESULTS
    for one, out in zip(form.questions, results(form, responses).outcomes, strict=True):
        start = (
            one.key, form.say(one.texts, language), one.kind, out.asked, out.answered, out.dont_know, out.no_answer,
        )  # fmt: skip
        named = {choice.key: form.say(choice.texts, language) for choice in one.choices}
        spread = out.spread
        numbers = (spread.least, spread.lower, spread.median, spread.upper, spread.largest) if spread else ()
        lines: list[tuple[Cell, ...]] = [(each.key, named.get(each.key), each.count, each.share) for each in out.counts]
        lines += [(each.key, named.get(each.key), None, None, each.mean, each.first, each.ranked) for each in out.ranks]
        for line in lines or [()]:
            yield (*start, *line, *[None] * (7 - len(line)), *numbers)
