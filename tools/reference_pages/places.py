"""The data dictionary of facilities, units, sites and observations, and the list of readers, from the program."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from almaden.reference.readers.registry import readers
from almaden.reference.records import RECORD_TYPES
from tools.reference_pages.markdown import cell, code, table
from tools.reference_pages.records import record_sections


def place_records() -> str:
    """One section for each record type that several rooms share."""
    return record_sections(RECORD_TYPES)


#: What stands behind the title of a reader that saw no real file.
UNTRIED = "; from documentation, not yet tried on a real file"


def reader_list() -> str:
    """The readers of the program."""
    rows = [
        (
            code(one.name),
            cell(one.title + ("" if one.tried else UNTRIED)),
            ", ".join(one.record_types),
            " ".join(map(code, one.extensions)),
        )
        for one in readers()
    ]
    return table(("reader", "reads", "gives", "files"), rows)


PARTS: Mapping[str, Callable[[], str]] = {"places": place_records, "readers": reader_list}
