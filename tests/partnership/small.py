"""Small made-up records, told in few words."""

from __future__ import annotations

from typing import Any

from almaden.partnership.records.activities import ActivityRecord, ResultRecord
from almaden.partnership.records.base import RegistryRecord
from almaden.partnership.records.kinds import KINDS
from almaden.partnership.registry import Registry

_NAMES = {kind.record: name for name, kind in KINDS.items()}


def activity(key: str, title: str = "Made-up work", **fields: Any) -> ActivityRecord:
    return ActivityRecord(
        **{"id": key, "title": title, "area": "ASGM", "type": "project", "status": "ongoing", **fields}
    )


def result(key: str, of: str, kg: float | None = None, **fields: Any) -> ResultRecord:
    usual = {"kind": "impact", "indicator": "Mercury no longer used", "grade": "A", "contribution": "sole"}
    return ResultRecord(**{"id": key, "activity": of, "mercury_kg_per_year": kg, **usual, **fields})


def registry(*records: RegistryRecord) -> Registry:
    return Registry.made_of((_NAMES[type(record)], record) for record in records)
