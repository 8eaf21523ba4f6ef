"""Reads the fields of a form that stands in its address, and keeps each fault with its field."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest

from almaden.errors import Fault, InputError
from almaden.reference.countries import find_country
from almaden.web.faults_in_forms import said
from almaden.web.language import translate
from almaden.wording import n_

T = TypeVar("T")

#: Letters of a field that are looked at.
LONGEST: Final = 200


class Reading:
    """The fields of an address.

    Attributes:
        faults: what is wrong, each with the name of its field.
    """

    def __init__(self, asked: Mapping[str, str]) -> None:
        self._asked = asked
        self.faults: list[Fault] = []

    def text(self, name: str) -> str:
        """What was typed, without blanks around it."""
        return self._asked.get(name, "").replace("\x00", "").strip()[:LONGEST]

    def read(self, name: str, reader: Callable[[str], T]) -> T | None:
        """What a reader makes of a field; None where it is empty or wrong."""
        text = self.text(name)
        if not text:
            return None
        try:
            return reader(text)
        except InputError as error:
            self.faults += (replace(fault, column=name) for fault in error.faults)
            return None

    def choice(self, name: str, accepted: Collection[str]) -> str:
        """One of a list; empty where nothing was chosen."""

        def chosen(text: str) -> str:
            if text in accepted:
                return text
            raise InputError(Fault(n_("there is no such choice"), value=text, accepted=", ".join(accepted)))

        return self.read(name, chosen) or ""

    def day(self, name: str) -> date | None:
        """A day; None where nothing was typed."""
        return self.read(name, _day)

    def country(self, name: str) -> str:
        """A country by its code or name; empty where none was named."""
        return self.read(name, find_country) or ""

    def missing(self, name: str, accepted: str) -> None:
        """Tell that a field must be filled in."""
        self.faults.append(Fault(n_("the field must not be empty"), column=name, accepted=accepted))

    def raise_if_any(self) -> None:
        """Stop where anything is wrong.

        Raises:
            InputError: with every fault.
        """
        if self.faults:
            raise InputError(self.faults)

    @property
    def problems(self) -> dict[str, str]:
        """What is wrong by field, in the language of the page."""
        return {fault.column: said(fault) for fault in self.faults}


def query_of(request: HttpRequest, *names: str) -> str:
    """Fields of an address that are filled in, as the query of another."""
    return urlencode([(name, text) for name in names for text in request.GET.getlist(name) if text.strip()])


def said_choices(names: Mapping[Any, str]) -> list[tuple[str, str]]:
    """What may be chosen, with its words in the language of the page."""
    return [(key, translate(text)) for key, text in names.items()]


def today() -> date:
    """The day that pages speak of where none is asked for."""
    return datetime.now(UTC).date()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong = Fault(n_("this is not a date"), value=text, accepted="2026-01-01",
                      advice=n_("write it as year-month-day"))  # fmt: skip
        raise InputError(wrong) from None
