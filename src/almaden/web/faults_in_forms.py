"""Faults that the store found, shown at the fields of a form in the words of the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from django import forms

from almaden.errors import AlmadenError, Fault, InputError
from almaden.web.language import translate
from almaden.web.registry_words import FIELD_WORDS
from almaden.wording import Text


def tell(form: forms.Form, faults: Iterable[Fault]) -> None:
    """Put each fault at the field that it names; others stand above the form."""
    for fault in faults:
        form.add_error(fault.column if fault.column in form.fields else None, said(fault))


def said(fault: Fault) -> str:
    """What is wrong, what is accepted and what to do, as one line; the place is where it is shown."""
    parts = [translate(fault.problem)]
    if fault.accepted:
        parts.append(translate(Text("accepted: {what}", what=translate(fault.accepted))))
    if fault.advice:
        parts.append(translate(Text("do: {advice}", advice=translate(fault.advice))))
    return "; ".join(parts)


def said_of(error: AlmadenError | None, words: Mapping[str, str] = FIELD_WORDS) -> str:
    """An error above a form: the places of its faults in the words of the form, not as columns of a table.

    Args:
        error: what went wrong; nothing is said of None.
        words: what the fields are called, in English.
    """
    if isinstance(error, InputError) and len(error.faults) <= InputError.PRINTED:
        return "\n".join(_placed(fault, words, alone=len(error.faults) == 1) for fault in error.faults)
    return error.say(translate) if error is not None else ""


def _placed(fault: Fault, words: Mapping[str, str], *, alone: bool) -> str:
    label = words.get(fault.column, "")
    # Faults of a table keep the place that a spreadsheet user looks for.
    if fault.row is not None or fault.sheet or not (label or alone):
        return fault.say(translate)
    without = replace(fault, column="").say(translate)
    return translate(Text("{place}: {problem}", place=translate(label), problem=without)) if label else without
