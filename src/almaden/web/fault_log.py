"""Faults of the program in the log, each with the number that its page shows; never what a form or a cookie said."""

from __future__ import annotations

import logging
import secrets
from typing import Any

from django.http import HttpRequest


def fault_number(request: HttpRequest) -> str:
    """The number of the fault that a request met, the same whenever it is asked for."""
    known: str = getattr(request, "_fault_number", "") or secrets.token_hex(4)
    request._fault_number = known  # type: ignore[attr-defined]  # the page and the log both tell it
    return known


class Numbered(logging.Filter):
    """Puts the number of the fault before what Django says: the path and where in the program it was."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Number the record."""
        request: Any = getattr(record, "request", None)
        # Django's own set-up adds the filter again each time that it runs in a process.
        if isinstance(request, HttpRequest) and not hasattr(record, "fault_number"):
            number = fault_number(request)
            record.__dict__["fault_number"] = number
            record.msg = f"{number}: {request.method} {record.msg}"
            record.args = tuple(_without_secret(request, one) for one in record.args or ())
        return True


def _without_secret(request: HttpRequest, told: object) -> object:
    """What is told of a request, without the secret of a link that stands in its address."""
    secret = request.resolver_match.kwargs.get("secret") if request.resolver_match else None
    return told.replace(secret, "...") if secret and isinstance(told, str) else told


class ToLog(logging.Handler):
    """Hands a record to the log file of the command that serves the pages."""

    def emit(self, record: logging.LogRecord) -> None:
        """Hand it on, if the command opened a log."""
        log = logging.getLogger("almaden")
        if log.handlers:
            log.handle(record)
