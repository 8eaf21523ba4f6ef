"""Faults of the tables' reader with the advice that fits product tests: persons, values below detection, units."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from almaden.errors import Fault
from almaden.reference.readers.names import find_column, plain
from almaden.reference.record import columns
from almaden.sectors.products.testing.records import TABLES
from almaden.wording import n_

#: Words of columns that would hold persons.
_PERSONS: Final = re.compile(
    r"seller|vendor|vendeur|vendedor|contact|e ?mail|phone|whatsapp|person|buyer|tester|sampler"
)
#: What laboratories write for values below detection.
_BELOW: Final = re.compile(r"\s*(<|≤|below|bdl|b\.d\.l|under)|.*\b(lod|loq|nd)\b", re.IGNORECASE)


def with_better_advice(fault: Fault) -> Fault:
    """A fault with better advice where it is known what was meant."""
    known = {find_column(fault.column, columns(record)) for record in TABLES.values()} if fault.column else set()
    if not known - {None}:
        return _without_persons(fault)
    if "seller_kind" in known:
        # What stood there is not repeated: it may be a name.
        return replace(fault, value="", advice=n_("write shop, market, platform or other; never who it is"))
    if "value" in known and _BELOW.match(fault.value):
        return replace(
            fault,
            advice=n_("write y into below_detection, the limit into detection_limit, and leave value empty"),
        )
    if "unit" in known and re.match("[µμ]", fault.value):
        return replace(fault, advice=n_("write the letter u in place of the Greek letter: ug/g"))
    return fault


def _without_persons(fault: Fault) -> Fault:
    if not fault.column or not _PERSONS.search(plain(fault.column)):
        return fault
    advice = n_("delete the column: persons are not registered; seller_kind tells shop, market or platform")
    return replace(fault, value="", advice=advice)
