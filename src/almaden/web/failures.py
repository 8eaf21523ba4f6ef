"""What goes wrong, told on a page in the words of the command line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import Resolver404, resolve

from almaden.errors import AlmadenError, StateError
from almaden.store.accounts import note_lockout
from almaden.store.journal import ConflictError
from almaden.store.rights import RightsError
from almaden.store.trouble import output_error
from almaden.web.client_address import address_of
from almaden.web.fault_log import fault_number
from almaden.web.faults_in_forms import said_of
from almaden.web.language import translate
from almaden.wording import n_


class Failures:
    """Turns the errors that Almaden raises on purpose into pages with a status that fits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on; a form's address that is only opened gets a page, which a browser would not make."""
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and not response.content:
            return _not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error; others are left to Django."""
        told = error if isinstance(error, AlmadenError) else output_error(error)
        return failure(request, status_of(told), said_of(told)) if told is not None else None


def status_of(error: AlmadenError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, RightsError):
        return 403
    return 409 if isinstance(error, ConflictError | StateError) else 422


def failure(request: HttpRequest, status: int, text: str, back: str = "") -> HttpResponse:
    """A page that says what went wrong, with a way home, and to another page where there is one to go back to."""
    return render(request, "failure.html", {"status": status, "text": text, "back": back}, status=status)


def _not_allowed(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Nothing is to be seen at this address, but perhaps at one above it."""
    text = translate(n_("Only a form can be sent to this address. Go back to the page with the form."))
    response = failure(request, 405, text, _page_above(request.path_info))
    response["Allow"] = refused["Allow"]
    return response


def _page_above(path: str) -> str:
    """The nearest address above one at which there is something; empty for none but the home page."""
    while path := path.rstrip("/").rpartition("/")[0]:
        try:
            resolve(f"{path}/")
        except Resolver404:
            continue
        return f"{path}/"
    return ""


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was not made by this page, or cookies are off."""
    return failure(
        request, 403, translate(n_("The form has expired. Go back, load the page again, and send it again."))
    )


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many wrong passwords."""
    note_lockout(str(credentials.get("username", "")), address_of(request))
    return failure(request, 429, translate(n_("Too many wrong passwords. Try again in a quarter of an hour.")))


def not_found(request: HttpRequest, exception: Http404 | None = None) -> HttpResponse:
    """Nothing is here, or nothing that this person may see."""
    return failure(request, 404, translate(n_("There is nothing here, or nothing that you may see.")))


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of Almaden's own, which the log tells under the number that the page shows."""
    told = translate(
        n_("Something in Almaden went wrong. It was written to the log as {number}."), number=fault_number(request)
    )
    return failure(request, 500, told)
