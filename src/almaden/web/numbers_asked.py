"""Numbers in an address."""

from __future__ import annotations

from django.http import HttpRequest

from almaden.errors import Fault, InputError
from almaden.wording import n_


def sum_asked(name: str, text: str, currency: str | None = None) -> float | None:
    """A sum or amount that an address asks for, None for an empty text.

    Args:
        name: how the address calls it.
        text: the number.
        currency: of a sum, as the address names it; None for what is no sum of money.

    Raises:
        InputError: it is no number, or a sum has no currency to be compared in.
    """
    if not text:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0 <= value < float("inf"):
        accepted, advice = n_("a number from 0 on"), n_("write a number with a decimal point")
        raise InputError(Fault(n_("the text is no number"), column=name, value=text, accepted=accepted, advice=advice))
    if currency == "":
        told = n_("a sum can only be compared in one currency")
        raise InputError(Fault(told, column="currency", advice=n_("choose a currency")))
    return value


def first_row(request: HttpRequest) -> int:
    """The row that a page of a list begins with."""
    text = request.GET.get("from", "")
    return int(text) if text.isdecimal() and len(text) < 7 else 0
