"""Bounds and choices for the meteorology of a user, out of the package's table."""

from __future__ import annotations

from almaden.errors import AlmadenError
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text

_TABLE = "fate/meteorology_settings"


def meteorology_setting(name: str) -> Origin:
    """One number with where it is from.

    Raises:
        AlmadenError: there is no such number.
    """
    for row in read_table(_TABLE):
        if row["name"] == name:
            return Origin(
                name, float(row["value"]), row["unit"], None, None, _TABLE, row["source"], row["seen"], row["status"],
                note=row["note"],
            )  # fmt: skip
    raise AlmadenError(Text("the table {table} has no number {name}", table=_TABLE, name=name))
