"""What is measured of quality control, each in a process of its own: Almaden, and filters of pandas and polars."""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import date
from typing import Any, Final

import numpy as np

from almaden.monitoring.series import VALID, Series, SeriesKey

Answer = dict[str, Any]
Prepared = tuple[Callable[[], Any], Callable[[Any], Answer]]
#: Hours of ten years, which one series has.
HOURS: Final = 87_600
START: Final = np.datetime64("2010-01-01T00:00:00")
TODAY: Final = date(2026, 1, 1)


def prepare(program: str, rows: float = 10_000_000) -> Prepared:
    stations = made(int(rows))
    compute, check = PROGRAMS[program](stations)
    before = _megabytes()

    def checked(found: Any) -> Answer:
        return {**check(found), "before_megabytes": before, "beyond_megabytes": _megabytes() - before}

    return compute, checked


def made(rows: int) -> list[tuple[np.ndarray, ...]]:
    """Made-up stations: background with seasons, days and weather, 3 % without a value, 1 % suspect, spikes, gaps."""
    rng = np.random.default_rng(8)
    stations = []
    while rows > 0:
        size = min(HOURS + 880, rows)
        rows -= size
        hour = np.arange(size + size // 50)
        hour = np.delete(hour, rng.choice(len(hour), size // 50, replace=False))[:size]
        weather = np.repeat(rng.normal(0, 0.12, size // 24 + 2), 24)[:size]
        value = 1.5 + 0.1 * np.sin(hour * 2 * np.pi / 8766) + 0.05 * np.sin(hour * 2 * np.pi / 24) + weather
        value += rng.normal(0, 0.06, size)
        value[rng.random(size) < 0.001] += 3.0
        value[rng.random(size) < 0.0001] += 8.0
        flag = rng.choice(np.array([0, 1, 4], dtype=np.uint8), size, p=[0.96, 0.01, 0.03])
        value[flag == 4] = np.nan
        stations.append((START + hour * np.timedelta64(3600, "s"), value.round(3), flag))
    return stations


def almaden(stations: list[tuple[np.ndarray, ...]]) -> Prepared:
    from almaden.monitoring.quality.checking import Beside, check
    from almaden.monitoring.quality.setting import QcSite

    hour = np.timedelta64(3600, "s")
    series = tuple(
        Series(
            SeriesKey(f"made-up:{place}", "air", "GEM", "ng/m3", "Tekran 2537B"),
            start, start + hour, value, flag, np.full(len(start), np.nan), np.arange(len(start)),
        )
        for place, (start, value, flag) in enumerate(stations)
    )  # fmt: skip
    stations.clear()
    beside = Beside(sites={one.key.site: QcSite("background", 50.0) for one in series})

    def answer(found: Any) -> Answer:
        # What the filters keep: no flag of the network, and no mark of the range.
        inside = 0
        for one, checked in zip(series, found.series, strict=True):
            out_of_range = [place for place, rule in enumerate(checked.marks.rules) if rule == "R1"]
            kept = one.flag == VALID
            kept[checked.marks.places[out_of_range]] = False
            inside += int(kept.sum())
        return {"marks": dict(found.by_rule), "series": len(series), "inside": inside}

    return lambda: check(series, TODAY, beside=beside), answer


def _columns(stations: list[tuple[np.ndarray, ...]]) -> dict[str, np.ndarray]:
    sizes = [len(start) for start, _, _ in stations]
    start, value, flag = (np.concatenate(one) for one in zip(*stations, strict=True))
    stations.clear()
    return {"site": np.repeat(np.arange(len(sizes)), sizes), "start": start, "value": value, "flag": flag}


def by_pandas(stations: list[tuple[np.ndarray, ...]]) -> Prepared:
    """Flag and range filter only."""
    import pandas as pd

    frame = pd.DataFrame(_columns(stations))

    def compute() -> Any:
        return frame[(frame["flag"] == 0) & frame["value"].between(0.5, 5.0)]

    return compute, lambda found: {"inside": len(found)}


def by_polars(stations: list[tuple[np.ndarray, ...]]) -> Prepared:
    """Flag and range filter only."""
    import polars as pl

    columns = _columns(stations)
    frame = pl.DataFrame({**columns, "start": columns["start"].astype("datetime64[ms]")})

    def compute() -> Any:
        return frame.lazy().filter((pl.col("flag") == 0) & pl.col("value").is_between(0.5, 5.0)).collect()

    return compute, lambda found: {"inside": len(found)}


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PROGRAMS: dict[str, Callable[[list[tuple[np.ndarray, ...]]], Prepared]] = {
    "almaden": almaden,
    "pandas": by_pandas,
    "polars": by_polars,
}
