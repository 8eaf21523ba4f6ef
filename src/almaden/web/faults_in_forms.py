"""Faults that the store found, shown at the fields of a form in the words of the command line."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms

from almaden.errors import Fault
from almaden.web.language import translate
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
