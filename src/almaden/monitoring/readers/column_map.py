"""A map from fields of an observation to columns of a table, or to values that hold for every row."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import Final

from almaden.errors import Fault
from almaden.monitoring.readers.cells import (
    Named,
)
from almaden.reference.readers.names import plain
from almaden.reference.readers.table import RawTable
from almaden.reference.record import columns
from almaden.reference.records import ObservationRecord
from almaden.wording import Text, n_

#: What starts a value that holds for every row.
FIXED: Final = "="
#: Coordinates, which make sites.
PLACES: Final = ("latitude", "longitude")
#: What a map may tell beyond the fields of an observation.
EXTRA: Final = ("sheet", "timezone", "dates", *PLACES)
#: A field for what an instrument tells with each value.
DIAGNOSTIC: Final = re.compile(r"diagnostics\.(\w+)", re.ASCII)
_MUST: Final = ("site", "start", "matrix", "species", "value", "unit")


def understood(table: RawTable, given: Mapping[str, str]) -> tuple[Named, dict[str, str], list[Fault]]:
    """The columns and the fixed values of a map, and what is wrong with it.

    Args:
        table: the table that the map is for.
        given: column, or an equals sign and a value, by field.
    """
    known = {plain(header): place for place, header in reversed(list(enumerate(table.header)))}
    fields = (*columns(ObservationRecord), *EXTRA)
    places: dict[str, int] = {}
    fixed: dict[str, str] = {}
    faults = []
    for field, text in given.items():
        if field not in fields and not DIAGNOSTIC.fullmatch(field):
            faults.append(
                table.fault(
                    Text("the map of columns names a field that there is not: {field}", field=field),
                    accepted=", ".join((*fields, "diagnostics.NAME")),
                    advice=n_("choose one of the fields"),
                )
            )
        elif field == "sheet" or not text:
            continue
        elif text.startswith(FIXED):
            fixed[field] = text.removeprefix(FIXED).strip()
        elif plain(text) in known:
            places[field] = known[plain(text)]
        else:
            near = difflib.get_close_matches(plain(text), known, n=1, cutoff=0.6)
            found = table.header[known[near[0]]] if near else ""
            faults.append(
                table.fault(
                    n_("the file has no column of this name"),
                    table.header_row,
                    text,
                    accepted=", ".join(filter(None, table.header)),
                    advice=Text("is it '{near}'?", near=found) if near else n_("name a column of the file"),
                )
            )
    for field in _MUST:
        if not given.get(field):
            faults.append(
                table.fault(
                    Text("no column feeds the field {field}", field=field),
                    accepted=ObservationRecord.model_fields[field].description or "",
                    advice=n_("name the column of the file that holds it, or write = and the value for all rows"),
                )
            )
    return Named(table, places), fixed, faults
