"""Tables of the package as they stand in its files: chosen columns, and a note for where each row was read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from almaden.reference.tables import read_table
from tools.reference_pages.markdown import Notes, cell, table


def package_table(name: str, heads: Mapping[str, str]) -> str:
    """A table of the package.

    Args:
        name: its file, such as ``coal/devices``.
        heads: its columns with the words over them.
    """
    notes = Notes()
    rows: list[Sequence[str]] = [
        (*(cell(row[column].replace("|", ", ")) for column in heads), noted(notes, row)) for row in read_table(name)
    ]
    return f"{table((*heads.values(), 'source'), rows)}\n{notes.printed()}"


def noted(notes: Notes, row: Mapping[str, str]) -> str:
    """The number of the note that tells where a row was read."""
    read = f"{row['source']}: {row['seen']} ({row['status']})"
    return notes.mark(read, row.get("doubt", "") or row.get("note", ""))
