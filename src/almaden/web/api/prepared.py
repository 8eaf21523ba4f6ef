"""Answers kept ready: public lists as bytes, until the journal has a new entry."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import Error, close_old_connections, connection
from django.http import HttpResponse

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

#: Bytes that one process keeps, and the largest answer that it keeps.
_MOST: Final = 16_000_000
_LARGEST: Final = 2_000_000
#: What makes two requests differ, besides whether they take compressed answers.
_ASKED: Final = (
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_ACCEPT",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
    "wsgi.url_scheme",
)

Key = tuple[str, ...]


@dataclass(frozen=True)
class _Answer:
    body: bytes
    headers: tuple[tuple[str, str], ...]


class Shelf:
    """Answers by request, all of the same entry of the journal; those not asked for the longest go first."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, _Answer] = OrderedDict()
        self._size = 0
        self._entry = ""
        self._lock = Lock()

    def get(self, entry: str, key: Key) -> _Answer | None:
        """The answer to a request, if the journal has no new entry."""
        with self._lock:
            if entry != self._entry:
                self._answers.clear()
                self._size, self._entry = 0, entry
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, entry: str, key: Key, answer: _Answer) -> None:
        """Keep an answer that was made when the journal ended with an entry."""
        with self._lock:
            if entry != self._entry or key in self._answers or len(answer.body) > _LARGEST:
                return
            self._answers[key] = answer
            self._size += len(answer.body)
            while self._size > _MOST:
                self._size -= len(self._answers.popitem(last=False)[1].body)


shelf = Shelf()


class Prepared:
    """A WSGI application before Django's, which gives the public what is kept ready without waking Django."""

    def __init__(self, application: WSGIApplication) -> None:
        self.application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from the shelf, or answer and keep."""
        if not _for_all(environ):
            return self.application(environ, start_response)
        key = _key(environ)
        # Read before the answer is made: an answer of newer data is thrown away early, never an older one kept.
        entry = _last_entry()
        answer = shelf.get(entry, key) if entry is not None else None
        if answer is not None:
            start_response("200 OK", list(answer.headers))
            return [answer.body]
        response = self.application(environ, start_response)
        # Django's handler gives back the response itself.
        if entry is not None and isinstance(response, HttpResponse) and getattr(response, "prepared", False):
            shelf.put(entry, key, _Answer(response.content, tuple(response.headers.items())))
        return response


def _for_all(environ: WSGIEnvironment) -> bool:
    return (
        environ["REQUEST_METHOD"] == "GET"
        and environ["PATH_INFO"].startswith("/api/v1/")
        and settings.SESSION_COOKIE_NAME not in environ.get("HTTP_COOKIE", "")
        and "HTTP_AUTHORIZATION" not in environ
        # Answered by Django, which compares: mostly without a body.
        and "HTTP_IF_NONE_MATCH" not in environ
    )


def _key(environ: WSGIEnvironment) -> Key:
    gzip = "gzip" if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") else ""
    # The host stands in the addresses of next pages. One that is not allowed has no answer here.
    return (gzip, *(environ.get(name, "") for name in _ASKED))


def _last_entry() -> str | None:
    """The hash of the last entry of the journal; asked for in SQL, since it is asked for with each request.

    None where the database does not answer: Django then tells it.
    """
    try:
        close_old_connections()
        with connection.cursor() as cursor:
            cursor.execute("SELECT sha256 FROM store_entry ORDER BY number DESC LIMIT 1")
            row = cursor.fetchone()
    except Error:
        return None
    return row[0] if row else ""
