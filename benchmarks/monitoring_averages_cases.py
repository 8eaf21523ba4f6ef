"""What is measured of monthly means, each in a process of its own: Almaden, and DuckDB, pandas and polars by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from almaden.monitoring.averages import averages
from almaden.monitoring.series import INVALID, VALID, Series, SeriesKey

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
BEGIN = np.datetime64("2010-01-01T00:00:00", "s")
HOURS = 87_600
#: Share of the values that are invalid.
BAD = 0.08


def prepare(program: str, stations: float = 100) -> Prepared:
    """Ten made-up years of hourly values of each station, one in twelve of them invalid."""
    rng = np.random.default_rng(1)
    count = int(stations)
    names = [f"station {place:03}" for place in range(count)]
    value = rng.lognormal(0.4, 0.2, (count, HOURS))
    flag = np.where(rng.random((count, HOURS)) < BAD, INVALID, VALID).astype(np.uint8)
    compute, check = PROGRAMS[program](names, value, flag)
    # Asked once before the clock starts, as a program that stays in memory is.
    compute()
    return compute, check


def _starts() -> np.ndarray[Any, np.dtype[np.datetime64]]:
    return BEGIN + np.arange(HOURS).astype("timedelta64[h]").astype("timedelta64[s]")


def _frame(names: list[str], value: Any, flag: Any) -> Any:
    import pandas as pd

    station = pd.Categorical.from_codes(np.repeat(np.arange(len(names)), HOURS), names)
    start = np.tile(_starts(), len(names))
    return pd.DataFrame({"station": station, "start": start, "value": value.ravel(), "flag": flag.ravel()})


def _answer(mean: Any, sd: Any, low: Any, high: Any, enough: Any) -> Answer:
    """Sums over all stations and months; the months stand in the same order in all programs."""
    weight = np.arange(1, len(mean) + 1)
    return {
        "months": len(mean),
        "sums": [float((np.asarray(one) * weight).sum()) for one in (mean, sd, low, high)],
        "enough": int(np.asarray(enough).sum()),
    }


def almaden(names: list[str], value: Any, flag: Any) -> Prepared:
    hour = np.timedelta64(3600, "s")
    nothing, place = np.full(HOURS, np.nan), np.arange(HOURS)
    series = [
        Series(SeriesKey(name, "air", "GEM", "ng/m3"), _starts(), _starts() + hour, one, two, nothing, place)
        for name, one, two in zip(names, value, flag, strict=True)
    ]

    def check(found: Any) -> Answer:
        means = found.means
        return _answer(means.mean, means.sd, means.low, means.high, means.enough)

    return lambda: averages(series, "month"), check


def duckdb(names: list[str], value: Any, flag: Any) -> Prepared:
    """A month is judged by its hours, in one pass: less than the rule asks."""
    return _by_sql(
        names, value, flag,
        "SELECT station, date_trunc('month', start) AS month, avg(value) AS mean, stddev_samp(value) AS sd, "
        "min(value) AS low, max(value) AS high, count(*) >= 18 * day(last_day(month)) AS enough "
        "FROM measured WHERE flag = 0 GROUP BY 1, 2 ORDER BY 1, 2",
    )  # fmt: skip


def duckdb_by_days(names: list[str], value: Any, flag: Any) -> Prepared:
    """A month is judged by those of its days that have 18 hours, as Almaden does."""
    return _by_sql(
        names, value, flag,
        "WITH days AS (SELECT station, date_trunc('day', start) AS day, sum(value) AS s, sum(value * value) AS ss, "
        "count(*) AS n, min(value) AS l, max(value) AS h FROM measured WHERE flag = 0 GROUP BY 1, 2) "
        "SELECT station, date_trunc('month', day) AS month, sum(s) / sum(n) AS mean, "
        "sqrt((sum(ss) - sum(s) * sum(s) / sum(n)) / (sum(n) - 1)) AS sd, min(l) AS low, max(h) AS high, "
        "count(*) FILTER (n >= 18) >= 0.75 * day(last_day(month)) AS enough FROM days GROUP BY 1, 2 ORDER BY 1, 2",
    )  # fmt: skip


def _by_sql(names: list[str], value: Any, flag: Any, query: str) -> Prepared:
    import duckdb as engine

    connection = engine.connect()
    frame = _frame(names, value, flag)
    connection.register("frame", frame)
    connection.execute("CREATE TABLE measured AS SELECT station::VARCHAR AS station, start, value, flag FROM frame")
    connection.unregister("frame")

    def check(found: Any) -> Answer:
        return _answer(*(found[name] for name in ("mean", "sd", "low", "high", "enough")))

    return lambda: connection.execute(query).fetchnumpy(), check


def by_pandas(names: list[str], value: Any, flag: Any) -> Prepared:
    frame = _frame(names, value, flag)

    def compute() -> Any:
        good = frame[frame["flag"] == VALID]
        month = good["start"].dt.to_period("M").dt.to_timestamp()
        told = good.groupby(["station", month], observed=True)["value"].agg(["mean", "std", "min", "max", "count"])
        days = told.index.get_level_values(1).days_in_month
        return told.assign(enough=told["count"] >= 18 * days)

    return compute, lambda found: _answer(*(found[name] for name in ("mean", "std", "min", "max", "enough")))


def by_polars(names: list[str], value: Any, flag: Any) -> Prepared:
    import polars as pl

    columns = {
        "start": np.tile(_starts().astype("datetime64[ms]"), len(names)),
        "value": value.ravel(),
        "flag": flag.ravel(),
    }
    frame = pl.DataFrame({"station": np.repeat(np.array(names), HOURS).tolist(), **columns})
    frame = frame.with_columns(pl.col("station").cast(pl.Categorical))
    one = pl.col("value")

    def compute() -> Any:
        return (
            frame.lazy()
            .filter(pl.col("flag") == VALID)
            .group_by("station", pl.col("start").dt.truncate("1mo"))
            .agg(mean=one.mean(), sd=one.std(), low=one.min(), high=one.max(), n=pl.len())
            .with_columns(enough=pl.col("n") >= 18 * pl.col("start").dt.month_end().dt.day().cast(pl.UInt32))
            .sort(pl.col("station").cast(pl.String), "start")
            .collect()
        )

    return compute, lambda found: _answer(*(found[name].to_numpy() for name in ("mean", "sd", "low", "high", "enough")))


PROGRAMS: dict[str, Callable[[list[str], Any, Any], Prepared]] = {
    "almaden": almaden,
    "duckdb": duckdb,
    "duckdb-by-days": duckdb_by_days,
    "pandas": by_pandas,
    "polars": by_polars,
}
