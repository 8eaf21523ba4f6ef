"""How the CF conventions name what is observed, and how they write units and flags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from almaden.reference.records import Flag
from almaden.reference.tables import read_table
from almaden.wording import n_

NEEDS_GRID: Final = n_('NetCDF needs packages that are not installed; install them by: pip install "almaden[grid]"')

#: A unit with at most one divisor, such as ``ng/m3``.
_RATIO: Final = re.compile(r"([A-Za-zµ%]+)/([A-Za-z]+)(\d?)")
#: The same as CF writes it, such as ``ng m-3``.
_PRODUCT: Final = re.compile(r"([A-Za-zµ%]+) ([A-Za-z]+)-(\d)")

#: Words of flags that networks use, by what they mean; none of them may stand for two things.
FLAG_WORDS: Final[Mapping[str, Flag]] = {
    "valid": "valid",
    "good": "valid",
    "good_data": "valid",
    "ok": "valid",
    "pass": "valid",
    "probably_good": "valid",
    "suspect": "suspect",
    "questionable": "suspect",
    "doubtful": "suspect",
    "probably_bad": "suspect",
    "invalid": "invalid",
    "bad": "invalid",
    "bad_data": "invalid",
    "fail": "invalid",
    "below_detection": "below_detection",
    "below_detection_limit": "below_detection",
    "missing": "missing",
    "missing_data": "missing",
    "no_data": "missing",
}


def cf_row(matrix: str, species: str, unit: str) -> Mapping[str, str] | None:
    """What CF says of an observed quantity: ``standard_name`` and ``cell_methods``, each empty where there is none."""
    for row in read_table("monitoring/cf_names"):
        if (row["matrix"], row["species"]) == (matrix, species) and unit in row["units"].split(";"):
            return row
    return None


def observed(standard_name: str) -> tuple[str, str] | None:
    """Matrix and species that a standard name means, None where it is not known."""
    for row in read_table("monitoring/cf_names"):
        if standard_name and row["standard_name"] == standard_name:
            return row["matrix"], row["species"]
    return None


def observed_name(name: str) -> tuple[str, str] | None:
    """Matrix and species that a name such as ``GEM`` means where nothing else is told; mercury of the air alone."""
    for row in read_table("monitoring/cf_names"):
        if row["matrix"] == "air" and row["species"].upper() == name.strip().upper():
            return row["matrix"], row["species"]
    return None


def cf_unit(unit: str) -> str:
    """A unit as CF writes it: ``ng/m3`` is ``ng m-3``. What is not of this form stays as it is."""
    found = _RATIO.fullmatch(unit)
    return f"{found[1]} {found[2]}-{found[3] or 1}" if found else unit


def plain_unit(unit: str) -> str:
    """The opposite of :func:`cf_unit`."""
    found = _PRODUCT.fullmatch(unit.strip())
    return f"{found[1]}/{found[2]}{'' if found[3] == '1' else found[3]}" if found else unit.strip()
