"""The areas of work of the Global Mercury Partnership: a data set, and the role of an area lead, are for one."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from almaden.errors import Fault, InputError
from almaden.reference.tables import read_table
from almaden.wording import n_


@functools.cache
def areas() -> Mapping[str, str]:
    """The areas: code to name, in English, in the order of the codes."""
    return MappingProxyType({row["code"]: row["name"] for row in read_table("areas")})


def check_area(code: str) -> None:
    """Refuse a code that no area has; an empty one stands for no area.

    Raises:
        InputError: there is no such area.
    """
    if code and code not in areas():
        raise InputError(
            Fault(
                n_("there is no area of work with this code"),
                column="area",
                value=code,
                accepted=", ".join(areas()),
                advice=n_("choose one of them, or leave it empty"),
            )
        )
