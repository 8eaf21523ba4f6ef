"""Observations as Parquet, with what they say of themselves in the metadata of the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from almaden.reference.records import ObservationRecord, SiteRecord
from almaden.reports.monitoring.about import ExportAbout, Target, made_whole, utc
from almaden.reports.record_files import write_parquet as write_records


def write_parquet(
    sites: Sequence[SiteRecord], observations: Iterable[ObservationRecord], about: ExportAbout, target: Target
) -> list[Path]:
    """Write observations as Parquet; times are UTC, sites are ``NAME.sites.parquet`` beside a path ``NAME.parquet``.

    Returns:
        The files written; none for a stream.

    Raises:
        OutputError: a file cannot be written.
    """
    with made_whole(target) as path:
        write_records(path, ObservationRecord, (_row(one) for one in observations), about.texts())
    if not isinstance(target, Path):
        return []
    if not sites:
        return [target]
    beside = target.with_suffix(".sites.parquet")
    with made_whole(beside) as path:
        write_records(path, SiteRecord, (one.model_dump() for one in sites), about.texts())
    return [target, beside]


def _row(one: ObservationRecord) -> dict[str, object]:
    row = one.model_dump()
    # The column has no zone: all its times are UTC.
    times = {name: utc(row[name]).replace(tzinfo=None) for name in ("start", "end") if row[name] is not None}
    return row | times
