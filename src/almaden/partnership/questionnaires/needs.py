"""Answers as the record of a need: what is not known is kept as such."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almaden.partnership.questionnaires.answers import DontKnow, Value
from almaden.partnership.questionnaires.fills import FILLS, code_of
from almaden.partnership.questionnaires.form import Question, Questionnaire


def need_values(
    form: Questionnaire, values: Mapping[str, Value], *, title: str, country: str, stated_on: str
) -> dict[str, Any]:
    """The fields of a need that answers fill.

    Args:
        form: the questionnaire.
        values: the answers.
        title: what is needed, where no question asks for it.
        country: code of the country, where no question asks for it.
        stated_on: the day of the answer.
    """
    found: dict[str, Any] = {"title": title, "country": country, "stated_on": stated_on}
    unknown = []
    for one in form.questions:
        value = values.get(one.key)
        if not one.fills or value is None:
            continue
        if isinstance(value, DontKnow):
            unknown.append(one.fills)
        else:
            found[one.fills] = _filled(one, value)
    # Whether it may be shown is for the one who answers to say; not knowing means no.
    return found | {"unknown": tuple(name for name in unknown if name != "public")}


def _filled(one: Question, value: Value) -> Any:
    if FILLS[one.fills].words:
        keys = value if isinstance(value, tuple) else (str(value),)
        words = tuple(code_of(one.fills, key) for key in keys)
        return words if one.fills in ("steps", "materials") else words[0]
    return value == "yes" if one.fills == "public" else value
