"""Reads bodies and queries; what no database can hold is refused here."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from almaden.errors import Fault, InputError
from almaden.web.api.problems import StatusError
from almaden.wording import n_


class StrictParser(Parser):
    """JSON as RFC 8259 has it, in UTF-8, without characters that cannot be kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Read a JSON body.

        Raises:
            StatusError: 415 for another type of content.
            ValueError: the body is no JSON, or holds NaN or Infinity.
        """
        if request.content_type != "application/json":
            raise StatusError(415)
        body = json.loads(request.body.decode(), parse_constant=_no_number)
        check_text(body)
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Read a query or form.

        Raises:
            InputError: a parameter is there twice.
        """
        twice = [name for name, values in data.lists() if len(values) > 1 and name not in list_fields]
        if twice:
            raise InputError(Fault(n_("the parameter is there more than once"), column=name) for name in twice)
        found = super().parse_querydict(data, list_fields, request)
        check_text(list(found))
        check_text([value for value in found.values() if isinstance(value, str)])
        return found


def check_text(value: Any) -> None:
    """Refuse texts with NUL or with half a character, wherever they stand.

    Raises:
        InputError: there is one.
    """
    if isinstance(value, str):
        if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
            raise InputError(Fault(n_("the text holds a character that cannot be kept"), value=repr(value)[:80]))
    elif isinstance(value, dict):
        for key, one in value.items():
            check_text(key)
            check_text(one)
    elif isinstance(value, list | tuple):
        for one in value:
            check_text(one)


def _no_number(name: str) -> Any:
    raise ValueError(name)
