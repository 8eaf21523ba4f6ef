"""Observations as CSV that the program reads back, and beside it the sites and what the file says of itself."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

from almaden.reference.record import Record, columns
from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.files import write_atomically
from almaden.reports.monitoring.about import ExportAbout, Target, written_to
from almaden.reports.record_files import guarded

_AT_ONCE: Final = 5_000


def write_csv(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout, target: Target
) -> list[Path]:
    """Write observations as CSV, one row for each, in the columns of the reader ``observations``.

    A table has no room for sites and citation: beside a path ``NAME.csv`` stand ``NAME.sites.csv`` and
    ``NAME.about.json``. A stream gets the table alone.

    Returns:
        The files written; none for a stream.

    Raises:
        OutputError: a file cannot be written.
    """
    with written_to(target) as file:
        for text in _lines(ObservationRecord, observations):
            file.write(text.encode())
    if not isinstance(target, Path):
        return []
    written = [target]
    if sites:
        table = "".join(_lines(SiteRecord, sites)).encode()
        written.append(write_atomically(target.with_suffix(".sites.csv"), table))
    told = json.dumps(about.texts(), ensure_ascii=False, indent=2).encode()
    return [*written, write_atomically(target.with_suffix(".about.json"), told)]


def _lines(record: type[Record], records: Iterable[Record]) -> Iterator[str]:
    names = columns(record)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    rows = iter(records)
    while True:
        some = list(islice(rows, _AT_ONCE))
        writer.writerows([_cell(name, getattr(row, name)) for name in names] for row in some)
        yield text.getvalue()
        text.seek(0)
        text.truncate()
        if not some:
            return


def _cell(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        # As the templates of the program have them: gem:L1; wri:X and name=value.
        sign = ":" if name == "identifiers" else "="
        value = "; ".join(f"{key}{sign}{one}" for key, one in value.items())
    return guarded(value)
