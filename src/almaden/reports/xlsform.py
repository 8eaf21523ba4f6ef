"""Forms for collection on phones without a network (XLSForm), made from the fields of records.

The layout is that of the XLSForm reference (https://xlsform.org/en/): the sheets survey, choices and settings.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import NoneType
from typing import Any, Final, get_args

from almaden.reference.languages import LANGUAGES, translator
from almaden.reference.record import Record
from almaden.reports.cells import OPTIONS
from almaden.reports.template_tables import words_of
from almaden.wording import Text, Translate, n_

#: The languages of a form as its columns name them.
_TITLES: Final[Mapping[str, str]] = {"en": "English (en)", "fr": "Français (fr)", "es": "Español (es)"}
_YES_NO: Final = "yes_no"
_PLAIN: Final = ("type", "name", "required", "relevant", "constraint", "calculation", "default")
_TRANSLATED: Final = ("label", "hint", "constraint_message")
#: Signs of the ends of ranges in an expression, by their name in a record.
_SIGNS: Final = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}


@dataclass(frozen=True)
class Line:
    """A line of a form.

    Attributes:
        type: its type, in the words of the standard.
        name: name of the question or group.
        label, hint, message: texts of the program.
        cells: the other columns that do not depend on the language.
    """

    type: str
    name: str = ""
    label: str = ""
    hint: str = ""
    message: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Ask:
    """A question for a field of a record.

    Attributes:
        field: the field.
        relevant: when it is asked; empty for always.
        constraint: what its answer must fulfil beside the range of the field.
        message: what to say where it does not.
        whole: whether the answer is a whole number, though the field takes others.
    """

    field: str
    relevant: str = ""
    constraint: str = ""
    message: str = ""
    whole: bool = False


def question(record: type[Record], ask: Ask) -> Line:
    """The line of a form for a field of a record: its type, text, unit, range and example come from the record."""
    info = record.model_fields[ask.field]
    unit = str((info.json_schema_extra or {}).get("unit", ""))  # type: ignore[union-attr]
    limits = [(sign, str(end)) for mark in info.metadata for name, sign in _SIGNS.items()
              if isinstance(end := getattr(mark, name, None), (int, float))]  # fmt: skip
    ranges = [f". {sign} {end}" for sign, end in limits]
    example = str((info.examples or [""])[0])
    description = info.description or ""
    cells = {
        "required": "yes" if info.is_required() else "",
        "relevant": ask.relevant,
        "constraint": " and ".join([*ranges, *([ask.constraint] if ask.constraint else [])]),
        "default": _default(info),
    }
    return Line(
        _type(ask.field, info, ask.whole),
        ask.field,
        Text("{question} [{unit}]", question=Text(description), unit=unit) if unit else description,
        Text("for example {example}", example=example) if example else "",
        ask.message or (_range_told(dict(limits)) if limits else ""),
        {name: cell for name, cell in cells.items() if cell},
    )


def _range_told(limits: Mapping[str, str]) -> str:
    low, high = limits.get(">="), limits.get("<=")
    if low is not None and high is not None:
        return Text("a number from {low} to {high}", low=low, high=high)
    return Text("a number of at least {low}", low=low) if low is not None else n_("the number is out of range")


def _default(info: Any) -> str:
    value = info.get_default()
    return _code(value) if isinstance(value, str) and value and words_of(info.annotation) else ""


def _type(name: str, info: Any, whole: bool) -> str:
    if words_of(info.annotation):
        return f"select_one {name}"
    kinds = {kind for kind in (get_args(info.annotation) or (info.annotation,)) if kind is not NoneType}
    if bool in kinds:
        return f"select_one {_YES_NO}"
    if float in kinds or int in kinds:
        return "integer" if whole else "decimal"
    return "date" if any(kind.__name__ == "date" for kind in kinds) else "text"


def _code(word: str) -> str:
    """A word as the name of a choice, which has no blanks."""
    return word.replace(" ", "_")


def choice_lines(lines: Iterable[Line], records: Sequence[type[Record]], said: Mapping[str, str]) -> Iterator[Line]:
    """The lists to choose from that the questions of a form name.

    Args:
        lines: the questions.
        records: the records whose fields they ask for.
        said: how words are said where they are not said as they stand.
    """
    asked = dict.fromkeys(line.type.split()[1] for line in lines if line.type.startswith("select_one "))
    for name in asked:
        if name == _YES_NO:
            yield Line(name, "y", n_("yes"))
            yield Line(name, "n", n_("no"))
            continue
        record = next(one for one in records if name in one.model_fields)
        for word in filter(None, words_of(record.model_fields[name].annotation)):
            yield Line(name, _code(word), said.get(word, word))


def xlsform(survey: Sequence[Line], choices: Sequence[Line], settings: Mapping[str, str]) -> bytes:
    """A form as a workbook.

    Args:
        survey: its questions.
        choices: its lists; the type of a line is the name of its list.
        settings: its title, identifier and version.
    """
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True}) as book:
        texts = [f"{name}::{_TITLES[lang]}" for name in _TRANSLATED for lang in LANGUAGES]
        _sheet(book, "survey", [[*_PLAIN, *texts], *map(_survey_row, survey)])
        labels = [f"label::{_TITLES[lang]}" for lang in LANGUAGES]
        _sheet(
            book,
            "choices",
            [["list_name", "name", *labels], *([one.type, one.name, *_in_all(one.label)] for one in choices)],
        )
        known = {**settings, "default_language": _TITLES[LANGUAGES[0]]}
        _sheet(book, "settings", [list(known), list(known.values())])
    return content.getvalue()


def _survey_row(line: Line) -> list[str]:
    cells = {"type": line.type, "name": line.name, **line.cells}
    texts = (line.label, line.hint, line.message)
    return [*(cells.get(name, "") for name in _PLAIN), *(said for text in texts for said in _in_all(text))]


def _in_all(text: str) -> list[str]:
    """A text in every language of a form."""
    speakers: list[Translate] = [translator(lang) for lang in LANGUAGES]
    return [say(text) for say in speakers]


def _sheet(book: Any, title: str, rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if cell:
                sheet.write_string(number, column, cell, None if number else bold)
    sheet.freeze_panes(1, 0)
