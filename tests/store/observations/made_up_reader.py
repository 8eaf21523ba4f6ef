"""A reader of a made-up format that tells of sites and observations, with remarks: JSON, a list of lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from almaden.errors import Fault
from almaden.reference.readers.located import Located, Remark, Remarked
from almaden.reference.readers.registry import Reader
from almaden.reference.records import ObservationRecord, SiteRecord

READER = Reader("made-up", "A made-up network.", ("site", "observation"), (".json",))


def read(file: BinaryIO, name: str) -> Iterator[Remarked]:
    """Sites, observations and remarks, one in each line of the list."""
    for row, line in enumerate(json.load(file), 1):
        if "trap" in line:
            yield Remark(line["trap"], Fault("odd (made up)", name, row=row))
        elif "name" in line:
            yield Located(SiteRecord(**line), row=row)
        else:
            yield Located(ObservationRecord(**line), row=row)
