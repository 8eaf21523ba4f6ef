"""Numbers of the gold pages' forms, which stand in the address."""

from __future__ import annotations

from collections.abc import Mapping

from almaden.errors import Fault
from almaden.quantity.numbers import NumberError, parse_number
from almaden.wording import Fixed, Text


def number_of(
    asked: Mapping[str, str], key: str, faults: list[Fault], *, least: float = 0.0, most: float = 1e12
) -> float | None:
    """A number of the form; None where nothing was typed, or what was is added to the faults.

    Args:
        asked: what was typed.
        key: name of the field.
        faults: gets what is wrong.
        least: the smallest number that is accepted.
        most: the largest.
    """
    text = asked.get(key, "").strip()
    if not text:
        return None
    try:
        value = parse_number(text, percent=False)
    except NumberError as error:
        faults.append(Fault(error.problem, column=key, value=text, accepted=error.accepted))
        return None
    if least <= value <= most:
        return value
    accepted = Text("a number of {least} to {most}", least=Fixed(least, 0), most=Fixed(most, 0))
    faults.append(Fault(Text("the number is too small or too large"), column=key, value=text, accepted=accepted))
    return None
