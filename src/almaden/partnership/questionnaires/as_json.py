"""Questionnaires as plain data and back, for the store."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from almaden.partnership.questionnaires.form import Choice, Question, Questionnaire


def plain(form: Questionnaire) -> dict[str, Any]:
    """A questionnaire as JSON has it."""
    return {
        "titles": dict(form.titles),
        "introductions": dict(form.introductions),
        "languages": list(form.languages),
        "questions": [_plain_question(one) for one in form.questions],
    }


def _plain_question(one: Question) -> dict[str, Any]:
    told: dict[str, Any] = {"key": one.key, "kind": one.kind, "texts": dict(one.texts)}
    if one.choices:
        told["choices"] = [{"key": choice.key, "texts": dict(choice.texts)} for choice in one.choices]
    rest = {
        "help": dict(one.help),
        "required": one.required,
        "unit": one.unit,
        "low": one.low,
        "high": one.high,
        "whole": one.whole,
        "fills": one.fills,
        "personal": one.personal,
    }
    told |= {
        name: value
        for name, value in rest.items()
        if value is not None and value is not False and value not in ("", {})
    }
    return told | ({} if one.dont_know else {"dont_know": False})


def form_of(data: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that :func:`plain` wrote."""
    return Questionnaire(
        titles=dict(data["titles"]),
        introductions=dict(data["introductions"]),
        languages=tuple(data["languages"]),
        questions=tuple(_question(one) for one in data["questions"]),
    )


def _question(data: Mapping[str, Any]) -> Question:
    choices = tuple(Choice(one["key"], dict(one["texts"])) for one in data.get("choices", ()))
    return Question(**{**data, "choices": choices})
