"""Made-up tissue samples."""

from __future__ import annotations

from almaden.monitoring.biota.records import TissueRecord
from almaden.monitoring.biota.table import BiotaTable, table_of


def sample(value: float | None, **more: object) -> TissueRecord:
    told = {"analyte": "THg", "unit": "ug/g", "basis": "ww", "tissue": "muscle", "common_name": "Northern pike",
            "study": "A", "site": "made:1", **more}  # fmt: skip
    return TissueRecord(value=value, **told)  # type: ignore[arg-type]


def table(*records: TissueRecord) -> BiotaTable:
    return table_of(records)
