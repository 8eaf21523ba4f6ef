"""The codes of the IATI standard and the words of the registry that they stand for."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from almaden.reference.tables import read_table

#: The version of the standard that is read and written.
VERSION: Final = "2.03"
#: The name space of what the registry knows and the standard has no place for.
OWN: Final = "urn:almaden:registry:1"
#: Vocabularies of sectors and tags: of the DAC, of the targets of the SDGs, and of the publisher.
DAC, SDG_TARGETS, PUBLISHER = "1", "3", "99"
#: Categories of documents: something that came of the activity, and its page.
OUTPUT_DOCUMENT, WEB_PAGE = "A08", "A12"


@functools.cache
def own_words(code_list: str) -> Mapping[str, str]:
    """Code to the word of the registry, for one code list of the standard."""
    found: dict[str, str] = {}
    for row in read_table("partnership/iati_codes"):
        if row["list"] == code_list:
            found.setdefault(row["code"], row["own"])
    return MappingProxyType(found)


@functools.cache
def iati_codes(code_list: str) -> Mapping[str, str]:
    """Word of the registry to the code that is written for it: the first of the table that stands for it."""
    found: dict[str, str] = {}
    for row in read_table("partnership/iati_codes"):
        if row["list"] == code_list:
            found.setdefault(row["own"], row["code"])
    return MappingProxyType(found)


@functools.cache
def default_sectors(area: str) -> tuple[str, ...]:
    """The DAC sectors that are assumed for an activity of an area that states none."""
    return tuple(row["code"] for row in read_table("partnership/iati_sectors") if row["area"] == area)
