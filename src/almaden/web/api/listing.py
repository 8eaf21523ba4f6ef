"""Lists of records: one description gives filters, pages, order and every format."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from pydantic import BaseModel

from almaden.web.api import formats, paging
from almaden.web.api.negotiation import format_of

Row = dict[str, Any]
#: Changes a record to what the person may see of it.
Finish = Callable[[Row], Row]


@dataclass(frozen=True)
class Listing:
    """One kind of list.

    Attributes:
        name: what files of it are called.
        schema: the type of one record; its fields are the columns.
        paths: where a field is found from the model, if not under its own name.
        geometry: whether records have a latitude and a longitude.
        public: whether its pages for the public change with the journal only, and so may be kept ready.
    """

    name: str
    schema: type[BaseModel]
    paths: Mapping[str, str] = field(default_factory=dict)
    geometry: bool = False
    public: bool = True

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(self.schema.model_fields)

    def rows(self, found: QuerySet[Any], finish: Finish | None = None) -> Iterator[Row]:
        """The records of a query, a few thousand at a time."""
        columns = self.columns
        values = found.values_list(*(self.paths.get(name, name) for name in columns))
        # A page is read at once; a whole list would not fit into memory, and PostgreSQL opens a cursor for it.
        for row in values if found.query.is_sliced else values.iterator(chunk_size=2000):
            record = dict(zip(columns, row, strict=True))
            yield finish(record) if finish else record

    def one(self, found: QuerySet[Any], key: int, finish: Finish | None = None) -> Row:
        """One record of those that a person may see.

        Raises:
            Http404: it is not among them.
        """
        record = next(self.rows(found.filter(pk=key)[:1], finish), None)
        if record is None:
            raise Http404
        return record

    def answer(
        self,
        request: HttpRequest,
        found: QuerySet[Any],
        asked: Any,
        finish: Finish | None = None,
    ) -> HttpResponseBase:
        """A page of the list, or all of it as a file.

        Args:
            request: the request.
            found: the records that the person may see and asked for.
            asked: limit, cursor, sort and format.
            finish: what is done to each record.
        """
        kind = format_of(request, asked.format, geometry=self.geometry)
        sort = getattr(asked, "sort", "id")
        by = sort.removeprefix("-")
        path = ("-" if sort.startswith("-") else "") + self.paths.get(by, by)
        ordered = paging.after(found, path, asked.cursor)
        limit = asked.limit or (paging.USUAL if kind == "json" else None)
        if limit is None:
            return formats.file_of(kind, self.name, self.schema, self.rows(ordered, finish))
        records = list(self.rows(ordered[: limit + 1], finish))
        more, records = len(records) > limit, records[:limit]
        following = ""
        if more:
            last = records[-1]
            following = paging.address_of_next(request, paging.cursor_of(path, plain(last[by]), last["id"]))
        response = self._page(kind, records, following)
        if following:
            response["Link"] = f'<{following}>; rel="next"'
        if self.public:
            response.prepared = True  # type: ignore[attr-defined]  # read by prepared.Prepared
        return response

    def _page(self, kind: str, records: list[Row], following: str) -> HttpResponseBase:
        if kind == "json":
            return reply({"items": records, "next": following or None})
        return formats.file_of(kind, self.name, self.schema, iter(records))


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value


def as_json(content: Any) -> bytes:
    """Content as JSON."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_other).encode()


def reply(content: Any, status: int = 200, media_type: str = "application/json") -> HttpResponse:
    """An answer in JSON; the ETag of a record is its version and a sum of what is shown of it."""
    body = as_json(content)
    response = HttpResponse(body, status=status, content_type=media_type)
    if isinstance(content, dict) and isinstance(content.get("version"), int) and "id" in content:
        response["ETag"] = f'"{content["version"]}-{crc32(body):08x}"'
    return response


def made(content: Row, address: str) -> HttpResponse:
    """The answer to something that was made, with where it is."""
    response = reply(content, status=201)
    response["Location"] = address
    return response


def _other(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, Iterable):
        return list(value)
    raise TypeError(type(value).__name__)
