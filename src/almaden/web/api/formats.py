"""Records as files: CSV, GeoJSON, XLSX, Parquet; written as they are read, so that memory does not grow with them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from pydantic import BaseModel

from almaden.errors import Fault, InputError
from almaden.reports.record_files import cell_text, guarded, write_parquet
from almaden.store.home import scratch
from almaden.web.api.negotiation import MEDIA_TYPES
from almaden.wording import n_

Row = dict[str, Any]

#: Rows of a sheet below its header.
_MOST_ROWS: Final = 1_048_575
_AT_ONCE: Final = 500


def file_of(kind: str, name: str, schema: type[BaseModel], rows: Iterator[Row]) -> HttpResponseBase:
    """Records as an answer that is written while it is sent.

    Args:
        kind: ``json``, ``csv``, ``geojson``, ``xlsx`` or ``parquet``.
        name: of the file, without an ending.
        schema: the type of a record.
        rows: the records.
    """
    columns = tuple(schema.model_fields)
    rows = _begun(rows)
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(_csv(columns, rows))
    elif kind == "geojson":
        response = StreamingHttpResponse(_geojson(rows))
    elif kind == "json":
        response = StreamingHttpResponse(_json(rows))
    else:
        write = _xlsx if kind == "xlsx" else write_parquet
        return made_file(f"{name}.{kind}", MEDIA_TYPES[kind], lambda path: write(path, schema, rows))
    response["Content-Type"] = MEDIA_TYPES[kind]
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def _begun(rows: Iterator[Row]) -> Iterator[Row]:
    """The same records, the first of them read: what is wrong with the question is said before the answer begins."""
    return chain(list(islice(rows, 1)), rows)


def feature(row: Row) -> dict[str, Any]:
    """A record with a place as a feature of GeoJSON."""
    properties = {name: value for name, value in row.items() if name not in ("id", "latitude", "longitude")}
    latitude, longitude = row["latitude"], row["longitude"]
    point = None if latitude is None else {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "id": row["id"], "geometry": point, "properties": properties}


def _csv(columns: tuple[str, ...], rows: Iterator[Row]) -> Iterator[str]:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    while True:
        some = list(islice(rows, _AT_ONCE))
        writer.writerows([guarded(row[name]) for name in columns] for row in some)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
        if not some:
            return


def _geojson(rows: Iterator[Row]) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    yield from _joined(feature(row) for row in rows)
    yield "]}"


def _json(rows: Iterator[Row]) -> Iterator[str]:
    yield '{"items":['
    yield from _joined(rows)
    yield '],"next":null}'


def _joined(items: Iterator[Any]) -> Iterator[str]:
    first = True
    while some := list(islice(items, _AT_ONCE)):
        text = json.dumps(some, ensure_ascii=False, separators=(",", ":"), default=str)[1:-1]
        yield text if first else f",{text}"
        first = False


def made_file(name: str, media_type: str, write: Callable[[Path], object]) -> FileResponse:
    """A file that has to be whole before it is sent; it is gone when the answer is.

    Args:
        name: of the file.
        media_type: what it is.
        write: writes it to a path.
    """
    scratch().mkdir(parents=True, exist_ok=True)
    folder = TemporaryDirectory(dir=scratch(), prefix="api-")
    try:
        path = Path(folder.name) / name
        write(path)
        response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    except BaseException:
        folder.cleanup()
        raise
    response._resource_closers.append(folder.cleanup)  # type: ignore[attr-defined]  # after the file is closed
    return response


def _xlsx(path: Path, schema: type[BaseModel], rows: Iterator[Row]) -> None:
    import xlsxwriter

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, schema.model_fields)
        sheet.freeze_panes(1, 0)
        for place, row in enumerate(rows, start=1):
            if place > _MOST_ROWS:
                raise InputError(Fault(n_("there are more records than a sheet holds"), accepted=n_("CSV or Parquet")))
            for column, name in enumerate(schema.model_fields):
                value = row[name]
                if isinstance(value, str | datetime | date | dict | list):
                    sheet.write_string(place, column, cell_text(value)[:32767])
                elif value is not None:
                    sheet.write(place, column, value)
