"""Observations after quality control as a table that the reader ``observations`` takes back."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

from almaden.monitoring.quality.decisions import Decision, apply
from almaden.monitoring.quality.marks import WHOLE
from almaden.monitoring.quality.result import QcResult
from almaden.monitoring.series import FLAGS, Series
from almaden.reference.record import columns
from almaden.reference.records import Flag, ObservationRecord


def checked_observations(
    records: Sequence[ObservationRecord],
    series: Sequence[Series],
    result: QcResult,
    decisions: Iterable[Decision] = (),
) -> bytes:
    """The observations with their flags and marks, as CSV in the order of the records.

    The flag is that after the marks; the one that the file told before stays in ``original_flag``, in its own words
    where it has any. Rules that marked a value stand in ``diagnostics`` as ``marks=R2+R7``.

    Args:
        records: the observations.
        series: the series that were made of them.
        result: what was found in these series, in the same order.
        decisions: what operators decided.
    """
    flags: dict[int, tuple[Flag, bool]] = {}
    marked: dict[int, dict[str, None]] = defaultdict(dict)
    for one, found in zip(series, result.series, strict=True):
        applied = apply(one, found.marks, decisions)
        for row, flag, final in zip(one.row.tolist(), applied.flag.tolist(), applied.final.tolist(), strict=True):
            flags[row] = FLAGS[flag], final
        for rule, place, row in zip(
            found.marks.rules, found.marks.places.tolist(), found.marks.row.tolist(), strict=True
        ):
            for at in one.row.tolist() if place == WHOLE else (row,):
                marked[at][rule] = None
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    names = columns(ObservationRecord)
    writer.writerow(names)
    for row, record in enumerate(records):
        cells = record.model_dump(mode="json")
        flag, final = flags[row]
        # What a network holds for final stays so where the rules change nothing.
        stays = record.level == "final" and flag == record.flag
        cells["flag"], cells["level"] = flag, "final" if final or stays else "automatic"
        cells["original_flag"] = record.original_flag or record.flag
        if row in marked:
            parts = (record.diagnostics, f"marks={'+'.join(marked[row])}")
            cells["diagnostics"] = "; ".join(part for part in parts if part)
        writer.writerow("" if cells[name] is None else cells[name] for name in names)
    return text.getvalue().encode("utf-8")
