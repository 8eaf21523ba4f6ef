"""What goes wrong, told as problem+json (RFC 9457) in the words of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from pydantic import BaseModel, ConfigDict, Field

from almaden.errors import Fault
from almaden.web.language import translate
from almaden.wording import n_

MEDIA_TYPE: Final = "application/problem+json"

#: What is said of a status where nothing more is known.
_TEXTS: Final[dict[int, str]] = {
    400: n_("The request cannot be read."),
    401: n_("Sign in, or send a valid token."),
    403: n_("You may not do this. Ask an administrator for the role that it needs."),
    404: n_("There is nothing here, or nothing that you may see."),
    405: n_("This cannot be done here."),
    406: n_("The answer cannot be given in the formats that you accept."),
    409: n_("This cannot be done as things stand now."),
    413: n_("What was sent is too large."),
    415: n_("What was sent is in a format that is not read here."),
    422: n_("What was sent cannot be used."),
    429: n_("Too many requests. Wait a moment, and send fewer."),
    500: n_("Something in Almaden went wrong. It was written to the log."),
}


class FaultShown(BaseModel):
    """One thing wrong with one place of what was sent."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    problem: str = Field(description="What is wrong.")
    file: str = Field(default="", description="Name of the file.")
    sheet: str = Field(default="", description="Name of the worksheet.")
    row: int | None = Field(default=None, description="Row as a spreadsheet counts it.")
    column: str = Field(default="", description="Name of the column, the field or the parameter.")
    value: str = Field(default="", description="What stood there.")
    accepted: str = Field(default="", description="What may stand there.")
    advice: str = Field(default="", description="What to do.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    type: str = Field(description="Kind of the problem; about:blank where the status says it.")
    title: str = Field(description="Name of the status.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What went wrong, in the language of the request.")
    faults: list[FaultShown] | None = Field(default=None, description="Every fault of what was sent.")
    mine: dict[str, Any] | None = Field(default=None, description="In a conflict: what you wanted to write.")
    theirs: dict[str, Any] | None = Field(default=None, description="In a conflict: the record as it stands now.")
    version: int | None = Field(default=None, description="In a conflict: the version as it stands now.")


class StatusError(Exception):
    """A refusal with a status of its own.

    Attributes:
        status: the HTTP status.
    """

    def __init__(self, status: int, text: str = "") -> None:
        self.status = status
        self.text = text or _TEXTS[status]
        super().__init__(self.text)


def problem(status: int, detail: str = "", **more: Any) -> HttpResponse:
    """An answer that says what went wrong; ``more`` are further members, those that are None are left out."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or translate(_TEXTS.get(status, _TEXTS[400 if status < 500 else 500])),
        **{name: value for name, value in more.items() if value is not None},
    }
    text = json.dumps(body, ensure_ascii=False, default=str)
    answer = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = "Bearer"
    return answer


def fault_shown(fault: Fault) -> dict[str, Any]:
    """A fault in the language of the request."""
    return {
        "problem": translate(fault.problem),
        "file": fault.file,
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "accepted": translate(fault.accepted) if fault.accepted else "",
        "advice": translate(fault.advice) if fault.advice else "",
    }


class Problems:
    """Gives every refusal under ``/api/v1`` this form, also those that Django made before the API was asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer; a refusal that is no problem+json yet becomes one."""
        response = self.get_response(request)
        if response.status_code < 400 or not request.path.startswith("/api/v1"):
            return response
        if response.headers.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        told = problem(response.status_code)
        if "Allow" in response.headers:
            told["Allow"] = response.headers["Allow"]
        return told
