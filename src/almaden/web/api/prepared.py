"""Answers kept ready: public lists as bytes, until the journal has a new entry."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

#: Bytes that one process keeps, and the largest answer that it keeps.
_MOST: Final = 16_000_000
_LARGEST: Final = 2_000_000
_HEADERS: Final = (
    "Content-Type",
    "Content-Encoding",
    "Link",
    "ETag",
    "Vary",
    "Content-Disposition",
    "Content-Language",
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
    """Gives the public what is kept ready; stands before everything else, which such answers do not need."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from the shelf, or answer and keep."""
        if not _for_all(request):
            return self.get_response(request)
        key = _key(request)
        # Read before the answer is made: an answer of newer data is thrown away early, never an older one kept.
        entry = _last_entry()
        answer = shelf.get(entry, key)
        if answer is None:
            response = self.get_response(request)
            if isinstance(response, HttpResponse) and getattr(response, "prepared", False):
                shelf.put(entry, key, _Answer(response.content, tuple(response.headers.items())))
            return response
        return HttpResponse(answer.body, headers=dict(answer.headers))


def _for_all(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and request.path.startswith("/api/v1/")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )


def _key(request: HttpRequest) -> Key:
    gzip = "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else ""
    # The host stands in the addresses of next pages. One that is not allowed has no answer here.
    host = request.META.get("HTTP_HOST", "")
    return (request.get_full_path(), request.headers.get("Accept", ""), gzip, host, request.scheme or "")


def _last_entry() -> str:
    """The hash of the last entry of the journal; asked for in SQL, since it is asked for with each request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sha256 FROM store_entry ORDER BY number DESC LIMIT 1")
        row = cursor.fetchone()
    return row[0] if row else ""
