"""Numbers that emissions and winds are made or judged with, out of the package's tables."""

from __future__ import annotations

from typing import Final

from almaden.errors import AlmadenError
from almaden.reference.origin import Origin
from almaden.reference.tables import read_table
from almaden.wording import Text

_EMISSIONS: Final = "fate/emission_settings"
_METEOROLOGY: Final = "fate/meteorology_settings"


def setting(name: str) -> Origin:
    """One number for emissions, with where it is from.

    Raises:
        AlmadenError: there is no such number.
    """
    return _number(_EMISSIONS, name)


def meteorology_setting(name: str) -> Origin:
    """One number for winds and weather of a user, with where it is from.

    Raises:
        AlmadenError: there is no such number.
    """
    return _number(_METEOROLOGY, name)


def _number(table: str, name: str) -> Origin:
    for row in read_table(table):
        if row["name"] == name:
            told = (row["source"], row["seen"], row["status"])
            return Origin(name, float(row["value"]), row["unit"], None, None, table, *told, note=row["note"])
    raise AlmadenError(Text("the table {table} has no number {name}", table=table, name=name))
