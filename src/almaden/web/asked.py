"""Numbers and words of a form within an address: all that is wrong is kept by field, and shown beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from almaden.errors import Fault, InputError
from almaden.quantity.numbers import NumberError, parse_number
from almaden.web.faults_in_forms import said
from almaden.wording import Exact, Text, n_

#: No number of a form is larger.
MOST: Final = 1e15
#: A value, or a value with its range: ``2500 (1800-4000)``.
_WITH_RANGE: Final = re.compile(r"\s*([^()]+?)\s*(?:\(\s*([^()]+?)\s*(?:–|…|;|-|\bto\b)\s*([^()]+?)\s*\)\s*)?")


class Asked:
    """The fields of a form in an address.

    Attributes:
        query: what was asked.
        problems: what is wrong, by field, in words of the page.
    """

    def __init__(self, query: QueryDict, usual: Mapping[str, str] | None = None) -> None:
        self.query = query
        self.usual = usual or {}
        self.problems: dict[str, str] = {}

    def text(self, name: str) -> str:
        """What was typed into a field; what usually stands there where the address does not name it."""
        return self.query.get(name, self.usual.get(name, "")).strip()

    def problem(self, name: str) -> str:
        """What is wrong with a field; empty where nothing is."""
        return self.problems.get(name, "")

    def word(self, name: str, words: Mapping[str, object]) -> str:
        """One of the words that a field may have; the first where another is asked for, which is told."""
        text = self.text(name)
        if text in words:
            return text
        if text:
            known = ", ".join(words)
            self.tell(Fault(n_("there is no such choice"), column=name, value=text[:60], accepted=known))
        return next(iter(words))

    def number(self, name: str, least: float = 0.0, most: float = MOST) -> float | None:
        """A number; None where the field is empty or wrong."""
        text = self.text(name)
        return self._number(name, text, least, most) if text else None

    def whole(self, name: str, least: int, most: int) -> int | None:
        """A whole number; None where the field is empty or wrong."""
        value = self.number(name, least, most)
        if value is not None and value != int(value):
            self.tell(Fault(n_("this is no whole number"), column=name, value=self.text(name)))
            return None
        return None if value is None else int(value)

    def ranged(self, name: str) -> tuple[float, float | None, float | None] | None:
        """A value with its range, as ``2500 (1800-4000)``; the ends are None where none is told."""
        text = self.text(name)
        if not text:
            return None
        parts = _WITH_RANGE.fullmatch(text)
        if parts is None:
            wrong = n_("this is not a number, or a number with its range")
            self.tell(Fault(wrong, column=name, value=text[:60], accepted="2500 (1800–4000)"))
            return None
        value, low, high = (None if one is None else self._number(name, one, 0.0, MOST) for one in parts.groups())
        if value is None or name in self.problems:
            return None
        if low is not None and high is not None and not low <= value <= high:
            advice = n_("write the value first, then the low and the high end of its range")
            self.tell(Fault(n_("the value is not within its range"), column=name, value=text[:60], advice=advice))
            return None
        return value, low, high

    def tell(self, fault: Fault) -> None:
        """Keep what is wrong with a field; the first counts."""
        self.problems.setdefault(fault.column, said(fault))

    def tell_all(self, error: InputError, names: Mapping[str, str]) -> None:
        """Keep the faults of a calculation.

        Args:
            error: the faults.
            names: the fields by how the calculation calls them.
        """
        for fault in error.faults:
            self.problems.setdefault(names.get(fault.column, ""), said(fault))

    def _number(self, name: str, text: str, least: float, most: float) -> float | None:
        try:
            value = parse_number(text, percent=False)
        except NumberError as error:
            self.tell(Fault(error.problem, column=name, value=text[:60], accepted=error.accepted))
            return None
        if not least <= value <= most:
            accepted = Text("from {least} to {most}", least=Exact(least), most=Exact(most))
            self.tell(Fault(n_("the number is too large or too small"), column=name, value=text, accepted=accepted))
            return None
        return float(value)
