"""A questionnaire as an XLSForm, which programs for surveys in the field take: xlsform.org.

Three sheets: ``survey`` with a row for each question, ``choices`` with the lists to choose from, ``settings``. "Don't
know" is a choice of its own; a question without choices gets one more before it, which lets it be passed over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Final

from almaden.partnership.questionnaires.answers import LONGEST_LONG, LONGEST_SHORT
from almaden.partnership.questionnaires.form import Question, Questionnaire
from almaden.partnership.questionnaires.keys import DONT_KNOW_KEY
from almaden.partnership.questionnaires.sheet import DONT_KNOW, NO, YES
from almaden.reference.countries import UN_LANGUAGES, all_countries, country_name
from almaden.reference.languages import translator
from almaden.reports.cells import OPTIONS
from almaden.wording import n_

#: What the languages are called in the heads of columns.
_NAMES: Final = {"en": "English", "fr": "French", "es": "Spanish", "ar": "Arabic", "ru": "Russian", "zh": "Chinese"}
_TYPES: Final = {"short": "text", "long": "text", "date": "date"}
_LISTS: Final = {"yes_no": "yes_no", "country": "country"}
#: What the name of the question "I do not know" adds to that of its question.
_ASIDE: Final = "__dk"
_MARK: Final = n_("I don't know")

#: A row of a sheet: what stands in which column.
Line = dict[str, str]


def write_xlsform(form: Questionnaire, form_id: str, version: str) -> bytes:
    """The XLSForm of a questionnaire.

    Args:
        form: the questionnaire; it is complete.
        form_id: what programs know it by.
        version: says which of two is newer, compared as text.
    """
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {**OPTIONS, "in_memory": True}) as book:
        head = book.add_format({"bold": True})
        for title, lines in sheets_of(form, form_id, version).items():
            sheet = book.add_worksheet(title)
            columns = list(dict.fromkeys(name for line in lines for name in line))
            sheet.freeze_panes(1, 0)
            for place, name in enumerate(columns):
                sheet.set_column(place, place, 24)
                sheet.write_string(0, place, name, head)
                for row, line in enumerate(lines, 1):
                    if line.get(name):
                        sheet.write_string(row, place, line[name])
    return content.getvalue()


def sheets_of(form: Questionnaire, form_id: str, version: str) -> Mapping[str, list[Line]]:
    """The sheets of an XLSForm by title, each as rows."""
    survey: list[Line] = []
    if any(form.introductions.values()):
        survey.append({"type": "note", "name": "introduction", **_texts(form, "label", form.introductions)})
    for number, one in enumerate(form.questions):
        survey += _question(form, one, number)
    settings = {
        "form_title": form.say(form.titles, form.languages[0]),
        "form_id": form_id,
        "version": version,
        "default_language": _language(form.languages[0]),
    }
    return {"survey": survey, "choices": list(_choices(form)), "settings": [settings]}


def _question(form: Questionnaire, one: Question, number: int) -> list[Line]:
    line: Line = {"type": _type(one, number), "name": one.key, **_texts(form, "label", one.texts)}
    hints = {code: _hint(one, form.say(one.help, code)) for code in form.languages}
    line |= _texts(form, "hint", hints)
    line["required"] = "yes" if one.required else "no"
    line |= {"constraint": _constraint(one)} if _constraint(one) else {}
    if one.kind == "date":
        line["appearance"] = "no-calendar"
    if not one.dont_know or one.kind in ("one", "several", "yes_no", "country"):
        return [line]
    # The mark that the answer is not known stands before, and hides the question.
    aside = {
        "type": "select_multiple dont_know_mark",
        "name": f"{one.key}{_ASIDE}",
        **_texts(form, "label", one.texts),
        "required": "no",
    }
    line["relevant"] = f"not(selected(${{{one.key}{_ASIDE}}}, '{DONT_KNOW_KEY}'))"
    return [aside, line]


def _type(one: Question, number: int) -> str:
    if one.kind == "number":
        return "integer" if one.whole else "decimal"
    name = _LISTS.get(one.kind, "") or _list_name(one, number)
    if one.kind in _LISTS:
        name += "_dk" if one.dont_know else ""
    known = {"several": "select_multiple", "ranking": "rank"}.get(one.kind, "select_one")
    return _TYPES.get(one.kind, "") or f"{known} {name}"


def _list_name(one: Question, number: int) -> str:
    return f"list_{number + 1}_{one.key}"


def _hint(one: Question, text: str) -> str:
    return " ".join(part for part in (text, f"[{one.unit}]" if one.unit else "") if part)


def _constraint(one: Question) -> str:
    parts = []
    if one.low is not None:
        parts.append(f". >= {one.low:.15g}")
    if one.high is not None:
        parts.append(f". <= {one.high:.15g}")
    if one.kind in ("short", "long"):
        parts.append(f"string-length(.) <= {LONGEST_SHORT if one.kind == 'short' else LONGEST_LONG}")
    if one.kind == "several" and one.dont_know:
        parts.append(f"not(selected(., '{DONT_KNOW_KEY}') and count-selected(.) > 1)")
    return " and ".join(parts)


def _choices(form: Questionnaire) -> Iterator[Line]:
    """The lists: those of questions, and those that several share."""
    shared: dict[str, dict[str, Mapping[str, str]]] = {}
    for number, one in enumerate(form.questions):
        if one.kind in _LISTS:
            shared.setdefault(_type(one, number).partition(" ")[2], _shared(form, one))
            continue
        listed = {choice.key: choice.texts for choice in one.choices}
        if listed and one.dont_know and one.kind != "ranking":
            listed[DONT_KNOW_KEY] = _said(form, DONT_KNOW)
        for key, texts in listed.items():
            yield {"list_name": _list_name(one, number), "name": key, **_texts(form, "label", texts)}
    if any(one.dont_know and one.kind not in ("one", "several", "yes_no", "country") for one in form.questions):
        shared["dont_know_mark"] = {DONT_KNOW_KEY: _said(form, _MARK)}
    for name, choices in shared.items():
        for key, texts in choices.items():
            yield {"list_name": name, "name": key, **_texts(form, "label", texts)}


def _shared(form: Questionnaire, one: Question) -> dict[str, Mapping[str, str]]:
    if one.kind == "yes_no":
        listed: dict[str, Mapping[str, str]] = {"yes": _said(form, YES), "no": _said(form, NO)}
    else:
        codes = [code for code in form.languages if code in UN_LANGUAGES]
        listed = {
            each.iso3: {code: country_name(each.iso3, code) for code in codes}
            for each in sorted(all_countries(), key=lambda each: country_name(each.iso3))
        }
    return listed | ({DONT_KNOW_KEY: _said(form, DONT_KNOW)} if one.dont_know else {})


def _said(form: Questionnaire, text: str) -> dict[str, str]:
    return {code: translator(code)(text) for code in form.languages}


def _texts(form: Questionnaire, column: str, texts: Mapping[str, str]) -> Line:
    """A text in each language, in columns such as ``label::English (en)``; none where there is no text."""
    if not any(texts.values()):
        return {}
    return {f"{column}::{_language(code)}": _escaped(form.say(texts, code)) for code in form.languages}


def _escaped(text: str) -> str:
    """A text in which nothing is taken for the name of a question."""
    return text.replace("${", "$ {")


def _language(code: str) -> str:
    return f"{_NAMES[code]} ({code})"
