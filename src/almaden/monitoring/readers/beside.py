"""Columns of instruments and laboratories beside values, by the names that the rules of quality control read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from almaden.monitoring.readers.cells import is_missing_code, noted
from almaden.monitoring.readers.network_table import compact
from almaden.reference.readers.table import Cell, RawTable, cell_text

#: What rules read in the diagnostics of an observation.
NAMES: Final = (
    "cartridge", "calibration_age_h", "response_factor", "zero_area", "baseline_v", "baseline_sd_v", "lamp_v",
    "volume_l", "flow_l_min", "status", "recovery_pct", "audit_pct", "blank", "crm_recovery_pct", "duplicate_rpd_pct",
)  # fmt: skip
_BY_HEADER: Final = {compact(name): name for name in NAMES}

#: Place and name of each such column.
Beside = Sequence[tuple[int, str]]


def name_of(header: str) -> str:
    """The name that rules read of a column, whatever signs and letters it is written with; empty for others."""
    return _BY_HEADER.get(compact(header), "")


def columns_beside(table: RawTable) -> Beside:
    """The columns of a table that tell something of the instrument or the laboratory."""
    return [(place, name) for place, header in enumerate(table.header) if (name := name_of(header))]


def told_beside(cells: Sequence[Cell], columns: Beside) -> str:
    """What they tell in a row, as the diagnostics of an observation."""
    found = {name: cell_text(cells[place]).replace(";", ",") for place, name in columns}
    return noted(**{name: text for name, text in found.items() if not is_missing_code(text)})
