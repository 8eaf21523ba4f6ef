"""Series out of the archive: arrays straight from its files, averages for plots, and what there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.errors import Fault, InputError
from almaden.monitoring.series import FLAGS, Floats, Series, SeriesKey, Times
from almaden.store.models import ArchiveFile
from almaden.store.observations.engine import engine, quoted
from almaden.store.observations.formats import table_of, table_of_paths
from almaden.store.observations.query import Filter, source_of
from almaden.store.rights import Person
from almaden.wording import n_

if TYPE_CHECKING:
    import duckdb
    from numpy.typing import NDArray

_KEY: Final = ", ".join(SeriesKey._fields)
_CODE: Final = f"CASE flag {' '.join(f'WHEN {quoted(flag)} THEN {code}' for code, flag in enumerate(FLAGS))} END"
#: What a plot may ask for: more points than this no screen shows.
MOST_POINTS: Final = 20_000


@dataclass(frozen=True, eq=False)
class Decimated:
    """A series as a plot shows it: one point for each of many equal stretches of time that has observations.

    Attributes:
        key: the series.
        start: begin of each stretch, ``datetime64[s]``, UTC, shape (n,).
        seconds: length of a stretch.
        minimum: smallest value of any flag, in the unit of the key, ``NaN`` where there is none, shape (n,).
        maximum: largest value of any flag, shape (n,).
        mean: mean of the valid values alone, ``NaN`` where there is none, shape (n,).
        flags: how many observations have each flag, in the order of ``FLAGS``, shape (n, 5).
    """

    key: SeriesKey
    start: Times
    seconds: int
    minimum: Floats
    maximum: Floats
    mean: Floats
    flags: NDArray[np.int64]


def series(user: Person, wanted: Filter) -> tuple[Series, ...]:
    """The series that a person may see, in the order of their keys; ``row`` counts through the answer.

    Args:
        user: who asks.
        wanted: which observations; those of any flag where its ``flag`` is empty.
    """
    source = source_of(user, wanted)
    if source is None:
        return ()
    with engine() as connection:
        return _read(connection, *source)


def series_in(files: Iterable[ArchiveFile]) -> Iterator[Series]:
    """All series of files of the catalogue, whoever may see them, by their keys; one site is read at a time."""
    table = table_of(files)
    with engine() as connection:
        yield from _by_site(connection, table)


def series_matching(files: Iterable[ArchiveFile], **wanted: str) -> tuple[Series, ...]:
    """The series of files whose keys have these values, whoever may see them; ``site="gaw:MHD", species="CO"``."""
    files = list(files)
    if not files:
        return ()
    names = [name for name in SeriesKey._fields if name in wanted]
    conditions = " AND ".join(f"{name} = ?" for name in names)
    with engine() as connection:
        return _read(connection, table_of(files), conditions, [wanted[name] for name in names])


def series_in_paths(paths: Iterable[Path]) -> Iterator[Series]:
    """As :func:`series_in`, of files that no catalogue describes, such as those of an edition; told apart by basis."""
    with engine() as connection:
        table = table_of_paths(connection, paths)
        for (basis,) in connection.execute(f"SELECT DISTINCT basis FROM {table} ORDER BY 1").fetchall():
            for one in _by_site(connection, table, "basis = ?", [basis]):
                yield replace(one, basis=basis)


def series_where(source: tuple[str, str, list[Any]]) -> Iterator[Series]:
    """The series of what :func:`~almaden.store.observations.query.source_of` found, one site at a time; no database."""
    with engine() as connection:
        yield from _by_site(connection, *source)


def _by_site(
    connection: duckdb.DuckDBPyConnection, table: str, conditions: str = "true", values: Iterable[Any] = ()
) -> Iterator[Series]:
    asked = list(values)
    sites = connection.execute(f"SELECT DISTINCT site FROM {table} WHERE {conditions} ORDER BY 1", asked).fetchall()
    for (site,) in sites:
        yield from _read(connection, table, f"{conditions} AND site = ?", [*asked, site])


def _read(connection: duckdb.DuckDBPyConnection, table: str, conditions: str, values: list[Any]) -> tuple[Series, ...]:
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE keys AS SELECT row_number() OVER (ORDER BY {_KEY}) - 1 AS code, {_KEY} "
        f"FROM (SELECT DISTINCT {_KEY} FROM {table} WHERE {conditions})",
        values,
    )
    keys = [SeriesKey(*row) for row in connection.execute(f"SELECT {_KEY} FROM keys ORDER BY code").fetchall()]
    # One series needs no comparison of texts, row by row.
    code, joined = ("0", "") if len(keys) == 1 else ("code", f"JOIN keys USING ({_KEY})")
    columns: dict[str, Any] = connection.execute(
        f'SELECT {code} AS code, "start", "end", value, {_CODE}::UTINYINT AS flag, detection_limit '
        f'FROM {table} {joined} WHERE {conditions} ORDER BY 1, "start"',
        values,
    ).fetchnumpy()
    return tuple(_series(keys, columns))


def _series(keys: list[SeriesKey], columns: dict[str, Any]) -> Iterator[Series]:
    start, end = (_times(columns[name]) for name in ("start", "end"))
    value, limit = (np.ma.filled(columns[name], np.nan) for name in ("value", "detection_limit"))
    flag = np.asarray(columns["flag"], dtype=np.uint8)
    edges = np.searchsorted(columns["code"], np.arange(len(keys) + 1))
    rows = np.arange(len(start))
    for key, first, after in zip(keys, edges[:-1], edges[1:], strict=True):
        part = slice(first, after)
        yield Series(key, start[part], end[part], value[part], flag[part], limit[part], rows[part])


def _times(column: Any) -> Times:
    found: Times = np.ma.filled(column, np.datetime64("NaT")).astype("datetime64[s]")
    return found


def decimated(
    user: Person, key: SeriesKey, start: datetime, end: datetime, points: int, datasets: tuple[int, ...] = ()
) -> Decimated:
    """A series between two times, thinned out for a plot; spikes stay, as every stretch tells its extremes.

    Args:
        user: who asks; what they may not see is not there.
        key: which series.
        start: from this time on.
        end: before this time.
        points: how many stretches the time is cut into.
        datasets: ids of the data sets that are asked; all where none is named.

    Raises:
        InputError: no time is left between start and end, or no number of points.
    """
    if start >= end or not 0 < points <= MOST_POINTS:
        raise InputError(Fault(n_("nothing can be shown of this"), value=f"{start} {end} {points}"))
    begin = start.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    seconds = max(1, -int((start - end).total_seconds() // points))
    wanted = Filter((key.site,), key.species, key.matrix, start, end, flag="", datasets=datasets)
    counted = ", ".join(f"count(*) FILTER (WHERE flag = {quoted(flag)}) AS f{code}" for code, flag in enumerate(FLAGS))
    source = source_of(user, wanted)
    if source is None:
        return _of_rows(key, begin, seconds, {})
    table, conditions, values = source
    with engine() as connection:
        columns: dict[str, Any] = connection.execute(
            f"""SELECT date_diff('second', ?::TIMESTAMP, "start") // {seconds} AS place, min(value) AS low,
            max(value) AS high, avg(value) FILTER (WHERE flag = 'valid') AS mean, {counted} FROM {table}
            WHERE {conditions} AND unit = ? AND method = ? AND instrument = ? GROUP BY 1 ORDER BY 1""",
            [begin, *values, key.unit, key.method, key.instrument],
        ).fetchnumpy()
    return _of_rows(key, begin, seconds, columns)


def _of_rows(key: SeriesKey, begin: datetime, seconds: int, columns: dict[str, Any]) -> Decimated:
    places = np.asarray(columns.get("place", ()), dtype=np.int64)
    low, high, mean = (
        np.ma.filled(columns[name], np.nan) if columns else np.empty(0) for name in ("low", "high", "mean")
    )
    flags = [np.asarray(columns.get(f"f{code}", ()), dtype=np.int64) for code in range(len(FLAGS))]
    times = np.datetime64(begin, "s") + (places * seconds).astype("timedelta64[s]")
    return Decimated(key, times, seconds, low, high, mean, np.stack(flags, axis=1))
