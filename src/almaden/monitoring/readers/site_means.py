"""Reads annual and monthly tables of sites and cruises, as networks and evaluations of models keep them."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from almaden.errors import Fault, InputError
from almaden.monitoring.readers.site_layout import layout_of
from almaden.monitoring.readers.site_mean import SiteMean
from almaden.monitoring.readers.site_mean_rows import MeansTable, Row, remark_at
from almaden.monitoring.readers.written import how_written
from almaden.reference.readers.csv import decode_text
from almaden.reference.readers.incoming import on_disk
from almaden.reference.readers.located import Located, Remarked
from almaden.reference.readers.registry import Reader
from almaden.wording import n_

READER: Final = Reader(
    "site-means",
    n_("Annual and monthly means of sites, and tables of cruises"),
    ("site", "observation"),
    (".csv", ".dat", ".txt"),
    example="TGMSiteAnnual.csv",
)


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a table of means: its sites, its observations, and a remark on each value without a time."""
    for item in read_means(file, name):
        if not (isinstance(item, Located) and isinstance(item.record, SiteMean)):
            yield item
            continue
        made = item.record.as_observation()
        if made is not None:
            yield Located(made, row=item.row)
        else:
            yield remark_at(name, item.row, "no date", n_("nothing tells when this was measured"), advice=_UNDATED)


_UNDATED: Final = n_("it is usable for comparing places; give the table a column Year to keep it as an observation")


def read_means(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Read a table of means as :class:`SiteMean`, those without a time too, and the sites that do not move."""
    try:
        with on_disk(file, name) as path:
            yield from how_written(path, name)
            data = path.read_bytes()
        text = decode_text(data, name)
    except InputError as error:
        yield from error.faults
        return
    lines = [(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1) if line.strip(" ,;\t")]
    comments = [line.lstrip("#").strip() for _, line in lines if line.startswith("#")]
    rows = [(number, line) for number, line in lines if not line.startswith("#")]
    if not rows:
        yield Fault("the file is empty", file=name, accepted="a table with a header row")
        return
    delimiter = next((mark for mark in ";,\t" if mark in rows[0][1]), "")
    cells = [Row(number, _cells(line, delimiter)) for number, line in rows]
    layout = layout_of(name, comments, cells[0].cells, delimiter)
    if isinstance(layout, Fault):
        yield layout
        return
    yield from MeansTable(name, layout, cells[1:] if layout.first_is_header else cells).read()


def _cells(line: str, delimiter: str) -> list[str]:
    cells = next(csv.reader([line], delimiter=delimiter)) if delimiter else line.split()
    return [cell.strip() for cell in cells]
