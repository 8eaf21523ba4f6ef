"""Questions to a large archive, each in a fresh process; the home is named by ALMADEN_HOME."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from benchmarks.archive_fill import HOURS, YEARS

_SITE = "made:2-000"


def prepare(program: str, **options: float) -> tuple[Callable[[], Any], Callable[[Any], dict[str, Any]]]:
    """A question, asked once of a small piece so that everything is loaded, and the check of its answer."""
    from almaden.store import setup

    setup.start()
    from almaden.monitoring.series import SeriesKey
    from almaden.store.observations.holdings import sites_with_data
    from almaden.store.observations.query import Filter, means
    from almaden.store.observations.series import decimated, series

    def year_of(year: int) -> Filter:
        start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
        return Filter(sites=(_SITE,), start=start, end=end, flag="")

    key = SeriesKey(_SITE, "air", "GEM", "ng/m3", "Tekran 2537B", "made up 2")
    decade = datetime(2010, 1, 1, tzinfo=UTC), datetime(2020, 1, 1, tzinfo=UTC)
    series(None, year_of(YEARS[0]))
    asked: dict[str, tuple[Callable[[], Any], Callable[[Any], int]]] = {
        "site-year": (lambda: series(None, year_of(2015)), lambda found: len(found[0])),
        "decade for a plot": (lambda: decimated(None, key, *decade, 1500), lambda found: int(found.flags.sum())),
        "decade as arrays": (
            lambda: series(None, Filter((_SITE,), "GEM", "air", *decade, "")), lambda found: len(found[0]),
        ),
        "what there is": (lambda: sites_with_data(None, Filter()), len),
        "monthly means": (lambda: means(None, Filter()), len),
    }  # fmt: skip
    compute, count = asked[program]
    return compute, lambda found: {"count": count(found)}


def expected(sites: int) -> dict[str, int]:
    """How much each answer holds, of so many sites in all."""
    return {
        "site-year": HOURS,
        "decade for a plot": 10 * HOURS,
        "decade as arrays": 10 * HOURS,
        "what there is": sites,
        "monthly means": sites * 12 * len(YEARS),
    }
