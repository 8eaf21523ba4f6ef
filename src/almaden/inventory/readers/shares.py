"""Shares of one activity that were rounded are made to add to 1 again, so that no mercury is lost or made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from almaden.inventory.readers.consistency import activity_key
from almaden.inventory.records import ActivityRow, Header


def with_whole_shares(rows: Sequence[ActivityRow], header: Header | None) -> tuple[ActivityRow, ...]:
    """Scale the shares of each activity so that they add to exactly 1.

    Args:
        rows: rows whose shares miss 1 by a rounding at most.
        header: the header, which says whether the years of rows tell activities apart.
    """
    totals: dict[tuple[str, int], float] = defaultdict(float)
    for row in rows:
        if row.share is not None:
            totals[activity_key(row, header)] += row.share
    return tuple(_scaled(row, totals[activity_key(row, header)]) if row.share is not None else row for row in rows)


def _scaled(row: ActivityRow, total: float) -> ActivityRow:
    # What differs by less is how a computer adds decimals; the share stays as it was written.
    if row.share is None or abs(total - 1) < 1e-12:
        return row
    return row.model_copy(update={"share": row.share / total})
