"""Every error that an operation can raise, and the problem that it becomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError
from ninja.errors import ValidationError as NinjaValidationError
from pydantic import ValidationError as RecordValidationError

from almaden.errors import AlmadenError, Fault, InputError
from almaden.store.journal import ConflictError
from almaden.store.journal import _plain as plain
from almaden.store.trouble import output_error
from almaden.web.api.problems import StatusError, fault_shown, problem
from almaden.web.failures import status_of
from almaden.web.language import translate
from almaden.wording import Text, n_

#: pydantic's kinds of errors, in our words; others are told in pydantic's.
_WORDS: Final[dict[str, str]] = {
    "missing": n_("a value is missing"),
    "extra_forbidden": n_("there is no such field"),
    "int_parsing": n_("this is no whole number"),
    "int_type": n_("this is no whole number"),
    "int_from_float": n_("this is no whole number"),
    "float_parsing": n_("this is no number"),
    "float_type": n_("this is no number"),
    "finite_number": n_("this is no number"),
    "string_type": n_("this is no text"),
    "bool_parsing": n_("this is neither true nor false"),
    "date_from_datetime_parsing": n_("this is no date"),
    "datetime_from_date_parsing": n_("this is no date and time"),
}
_NOT_USABLE: Final = n_("this value cannot be used")


def refuse(request: HttpRequest, error: Exception) -> HttpResponse:
    """The problem that an error becomes; what is no fault of the request is raised again."""
    if isinstance(error, StatusError):
        return problem(error.status, translate(error.text))
    if isinstance(error, ConflictError):
        theirs = plain(error.theirs)
        return problem(409, error.say(translate), mine=plain(error.mine), theirs=theirs, version=error.record.version)
    if isinstance(error, InputError):
        # OGC 17-069 asks for 400 where a parameter is wrong.
        status = 400 if request.path.startswith("/api/v1/ogc/") else 422
        return problem(status, error.say(translate), faults=[fault_shown(fault) for fault in error.faults])
    if isinstance(error, AlmadenError):
        return problem(status_of(error), error.say(translate))
    if isinstance(error, HttpError):
        return _from_ninja(request, error)
    faults = _faults_of(error)
    if faults is not None:
        return refuse(request, InputError(faults))
    trouble = output_error(error)
    return refuse(request, trouble) if trouble is not None else problem(_status_of_others(error))


def _from_ninja(request: HttpRequest, error: HttpError) -> HttpResponse:
    # What the parser of a body refuses comes as the cause.
    cause = error.__cause__
    if isinstance(cause, StatusError | AlmadenError | RequestDataTooBig):
        return refuse(request, cause)
    return problem(error.status_code)


def _faults_of(error: Exception) -> list[Fault] | None:
    """The faults of a value that does not validate; None for other errors."""
    if isinstance(error, NinjaValidationError):
        return [_fault(found, found["loc"][1:]) for found in error.errors]
    if isinstance(error, RecordValidationError):
        return [_fault(found, found["loc"]) for found in error.errors(include_url=False)]
    if isinstance(error, DjangoValidationError):
        return [Fault(_NOT_USABLE, accepted="; ".join(error.messages))]
    if isinstance(error, DataError | OverflowError):
        return [Fault(n_("a value is too long or too large to be kept"))]
    return None


def _status_of_others(error: Exception) -> int:
    """The status of an error of Django's.

    Raises:
        Exception: the error itself, where it is a fault of Almaden's own.
    """
    if isinstance(error, Http404):
        return 404
    if isinstance(error, RequestDataTooBig):
        return 413
    if isinstance(error, SuspiciousOperation | MultiPartParserError | UnreadablePostError):
        return 400
    if isinstance(error, IntegrityError):
        return 409
    raise error


def _fault(found: Mapping[str, Any], place: Iterable[Any]) -> Fault:
    kind = str(found["type"])
    words = _WORDS.get(kind, _NOT_USABLE)
    # A model that holds the whole body is no place that the sender knows.
    names = [str(part) for part in place if part != "body_"]
    value = found.get("input")
    return Fault(
        words,
        column=".".join(names),
        value=value[:200] if isinstance(value, str) else "",
        accepted=str(found["msg"]) if words == _NOT_USABLE else "",
    )


def unknown_names(names: Iterable[str], known: Iterable[str]) -> InputError:
    """The error of parameters that an operation does not have: ignoring them would give wrong answers."""
    accepted = ", ".join(sorted(known)) or n_("no parameters")
    return InputError(
        Fault(
            n_("there is no such parameter"),
            column=name,
            accepted=accepted,
            advice=Text("leave out {name}, or correct it", name=name),
        )
        for name in names
    )
