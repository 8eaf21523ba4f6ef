"""Samples of animals in the archive as one table: texts once for each kind of sample, numbers as columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from almaden.monitoring.biota.columns import SampleColumns, SampleKind
from almaden.store.models import Site
from almaden.store.observations.engine import engine
from almaden.store.observations.measured import series_held, sites_named
from almaden.store.observations.query import Filter, source_of
from almaden.store.places import position
from almaden.store.rights import Person

if TYPE_CHECKING:
    import duckdb

_MATRIX: Final = "biota"
#: Names within the diagnostics that biota's observations carry beside their columns.
_TOLD: Final = ("common_name", "study", "moisture_percent")


@dataclass(frozen=True)
class BiotaSites:
    """Sites of animals that a person may see.

    Attributes:
        sites: by the identifiers that observations name them with.
        places: latitude and longitude of each as the person may know them.
        unknown: identifiers of observations whose site is not there.
        datasets: ids of the data sets that tell of animals.
    """

    sites: Mapping[str, Site]
    places: Mapping[str, tuple[float, float]]
    unknown: tuple[str, ...]
    datasets: tuple[int, ...]


@dataclass(frozen=True)
class BiotaQuery:
    """Which samples are read; :meth:`read` needs no data base and may run beside a request.

    Attributes:
        tables: what SQL reads from.
        conditions: which rows.
        values: of the conditions.
        places: of sites, by identifier.
    """

    tables: str
    conditions: str
    values: tuple[Any, ...]
    places: tuple[tuple[str, tuple[float, float]], ...]

    def read(self) -> SampleColumns:
        """The samples, column by column."""
        with engine() as connection:
            return _columns(connection, self)

    def kinds(self) -> tuple[tuple[SampleKind, int], ...]:
        """The kinds of samples with how many there are of each."""
        with engine() as connection:
            rows = connection.execute(f"{_samples(self)} SELECT {_NAMES}, count(*) FROM samples GROUP BY ALL",
                                      list(self.values)).fetchall()  # fmt: skip
        return tuple(sorted((SampleKind(*names), int(count)) for *names, count in rows))


_NAMES: Final = ", ".join(SampleKind._fields)


def biota_sites(user: Person) -> BiotaSites:
    """Sites at which animals were sampled, as a person may see them."""
    held = [one for one in series_held(user) if one.key.matrix == _MATRIX]
    identifiers = sorted({one.key.site for one in held})
    sites = sites_named(user, identifiers)
    places = {}
    for name, site in sites.items():
        latitude, longitude = position(user, site)
        if latitude is not None and longitude is not None:
            places[name] = latitude, longitude
    unknown = tuple(one for one in identifiers if one not in sites)
    return BiotaSites(sites, places, unknown, tuple(sorted({number for one in held for number in one.datasets})))


def biota_query(
    user: Person, places: Mapping[str, tuple[float, float]], *, sites: tuple[str, ...] = (), tissue: str = "",
    first: int | None = None, last: int | None = None,
) -> BiotaQuery | None:  # fmt: skip
    """What is to be read; None where the person may see no sample.

    Args:
        user: who asks.
        places: of sites, by identifier.
        sites: only of these; all where empty.
        tissue: only of this tissue, in small letters.
        first: only from this year on.
        last: only until this year, included.
    """
    start = None if first is None else datetime(first, 1, 1, tzinfo=UTC)
    end = None if last is None else datetime(last + 1, 1, 1, tzinfo=UTC)
    source = source_of(user, Filter(sites, "", _MATRIX, start, end, flag=""))
    if source is None:
        return None
    tables, conditions, values = source
    if tissue:
        conditions, values = f"{conditions} AND lower(tissue) = ?", [*values, tissue]
    return BiotaQuery(tables, conditions, tuple(values), tuple(sorted(places.items())))


def _samples(asked: BiotaQuery) -> str:
    """The samples with what their diagnostics tell, as a table of SQL."""
    told = ", ".join(f"regexp_extract(diagnostics, '(?:^|; ){name}=([^;]*)', 1) AS {name}" for name in _TOLD)
    return (
        "WITH told AS (SELECT site, taxon, lower(tissue) AS tissue, basis, species AS analyte, unit, flag, value, "
        f'detection_limit, length_mm, year("start") AS year, original_file, {told} '
        f"FROM {asked.tables} WHERE {asked.conditions}), "
        "samples AS (SELECT site, CASE WHEN study = '' THEN original_file ELSE study END AS study, taxon, common_name, "
        "tissue, basis, analyte, unit, flag, value, detection_limit, length_mm, year, "
        "TRY_CAST(moisture_percent AS DOUBLE) AS moisture_percent FROM told)"
    )


def _columns(connection: duckdb.DuckDBPyConnection, asked: BiotaQuery) -> SampleColumns:
    connection.execute(f"CREATE TEMP TABLE samples AS {_samples(asked)} SELECT * FROM samples", list(asked.values))
    connection.execute(
        f"CREATE TEMP TABLE kinds AS SELECT *, (row_number() OVER ()) - 1 AS kind "
        f"FROM (SELECT DISTINCT {_NAMES} FROM samples)"
    )
    kinds = [SampleKind(*row) for row in connection.execute(f"SELECT {_NAMES} FROM kinds ORDER BY kind").fetchall()]
    found = connection.execute(
        "SELECT kind, value, detection_limit, length_mm, moisture_percent, year "
        f"FROM samples JOIN kinds USING ({_NAMES})"
    ).fetchnumpy()
    places, nowhere = dict(asked.places), (np.nan, np.nan)

    def number(name: str) -> Any:
        return np.ma.filled(np.ma.asarray(found[name], dtype=np.float64), np.nan)

    return SampleColumns(
        kinds=kinds,
        places=np.array([places.get(one.site, nowhere) for one in kinds], dtype=np.float64).reshape(-1, 2),
        kind=np.asarray(found["kind"], dtype=np.intp),
        value=number("value"),
        detection_limit=number("detection_limit"),
        length_mm=number("length_mm"),
        moisture_percent=number("moisture_percent"),
        year=np.asarray(found["year"], dtype=np.int64),
    )
